"""A load, the end of a snapshot, and erasure."""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from xinmai.model.answers import Applied, Erased
from xinmai.model.fact import Fact
from xinmai.model.names import grams
from xinmai.model.party import Party, PartyFact
from xinmai.store.batch import ERASED
from xinmai.store.said import Said
from xinmai.store.sqlite.codes import FACT
from xinmai.store.sqlite.connection import transaction
from xinmai.store.sqlite.index import terms_of
from xinmai.store.sqlite.mask import PLACE, number_of, places, remask, versions
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.runner import Runner
from xinmai.store.sqlite.write import Batch, apply_batch, newest_revision

_UNLIMITED = 1e9


class SqliteLoad:
    """One load of one namespace (see :class:`xinmai.ports.store.Load`)."""

    def __init__(self, runner: Runner, namespace: str) -> None:
        self._runner = runner
        self._namespace = namespace
        self._said = Said()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def apply(self, facts: Sequence[Fact], at: datetime) -> Applied:
        """Write one batch."""
        return await self._runner.run(_UNLIMITED, apply_batch, facts, at, self._said)

    async def finish(
        self,
        at: datetime,
        *,
        close_unsaid: bool,
        rejects: Mapping[tuple[str, str, str], int],
        spared: Collection[str] = (),
    ) -> Applied:
        """End the load."""
        closing = tuple(code for kind, code in FACT.items() if kind not in spared) if close_unsaid else ()
        return await self._runner.run(
            _UNLIMITED, finish_load, self._namespace, self._said, at, closing, dict(rejects)
        )


def finish_load(
    connection: sqlite3.Connection,
    namespace: str,
    said: Said,
    at: datetime,
    closing: Sequence[int],
    rejects: dict[tuple[str, str, str], int],
) -> Applied:
    """Close what a snapshot no longer says, and remember the rejects; one transaction."""
    with transaction(connection):
        closed = _close_unsaid(connection, namespace, said, at, closing) if closing else 0
        connection.execute("DELETE FROM reject WHERE namespace = ?", (namespace,))
        connection.executemany(
            "INSERT INTO reject VALUES (?, ?, ?, ?, ?)",
            [(namespace, *key, count) for key, count in rejects.items()],
        )
    with suppress(sqlite3.OperationalError):  # the load is written; statistics may wait for another one
        connection.execute("PRAGMA optimize")
    return Applied(revision=newest_revision(connection), closed=closed)


def _close_unsaid(
    connection: sqlite3.Connection, namespace: str, said: Said, at: datetime, closing: Sequence[int]
) -> int:
    """Close the live facts of a namespace and some kinds that were not said; sources stay, for the past still names them."""
    rows = connection.execute(
        "SELECT fid FROM fact JOIN namespace USING (ns) WHERE name = ? AND payload IS NOT NULL AND kind <> ?"
        " AND kind IN (SELECT value FROM json_each(?))",
        (namespace, FACT["source"], packed(closing)),
    )
    going = {row[0] for row in rows if not said.has(row[0])}
    _keep_needed(connection, going)
    batch = Batch(connection, newest_revision(connection), said)
    for fid in sorted(going):
        batch.retire(fid, "closed")
        connection.execute("UPDATE fact SET payload = NULL WHERE fid = ?", (fid,))
    if going:
        batch.record_revision(at)
    return len(going)


def _keep_needed(connection: sqlite3.Connection, going: set[int]) -> None:
    """Take out the nodes on which something hangs that stays, and then what those hang on themselves."""
    kept = [fid for fid in going if any(hanging not in going for hanging in _hanging(connection, fid))]
    while kept:
        fid = kept.pop()
        if fid in going:
            going.discard(fid)
            fact = versions(connection, fid)[-1].fact
            ends = {end for link in fact.links() for end in link[1:] if end is not None and end != fact.key}
            kept.extend(number_of(connection, end) for end in ends)


def _hanging(connection: sqlite3.Connection, fid: int) -> Iterator[int]:
    rows = connection.execute("SELECT fid FROM arc WHERE n = ? AND fid <> ?", (fid, fid))
    return (row[0] for row in rows)


def erase_fact(connection: sqlite3.Connection, key: str, reason: str, at: datetime) -> Erased | None:
    """Erase the content of a fact in all its versions; its digests and the reason stay."""
    with transaction(connection):
        return _erase(connection, key, reason, at)


def _erase(connection: sqlite3.Connection, key: str, reason: str, at: datetime) -> Erased | None:
    row = connection.execute("SELECT fid, own FROM fact WHERE key = ?", (key,)).fetchone()
    if row is None or row[1] & ERASED:
        return erased_of(connection, key)
    fid = int(row[0])
    batch = Batch(connection, newest_revision(connection), Said())
    digest = _keep_digests(connection, fid)
    for version in versions(connection, fid):
        _remove_index(connection, version.fact, fid)
    connection.execute("UPDATE fact SET payload = NULL, own = own | ? WHERE fid = ?", (ERASED, fid))
    connection.execute("UPDATE fact_past SET payload = NULL WHERE fid = ?", (fid,))
    connection.execute("INSERT INTO erased VALUES (?, ?, ?, ?)", (fid, digest, reason, batch.revision))
    remask(connection, fid)
    batch.alter(fid, "erased")
    batch.record_revision(at)
    return Erased(key, digest, reason, batch.revision)


def _keep_digests(connection: sqlite3.Connection, fid: int) -> str:
    """Keep a digest of every version; return that of the newest."""
    rows = connection.execute(
        "SELECT rev, rev_to, payload FROM fact_past WHERE fid = :fid"
        " UNION ALL SELECT rev, NULL, payload FROM fact WHERE fid = :fid AND payload IS NOT NULL ORDER BY rev",
        {"fid": fid},
    ).fetchall()
    kept = [(fid, rev, rev_to, hashlib.sha256(payload.encode()).hexdigest()) for rev, rev_to, payload in rows]
    connection.executemany("INSERT INTO erased_version VALUES (?, ?, ?, ?)", kept)
    return kept[-1][3] if kept else ""


def _remove_index(connection: sqlite3.Connection, fact: Fact, fid: int) -> None:
    for place in places(connection, fact, fid):
        for table in ("arc", "arc_past"):
            connection.execute(
                f"DELETE FROM {table} WHERE {PLACE}",
                (*place, fid),
            )
    if not isinstance(fact, Party | PartyFact):
        return
    owner = fact.party if isinstance(fact, PartyFact) else fact.id
    n = connection.execute("SELECT fid FROM fact WHERE key = ?", (owner,)).fetchone()[0]
    for term in terms_of(fact):
        connection.execute("DELETE FROM term WHERE term = ? AND n = ? AND fid = ?", (term, n, fid))
    names = connection.execute("SELECT nid, normal FROM name WHERE n = ? AND fid = ?", (n, fid)).fetchall()
    for nid, normal in names:
        connection.execute(
            "INSERT INTO name_gram (name_gram, rowid, grams) VALUES ('delete', ?, ?)",
            (nid, " ".join(grams(normal))),
        )
    connection.execute("DELETE FROM name WHERE n = ? AND fid = ?", (n, fid))


def erased_of(connection: sqlite3.Connection, key: str) -> Erased | None:
    """Return what is left of an erased fact."""
    row = connection.execute(
        "SELECT e.digest, e.reason, e.revision FROM erased e JOIN fact f USING (fid) WHERE f.key = ?", (key,)
    ).fetchone()
    return None if row is None else Erased(key, *row)
