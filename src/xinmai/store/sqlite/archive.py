"""The file as a whole: all facts with all their versions and all revisions, to be copied."""

import sqlite3
from collections import defaultdict
from datetime import datetime

from xinmai.model.answers import Erased
from xinmai.model.stored import StoredFact, StoredRevision, StoredVersion
from xinmai.store.sqlite.codes import FACT_NAME

_VERSIONS = (
    "SELECT fid, rev, rev_to, need, payload, NULL FROM fact_past"
    " WHERE fid BETWEEN :first AND :last AND payload IS NOT NULL"
    " UNION ALL SELECT fid, rev, NULL, need, payload, NULL FROM fact"
    " WHERE fid BETWEEN :first AND :last AND payload IS NOT NULL"
    " UNION ALL SELECT e.fid, e.rev, e.rev_to, f.need, NULL, e.digest FROM erased_version e JOIN fact f USING (fid)"
    " WHERE e.fid BETWEEN :first AND :last ORDER BY 1, 2"
)


def stored(connection: sqlite3.Connection, after: int, first: int) -> tuple[StoredFact, ...]:
    """Return the next facts in the order of their numbers."""
    rows = connection.execute(
        "SELECT f.fid, f.key, f.kind, n.name, f.own, f.need FROM fact f JOIN namespace n USING (ns)"
        " WHERE f.fid > ? ORDER BY f.fid LIMIT ?",
        (after, first),
    ).fetchall()
    if not rows:
        return ()
    window = {"first": rows[0][0], "last": rows[-1][0]}
    versions: defaultdict[int, list[StoredVersion]] = defaultdict(list)
    for fid, *version in connection.execute(_VERSIONS, window):
        versions[fid].append(StoredVersion(*version))
    erased = _erased(connection, window)
    return tuple(
        StoredFact(fid, key, FACT_NAME[kind], name, own, need, tuple(versions[fid]), erased.get(fid))
        for fid, key, kind, name, own, need in rows
    )


def _erased(connection: sqlite3.Connection, window: dict[str, int]) -> dict[int, Erased]:
    rows = connection.execute(
        "SELECT e.fid, f.key, e.digest, e.reason, e.revision FROM erased e JOIN fact f USING (fid)"
        " WHERE e.fid BETWEEN :first AND :last",
        window,
    )
    return {fid: Erased(*rest) for fid, *rest in rows}


def journal(connection: sqlite3.Connection, after: int, first: int) -> tuple[StoredRevision, ...]:
    """Return the next revisions."""
    rows = connection.execute(
        "SELECT number, recorded_at, key, first_fid, end_fid FROM revision WHERE number > ? ORDER BY number LIMIT ?",
        (after, first),
    ).fetchall()
    return tuple(
        StoredRevision(number, datetime.fromisoformat(at), key, start, end, _touched(connection, number))
        for number, at, key, start, end in rows
    )


def _touched(connection: sqlite3.Connection, revision: int) -> tuple[tuple[str, str], ...]:
    return tuple(
        connection.execute(
            "SELECT f.key, x.what FROM altered x JOIN fact f USING (fid) WHERE x.revision = ? ORDER BY 1",
            (revision,),
        )
    )
