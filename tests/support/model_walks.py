"""Traversals of the model store: level by level over lists."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from xinmai.model.case import Case
from xinmai.model.cuts import beyond_depth, hubs_not_followed, no_path, too_many_nodes, too_many_on_paths
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue, Party
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind

from support.attached import all_parties
from support.model_reads import spend
from support.model_records import ModelRecords
from support.model_state import is_asked

Step = tuple[Relation, str]
"""A relation and the node to which it leads."""


class Cut(NamedTuple):
    """What was cut, and why in words."""

    state: CompletenessState
    reasons: list[str]


NOTHING = Cut(CompletenessState.COMPLETE, [])


class Graph:
    """Nodes (parties, cases, contact values) and the relations of the asked kinds among them, as a view shows them."""

    def __init__(
        self, view: View, facts: dict[str, Fact], kinds: Sequence[RelationKind] | None, hub: int
    ) -> None:
        self.view = view
        self.hub = hub
        self.parties = all_parties(facts)
        self.nodes = {key: f for key, f in facts.items() if isinstance(f, Party | Case | ContactValue)}
        self._out: defaultdict[str, list[Step]] = defaultdict(list)
        self._in: defaultdict[str, list[Step]] = defaultdict(list)
        for fact in facts.values():
            if isinstance(fact, Relation) and is_asked(fact.kind, kinds):
                self._out[fact.from_id].append((fact, fact.to_id))
                self._in[fact.to_id].append((fact, fact.from_id))

    def steps(self, node: str, direction: Direction) -> list[Step]:
        """Return the relations at a node; one to itself is one relation, also in both directions."""
        if direction is Direction.OUT:
            return self._out[node]
        if direction is Direction.IN:
            return self._in[node]
        return self._out[node] + [step for step in self._in[node] if step[1] != node]

    def is_hub(self, node: str, direction: Direction) -> bool:
        """Say whether a node has more relations than it may without being a hub; several to one neighbour are several."""
        return len(self.steps(node, direction)) > self.hub

    def subgraph(
        self,
        nodes: Collection[str],
        relations: Collection[Relation],
        depth: int,
        cut: Cut = NOTHING,
        hubs: Collection[str] = (),
    ) -> Subgraph:
        """Return the answer: parties with their dated facts; no records, no sources.

        A named hub is a cut: the state is ``CUT_BY_NODES`` then, whatever else was cut; the reasons are joined by "; ".
        """
        if hubs:
            cut = Cut(CompletenessState.CUT_BY_NODES, [*cut.reasons, hubs_not_followed(len(hubs), self.hub)])
        found = [self.nodes[node] for node in sorted(nodes)]
        return Subgraph(
            parties=tuple(self.parties[node.id] for node in found if isinstance(node, Party)),
            others=tuple(node for node in found if not isinstance(node, Party)),
            relations=tuple(sorted(relations, key=lambda relation: relation.id)),
            completeness=Completeness(
                state=cut.state,
                as_of=self.view.as_of,
                revision=self.view.revision,
                nodes_seen=len(nodes),
                reason="; ".join(cut.reasons) or None,
                depth_reached=depth,
                hubs_excluded=tuple(PublicId(hub) for hub in sorted(hubs)),
            ),
        )


class ModelWalks(ModelRecords):
    """Traversals."""

    def _graph(self, view: View, kinds: Sequence[RelationKind] | None, budget: Budget) -> Graph:
        spend(budget)
        return Graph(view, self.state.on_the_day(view), kinds, budget.hub)

    async def expand(
        self,
        view: View,
        seeds: Sequence[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        budget: Budget,
    ) -> Subgraph:
        """Level 0 are the seeds that are nodes in the view. A node of a level below ``budget.depth`` is followed unless it is a
        hub, which is looked at only then: a hub on the last level is not named.

        Relations: those at followed nodes, in the asked direction, whose two ends are in the answer; relations among
        nodes of the last level are not. If a level would pass ``budget.nodes`` it is left out and the walk ends; the
        seeds are such a level too. ``CUT_BY_DEPTH`` only if a node of the last level has a relation, asked for, to a node
        that is not in the answer. ``depth_reached``: the last level with a node in the answer (0 if there is none);
        ``nodes_seen``: nodes in the answer.
        """
        graph = self._graph(view, kinds, budget)
        return _walk(graph, seeds, direction, budget.nodes, budget.depth, hubs_count=True)

    async def closure(
        self,
        view: View,
        seeds: Sequence[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        budget: Budget,
    ) -> Subgraph:
        """As :meth:`expand` without hubs and without ``budget.depth``."""
        graph = self._graph(view, kinds, budget)
        no_limit = len(graph.nodes) + 1
        return _walk(graph, seeds, direction, budget.nodes, no_limit, hubs_count=False)

    async def shortest(
        self, view: View, a: PublicId, b: PublicId, kinds: Sequence[RelationKind] | None, budget: Budget
    ) -> Subgraph:
        """Nodes and relations on the shortest paths. Without a path: the ends that are in the view, no relations; the same
        if the paths have more than ``budget.nodes`` nodes, which is ``CUT_BY_NODES``. What the search passes on its way
        is not counted.

        Two searches, one from each end, decide which hubs are named: the one whose newest level has fewer nodes to follow
        takes the next step (``a`` if they have equally many), one whole level at a time. A hub that a search reaches, the
        ends apart, is named and not followed. They stop when a level has reached a node of the other search that is no
        named hub, when one side has nothing to follow, or when they have taken ``budget.depth`` steps together, which is
        ``CUT_BY_DEPTH`` if both sides could go on. ``depth_reached``: the steps taken together, with a path its length.
        """
        graph = self._graph(view, kinds, budget)
        ends = {end for end in (a, b) if end in graph.nodes}
        if ends != {a, b}:
            return graph.subgraph(ends, (), 0)
        met, length, hubs, could_go_on = _search(graph, a, b, budget.depth)
        if not met:
            too_far = Cut(CompletenessState.CUT_BY_DEPTH, [no_path(length)])
            return graph.subgraph(ends, (), length, too_far if could_go_on else NOTHING, hubs)
        relations = _on_shortest_paths(graph, a, b, length)
        nodes = ends.union(*({r.from_id, r.to_id} for r in relations))
        if len(nodes) > budget.nodes:
            too_many = Cut(CompletenessState.CUT_BY_NODES, [too_many_on_paths(budget.nodes)])
            return graph.subgraph(ends, (), length, too_many, hubs)
        return graph.subgraph(nodes, relations, length, NOTHING, hubs)


def _walk(
    graph: Graph, seeds: Sequence[str], direction: Direction, limit: int, depth: int, *, hubs_count: bool
) -> Subgraph:
    seen: set[str] = set()
    used: dict[str, Relation] = {}
    hubs: set[str] = set()
    cut = NOTHING
    level = {seed for seed in seeds if seed in graph.nodes}
    reached = number = 0
    while level:
        if len(seen) + len(level) > limit:
            cut = Cut(CompletenessState.CUT_BY_NODES, [too_many_nodes(number, limit)])
            break
        seen |= level
        reached = number
        if number == depth:
            beyond = {other for node in level for _, other in graph.steps(node, direction)} - seen
            if beyond:
                cut = Cut(CompletenessState.CUT_BY_DEPTH, [beyond_depth(depth)])
            break
        if hubs_count:
            hubs |= {node for node in level if graph.is_hub(node, direction)}
        steps = [step for node in level - hubs for step in graph.steps(node, direction)]
        used.update({relation.id: relation for relation, _ in steps})
        level = {other for _, other in steps} - seen
        number += 1
    relations = [r for r in used.values() if r.from_id in seen and r.to_id in seen]
    return graph.subgraph(seen, relations, reached, cut, hubs)


def _search(graph: Graph, a: str, b: str, depth: int) -> tuple[bool, int, set[str], bool]:
    """Return whether the two searches met, after how many steps, which hubs they named, whether both could go on."""
    seen = {"a": {a}, "b": {b}}
    level = {"a": {a}, "b": {b}}
    hubs: set[str] = set()
    steps = 0
    met = a == b
    while not met and level["a"] and level["b"] and steps < depth:
        side, other = ("a", "b") if len(level["a"]) <= len(level["b"]) else ("b", "a")
        reached = {end for node in level[side] for _, end in graph.steps(node, Direction.BOTH)} - seen[side]
        hubs |= {node for node in reached - {a, b} if graph.is_hub(node, Direction.BOTH)}
        level[side] = reached - hubs
        seen[side] |= level[side]
        steps += 1
        met = bool(level[side] & seen[other])
    return met, steps, hubs, bool(level["a"] and level["b"])


def _on_shortest_paths(graph: Graph, a: str, b: str, length: int) -> list[Relation]:
    """Return the relations that are one step of a path of this length."""
    from_a, from_b = _distances(graph, a, {a, b}), _distances(graph, b, {a, b})
    found = {
        relation.id: relation
        for node in from_a
        for relation, other in graph.steps(node, Direction.BOTH)
        if other in from_b and from_a[node] + 1 + from_b[other] == length
    }
    return list(found.values())


def _distances(graph: Graph, start: str, ends: set[str]) -> dict[str, int]:
    """Return how far every node is that can be reached without passing a hub."""
    distance = {start: 0}
    level = {start}
    steps = 0
    while level:
        steps += 1
        reached = {end for node in level for _, end in graph.steps(node, Direction.BOTH)} - distance.keys()
        level = {node for node in reached if node in ends or not graph.is_hub(node, Direction.BOTH)}
        distance.update(dict.fromkeys(level, steps))
    return distance
