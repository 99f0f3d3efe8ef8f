"""Paths of holdings that meet nobody twice, the greatest first, and what is added up over them.

Best first: partial paths wait in a queue, ranked by the greatest share that they may still become; exact fractions only.
The number of such paths is exponential at worst, so a search takes up no more than ``Upstream.steps`` partial paths and
says so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise

import msgspec

from xinmai.analysis.ownership.exact import ONE, ZERO, Exact, plain_bounds
from xinmai.analysis.ownership.seeds import Seeds
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId

Nodes = tuple[PublicId, ...]
Stakes = dict[PublicId, dict[PublicId, tuple[Exact, Exact]]]


class OwnershipPath(msgspec.Struct, frozen=True):
    """A path of holdings, 持股路径."""

    nodes: Nodes
    """From the holder to the company."""
    share: ShareBounds
    """Product of the shares along it."""


class Accumulated(msgspec.Struct, frozen=True):
    """What all simple paths come to, 累积."""

    product: ShareBounds
    """Sum of their products."""
    weakest: ShareBounds
    """Sum of their least shares."""
    is_whole: bool
    """Whether every path was taken."""


def stakes_below(upstream: Upstream, seeds: Seeds) -> Stakes:
    """Return by holder what it has of whom, at least and at most.

    At least nothing of whoever is reached and known by name only: what that name holds may be another's.
    """
    found: Stakes = {}
    holdings = upstream.holdings
    doubtful = (holdings.by_name - holdings.meant(seeds)) | holdings.doubtful(seeds)
    for holder, below in upstream.out.items():
        own = {held: _bounds(upstream, holder, held) for held in below}
        found[holder] = {held: (ZERO, high) for held, (_, high) in own.items()} if holder in doubtful else own
    return found


def _bounds(upstream: Upstream, holder: PublicId, held: PublicId) -> tuple[Exact, Exact]:
    column = upstream.columns[held]
    low = column.low[holder]
    return low, low + min(column.free, column.more.get(holder, ZERO))


def accumulated(upstream: Upstream, seeds: Seeds) -> Accumulated:
    """Return what all simple paths from some parties to the target come to."""
    search = _Search(upstream, seeds)
    products, weakest = _Sum(), _Sum()
    for path in search.paths():
        stakes = [search.stakes[holder][held] for holder, held in pairwise(path.nodes)]
        company = path.nodes[1] if path.nodes[0] in upstream.holdings.by_name else None
        products.add(path.share.lower, path.share.upper, company)
        weakest.add(min(low for low, _ in stakes), min(high for _, high in stakes), company)
    return Accumulated(products.bounds, weakest.bounds, is_whole=search.is_whole)


class _Sum:
    """What paths come to. At least: of those that begin in different registers at a mere name, the most that one has."""

    def __init__(self) -> None:
        self.lows: defaultdict[PublicId | None, Exact] = defaultdict(Exact)
        self.high = ZERO

    def add(self, low: Exact, high: Exact, company: PublicId | None) -> None:
        """Add a path, which begins at a mere name in the register of a company."""
        self.lows[company] += low
        self.high += high

    @property
    def bounds(self) -> ShareBounds:
        """Both ends."""
        named = [low for company, low in self.lows.items() if company is not None]
        return plain_bounds(self.lows[None] + max(named, default=ZERO), self.high)


def best_paths(
    upstream: Upstream, seeds: Seeds, most: int, least: Fraction
) -> tuple[tuple[OwnershipPath, ...], bool]:
    """Return the paths from some parties to the target, greatest first, and whether these are all.

    At most ``most``, none whose share is below ``least`` at most; ordered by the least and the greatest share, then by
    length, then by the ids on the way.
    """
    search = _Search(upstream, seeds, least)
    found: list[OwnershipPath] = []
    for path in search.paths():
        if len(found) == most:
            return tuple(found), False
        found.append(path)
    return tuple(found), search.is_whole


def weakest_link(upstream: Upstream, seeds: Seeds) -> ShareBounds:
    """Return the least share on the path where that is greatest, 最弱环节 (La Porta et al. 1999); O(holdings · log)."""
    stakes, barred = stakes_below(upstream, seeds), upstream.holdings.barred
    others = tuple(seed for seed in seeds if seed != upstream.target)
    widest = [_widest(stakes, barred, others, end).get(upstream.target, ZERO) for end in (0, 1)]
    return plain_bounds(widest[0], widest[1])


def _widest(
    stakes: Stakes, barred: Mapping[PublicId, object], seeds: Seeds, end: int
) -> dict[PublicId, Exact]:
    best: dict[PublicId, Exact] = {}
    waiting: list[tuple[Exact, PublicId]] = [(-ONE, seed) for seed in sorted(seeds)]
    while waiting:
        width, node = heappop(waiting)
        if node in best:
            continue
        best[node] = -width
        if node in barred and node not in seeds:
            continue
        for held, bounds in stakes.get(node, {}).items():
            if held not in best and bounds[end] > 0:
                heappush(waiting, (max(width, -bounds[end]), held))
    return {node: width for node, width in best.items() if node not in seeds}


class _Search:
    """All simple paths from some parties, none of which is passed, to the target, the greatest first."""

    def __init__(self, upstream: Upstream, seeds: Seeds, least: Fraction = ZERO) -> None:
        self.stakes = stakes_below(upstream, seeds)
        self.seeds = frozenset(seeds) - {upstream.target}
        self.target = upstream.target
        self.least = least
        self.is_whole = True
        self.most = upstream.steps
        self._barred = upstream.holdings.barred
        self._left = [self._best_left(upstream, end) for end in (0, 1)]
        self._reaching = frozenset(self._left[1])

    def paths(self) -> Iterator[OwnershipPath]:
        """Yield the paths in order."""
        taken = 0
        waiting: list[tuple[tuple[Exact, Exact, int], Nodes, Exact, Exact]] = []
        for start in self.seeds & self._reaching:
            heappush(waiting, (self._rank((start,), ONE, ONE), (start,), ONE, ONE))
        while waiting:
            rank, nodes, low, high = heappop(waiting)
            if -rank[1] < self.least:
                self.is_whole = False
                continue
            if nodes[-1] == self.target:
                yield OwnershipPath(nodes, plain_bounds(low, high))
                continue
            if taken > self.most:
                self.is_whole = False
                return
            for held, bounds in self.stakes.get(nodes[-1], {}).items():
                if self._may_go_on(nodes, held):
                    taken += 1
                    further, least, most = (*nodes, held), low * bounds[0], high * bounds[1]
                    heappush(waiting, (self._rank(further, least, most), further, least, most))

    def _may_go_on(self, nodes: Nodes, held: PublicId) -> bool:
        is_passed = len(nodes) == 1 or nodes[-1] not in self._barred
        return is_passed and held in self._reaching and held not in nodes and held not in self.seeds

    def _rank(self, nodes: Nodes, low: Exact, high: Exact) -> tuple[Exact, Exact, int]:
        """Return the best rank that a path may still get."""
        is_whole = nodes[-1] == self.target
        best = [ONE if is_whole else left.get(nodes[-1], ZERO) for left in self._left]
        return -low * best[0], -high * best[1], len(nodes)

    def _best_left(self, upstream: Upstream, end: int) -> dict[PublicId, Exact]:
        """Return for each party the greatest product of any way from it to the target.

        A single share above the whole, which only options that keep it let through, may grow on the way: then the bound
        is as if the way were as long as it can be.
        """
        greatest = max((b[end] for own in self.stakes.values() for b in own.values()), default=ONE)
        if greatest > 1:
            return dict.fromkeys(upstream.above, greatest ** len(upstream.above))
        best: dict[PublicId, Exact] = {}
        waiting: list[tuple[Exact, PublicId]] = [(-ONE, self.target)]
        while waiting:
            product, node = heappop(waiting)
            if node in best:
                continue
            best[node] = -product
            if node in self._barred and node != self.target:
                continue
            for holder in upstream.columns[node].holders if node in upstream.columns else ():
                share = self.stakes[holder][node][end]
                if holder not in best and (share > 0 or end == 1):
                    heappush(waiting, (product * share, holder))
        return best
