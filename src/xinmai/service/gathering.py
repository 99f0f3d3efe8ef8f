"""Gathers the surroundings of a question step by step within one budget, and remembers everything that was cut."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from xinmai.model.cuts import beyond_depth
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
        self._depth: int | None = None
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
        hub: int | None = None,
    ) -> bool:
        """Read one hop around a set of nodes and say whether it was read whole; hubs are named and not followed.

        ``hub``: from how many relations on a node is one here; that of the budget unless stated.
        """
        if self.is_cut or not seeds or kinds == ():
            return not self.is_cut
        step = msgspec.structs.replace(self.budget, depth=1, hub=hub or self.budget.hub)
        found = await self._step(view or self.view, sorted(seeds), kinds, direction, step)
        self._hubs.update(found.hubs)
        if (
            found.is_cut and found.hubs
        ):  # beside a hub that was left out it is not told whether the rest fitted
            self._take(party for party in found.parties if party.id in found.hubs)
            return await self.expand(set(seeds) - set(found.hubs), kinds, direction, view, hub)
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

    async def climb(
        self, seeds: Collection[PublicId], kinds: Sequence[RelationKind], depth: int | None = None
    ) -> None:
        """Read everybody above some nodes, at most ``depth`` levels; there are no hubs on the way up.

        What is above the last level that was read is left out whole, so that every list of holders is whole or empty.
        """
        found = await self.store.closure(self.view, sorted(seeds), kinds, Direction.IN, self.budget)
        said = found.completeness
        self.is_cut = self.is_cut or said.state is CompletenessState.CUT_BY_NODES
        last = said.depth_reached if said.state is CompletenessState.CUT_BY_NODES else None
        if depth is not None and (last is None or depth < last):
            last = depth
        levels = levels_above(seeds, found.relations, last)
        whole = [relation for relation in found.relations if levels.get(relation.to_id, last) != last]
        if last == depth and len(whole) < len(found.relations):
            self._depth = depth
        ends = {*seeds, *(relation.from_id for relation in whole)}
        self._take(party for party in found.parties if party.id in ends)
        self.relations.update({relation.id: relation for relation in whole})

    def cut_by_depth(self, depth: int) -> None:
        """Remember that a question that is limited to some levels was cut there."""
        self._depth = depth

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

    def include(self, other: "Gathering") -> None:
        """Take over what another gathering of the same view read, and whether it was cut; its hubs stay its own."""
        self._take(other.parties.values())
        self.relations.update(other.relations)
        self.is_cut = self.is_cut or other.is_cut

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
            *([beyond_depth(self._depth)] if self._depth is not None else []),
            *([missing] if missing else []),
        ]
        return Completeness(
            state=self._state(missing),
            as_of=self.view.as_of,
            revision=self.view.revision,
            nodes_seen=len(self.parties),
            reason="; ".join(reasons) or None,
            depth_reached=depth,
            hubs_excluded=tuple(sorted(self._hubs)),
            rule_pack=rule_pack,
        )

    def _state(self, missing: str | None) -> CompletenessState:
        if self.is_cut or self._hubs:
            return CompletenessState.CUT_BY_NODES
        if self._depth is not None:
            return CompletenessState.CUT_BY_DEPTH
        return CompletenessState.MISSING_DATA if missing else CompletenessState.COMPLETE

    def facts(self, keys: Collection[str]) -> tuple[Fact, ...]:
        """Return what was read under some keys: parties, relations, records."""
        tables: tuple[dict[PublicId, Party] | dict[PublicId, Relation] | dict[PublicId, CreditRecord], ...]
        tables = (self.parties, self.relations, self.records)
        return tuple(fact for table in tables for key, fact in sorted(table.items()) if key in keys)


def levels_above(
    seeds: Iterable[PublicId], relations: Iterable[Relation], most: int | None
) -> dict[PublicId, int]:
    """Return on which level above some nodes everybody stands, the nodes on level 0, no level beyond ``most``."""
    above: defaultdict[PublicId, list[PublicId]] = defaultdict(list)
    for relation in relations:
        above[relation.to_id].append(relation.from_id)
    levels = dict.fromkeys(seeds, 0)
    level = list(levels)
    while level and (most is None or levels[level[0]] < most):
        number = levels[level[0]] + 1
        new = {holder for node in level for holder in above[node]} - levels.keys()
        levels.update(dict.fromkeys(new, number))
        level = list(new)
    return levels
