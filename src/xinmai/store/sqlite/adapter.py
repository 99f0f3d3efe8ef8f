"""The SQLite engine as a store: each method of the port runs one function beside the event loop."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from itertools import chain

from xinmai.model.answers import (
    Applied,
    Change,
    CoverageCount,
    Degree,
    Erased,
    Hit,
    Namesakes,
    RejectCount,
    Revision,
)
from xinmai.model.fact import Fact
from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind, Visibility
from xinmai.ports.store import Kinds
from xinmai.store.sqlite import archive, find, groups, names, ownership, records, relations, traverse
from xinmai.store.sqlite import facts as reads
from xinmai.store.sqlite.load import SqliteLoad, erase_fact, erased_of
from xinmai.store.sqlite.restore import SqliteRestore
from xinmai.store.sqlite.runner import Runner
from xinmai.store.sqlite.write import apply_batch
from xinmai.store.supply import SupplyCounts

_READERS = 4
_SCAN_ROWS = 5_000
_BESIDE = 2
"""Blocks of ownership that are read at a time."""
_UNLIMITED = 1e9
_DEFAULT = Budget()


async def open_sqlite(path: str, *, write: bool, restoring: bool = False) -> "SqliteStore":
    """Open a store file; a writer creates or migrates it.

    Parameters
    ----------
    restoring
        Whether it is opened to be filled from another store; only then may a copy into it be unfinished.

    Raises
    ------
    StoreError
        One of its kinds: missing, locked, read-only, not ours, of a newer version, damaged, disk full.
    """
    store = SqliteStore(path, write=write, restoring=restoring)
    try:
        await store.probe()
    except BaseException:
        await store.close()
        raise
    return store


class SqliteStore:
    """A store in one file; see :mod:`xinmai.ports.store` for what each method means."""

    def __init__(self, path: str, *, write: bool, restoring: bool = False) -> None:
        self.path = path
        self._write = write
        self._reader = Runner(path, threads=_READERS, write=False, restoring=restoring)
        self._writer = Runner(path, threads=1, write=True, restoring=restoring)
        self._supply = SupplyCounts()

    async def probe(self) -> None:
        """Open the file, so that a fault shows at once."""
        if self._write:
            await self._writer.run(_UNLIMITED, reads.counts)
        await self._reader.run(_DEFAULT.seconds, reads.revisions, ())

    async def close(self) -> None:
        """Give back files and threads."""
        await self._reader.close()
        await self._writer.close()

    async def view(
        self, as_of: int, known_at: datetime | None = None, sees: Visibility = Visibility.PUBLIC
    ) -> View:
        """Resolve a view."""
        return await self._reader.run(_DEFAULT.seconds, reads.view, as_of, known_at, sees)

    async def revisions(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """Return revisions."""
        return await self._reader.run(_DEFAULT.seconds, reads.revisions, numbers)

    async def facts(self, view: View, keys: Sequence[str]) -> dict[str, Fact]:
        """Return facts by key."""
        return await self._reader.run(_DEFAULT.seconds, reads.facts, view, keys)

    async def listing(self, view: View, kind: str, page: Page) -> Slice[Fact]:
        """Return a list of one kind."""
        return await self._reader.run(_DEFAULT.seconds, reads.listing, view, kind, page)

    async def parties(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, Party]:
        """Return parties."""
        return await self._reader.run(_DEFAULT.seconds, reads.parties, view, ids)

    async def resolve(self, view: View, terms: Sequence[str]) -> dict[str, tuple[PublicId, ...]]:
        """Return parties by identifier."""
        return await self._reader.run(_DEFAULT.seconds, names.resolve, view, terms)

    async def named(self, view: View, texts: Sequence[str], first: int) -> dict[str, Namesakes]:
        """Return parties by name."""
        return await self._reader.run(_DEFAULT.seconds, names.named, view, texts, first)

    async def find(self, view: View, where: Condition, page: Page) -> Slice[Party]:
        """Return parties by condition."""
        return await self._reader.run(_DEFAULT.seconds, find.find, view, where, page)

    async def find_records(self, view: View, where: Condition, page: Page) -> Slice[CreditRecord]:
        """Return records by condition."""
        return await self._reader.run(_DEFAULT.seconds, find.find_records, view, where, page)

    async def search(
        self, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, budget: Budget
    ) -> Slice[Hit]:
        """Return parties by a piece of text."""
        return await self._reader.run(budget.seconds, names.search, view, text, kinds, page)

    async def relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[Relation]]:
        """Return relations of parties."""
        return await self._reader.run(_DEFAULT.seconds, relations.relations, view, parties, where, page)

    async def aggregate(
        self,
        view: View,
        thing: Thing,
        where: Condition,
        by: Sequence[By],
        budget: Budget,
        *,
        sums: bool = True,
    ) -> tuple[GroupCount, ...]:
        """Count and group."""
        return await self._reader.run(budget.seconds, groups.aggregate, view, thing, where, by, sums)

    async def aggregate_relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, by: Sequence[By], budget: Budget
    ) -> dict[PublicId, tuple[GroupCount, ...]]:
        """Count and group relations of parties."""
        return await self._reader.run(budget.seconds, groups.aggregate_relations, view, parties, where, by)

    async def degrees(self, view: View, parties: Sequence[PublicId]) -> dict[PublicId, tuple[Degree, ...]]:
        """Count relations."""
        return await self._reader.run(_DEFAULT.seconds, relations.degrees, view, parties)

    async def relation_kinds(
        self, view: View, kinds: Sequence[RelationKind], budget: Budget
    ) -> frozenset[RelationKind]:
        """Return the kinds there are."""
        return await self._reader.run(budget.seconds, relations.relation_kinds, view, kinds)

    async def expand(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return a neighbourhood."""
        return await self._reader.run(budget.seconds, traverse.expand, view, seeds, kinds, direction, budget)

    async def closure(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return all that is reachable."""
        return await self._reader.run(budget.seconds, traverse.closure, view, seeds, kinds, direction, budget)

    async def shortest(self, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget) -> Subgraph:
        """Return the shortest paths."""
        return await self._reader.run(budget.seconds, traverse.shortest, view, a, b, kinds, budget)

    async def records(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[CreditRecord]]:
        """Return records of parties."""
        return await self._reader.run(_DEFAULT.seconds, records.records, view, parties, where, page)

    async def records_of(
        self, view: View, parties: Sequence[PublicId], budget: Budget
    ) -> tuple[CreditRecord, ...]:
        """Return the records of many parties."""
        return await self._reader.run(budget.seconds, records.records_of, view, parties)

    async def credit_records(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, CreditRecord]:
        """Return records by id."""
        return await self._reader.run(_DEFAULT.seconds, records.credit_records, view, ids)

    async def tasks(self, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
        """Return tasks with their links."""
        return await self._reader.run(_DEFAULT.seconds, records.tasks, view, agency)

    async def coverage(self, view: View, agency: PublicId | None) -> tuple[CoverageCount, ...]:
        """Return what came; it is counted over all records once until something is written."""
        newest = (await self.view(view.as_of)).revision
        return await self._supply.counts(
            newest, view, agency, lambda: self._reader.run(_DEFAULT.seconds, records.coverage, view, agency)
        )

    async def rejects(self) -> tuple[RejectCount, ...]:
        """Return what was refused."""
        return await self._reader.run(_DEFAULT.seconds, records.rejects)

    async def histories(self, view: View, keys: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
        """Return the versions of facts."""
        return await self._reader.run(_DEFAULT.seconds, reads.histories, view, keys)

    async def erased(self, key: str) -> Erased | None:
        """Return what is left of an erased fact."""
        return await self._reader.run(_DEFAULT.seconds, erased_of, key)

    async def scan(self, view: View, kind: str) -> AsyncIterator[tuple[Fact, ...]]:
        """Stream the facts of a kind."""
        after = 0
        while True:
            batch, after = await self._reader.run(_UNLIMITED, reads.scan, view, kind, after, _SCAN_ROWS)
            if not batch:
                return
            yield batch

    async def ownership(self, view: View, grounds: Collection[str]) -> AsyncIterator[OwnershipColumns]:
        """Stream ownership of the whole graph; two blocks are read at a time, for the engine needs no interpreter to join rows."""
        run = self._reader.run
        blocks = await run(_UNLIMITED, ownership.blocks)
        stakes = (run(_UNLIMITED, ownership.stakes, view, grounds, block) for block in blocks)
        standing = (run(_UNLIMITED, ownership.standing, view) for _ in range(1))
        async for parts in ownership.ahead(chain(standing, stakes), _BESIDE):
            for part in parts:
                yield part

    async def described(self, view: View, numbers: Sequence[int]) -> PartyColumns:
        """Return parties by number."""
        return await self._reader.run(_UNLIMITED, ownership.described, view, numbers)

    async def changes(self, since: int, first: int) -> tuple[Change, ...]:
        """Return the change feed."""
        return await self._reader.run(_DEFAULT.seconds, reads.changes, since, first)

    async def digest(self) -> str:
        """Return the content digest."""
        return await self._reader.run(_UNLIMITED, reads.digest)

    async def counts(self) -> dict[str, int]:
        """Count facts by kind."""
        return await self._reader.run(_UNLIMITED, reads.counts)

    async def stored(self, after: int, first: int) -> tuple[StoredFact, ...]:
        """Return facts as they stand."""
        return await self._reader.run(_UNLIMITED, archive.stored, after, first)

    async def journal(self, after: int, first: int) -> tuple[StoredRevision, ...]:
        """Return revisions as they stand."""
        return await self._reader.run(_UNLIMITED, archive.journal, after, first)

    def restore(self) -> SqliteRestore:
        """Begin to fill the store."""
        return SqliteRestore(self._writer, self.path)

    def load(self, namespace: str) -> SqliteLoad:
        """Begin a load."""
        return SqliteLoad(self._writer, namespace)

    async def apply(
        self, facts: Sequence[Fact], *, key: str, at: datetime, expected_revision: int | None = None
    ) -> Applied:
        """Write facts as one revision."""
        return await self._writer.run(
            _UNLIMITED, apply_batch, facts, at, key=key, expected_revision=expected_revision
        )

    async def erase(self, key: str, reason: str, at: datetime) -> Erased | None:
        """Erase a fact's content."""
        return await self._writer.run(_UNLIMITED, erase_fact, key, reason, at)
