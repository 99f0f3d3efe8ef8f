"""Traversals of the model store: level by level over lists."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from support.model_reads import all_parties, spend
from support.model_records import ModelRecords
from support.model_state import is_asked
from xinmai.model.case import Case
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue, Party
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind

Step = tuple[Relation, str]
"""A relation and the node to which it leads."""


class Graph:
    """Nodes (parties, cases, contact values) and the relations of the asked kinds among them, as a view shows them."""

    def __init__(self, view: View, facts: dict[str, Fact], kinds: Sequence[RelationKind] | None) -> None:
        self.view = view
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

    def is_hub(self, node: str, direction: Direction, budget: Budget) -> bool:
        """Say whether a node has more relations than a hub may; several to one neighbour are several."""
        return len(self.steps(node, direction)) > budget.hub

    def subgraph(
        self,
        nodes: Collection[str],
        relations: Collection[Relation],
        state: CompletenessState,
        depth: int,
        hubs: Collection[str] = (),
    ) -> Subgraph:
        """Return the answer: parties with their dated facts; no records, no sources, no reason in words.

        A named hub is a cut: the state is ``CUT_BY_NODES`` then, whatever else was cut.
        """
        return Subgraph(
            parties=tuple(self.parties[PublicId(n)] for n in sorted(nodes) if n in self.parties),
            others=tuple(
                node for n in sorted(nodes) if isinstance(node := self.nodes[n], Case | ContactValue)
            ),
            relations=tuple(sorted(relations, key=lambda relation: relation.id)),
            completeness=Completeness(
                state=CompletenessState.CUT_BY_NODES if hubs else state,
                as_of=self.view.as_of,
                revision=self.view.revision,
                nodes_seen=len(nodes),
                depth_reached=depth,
                hubs_excluded=tuple(PublicId(hub) for hub in sorted(hubs)),
            ),
        )


class ModelWalks(ModelRecords):
    """Traversals."""

    def _graph(self, view: View, kinds: Sequence[RelationKind] | None) -> Graph:
        return Graph(view, self.state.on_the_day(view), kinds)

    async def expand(
        self,
        view: View,
        seeds: Sequence[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        budget: Budget,
    ) -> Subgraph:
        """Level 0 are the seeds. A node of a level below ``budget.depth`` is followed unless it is a hub, which is looked at
        only then: a hub on the last level is not named.

        Relations: those at followed nodes, in the asked direction, whose two ends are in the answer; relations among
        nodes of the last level are not. If a level would pass ``budget.nodes`` it is left out and the walk ends; the
        seeds are such a level too. ``CUT_BY_DEPTH`` only if a node of the last level has a relation, asked for, to a node
        that is not in the answer. ``depth_reached``: the last level with a node in the answer (0 if there is none);
        ``nodes_seen``: nodes in the answer.
        """
        spend(budget)
        graph = self._graph(view, kinds)
        return _walk(graph, seeds, direction, budget.nodes, budget.depth, budget)

    async def closure(
        self,
        view: View,
        seeds: Sequence[PublicId],
        kinds: Sequence[RelationKind] | None,
        direction: Direction,
        budget: Budget,
    ) -> Subgraph:
        """As :meth:`expand` without hubs and without ``budget.depth``."""
        spend(budget)
        graph = self._graph(view, kinds)
        return _walk(graph, seeds, direction, budget.nodes, len(graph.nodes) + 1, None)

    async def shortest(
        self, view: View, a: PublicId, b: PublicId, kinds: Sequence[RelationKind] | None, budget: Budget
    ) -> Subgraph:
        """Nodes and relations on the shortest paths. Without a path: the ends that are in the view, no relations; the same
        if the paths have more than ``budget.nodes`` nodes, which is ``CUT_BY_NODES``.

        Two searches, one from each end, decide which hubs are named: the one whose newest level has fewer nodes to follow
        takes the next step (``a`` if they have equally many), one whole level at a time. A hub that a search reaches, the
        ends apart, is named and not followed. They stop when a level has reached a node of the other search that is no
        named hub, when one side has nothing to follow, or when they have taken ``budget.depth`` steps together, which is
        ``CUT_BY_DEPTH`` if both sides could go on. ``depth_reached``: the steps taken together, with a path its length.
        """
        spend(budget)
        graph = self._graph(view, kinds)
        ends = {end for end in (a, b) if end in graph.nodes}
        if len({a, b} & ends) < len({a, b}):
            return graph.subgraph(ends, (), CompletenessState.COMPLETE, 0)
        met, length, hubs, could_go_on = _search(graph, a, b, budget)
        if not met:
            state = CompletenessState.CUT_BY_DEPTH if could_go_on else CompletenessState.COMPLETE
            return graph.subgraph(ends, (), state, length, hubs)
        relations = _on_shortest_paths(graph, a, b, length, budget)
        nodes = ends.union(*({r.from_id, r.to_id} for r in relations))
        if len(nodes) > budget.nodes:
            return graph.subgraph(ends, (), CompletenessState.CUT_BY_NODES, length, hubs)
        return graph.subgraph(nodes, relations, CompletenessState.COMPLETE, length, hubs)


def _walk(
    graph: Graph, seeds: Sequence[str], direction: Direction, limit: int, depth: int, hub_rule: Budget | None
) -> Subgraph:
    seen: set[str] = set()
    used: dict[str, Relation] = {}
    hubs: set[str] = set()
    level = {seed for seed in seeds if seed in graph.nodes}
    distance = 0
    state = CompletenessState.COMPLETE
    while level:
        if len(seen | level) > limit:
            state = CompletenessState.CUT_BY_NODES
            break
        seen |= level
        if distance == depth:
            beyond = {other for node in level for _, other in graph.steps(node, direction)} - seen
            state = CompletenessState.CUT_BY_DEPTH if beyond else state
            distance += 1
            break
        if hub_rule is not None:
            hubs |= {node for node in level if graph.is_hub(node, direction, hub_rule)}
        steps = [step for node in level - hubs for step in graph.steps(node, direction)]
        used.update({relation.id: relation for relation, _ in steps})
        level = {other for _, other in steps} - seen
        distance += 1
    relations = [r for r in used.values() if r.from_id in seen and r.to_id in seen]
    return graph.subgraph(seen, relations, state, max(distance - 1, 0), hubs)


def _search(graph: Graph, a: str, b: str, budget: Budget) -> tuple[bool, int, set[str], bool]:
    """Return whether the two searches met, after how many steps, which hubs they named, whether both could go on."""
    seen = {"a": {a}, "b": {b}}
    level = {"a": {a}, "b": {b}}
    hubs: set[str] = set()
    steps = 0
    met = a == b
    while not met and level["a"] and level["b"] and steps < budget.depth:
        side, other = ("a", "b") if len(level["a"]) <= len(level["b"]) else ("b", "a")
        reached = {end for node in level[side] for _, end in graph.steps(node, Direction.BOTH)} - seen[side]
        hubs |= {node for node in reached - {a, b} if graph.is_hub(node, Direction.BOTH, budget)}
        level[side] = reached - hubs
        seen[side] |= level[side]
        steps += 1
        met = bool(level[side] & seen[other])
    return met, steps, hubs, bool(level["a"] and level["b"])


def _on_shortest_paths(graph: Graph, a: str, b: str, length: int, budget: Budget) -> list[Relation]:
    """Return the relations that are one step of a path of this length."""
    from_a, from_b = _distances(graph, a, {a, b}, budget), _distances(graph, b, {a, b}, budget)
    found = {
        relation.id: relation
        for node in from_a
        for relation, other in graph.steps(node, Direction.BOTH)
        if other in from_b and from_a[node] + 1 + from_b[other] == length
    }
    return list(found.values())


def _distances(graph: Graph, start: str, ends: set[str], budget: Budget) -> dict[str, int]:
    """Return how far every node is that can be reached without a hub."""
    distance = {start: 0}
    level = [start]
    while level:
        reached = {end for node in level for _, end in graph.steps(node, Direction.BOTH)} - distance.keys()
        passable = [n for n in reached if n in ends or not graph.is_hub(n, Direction.BOTH, budget)]
        distance |= {node: distance[level[0]] + 1 for node in passable}
        level = passable
    return distance
