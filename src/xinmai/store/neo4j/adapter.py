"""The Neo4j engine as a store: each method of the port asks one function of this folder."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime

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
from xinmai.store.neo4j import archive, find, groups, names, ownership, plan, records, relations, traverse
from xinmai.store.neo4j import facts as reads
from xinmai.store.neo4j.erase import erase_fact, erased_of
from xinmai.store.neo4j.load import Neo4jLoad
from xinmai.store.neo4j.restore import Neo4jRestore
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.write import apply_batch
from xinmai.store.supply import SupplyCounts

_SCAN_ROWS = 5_000
_UNLIMITED = 1e9
_DEFAULT = Budget()


class Neo4jStore:
    """A store in one database of a server; see :mod:`xinmai.ports.store` for what each method means."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._supply = SupplyCounts()

    async def close(self) -> None:
        """Give back the connections."""
        await self.server.close()

    async def view(
        self, as_of: int, known_at: datetime | None = None, sees: Visibility = Visibility.PUBLIC
    ) -> View:
        """Resolve a view."""
        return await reads.view(self.server, as_of, known_at, sees, _DEFAULT.seconds)

    async def revisions(self, numbers: Sequence[int]) -> dict[int, Revision]:
        """Return revisions."""
        return await reads.revisions(self.server, numbers, _DEFAULT.seconds)

    async def facts(self, view: View, keys: Sequence[str]) -> dict[str, Fact]:
        """Return facts by key."""
        return await reads.facts(self.server, view, keys, _DEFAULT.seconds)

    async def listing(self, view: View, kind: str, page: Page) -> Slice[Fact]:
        """Return a list of one kind."""
        return await reads.listing(self.server, view, kind, page, _DEFAULT.seconds)

    async def parties(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, Party]:
        """Return parties."""
        return await reads.parties(self.server, view, ids, _DEFAULT.seconds)

    async def resolve(self, view: View, terms: Sequence[str]) -> dict[str, tuple[PublicId, ...]]:
        """Return parties by identifier."""
        return await names.resolve(self.server, view, terms, _DEFAULT.seconds)

    async def named(self, view: View, texts: Sequence[str], first: int) -> dict[str, Namesakes]:
        """Return parties by name."""
        return await names.named(self.server, view, texts, first, _DEFAULT.seconds)

    async def find(self, view: View, where: Condition, page: Page) -> Slice[Party]:
        """Return parties by condition."""
        return await find.find(self.server, view, where, page, _DEFAULT.seconds)

    async def find_records(self, view: View, where: Condition, page: Page) -> Slice[CreditRecord]:
        """Return records by condition."""
        return await find.find_records(self.server, view, where, page, _DEFAULT.seconds)

    async def search(
        self, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, budget: Budget
    ) -> Slice[Hit]:
        """Return parties by a piece of text."""
        return await names.search(self.server, view, text, kinds, page, budget.seconds)

    async def relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[Relation]]:
        """Return relations of parties."""
        return await relations.relations(self.server, view, parties, where, page, _DEFAULT.seconds)

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
        return await groups.aggregate(self.server, view, thing, where, by, budget.seconds, sums=sums)

    async def aggregate_relations(
        self, view: View, parties: Sequence[PublicId], where: Condition, by: Sequence[By], budget: Budget
    ) -> dict[PublicId, tuple[GroupCount, ...]]:
        """Count and group relations of parties."""
        return await groups.aggregate_relations(self.server, view, parties, where, by, budget.seconds)

    async def degrees(self, view: View, parties: Sequence[PublicId]) -> dict[PublicId, tuple[Degree, ...]]:
        """Count relations."""
        return await relations.degrees(self.server, view, parties, _DEFAULT.seconds)

    async def relation_kinds(
        self, view: View, kinds: Sequence[RelationKind], budget: Budget
    ) -> frozenset[RelationKind]:
        """Return the kinds there are."""
        return await relations.relation_kinds(self.server, view, kinds, budget.seconds)

    async def expand(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return a neighbourhood."""
        return await traverse.expand(self.server, view, seeds, kinds, direction, budget)

    async def closure(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        """Return all that is reachable."""
        return await traverse.closure(self.server, view, seeds, kinds, direction, budget)

    async def shortest(self, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget) -> Subgraph:
        """Return the shortest paths."""
        return await traverse.shortest(self.server, view, a, b, kinds, budget)

    async def records(
        self, view: View, parties: Sequence[PublicId], where: Condition, page: Page
    ) -> dict[PublicId, Slice[CreditRecord]]:
        """Return records of parties."""
        return await records.records(self.server, view, parties, where, page, _DEFAULT.seconds)

    async def records_of(
        self, view: View, parties: Sequence[PublicId], budget: Budget
    ) -> tuple[CreditRecord, ...]:
        """Return the records of many parties."""
        return await records.records_of(self.server, view, parties, budget)

    async def credit_records(self, view: View, ids: Sequence[PublicId]) -> dict[PublicId, CreditRecord]:
        """Return records by id."""
        return await records.credit_records(self.server, view, ids, _DEFAULT.seconds)

    async def tasks(self, view: View, agency: PublicId | None) -> tuple[Fact, ...]:
        """Return tasks with their links."""
        return await plan.tasks(self.server, view, agency, _DEFAULT.seconds)

    async def coverage(self, view: View, agency: PublicId | None) -> tuple[CoverageCount, ...]:
        """Return what came; it is counted over all records once until something is written."""
        newest = (await self.view(view.as_of)).revision
        return await self._supply.counts(
            newest, view, agency, lambda: plan.coverage(self.server, view, agency, _DEFAULT.seconds)
        )

    async def rejects(self) -> tuple[RejectCount, ...]:
        """Return what was refused."""
        return await plan.rejects(self.server, _DEFAULT.seconds)

    async def histories(self, view: View, keys: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
        """Return the versions of facts."""
        return await reads.histories(self.server, view, keys, _DEFAULT.seconds)

    async def erased(self, key: str) -> Erased | None:
        """Return what is left of an erased fact."""
        return await erased_of(self.server, key)

    async def scan(self, view: View, kind: str) -> AsyncIterator[tuple[Fact, ...]]:
        """Stream the facts of a kind."""
        after = 0
        while True:
            batch, after = await reads.scan(self.server, view, kind, after, _SCAN_ROWS, _UNLIMITED)
            if not batch:
                return
            yield batch

    async def ownership(self, view: View, grounds: Collection[str]) -> AsyncIterator[OwnershipColumns]:
        """Stream ownership of the whole graph."""
        asked = ownership.Asked(view, grounds, _UNLIMITED)
        while found := await ownership.ownership(self.server, asked):
            columns, asked.after = found
            yield columns

    async def described(self, view: View, numbers: Sequence[int]) -> PartyColumns:
        """Return parties by number."""
        return await ownership.described(self.server, view, numbers, _UNLIMITED)

    async def changes(self, since: int, first: int) -> tuple[Change, ...]:
        """Return the change feed."""
        return await reads.changes(self.server, since, first, _DEFAULT.seconds)

    async def digest(self) -> str:
        """Return the content digest."""
        return await reads.digest(self.server, _UNLIMITED)

    async def counts(self) -> dict[str, int]:
        """Count facts by kind."""
        return await reads.counts(self.server, _UNLIMITED)

    async def stored(self, after: int, first: int) -> tuple[StoredFact, ...]:
        """Return facts as they stand."""
        return await archive.stored(self.server, after, first, _UNLIMITED)

    async def journal(self, after: int, first: int) -> tuple[StoredRevision, ...]:
        """Return revisions as they stand."""
        return await archive.journal(self.server, after, first, _UNLIMITED)

    def restore(self) -> Neo4jRestore:
        """Begin to fill the store."""
        return Neo4jRestore(self.server)

    def load(self, namespace: str) -> Neo4jLoad:
        """Begin a load."""
        return Neo4jLoad(self.server, namespace)

    async def apply(
        self, facts: Sequence[Fact], *, key: str, at: datetime, expected_revision: int | None = None
    ) -> Applied:
        """Write facts as one revision."""
        return await apply_batch(self.server, facts, at, key=key, expected_revision=expected_revision)

    async def erase(self, key: str, reason: str, at: datetime) -> Erased | None:
        """Erase a fact's content."""
        return await erase_fact(self.server, key, reason, at)
