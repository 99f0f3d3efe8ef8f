"""Traversals: one hop after another, set by set. The mask stands in every statement, before any limit."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from xinmai.model.answers import Degree
from xinmai.model.case import Case
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Completeness, Page, Slice, View
from xinmai.model.vocabulary import CompletenessState, Direction, RelationKind
from xinmai.store.sqlite.codes import IN, RELATION_NAME
from xinmai.store.sqlite.facts import parties_by_fid
from xinmai.store.sqlite.lens import RELATIONS_ONLY, Lens, follows, packed, read
from xinmai.store.sqlite.paging import cursor, cut, parts

Kinds = Sequence[RelationKind] | None
Arc = tuple[int, int, int]
"""Start of the hop, its other end, number of the relation."""


def relations(
    connection: sqlite3.Connection,
    view: View,
    party: PublicId,
    kinds: Kinds,
    direction: Direction,
    page: Page,
) -> Slice[Relation]:
    """Return one page of a party's relations, ordered by the name of the kind, then id."""
    lens = Lens(connection, view)
    (n,) = tuple(lens.fids([party]).values()) or (0,)
    shown = f"a.n = :n AND {follows(kinds or tuple(RelationKind), direction)} AND {Lens.SHOWN}"
    total = lens.rows(f"SELECT count(*) FROM {lens.arcs} a WHERE {shown}", n=n).fetchone()[0]
    kind, after = parts(page.after, tuple[str, str], ("", ""))
    rows = lens.rows(
        f"SELECT f.kind, f.rev, f.payload FROM {lens.arcs} a JOIN {lens.facts} f ON f.fid = a.fid"
        f" JOIN json_each(:names) k ON k.key = CAST(a.kind AS TEXT)"
        f" WHERE {shown} AND (k.value, f.key) > (:kind, :after) ORDER BY k.value, f.key LIMIT :first",
        n=n,
        names=_NAMES,
        kind=kind,
        after=after,
        first=page.first + 1,
    )
    items: list[Relation] = [read(*row) for row in rows]  # type: ignore[misc]
    return cut(items, [cursor(item.kind, item.id) for item in items], page, total)


_NAMES = "{" + ",".join(f'"{code}":"{name}"' for code, name in RELATION_NAME.items()) + "}"


def degrees(
    connection: sqlite3.Connection, view: View, ids: Sequence[PublicId]
) -> dict[PublicId, tuple[Degree, ...]]:
    """Return the number of relations of each party by kind and direction."""
    lens = Lens(connection, view)
    found = lens.fids(ids)
    rows = lens.rows(
        f"SELECT a.n, a.kind, a.dir, count(*) FROM json_each(:ns) w CROSS JOIN {lens.arcs} a ON a.n = w.value"
        f" WHERE {RELATIONS_ONLY} AND {Lens.SHOWN} GROUP BY 1, 2, 3",
        ns=packed(found.values()),
    )
    counted: defaultdict[int, list[Degree]] = defaultdict(list)
    for n, kind, side, count in rows:
        counted[n].append(Degree(RELATION_NAME[kind], Direction.IN if side == IN else Direction.OUT, count))
    return {
        PublicId(key): tuple(sorted(counted[n], key=lambda d: (d.kind, d.direction)))
        for key, n in found.items()
    }


class Walk:
    """One traversal: what was seen, which relations were met, what was cut."""

    def __init__(self, lens: Lens, kinds: Kinds, direction: Direction, budget: Budget) -> None:
        self.lens = lens
        self.budget = budget
        self.direction = direction
        self._follows = follows(kinds, direction)
        self.seen: set[int] = set()
        self.met: set[int] = set()
        self.hubs: set[int] = set()
        self.depth = 0
        self.state = CompletenessState.COMPLETE
        self.reason: str | None = None

    def hop(self, frontier: Iterable[int]) -> list[Arc]:
        """Return all arcs of a set of nodes."""
        rows = self.lens.rows(
            f"SELECT a.n, a.other, a.fid FROM json_each(:ns) w CROSS JOIN {self.lens.arcs} a ON a.n = w.value"
            f" WHERE {self._follows} AND {Lens.SHOWN}",
            ns=packed(frontier),
        )
        return rows.fetchall()

    def without_hubs(self, frontier: set[int]) -> set[int]:
        """Return the nodes that are no hubs; the hubs are named."""
        rows = self.lens.rows(
            f"SELECT a.n FROM json_each(:ns) w CROSS JOIN {self.lens.arcs} a ON a.n = w.value"
            f" WHERE {self._follows} AND {Lens.SHOWN} GROUP BY a.n HAVING count(*) > :hub",
            ns=packed(frontier),
            hub=self.budget.hub,
        )
        hubs = {row[0] for row in rows}
        self.hubs |= hubs
        return frontier - hubs

    def begin(self, seeds: Sequence[PublicId]) -> set[int]:
        """Start at the seeds that the view shows."""
        self.seen = set(self.lens.fids(seeds).values())
        return set(self.seen)

    def level(self, frontier: set[int]) -> set[int]:
        """Take one hop from a set; return the new nodes. A level that does not fit is cut whole and ends the walk."""
        arcs = self.hop(frontier)
        new = {other for _, other, _ in arcs} - self.seen
        if len(self.seen) + len(new) > self.budget.nodes:
            self.cut_by_nodes()
            self.met.update(fid for _, other, fid in arcs if other in self.seen)
            return set()
        self.met.update(fid for _, _, fid in arcs)
        self.seen |= new
        self.depth += 1 if arcs else 0
        return new

    def cut_by_nodes(self) -> None:
        """Say that the next level did not fit."""
        self.state = CompletenessState.CUT_BY_NODES
        self.reason = f"level {self.depth + 1} would pass {self.budget.nodes} nodes"

    def subgraph(self, nodes: set[int], met: Iterable[int]) -> Subgraph:
        """Return the nodes and relations as values, ordered."""
        parties = parties_by_fid(self.lens, nodes | self.hubs)
        others = [
            f for f in self.lens.by_fid(nodes - set(parties)).values() if isinstance(f, Case | ContactValue)
        ]
        relations = [f for f in self.lens.by_fid(met).values() if isinstance(f, Relation)]
        hubs = tuple(sorted(parties[n].id for n in self.hubs if n in parties))
        if hubs and self.state is CompletenessState.COMPLETE:
            self.state = CompletenessState.CUT_BY_NODES
            self.reason = f"{len(hubs)} hub(s) with more than {self.budget.hub} relations not followed"
        return Subgraph(
            parties=tuple(sorted((p for n, p in parties.items() if n in nodes), key=lambda p: p.id)),
            relations=tuple(sorted(relations, key=lambda r: r.id)),
            others=tuple(sorted(others, key=lambda f: f.id)),
            completeness=Completeness(
                state=self.state,
                as_of=self.lens.view.as_of,
                revision=self.lens.view.revision,
                nodes_seen=len(nodes),
                reason=self.reason,
                depth_reached=self.depth,
                hubs_excluded=hubs,
            ),
        )


def expand(
    connection: sqlite3.Connection,
    view: View,
    seeds: Sequence[PublicId],
    kinds: Kinds,
    direction: Direction,
    budget: Budget,
) -> Subgraph:
    """Return what lies within ``budget.depth`` hops, breadth first; two statements a level."""
    walk = Walk(Lens(connection, view), kinds, direction, budget)
    frontier = walk.begin(seeds)
    while frontier and walk.depth < budget.depth:
        frontier = walk.level(walk.without_hubs(frontier))
    return walk.subgraph(walk.seen, walk.met)


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
    frontier = walk.begin(seeds)
    while frontier:
        frontier = walk.level(frontier)
    return walk.subgraph(walk.seen, walk.met)


def shortest(
    connection: sqlite3.Connection, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget
) -> Subgraph:
    """Return the union of all shortest paths between two nodes: breadth first from both ends, the smaller side first."""
    walk = Walk(Lens(connection, view), kinds, Direction.BOTH, budget)
    found = walk.lens.fids([a, b])
    if len(found) < len({a, b}):
        return walk.subgraph(set(), ())
    search = _TwoSided(walk, found[a], found[b])
    search.run()
    nodes, met = search.union()
    return walk.subgraph(nodes, met)


class _TwoSided:
    """Breadth-first search from two ends until they meet."""

    def __init__(self, walk: Walk, start: int, goal: int) -> None:
        self.walk = walk
        self.ends = {start, goal}
        self.distances = ({start: 0}, {goal: 0})
        self.fronts = [{start}, {goal}]
        self.arcs: list[Arc] = []

    def run(self) -> None:
        while not self.met() and all(self.fronts) and self.walk.depth < self.walk.budget.depth:
            side = 0 if len(self.fronts[0]) <= len(self.fronts[1]) else 1
            if not self.advance(side):
                return

    def met(self) -> bool:
        return not self.distances[0].keys().isdisjoint(self.distances[1])

    def advance(self, side: int) -> bool:
        """Take one hop from one side; False if it does not fit into the budget."""
        walk, distance = self.walk, self.distances[side]
        front = walk.without_hubs(self.fronts[side] - self.ends) | (self.fronts[side] & self.ends)
        arcs = walk.hop(front)
        new = {other for _, other, _ in arcs} - distance.keys()
        if len(self.distances[0]) + len(self.distances[1]) + len(new) > walk.budget.nodes:
            walk.cut_by_nodes()
            return False
        self.arcs.extend(arcs)
        level = max(distance.values()) + 1
        distance.update(dict.fromkeys(new, level))
        self.fronts[side] = new
        walk.depth += 1
        return True

    def union(self) -> tuple[set[int], set[int]]:
        """Return nodes and relations of all shortest paths found."""
        forward, backward = self.distances
        meeting = forward.keys() & backward.keys()
        if not meeting:
            return set(), set()
        length = min(forward[n] + backward[n] for n in meeting)
        nodes = {n for n in meeting if forward[n] + backward[n] == length}
        met: set[int] = set()
        for distance in self.distances:
            self._back(distance, nodes, met)
        return nodes, met

    def _back(self, distance: dict[int, int], nodes: set[int], met: set[int]) -> None:
        """Walk from the meeting nodes back to one end, along arcs that lose one step each."""
        into: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for start, other, fid in self.arcs:
            if distance.get(other, -1) == distance.get(start, -3) + 1:
                into[other].append((start, fid))
        waiting = [n for n in nodes if n in distance]
        done: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node in done:
                continue
            done.add(node)
            for start, fid in into[node]:
                met.add(fid)
                waiting.append(start)
        nodes |= done
