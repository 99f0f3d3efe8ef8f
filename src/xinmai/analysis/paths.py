"""The best simple paths between two nodes, one after another, in a total order.

Best first: partial paths wait in a queue, ranked by the best that they may still become. For the shortest ones that is
their length and the distance that is left; for the strongest ones the doubt, the product and the length, each with the
best that is still to be had on the way to the goal. No completion ranks before its beginning, so paths leave the queue in
order. Exact whole numbers and fractions only.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from heapq import heappop, heappush
from typing import Final, TypeVar

import msgspec

from xinmai.analysis.links import Links, Towards
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.vocabulary import PathOrder

MOST_STEPS: Final = 100_000
"""Partial paths that one search takes up; then it ends and says so."""

Nodes = tuple[PublicId, ...]
Rank = tuple[int, Fraction | int, int]
"""Doubt, product below nothing, length; the first two are 0 for the shortest paths."""
N = TypeVar("N", int, Fraction)


class Found(msgspec.Struct, frozen=True):
    """What a search found."""

    paths: tuple[Path, ...]
    """In order."""
    truncated: bool
    """Whether it ended before it had looked everywhere."""


def best_paths(
    links: Links,
    start: PublicId,
    goal: PublicId,
    *,
    by: PathOrder,
    most: int,
    first: int,
    steps: int = MOST_STEPS,
) -> Found:
    """Return the best simple paths between two nodes that have at most ``most`` hops.

    SHORTEST: by length, then by the ids of the nodes. STRONGEST: by the weakest identity on the way, then by the product of
    what the hops let through (an unstated share counts 0), then by length, then by the ids of the nodes. Each step of two
    neighbours takes their best relation, so that the ids of relations never decide.

    Notes
    -----
    O(steps · log steps) after one pass over the relations; ``steps`` bounds the exponential number of simple paths.
    """
    search = _Search(links, links.towards(goal, most), by, most)
    found: list[Path] = []
    for nodes in search.walk(start):
        if nodes[-1] == goal:
            found.append(links.path(nodes))
            if len(found) == first:
                return Found(tuple(found), truncated=False)
        if search.taken > steps:
            return Found(tuple(found), truncated=True)
    return Found(tuple(found), truncated=False)


class _Search:
    """Partial paths, the most promising first."""

    def __init__(self, links: Links, towards: Towards, by: PathOrder, most: int) -> None:
        self.links = links
        self.goal = towards.goal
        self.left = towards.distance
        self.most = most
        self.by = by
        self.taken = 0
        """Partial paths taken up so far."""
        self.doubt_left: dict[PublicId, int] = {}
        self.product_left: dict[PublicId, Fraction] = {}
        if by is PathOrder.STRONGEST:
            own = links.doubt_of(self.goal)
            self.doubt_left = self._best_left(
                own, lambda node, other, so_far: max(so_far, links.between(node, other).doubt)
            )
            self.product_left = {
                node: -value
                for node, value in self._best_left(
                    Fraction(-1), lambda node, other, so_far: so_far * links.between(node, other).passes
                ).items()
            }

    def walk(self, start: PublicId) -> Iterator[Nodes]:
        """Return partial and whole paths, none before one that ranks before it."""
        waiting: list[tuple[Rank, Nodes, int, Fraction]] = []
        if start in self.left:
            self._push(waiting, (start,), self.links.doubt_of(start), Fraction(1))
        while waiting:
            _, nodes, doubt, product = heappop(waiting)
            yield nodes
            if nodes[-1] != self.goal:
                for other in self.links.near(nodes[-1]):
                    self._try(waiting, nodes, other, doubt, product)

    def _try(
        self,
        waiting: list[tuple[Rank, Nodes, int, Fraction]],
        nodes: Nodes,
        other: PublicId,
        doubt: int,
        product: Fraction,
    ) -> None:
        """Let a path go on to a neighbour if it may, is new to it, and the goal is near enough from there."""
        if other in nodes or (other in self.links.blocked and other != self.goal):
            return
        if other not in self.left or len(nodes) + self.left[other] > self.most:
            return
        if self.by is PathOrder.STRONGEST:
            link = self.links.between(nodes[-1], other)
            doubt, product = max(doubt, link.doubt), product * link.passes
        self._push(waiting, (*nodes, other), doubt, product)

    def _push(
        self,
        waiting: list[tuple[Rank, Nodes, int, Fraction]],
        nodes: Nodes,
        doubt: int,
        product: Fraction,
    ) -> None:
        self.taken += 1
        heappush(waiting, (self._rank(nodes, doubt, product), nodes, doubt, product))

    def _rank(self, nodes: Nodes, doubt: int, product: Fraction) -> Rank:
        """Return the best rank that a path may still get."""
        node = nodes[-1]
        length = len(nodes) - 1 + self.left[node]
        if self.by is PathOrder.SHORTEST:
            return 0, 0, length
        return max(doubt, self.doubt_left[node]), -product * self.product_left[node], length

    def _best_left(self, at_goal: N, onward: Callable[[PublicId, PublicId, N], N]) -> dict[PublicId, N]:
        """Return for each node the least value of any way from it to the goal (Dijkstra); values never fall on the way."""
        best: dict[PublicId, N] = {}
        waiting: list[tuple[N, PublicId]] = [(at_goal, self.goal)]
        while waiting:
            value, node = heappop(waiting)
            if node in best:
                continue
            best[node] = value
            if node != self.goal and node in self.links.blocked:
                continue
            for other in self.links.near(node):
                if other in self.left and other not in best:
                    heappush(waiting, (onward(node, other, value), other))
        return best
