"""Filling an empty file with what another store holds. The table ``copying`` stands in it until that has ended."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from xinmai.errors import StoreLocked, StoreNotEmpty
from xinmai.model.answers import RejectCount
from xinmai.model.facts import decode
from xinmai.model.stored import StoredFact, StoredRevision, StoredVersion
from xinmai.store.sqlite.codes import FACT
from xinmai.store.sqlite.connection import COPYING, transaction
from xinmai.store.sqlite.index import Index
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.runner import Runner
from xinmai.store.sqlite.write import instant

_UNLIMITED = 1e9
T = TypeVar("T")


class SqliteRestore:
    """The filling of one file (see :class:`xinmai.ports.archive.Restore`)."""

    def __init__(self, runner: Runner, path: str) -> None:
        self._runner = runner
        self._path = path
        self._stands = (0, 0, 0)
        """Last fact, last one with its links, last revision that are there, as far as this copy knows."""

    async def begin(self, source: str) -> tuple[int, int, int]:
        """Begin, or go on."""
        self._stands = await self._runner.run(_UNLIMITED, _begin, self._path, source)
        return self._stands

    async def facts(self, facts: Sequence[StoredFact]) -> None:
        """Enter facts."""
        await self._step(_enter_facts, facts)
        self._stands = (facts[-1].number, *self._stands[1:])

    async def links(self, facts: Sequence[StoredFact]) -> None:
        """Enter what joins facts."""
        await self._step(_enter_links, facts)
        self._stands = (self._stands[0], facts[-1].number, self._stands[2])

    async def revisions(self, revisions: Sequence[StoredRevision]) -> None:
        """Enter revisions."""
        await self._step(_enter_revisions, revisions)
        self._stands = (*self._stands[:2], revisions[-1].number)

    async def finish(self, rejects: Sequence[RejectCount]) -> None:
        """End the copy."""
        await self._step(_finish, rejects)
        await self._runner.run(_UNLIMITED, _optimize)

    async def _step(self, work: Callable[[sqlite3.Connection, T], None], what: T) -> None:
        await self._runner.run(_UNLIMITED, _in_turn, self._path, self._stands, work, what)


class _End(NamedTuple):
    number: int


def _in_turn(
    connection: sqlite3.Connection,
    path: str,
    stands: tuple[int, int, int],
    work: Callable[[sqlite3.Connection, T], None],
    what: T,
) -> None:
    """Do one step in a transaction, if the file still stands where this copy left it."""
    with transaction(connection):
        linked = (
            connection.execute(f"SELECT linked FROM {COPYING}").fetchone() if _is_copied(connection) else None
        )
        facts, revisions = _newest(connection)
        if linked is None or (facts, linked[0], revisions) != stands:
            raise StoreLocked(path, "somebody else is copying into it too.")
        work(connection, what)


def _is_copied(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (COPYING,)).fetchone())


def _newest(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the numbers of the last fact and the last revision."""
    found: tuple[int, int] = connection.execute(
        "SELECT (SELECT coalesce(max(fid), 0) FROM fact), (SELECT coalesce(max(number), 0) FROM revision)"
    ).fetchone()
    return found


def _begin(connection: sqlite3.Connection, path: str, source: str) -> tuple[int, int, int]:
    with transaction(connection):
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {COPYING} (source TEXT NOT NULL, linked INTEGER NOT NULL)"
        )
        facts, revisions = _newest(connection)
        begun = connection.execute(f"SELECT source, linked FROM {COPYING}").fetchone()
        if begun is None and not facts and not revisions:
            begun = source, 0
            connection.execute(f"INSERT INTO {COPYING} VALUES (?, ?)", begun)
        if begun is None or begun[0] != source:
            raise StoreNotEmpty(path)
    return facts, begun[1], revisions


def _enter_facts(connection: sqlite3.Connection, facts: Sequence[StoredFact]) -> None:
    index = Index(connection, 0)
    holds = [(fact, _holding(fact)) for fact in facts]
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                fact.number,
                fact.key,
                FACT[fact.kind],
                _sub(fact, fact.versions[-1]),
                index.namespace_number(fact.namespace),
                fact.own,
                fact.need,
                fact.versions[-1].recorded_from,
                None if held is None else held.payload,
            )
            for fact, held in holds
        ],
    )
    connection.executemany(
        "INSERT INTO fact_past VALUES (?, ?, ?, ?, ?, ?)",
        [
            (fact.number, past.recorded_from, past.recorded_to, _sub(fact, past), past.need, past.payload)
            for fact, held in holds
            for past in fact.versions
            if past is not held and past.payload is not None
        ],
    )
    _enter_erased(connection, [fact for fact in facts if fact.erased is not None])


def _holding(fact: StoredFact) -> StoredVersion | None:
    """Return the version that holds; None where the fact was closed or erased."""
    last = fact.versions[-1]
    return last if last.recorded_to is None and last.payload is not None else None


def _sub(fact: StoredFact, version: StoredVersion) -> int:
    return 0 if version.payload is None else Index.sub(decode(fact.kind, version.payload))


def _enter_erased(connection: sqlite3.Connection, facts: Iterable[StoredFact]) -> None:
    for fact in facts:
        if fact.erased is not None:
            left = fact.erased
            connection.execute(
                "INSERT INTO erased VALUES (?, ?, ?, ?)",
                (fact.number, left.digest, left.reason, left.revision),
            )
            connection.executemany(
                "INSERT INTO erased_version VALUES (?, ?, ?, ?)",
                [(fact.number, each.recorded_from, each.recorded_to, each.digest) for each in fact.versions],
            )


def _enter_links(connection: sqlite3.Connection, facts: Sequence[StoredFact]) -> None:
    index = Index(connection, 0)
    versions = [
        (stored, version, decode(stored.kind, version.payload))
        for stored in facts
        for version in stored.versions
        if version.payload is not None
    ]
    links = [fact.links() for _, _, fact in versions]
    ends = _ends(connection, {key for each in links for link in each for key in link[1:] if key is not None})
    for (stored, version, fact), joined in zip(versions, links, strict=True):
        index.revision = version.recorded_from
        index.enter(fact, joined, stored.number, version.need, ends)
        if version.recorded_to is not None:
            index.flush()
            index.revision = version.recorded_to
            index.leave(fact, stored.number)
    index.flush()
    connection.execute(f"UPDATE {COPYING} SET linked = ?", (facts[-1].number,))


def _ends(connection: sqlite3.Connection, keys: set[str]) -> dict[str, _End]:
    rows = connection.execute(
        "SELECT f.key, f.fid FROM json_each(?) AS wanted CROSS JOIN fact AS f ON f.key = wanted.value",
        (packed(sorted(keys)),),
    )
    return {key: _End(fid) for key, fid in rows}


def _enter_revisions(connection: sqlite3.Connection, revisions: Sequence[StoredRevision]) -> None:
    connection.executemany(
        "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
        [
            (each.number, instant(each.recorded_at), each.key, each.first_number, each.next_number)
            for each in revisions
        ],
    )
    connection.executemany(
        "INSERT INTO altered SELECT ?, fid, ? FROM fact WHERE key = ?",
        [(each.number, what, key) for each in revisions for key, what in each.touched],
    )


def _finish(connection: sqlite3.Connection, rejects: Sequence[RejectCount]) -> None:
    connection.executemany(
        "INSERT INTO reject VALUES (?, ?, ?, ?, ?)",
        [(each.namespace, each.agency, each.table, each.kind, each.count) for each in rejects],
    )
    connection.execute(f"DROP TABLE {COPYING}")


def _optimize(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA optimize")
