"""Disclosure: which visibility each version needs, and what happens when it changes.

Disclosure is judged today, whatever revision is read (CONTRACT 3). A node is judged by its *newest* version: its own
visibility and that of what this hangs on, so it is seen at every revision or at none, and nothing seen ever hangs on nothing.
A link (relation, finding, sanction …) needs the visibility of its newest version and both ends of the version read. It stands in every row that a read filters (``need``), so that
the mask is applied before any limit. The rare change of a visibility is carried to all that hangs on the fact.
"""

import sqlite3
from typing import NamedTuple

from xinmai.model.fact import Fact
from xinmai.model.facts import decode
from xinmai.store.sqlite.codes import ARC, FACT_NAME, FIRST_LINK, IN, OUT

PLACE = "n = ? AND kind = ? AND dir = ? AND other = ? AND fid = ?"


class Version(NamedTuple):
    """One version of a fact that still has its content."""

    fact: Fact
    rev: int
    need: int
    is_past: bool


def versions(connection: sqlite3.Connection, fid: int) -> list[Version]:
    """Return every version of a fact that still has its content, oldest first."""
    rows = connection.execute(
        "SELECT f.kind, p.payload, p.rev, p.need, 1 FROM fact_past p JOIN fact f USING (fid)"
        " WHERE p.fid = :fid AND p.payload IS NOT NULL"
        " UNION ALL SELECT kind, payload, rev, need, 0 FROM fact WHERE fid = :fid AND payload IS NOT NULL ORDER BY 3",
        {"fid": fid},
    )
    return [
        Version(decode(FACT_NAME[kind], payload), rev, need, bool(past))
        for kind, payload, rev, need, past in rows
    ]


def places(connection: sqlite3.Connection, fact: Fact, fid: int) -> set[tuple[int, int, int, int]]:
    """Return where the arcs of a version stand: (n, kind, dir, other)."""
    found = set()
    for kind, start, end in fact.links():
        n = fid if start == fact.key else number_of(connection, start)
        other = 0 if end is None else fid if end == fact.key else number_of(connection, end)
        found.add((n, ARC[kind], OUT, other))
        if other:
            found.add((other, ARC[kind], IN, n))
    return found


def number_of(connection: sqlite3.Connection, key: str) -> int:
    """Return the number of a key that is known."""
    return int(connection.execute("SELECT fid FROM fact WHERE key = ?", (key,)).fetchone()[0])


def remask(connection: sqlite3.Connection, fid: int) -> None:
    """Bring what a fact needs, and all that hangs on it, to where the newest versions stand."""
    waiting = [fid]
    while waiting:
        number = waiting.pop()
        kind, own, need = connection.execute(
            "SELECT kind, own, need FROM fact WHERE fid = ?", (number,)
        ).fetchone()
        every = versions(connection, number)
        newest = _needed(connection, every[-1].fact, own) if every else own
        for version in every:
            same = kind < FIRST_LINK or version is every[-1]
            _mark(connection, number, version, newest if same else _needed(connection, version.fact, own))
        connection.execute("UPDATE fact SET need = ? WHERE fid = ?", (newest, number))
        if newest != need or number == fid:
            waiting.extend(_hanging(connection, number))


def _mark(connection: sqlite3.Connection, fid: int, version: Version, need: int) -> None:
    for place in places(connection, version.fact, fid):
        if version.is_past:
            connection.execute(
                f"UPDATE arc_past SET need = ? WHERE {PLACE} AND rev = ?", (need, *place, fid, version.rev)
            )
        else:
            connection.execute(f"UPDATE arc SET need = ? WHERE {PLACE}", (need, *place, fid))
    if version.is_past:
        connection.execute(
            "UPDATE fact_past SET need = ? WHERE fid = ? AND rev = ?", (need, fid, version.rev)
        )


def _needed(connection: sqlite3.Connection, fact: Fact, own: int) -> int:
    """Return what a version needs: its own, and that of all it hangs on, near and far; nodes may hang on one another."""
    waiting = _ends(fact)
    seen = {fact.key}
    while waiting:
        key = waiting.pop()
        row = connection.execute("SELECT fid, own FROM fact WHERE key = ?", (key,)).fetchone()
        if key in seen or row is None:
            continue
        seen.add(key)
        own |= int(row[1])
        waiting |= {end for version in versions(connection, row[0])[-1:] for end in _ends(version.fact)}
    return own


def _ends(fact: Fact) -> set[str]:
    return {end for link in fact.links() for end in link[1:] if end is not None}


def _hanging(connection: sqlite3.Connection, number: int) -> list[int]:
    rows = connection.execute(
        "SELECT fid FROM arc WHERE n = :n AND fid <> :n UNION SELECT fid FROM arc_past WHERE n = :n AND fid <> :n",
        {"n": number},
    )
    return [row[0] for row in rows]
