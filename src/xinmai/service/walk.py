"""Reads the network level by level within one budget; hubs are named and not passed, whatever is left out is said."""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from xinmai.errors import BudgetExceeded
from xinmai.model.case import Case
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue, Party
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, HubReason, RelationKind
from xinmai.ports.store import Reader
from xinmai.rules.hubs import HubList

_WHATEVER: Final = 1_000_000_000
"""Hub limit for nodes that are followed whatever they are."""
_LEAST_SECONDS: Final = 0.001


class Guard(msgspec.Struct, frozen=True):
    """Which nodes are followed, 枢纽防护."""

    hubs: HubList
    ends: frozenset[PublicId]
    """Parties asked about: always followed, passed only if they are no hubs."""
    included: frozenset[PublicId] = frozenset()
    """Nodes that count as no hubs, whatever they are."""


class Walk:
    """What one question has read so far. A step that does not fit is left out whole."""

    def __init__(
        self,
        store: Reader,
        view: View,
        kinds: Sequence[RelationKind] | None,
        guard: Guard,
        budget: Budget,
    ) -> None:
        self.store = store
        self.view = view
        self.kinds = kinds
        self.guard = guard
        self.budget = budget
        self.parties: dict[PublicId, Party] = {}
        self.others: dict[PublicId, Case | ContactValue] = {}
        self.relations: dict[PublicId, Relation] = {}
        self.hubs: dict[PublicId, HubReason] = {}
        """Nodes that are not passed, and why; among them parties asked about."""
        self.followed: set[PublicId] = set()
        self.cuts: list[tuple[CompletenessState, str]] = []
        self._near: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
        self._degree: Counter[PublicId] = Counter()
        self._weighed: set[PublicId] = set()
        self._deadline = time.monotonic() + budget.seconds

    @property
    def nodes_seen(self) -> int:
        """Number of nodes read."""
        return len(self.parties) + len(self.others)

    async def meet(self, ids: Collection[PublicId]) -> tuple[PublicId, ...]:
        """Read the parties asked about, and return the ids that are no party's, ordered."""
        self._take(await self.store.parties(self.view, sorted(ids)), ())
        return tuple(sorted(set(ids) - self.parties.keys()))

    async def follow(self, nodes: Collection[PublicId], level: str | None) -> bool:
        """Read all relations of some nodes that are no hubs, and say whether they fitted.

        ``level`` names them in words, should something be left out; without it nothing is said of that.
        """
        closed = self.followed | (self.hubs.keys() - self.guard.ends)
        for limit, part in self._by_limit(set(nodes) - closed):
            if not await self._expand(part, limit, level):
                return False
        self._name_ends()
        return True

    def neighbours(self, nodes: Iterable[PublicId]) -> set[PublicId]:
        """Return the nodes that were met next to some others."""
        return {other for node in nodes for other in self._near.get(node, ())}

    def may_follow(self, node: PublicId) -> bool:
        """Say whether a node is one that a path may pass, as far as that is known."""
        return node not in self.hubs and node not in self.guard.ends

    def is_between(self, node: PublicId) -> bool:
        """Say whether a node was met next to two others or more."""
        return len(self._near[node]) > 1

    async def weigh(self, nodes: Iterable[PublicId]) -> bool:
        """Find the hubs among nodes that stand between others without having been followed; say whether there was time."""
        unknown = set(nodes) - self.followed - self.hubs.keys() - self._weighed
        for limit, part in self._by_limit(unknown):
            if limit < _WHATEVER and not await self._name_hubs(part, limit):
                return False
        self._weighed |= unknown
        return True

    def graph(self) -> Subgraph:
        """Return everything that was read."""
        return Subgraph(
            parties=tuple(self.parties[key] for key in sorted(self.parties)),
            relations=tuple(self.relations[key] for key in sorted(self.relations)),
            others=tuple(self.others[key] for key in sorted(self.others)),
            completeness=self.completeness(None),
        )

    def say(self, state: CompletenessState, reason: str) -> None:
        """Remember that something was left out."""
        if (state, reason) not in self.cuts:
            self.cuts.append((state, reason))

    def completeness(self, depth: int | None) -> Completeness:
        """Return what was left out; the gravest counts: time, nodes and hubs, depth."""
        cuts = [*self.cuts, *self._hubs_said()]
        states = {state for state, _ in cuts}
        return Completeness(
            state=next((state for state in _GRAVEST if state in states), CompletenessState.COMPLETE),
            as_of=self.view.as_of,
            revision=self.view.revision,
            nodes_seen=self.nodes_seen,
            reason="; ".join(reason for _, reason in cuts) or None,
            depth_reached=depth,
            hubs_excluded=tuple(sorted(self.hubs)),
        )

    def facts(self, keys: Iterable[str]) -> tuple[Fact, ...]:
        """Return what was read under some keys, in their order."""
        found = (self._read(PublicId(key)) for key in keys)
        return tuple(fact for fact in found if fact is not None)

    def _read(self, key: PublicId) -> Fact | None:
        return self.relations.get(key) or self.parties.get(key) or self.others.get(key)

    def _hubs_said(self) -> list[tuple[CompletenessState, str]]:
        if not self.hubs:
            return []
        counted = Counter(self.hubs.values())
        words = ", ".join(f"{counted[reason]} {reason}" for reason in HubReason if counted[reason])
        return [(CompletenessState.CUT_BY_NODES, f"{len(self.hubs)} hub(s) not passed: {words}")]

    def _by_limit(self, nodes: Iterable[PublicId]) -> list[tuple[int, list[PublicId]]]:
        """Return nodes by the number of relations from which on they are hubs."""
        found: defaultdict[int, list[PublicId]] = defaultdict(list)
        for node in sorted(nodes):
            found[self._limit_of(node)].append(node)
        return sorted(found.items(), reverse=True)

    def _limit_of(self, node: PublicId) -> int:
        if node in self.guard.ends or node in self.guard.included:
            return _WHATEVER
        most = self.guard.hubs.most_of(node) if isinstance(self.others.get(node), ContactValue) else None
        return self.budget.hub if most is None else min(most, self.budget.hub)

    async def _expand(self, nodes: Sequence[PublicId], limit: int, level: str | None) -> bool:
        found = await self._asked(nodes, limit, self.budget.nodes, level)
        if found is None:
            return False
        hubs = found.completeness.hubs_excluded
        self._name(hubs, limit)
        if hubs and _is_cut(found):  # beside a hub that was left out it is not told whether the rest fitted
            open_nodes = [node for node in nodes if node not in hubs]
            return not open_nodes or await self._expand(open_nodes, limit, level)
        if _is_cut(found) or self._would_pass(found):
            self._left_out(level, CompletenessState.CUT_BY_NODES, f"would pass {self.budget.nodes} nodes")
            return False
        self._take(found.party, found.relations)
        self.others.update({node.id: node for node in found.others})
        self.followed.update(node for node in nodes if node not in hubs)
        return True

    def _would_pass(self, found: Subgraph) -> bool:
        """Say whether there would be too many nodes together with those read before."""
        met = {node.id for node in (*found.parties, *found.others)}
        return len(met - self.parties.keys() - self.others.keys()) + self.nodes_seen > self.budget.nodes

    def _left_out(self, level: str | None, state: CompletenessState, why: str) -> None:
        if level is not None:
            self.say(state, f"{level} {why}")

    async def _name_hubs(self, nodes: Sequence[PublicId], limit: int) -> bool:
        """Name the hubs among nodes: an expansion with room for nobody else brings nothing but them."""
        found = await self._asked(nodes, limit, len(nodes), "who stands between")
        if found is not None:
            self._name(found.completeness.hubs_excluded, limit)
        return found is not None

    async def _asked(
        self, nodes: Sequence[PublicId], limit: int, room: int, level: str | None
    ) -> Subgraph | None:
        left = self._deadline - time.monotonic()
        budget = msgspec.structs.replace(
            self.budget, depth=1, nodes=room, hub=limit, seconds=max(left, _LEAST_SECONDS)
        )
        try:
            return await self.store.expand(self.view, nodes, self.kinds, Direction.BOTH, budget)
        except BudgetExceeded:
            why = f"was not read within {self.budget.seconds:g} s"
            self._left_out(level, CompletenessState.CUT_BY_TIME, why)
            return None

    def _take(self, parties: dict[PublicId, Party], relations: Iterable[Relation]) -> None:
        for party in parties.values():
            if party.id not in self.parties:
                self.parties[party.id] = party
                reason = self.guard.hubs.reason_of(party, self.view.as_of)
                if reason is not None and party.id not in self.guard.included:
                    self.hubs[party.id] = reason
        for relation in relations:
            if relation.id not in self.relations:
                self.relations[relation.id] = relation
                self._join(relation.from_id, relation.to_id)

    def _join(self, a: PublicId, b: PublicId) -> None:
        for node, other in {(a, b), (b, a)}:
            self._near[node].add(other)
            self._degree[node] += 1

    def _name(self, hubs: Iterable[PublicId], limit: int) -> None:
        reason = HubReason.DEGREE if limit == self.budget.hub else HubReason.SHARED_CONTACT
        self.hubs.update(dict.fromkeys(hubs, reason))

    def _name_ends(self) -> None:
        """Name the parties asked about that are hubs: they were followed, and nobody passes through them."""
        for end in self.guard.ends & self.followed - self.guard.included:
            if self._degree[end] > self.budget.hub:
                self.hubs.setdefault(end, HubReason.DEGREE)


_GRAVEST: Final = (
    CompletenessState.CUT_BY_TIME,
    CompletenessState.CUT_BY_NODES,
    CompletenessState.CUT_BY_DEPTH,
)


def _is_cut(found: Subgraph) -> bool:
    """Say whether one hop did not fit: a hub that was left out looks the same where nothing else was met."""
    said = found.completeness
    return said.state is CompletenessState.CUT_BY_NODES and said.depth_reached == 0
