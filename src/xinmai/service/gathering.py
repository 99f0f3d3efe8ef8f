"""Gathers the surroundings of a question step by step within one budget, and remembers everything that was cut."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind
from xinmai.ports.store import Reader
from xinmai.service.ahead import Ahead, Step

CHUNK: Final = 200
"""Nodes that are expanded together where the order of importance is known."""


class Gathering:
    """What one question has read so far. A step that does not fit is left out whole, and nothing is read after it."""

    def __init__(self, store: Reader, view: View, budget: Budget) -> None:
        self.store = store
        self.view = view
        self.budget = budget
        self.parties: dict[PublicId, Party] = {}
        self.relations: dict[PublicId, Relation] = {}
        self.records: dict[PublicId, CreditRecord] = {}
        self.is_cut = False
        self._hubs: set[PublicId] = set()
        self._ahead: dict[tuple[tuple[RelationKind, ...], Direction], Ahead] = {}

    async def meet(self, ids: Iterable[PublicId]) -> None:
        """Read parties by id."""
        unknown = sorted(set(ids) - self.parties.keys())
        if unknown:
            self.parties.update(await self.store.parties(self.view, unknown))

    async def expand(
        self,
        seeds: Collection[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        view: View | None = None,
    ) -> bool:
        """Read one hop around a set of nodes and say whether it was read whole; hubs are named and not followed."""
        if self.is_cut or not seeds or kinds == ():
            return not self.is_cut
        step = msgspec.structs.replace(self.budget, depth=1)
        found = await self._step(view or self.view, sorted(seeds), kinds, direction, step)
        self._hubs.update(found.hubs)
        if (
            found.is_cut and found.hubs
        ):  # beside a hub that was left out it is not told whether the rest fitted
            self._take(party for party in found.parties if party.id in found.hubs)
            return await self.expand(set(seeds) - set(found.hubs), kinds, direction, view)
        self.is_cut = found.is_cut or self._would_pass(found.parties)
        if not self.is_cut:
            self._take(found.parties)
            self.relations.update({relation.id: relation for relation in found.relations})
        return not self.is_cut

    def _take(self, parties: Iterable[Party]) -> None:
        self.parties.update({party.id: party for party in parties})

    def _would_pass(self, parties: Iterable[Party]) -> bool:
        """Say whether there would be too many nodes together with those read before; whom is met again counts once."""
        return len(self.parties.keys() | {party.id for party in parties}) > self.budget.nodes

    async def _step(
        self,
        view: View,
        seeds: Sequence[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        budget: Budget,
    ) -> Step:
        ahead = None if kinds is None else self._ahead.get((tuple(kinds), direction))
        if ahead is not None and view == self.view and ahead.nodes.issuperset(seeds):
            return ahead.step(seeds, budget)
        found = await self.store.expand(view, seeds, kinds, direction, budget)
        said = found.completeness
        is_cut = said.state is CompletenessState.CUT_BY_NODES and said.depth_reached == 0
        return Step(found.parties, found.relations, said.hubs_excluded, is_cut)

    async def look_ahead(
        self, seeds: Collection[PublicId], kinds: Sequence[RelationKind], direction: Direction
    ) -> tuple[PublicId, ...]:
        """Read in one go everything that lies behind some nodes, for the steps to come, and return whom it met.

        Nothing of it counts until a step takes it. Where it does not fit into the budget, each step reads for itself.
        """
        found = await self.store.closure(self.view, sorted(seeds), kinds, direction, self.budget)
        if found.completeness.state is not CompletenessState.COMPLETE:
            return ()
        self._ahead[tuple(kinds), direction] = Ahead(found, found.party, direction)
        return tuple(found.party)

    async def look_around(
        self, nodes: Collection[PublicId], kinds: Sequence[RelationKind], direction: Direction
    ) -> None:
        """Read in one go one hop around some nodes, for the steps to come; as :meth:`look_ahead` does."""
        step = msgspec.structs.replace(self.budget, depth=1)
        found = await self.store.expand(self.view, sorted(nodes), kinds, direction, step)
        if found.completeness.state in {CompletenessState.COMPLETE, CompletenessState.CUT_BY_DEPTH}:
            self._ahead[tuple(kinds), direction] = Ahead(found, nodes, direction)

    async def expand_in_order(
        self, seeds: Sequence[PublicId], kinds: Sequence[RelationKind], direction: Direction
    ) -> bool:
        """Read one hop around nodes, the first ones first, so that a cut loses the last ones."""
        for start in range(0, len(seeds), CHUNK):
            if not await self.expand(seeds[start : start + CHUNK], kinds, direction):
                return False
        return True

    async def read_records(self, parties: Collection[PublicId]) -> None:
        """Read the records that name some parties by id."""
        if parties:
            found = await self.store.records_of(self.view, sorted(parties), self.budget)
            self.records.update({record.id: record for record in found})

    def graph(self) -> Subgraph:
        """Return everything that was read."""
        return Subgraph(
            parties=tuple(self.parties[key] for key in sorted(self.parties)),
            relations=tuple(self.relations[key] for key in sorted(self.relations)),
            completeness=self.completeness(),
            records=tuple(self.records[key] for key in sorted(self.records)),
        )

    def completeness(
        self, missing: str | None = None, depth: int | None = None, rule_pack: str | None = None
    ) -> Completeness:
        """Return what was cut; ``missing`` names what the data leave open, which counts where nothing was cut."""
        reasons = [
            *([f"more than {self.budget.nodes} nodes would have to be read"] if self.is_cut else []),
            *(
                [f"{len(self._hubs)} hub(s) with more than {self.budget.hub} relations not followed"]
                * bool(self._hubs)
            ),
            *([missing] if missing else []),
        ]
        cut = self.is_cut or bool(self._hubs)
        lacking = CompletenessState.MISSING_DATA if missing else CompletenessState.COMPLETE
        return Completeness(
            state=CompletenessState.CUT_BY_NODES if cut else lacking,
            as_of=self.view.as_of,
            revision=self.view.revision,
            nodes_seen=len(self.parties),
            reason="; ".join(reasons) or None,
            depth_reached=depth,
            hubs_excluded=tuple(sorted(self._hubs)),
            rule_pack=rule_pack,
        )

    def facts(self, keys: Collection[str]) -> tuple[Fact, ...]:
        """Return what was read under some keys: parties, relations, records."""
        tables: tuple[dict[PublicId, Party] | dict[PublicId, Relation] | dict[PublicId, CreditRecord], ...]
        tables = (self.parties, self.relations, self.records)
        return tuple(fact for table in tables for key, fact in sorted(table.items()) if key in keys)
