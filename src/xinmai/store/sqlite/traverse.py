"""Traversals: one hop after another, set by set. The mask stands in every statement, before any limit."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from xinmai.model.case import Case
from xinmai.model.cuts import beyond_depth, no_path, too_many_nodes, too_many_on_paths
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind
from xinmai.store.assembly import Cuts, assembled
from xinmai.store.sqlite.facts import parties_by_fid
from xinmai.store.sqlite.lens import Lens, follows
from xinmai.store.sqlite.packing import packed

Kinds = Sequence[RelationKind] | None
Arc = tuple[int, int, int]
"""Start of the hop, its other end, number of the relation."""


class Walk:
    """One traversal through the relations of some kinds and a direction: its hops, its hubs, its answer."""

    def __init__(self, lens: Lens, kinds: Kinds, direction: Direction, budget: Budget) -> None:
        self.lens = lens
        self.budget = budget
        self._follows = follows(kinds, direction)
        self.hubs: set[int] = set()
        self.cuts = Cuts()

    def seeds(self, ids: Sequence[PublicId]) -> dict[str, int]:
        """Return the numbers of those ids that are parties, cases or contact values in the view."""
        return self.lens.fids(ids, Lens.STANDING)

    def hop(self, frontier: Iterable[int]) -> list[Arc]:
        """Return all arcs of a set of nodes."""
        return self._arcs(frontier).fetchall()

    def hop_without_hubs(self, frontier: set[int]) -> list[Arc]:
        """Return all arcs of a set of nodes but the hubs among them, which are named.

        A set with no more arcs in all than one node may have holds no hub: then one statement does.
        """
        found = self._arcs(frontier).fetchmany(self.budget.hub + 1)
        if len(found) <= self.budget.hub:
            return found
        return self.hop(frontier - self.name_hubs(frontier))

    def leads_beyond(self, frontier: Iterable[int], seen: set[int]) -> bool:
        """Say whether some arc of a set of nodes leads to a node that was not seen."""
        return any(other not in seen for _, other, _ in self._arcs(frontier))

    def _arcs(self, frontier: Iterable[int]) -> sqlite3.Cursor:
        return self.lens.rows(
            f"SELECT a.n, a.other, a.fid FROM json_each(:ns) w CROSS JOIN {self.lens.arcs} a ON a.n = w.value"
            f" WHERE {self._follows} AND {Lens.SHOWN}",
            ns=packed(frontier),
        )

    def name_hubs(self, nodes: Iterable[int]) -> set[int]:
        """Return the hubs among nodes; they are named in the answer. A hub's relations are counted no further than needed."""
        rows = self.lens.rows(
            f"SELECT w.value FROM json_each(:ns) w WHERE EXISTS (SELECT 1 FROM {self.lens.arcs} a"
            f" WHERE a.n = w.value AND {self._follows} AND {Lens.SHOWN} LIMIT 1 OFFSET :hub)",
            ns=packed(nodes),
            hub=self.budget.hub,
        )
        hubs = {row[0] for row in rows}
        self.hubs |= hubs
        return hubs

    def subgraph(self, nodes: set[int], met: Iterable[int], depth: int) -> Subgraph:
        """Return the nodes and relations as values, ordered. A named hub is a cut."""
        parties = parties_by_fid(self.lens, nodes)
        others = [
            f for f in self.lens.by_fid(nodes - parties.keys()).values() if isinstance(f, Case | ContactValue)
        ]
        relations = [f for f in self.lens.by_fid(met).values() if isinstance(f, Relation)]
        hubs = [PublicId(hub.key) for hub in self.lens.by_fid(self.hubs).values()]
        every = (*parties.values(), *others)
        return assembled(self.lens.view, self.budget, every, relations, hubs, self.cuts, depth)


def expand(
    connection: sqlite3.Connection,
    view: View,
    seeds: Sequence[PublicId],
    kinds: Kinds,
    direction: Direction,
    budget: Budget,
) -> Subgraph:
    """Return what lies within ``budget.depth`` hops, breadth first; one statement a level where there is no hub."""
    walk = Walk(Lens(connection, view), kinds, direction, budget)
    return _levels(walk, seeds, depth=budget.depth)


def closure(
    connection: sqlite3.Connection,
    view: View,
    seeds: Sequence[PublicId],
    kinds: Kinds,
    direction: Direction,
    budget: Budget,
) -> Subgraph:
    """Return everything that is reachable, at any depth; one statement a level."""
    walk = Walk(Lens(connection, view), kinds, direction, budget)
    return _levels(walk, seeds, depth=None)


def _levels(walk: Walk, seeds: Sequence[PublicId], depth: int | None) -> Subgraph:
    """Walk level by level; ``depth`` None: to the end, through hubs too."""
    seen: set[int] = set()
    arcs: list[Arc] = []
    level = set(walk.seeds(seeds).values())
    reached = number = 0
    while level:
        if len(seen) + len(level) > walk.budget.nodes:
            walk.cuts.say(CompletenessState.CUT_BY_NODES, too_many_nodes(number, walk.budget.nodes))
            break
        seen |= level
        reached = number
        if number == depth:
            if walk.leads_beyond(level, seen):
                walk.cuts.say(CompletenessState.CUT_BY_DEPTH, beyond_depth(number))
            break
        steps = walk.hop(level) if depth is None else walk.hop_without_hubs(level)
        arcs += steps
        level = {other for _, other, _ in steps} - seen
        number += 1
    return walk.subgraph(
        seen, {fid for start, other, fid in arcs if start in seen and other in seen}, reached
    )


def shortest(
    connection: sqlite3.Connection, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget
) -> Subgraph:
    """Return the union of all shortest paths between two nodes: breadth first from both ends, the smaller side first."""
    walk = Walk(Lens(connection, view), kinds, Direction.BOTH, budget)
    found = walk.seeds([a, b])
    ends = set(found.values())
    if len(found) < len({a, b}):
        return walk.subgraph(ends, (), 0)
    search = _TwoSided(walk, found[a], found[b])
    search.run()
    nodes, met = search.union()
    if len(nodes) > budget.nodes:
        walk.cuts.say(CompletenessState.CUT_BY_NODES, too_many_on_paths(budget.nodes))
        return walk.subgraph(ends, (), search.steps)
    if not nodes and all(search.levels):
        walk.cuts.say(CompletenessState.CUT_BY_DEPTH, no_path(search.steps))
    return walk.subgraph(nodes or ends, met, search.steps)


class _TwoSided:
    """Breadth-first search from two ends until a level of one meets what the other has seen."""

    def __init__(self, walk: Walk, start: int, goal: int) -> None:
        self.walk = walk
        self.ends = {start, goal}
        self.distances: list[dict[int, int]] = [{start: 0}, {goal: 0}]
        self.levels = [{start}, {goal}]
        self.arcs: list[list[Arc]] = [[], []]
        self.steps = 0

    def run(self) -> None:
        while not self._met() and all(self.levels) and self.steps < self.walk.budget.depth:
            self._step(0 if len(self.levels[0]) <= len(self.levels[1]) else 1)

    def _met(self) -> bool:
        return not self.distances[0].keys().isdisjoint(self.distances[1])

    def _step(self, side: int) -> None:
        """Take one hop from one side; a hub that it reaches is named and not followed, the ends apart."""
        distance = self.distances[side]
        arcs = self.walk.hop(self.levels[side])
        reached = {other for _, other, _ in arcs} - distance.keys()
        level = reached - self.walk.name_hubs(reached - self.ends)
        far = max(distance.values()) + 1
        distance.update(dict.fromkeys(level, far))
        self.arcs[side].extend(arcs)
        self.levels[side] = level
        self.steps += 1

    def union(self) -> tuple[set[int], set[int]]:
        """Return nodes and relations of all shortest paths found."""
        meeting = self.distances[0].keys() & self.distances[1].keys()
        nodes: set[int] = set(meeting)
        met: set[int] = set()
        for distance, arcs in zip(self.distances, self.arcs, strict=True):
            _walk_back(distance, arcs, meeting, nodes, met)
        return nodes, met


def _walk_back(
    distance: dict[int, int], arcs: list[Arc], meeting: Iterable[int], nodes: set[int], met: set[int]
) -> None:
    """Collect what lies between the meeting nodes and one end: along arcs that lose one step each."""
    into: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, other, fid in arcs:
        if distance.get(other) == distance[start] + 1:
            into[other].append((start, fid))
    waiting = list(meeting)
    done: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node not in done:
            done.add(node)
            met.update(fid for _, fid in into[node])
            waiting.extend(start for start, _ in into[node])
    nodes |= done
