"""A subgraph as a search for links sees it: any two nodes joined at most once, in both directions, hubs passed by nobody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Certainty, PathOrder, RelationKind
from xinmai.rules.risk_weights import SUSPECTED

_SURER: Final = list(Certainty)
_NOTHING_STATED: Final = -1
_ALL: Final = Fraction(1)
_DECIMALS: Final = 9
"""Decimals of a share as a part of 1."""


def weakest(identities: Iterable[Certainty]) -> Certainty:
    """Return the least sure of some identities; of none: proven."""
    return max(identities, key=_SURER.index, default=Certainty.PROVEN)


def doubt(certainty: Certainty) -> int:
    """Return how little sure an identity is: 0 is proven."""
    return _SURER.index(certainty)


def passes(relation: Relation) -> Fraction:
    """Return what a relation lets through: the share held, with its lower end where it is a range, at most 1; others all."""
    if relation.kind is not RelationKind.HOLDS:
        return _ALL
    return Fraction(min(relation.share_bounds()[0], WHOLE), WHOLE)


def is_weighed(relation: Relation) -> bool:
    """Say whether it is stated what a relation lets through: not for a holding without share and without lower end."""
    return relation.kind is not RelationKind.HOLDS or (relation.share, relation.share_min) != (None, None)


class Link(msgspec.Struct, frozen=True):
    """All relations between two nodes, the best first."""

    relations: tuple[Relation, ...]
    doubt: int
    """How little sure the less sure end is, and a suspected relation is no surer than a name."""
    passes: Fraction
    """What the best one lets through."""


class Links:
    """The links of a subgraph.

    Parameters
    ----------
    graph
        What was read.
    blocked
        Hubs: a path may begin or end at one and never passes through it.
    by
        Which of several relations between two nodes is the best. SHORTEST: the surest, then the greatest share.
        STRONGEST: the surest, then what lets most through. Then one that is stated, by kind, by id.
    """

    def __init__(self, graph: Subgraph, blocked: Collection[PublicId], by: PathOrder) -> None:
        self.blocked = frozenset(blocked)
        self._by = by
        self._identity = {party.id: party.identity for party in graph.parties}
        self._between: defaultdict[tuple[PublicId, PublicId], list[Relation]] = defaultdict(list)
        self._links: dict[tuple[PublicId, PublicId], Link] = {}
        near: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
        for relation in graph.relations:
            if relation.from_id != relation.to_id:
                self._between[_pair(relation.from_id, relation.to_id)].append(relation)
                near[relation.from_id].add(relation.to_id)
                near[relation.to_id].add(relation.from_id)
        self._near = {node: tuple(sorted(others)) for node, others in near.items()}

    def near(self, node: PublicId) -> tuple[PublicId, ...]:
        """Return the nodes that are directly linked to one, ordered by id."""
        return self._near.get(node, ())

    def between(self, a: PublicId, b: PublicId) -> Link:
        """Return the link between two neighbours."""
        pair = _pair(a, b)
        if pair not in self._links:
            relations = sorted(self._between[pair], key=self._rank)
            ends = max(self.doubt_of(a), self.doubt_of(b))
            own = max(ends, self._doubt_in(relations[0]))
            self._links[pair] = Link(tuple(relations), own, passes(relations[0]))
        return self._links[pair]

    def doubt_of(self, node: PublicId) -> int:
        """Return how little sure the identity of a node is; a node that is no party is what it is."""
        return doubt(self._identity.get(node, Certainty.PROVEN))

    def path(self, nodes: Collection[PublicId]) -> Path:
        """Return the path over some nodes, each the neighbour of the one before. Linear in its length."""
        ordered = tuple(nodes)
        steps = [(a, b, self.between(a, b)) for a, b in pairwise(ordered)]
        uncertain = max((link.doubt for _, _, link in steps), default=self.doubt_of(ordered[0]))
        return Path(
            start=ordered[0],
            hops=tuple(_hop(a, b, link) for a, b, link in steps),
            certainty=_SURER[uncertain],
            product=_product([link.relations[0] for _, _, link in steps]),
        )

    def towards(self, goal: PublicId, most: int) -> "Towards":
        """Return how far everybody within some hops is from a goal. Linear in the relations."""
        distance = {goal: 0}
        level = [goal]
        while level and distance[level[0]] < most:
            far = distance[level[0]] + 1
            passed = [node for node in level if node == goal or node not in self.blocked]
            level = []
            for node in passed:
                for other in self._near.get(node, ()):
                    if other not in distance:
                        distance[other] = far
                        level.append(other)
        return Towards(self, goal, distance)

    def _rank(self, relation: Relation) -> tuple[int, Fraction | int, bool, RelationKind, PublicId]:
        greatest = passes(relation) if self._by is PathOrder.STRONGEST else _share(relation)
        return self._doubt_in(relation), -greatest, not is_weighed(relation), relation.kind, relation.id

    @staticmethod
    def _doubt_in(relation: Relation) -> int:
        return doubt(Certainty.NAME_ONLY) if relation.kind in SUSPECTED else 0


class Towards(msgspec.Struct, frozen=True):
    """Distances to a goal, over nobody that is blocked."""

    links: Links
    goal: PublicId
    distance: dict[PublicId, int]

    def path_from(self, start: PublicId) -> Path:
        """Return the shortest path, of several the one whose nodes come first by id."""
        nodes = [start]
        while nodes[-1] != self.goal:
            left = self.distance[nodes[-1]] - 1
            nodes.append(next(other for other in self.links.near(nodes[-1]) if self._leads(other, left)))
        return self.links.path(nodes)

    def _leads(self, node: PublicId, left: int) -> bool:
        return self.distance.get(node) == left and (node == self.goal or node not in self.links.blocked)


def _pair(a: PublicId, b: PublicId) -> tuple[PublicId, PublicId]:
    return (a, b) if a < b else (b, a)


def _share(relation: Relation) -> int:
    """Return the share held, with its lower end where it is a range; less than nothing where none is stated."""
    if relation.kind is not RelationKind.HOLDS or not is_weighed(relation):
        return _NOTHING_STATED
    return relation.share_bounds()[0]


def _hop(start: PublicId, end: PublicId, link: Link) -> Hop:
    best, *others = link.relations
    forward = best.from_id == start
    return Hop(best.id, best.kind, forward, end, tuple(relation.id for relation in others))


def _product(relations: Iterable[Relation]) -> Decimal | None:
    """Return what some relations let through together, exactly; None where one of them does not state it."""
    digits, scale = 1, 0
    for relation in relations:
        if not is_weighed(relation):
            return None
        if relation.kind is RelationKind.HOLDS:
            digits *= min(relation.share_bounds()[0], WHOLE)
            scale += _DECIMALS
    while scale and digits % 10 == 0:
        digits, scale = digits // 10, scale - 1
    return Decimal((0, tuple(map(int, str(digits))), -scale))
