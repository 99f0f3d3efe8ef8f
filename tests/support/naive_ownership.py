"""Ownership said in plain Python: drawn registers of a few parties, exact inverses, paths by networkx."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import NamedTuple

import networkx as nx
from hypothesis import strategies as st

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OWNERSHIP, OwnershipOptions
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import RelationKind

from support import facts as build
from support.drawn import DAY, drawn

NAMES = "abcdef"
PERCENT = WHOLE // 100
SHARES = (5, 10, 15, 20, 25, 30, 40, 50, 51, 60, 75, 99, 100)

Matrix = dict[tuple[str, str], Fraction]


class Edge(NamedTuple):
    """A holding, whose share is between two whole percentages."""

    holder: str
    held: str
    low: int
    high: int

    @property
    def is_open(self) -> bool:
        return self.low < self.high


def exact(holder: str, held: str, share: int) -> Edge:
    return Edge(holder, held, share, share)


def name(letter: str) -> PublicId:
    return PublicId(f"t:{letter}")


def relation_of(edge: Edge) -> Relation:
    own = f"t:{edge.holder}-{edge.held}"
    rest: dict[str, int | None] = {"share": edge.low * PERCENT}
    if edge.is_open:
        rest = {"share_min": edge.low * PERCENT, "share_max": edge.high * PERCENT}
    if (edge.low, edge.high) == (0, 100):
        rest = {}
    return build.relation(RelationKind.HOLDS, f"t:{edge.holder}", f"t:{edge.held}", own, **rest)


def holdings_of(found: Iterable[Edge], options: OwnershipOptions = OWNERSHIP) -> Holdings:
    return read_holdings(drawn(relation_of(edge) for edge in found), DAY, options)


def within_the_whole(found: Iterable[Edge]) -> list[Edge]:
    """Return the holdings with each share cut to what the earlier ones of its company leave."""
    left: defaultdict[str, int] = defaultdict(lambda: 100)
    kept = []
    for edge in found:
        low = min(edge.low, left[edge.held])
        high = edge.high if edge.is_open else low
        left[edge.held] -= low
        if high and not (edge.holder == edge.held and low == high == 100):
            kept.append(Edge(edge.holder, edge.held, low, high))
    return kept


def _edges(
    names: str, shares: st.SearchStrategy[tuple[int, int]], most: int
) -> st.SearchStrategy[list[Edge]]:
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    return st.lists(
        st.tuples(ends, shares).map(lambda drawn_: Edge(*drawn_[0], *drawn_[1])),
        max_size=most,
        unique_by=lambda edge: edge[:2],
    )


_known = st.sampled_from(SHARES).map(lambda share: (share, share))
_open = st.one_of(
    st.just((0, 100)), st.tuples(st.sampled_from((0, 5, 20, 40)), st.sampled_from((45, 60, 100)))
)

any_known = _edges(NAMES, _known, 16)
"""Known shares, sums of any size."""
known = any_known.map(within_the_whole)
"""Known shares, cycles and own shares among them; no company is held more than wholly."""
open_ones = _edges(NAMES[:5], st.one_of(_known, _open), 12).map(within_the_whole)
"""The same with unknown shares and ranges."""
tiny = _edges(NAMES[:4], st.one_of(_known, _open), 7).map(
    lambda found: [edge for edge in within_the_whole(found) if edge.holder != edge.held]
)
parties = st.sampled_from(NAMES)


def weights(found: Sequence[Edge]) -> Matrix:
    """Return the shares of others in each company, what it holds of itself left out of the whole."""
    own = {edge.held: edge.low for edge in found if edge.holder == edge.held}
    return {
        (edge.holder, edge.held): Fraction(edge.low, 100 - own.get(edge.held, 0))
        for edge in found
        if edge.holder != edge.held and edge.low and own.get(edge.held, 0) < 100
    }


def inverse(matrix: Matrix, names: str = NAMES) -> Matrix | None:
    """Return (I - W)⁻¹ by Gauss and Jordan; None where there is none."""
    size = range(len(names))
    rows = [
        [Fraction(i == j) - matrix.get((names[i], names[j]), 0) for j in size]
        + [Fraction(i == j) for j in size]
        for i in size
    ]
    for column in size:
        pivot = next((row for row in range(column, len(names)) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        top = rows[column][column]
        rows[column] = [value / top for value in rows[column]]
        for row in size:
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return {(names[i], names[j]): rows[i][len(names) + j] for i in size for j in size}


def converges(matrix: Matrix, names: str = NAMES) -> Matrix | None:
    """Return (I - W)⁻¹ where the sum over all walks is finite: exactly then it exists and is nowhere below 0."""
    found = inverse(matrix, names)
    return found if found is not None and min(found.values()) >= 0 else None


def without_links_into(matrix: Matrix, party: str) -> Matrix:
    return {ends: share for ends, share in matrix.items() if ends[1] != party}


def look_through_by_deletion(found: Sequence[Edge], holder: str, held: str) -> Fraction | None:
    """Return the share over all walks that never come back; None where it is no number."""
    solved = converges(without_links_into(weights(found), holder))
    return None if solved is None else solved[holder, held]


def paths_by_networkx(matrix: Matrix, holder: str, held: str) -> dict[tuple[str, ...], list[Fraction]]:
    """Return the simple paths and the shares along each."""
    graph = nx.DiGraph(list(matrix))
    if holder not in graph or held not in graph:
        return {}
    return {
        tuple(path): [matrix[step] for step in pairwise(path)]
        for path in nx.all_simple_paths(graph, holder, held)
    }


def accumulated_by_networkx(matrix: Matrix, holder: str, held: str) -> Fraction:
    return sum(
        (prod(shares, start=Fraction(1)) for shares in paths_by_networkx(matrix, holder, held).values()),
        Fraction(0),
    )


def weakest_by_networkx(matrix: Matrix, holder: str, held: str) -> Fraction:
    return max(
        (min(shares) for shares in paths_by_networkx(matrix, holder, held).values()), default=Fraction(0)
    )


def controlled(matrix: Matrix, seed: str) -> set[str]:
    """Return whom a party controls by more than half: repeat over all companies until nothing changes."""
    inside = {seed}
    while True:
        sums: defaultdict[str, Fraction] = defaultdict(Fraction)
        for (holder, held), share in matrix.items():
            sums[held] += share * (holder in inside)
        new = {held for held, total in sums.items() if total > Fraction(1, 2)} - inside
        if not new:
            return inside - {seed}
        inside |= new
