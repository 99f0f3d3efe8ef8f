"""How much of a company does a party own?"""

from collections.abc import Iterable, Iterator

import msgspec

from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.closed import closed_cycles, unattributed
from xinmai.analysis.ownership.deciding import deciding_stake, nearest_first
from xinmai.analysis.ownership.flags import flags_on_way, is_near
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.judging import bound_of, shown
from xinmai.analysis.ownership.measures import MEASURES, least_of
from xinmai.analysis.ownership.reading import open_registers, read_holdings
from xinmai.analysis.ownership.registers import Stake
from xinmai.analysis.ownership.seeds import Seeds, with_members
from xinmai.analysis.ownership.simple_paths import OwnershipPath, accumulated, best_paths
from xinmai.analysis.ownership.unnamed import NOBODY, with_unnamed
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.analysis.ownership.ways import from_coalition, way_over
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import MeasuredShare, OwnershipResult
from xinmai.model.ownership_options import OWNERSHIP, OwnershipMeasure, OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.shares import decimal_of
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag


def ownership_of(
    graph: Subgraph, holder: PublicId, held: PublicId, day: int, options: OwnershipOptions = OWNERSHIP
) -> OwnershipResult:
    """Return how much of a company a party owns on a day, by one measure and beside it by all.

    Parameters
    ----------
    graph
        The company and everybody above it over holdings, to any height, with whole registers.

    Notes
    -----
    See :func:`~xinmai.analysis.ownership.attribution.attributed` for the cost of the look-through; the simple paths of a
    region with cycles are exponential at worst, so they are counted up to a limit, and bounds say the rest.
    """
    upstream = Upstream(read_holdings(graph, day, options), held)
    asked = Asked(upstream, with_members(upstream.holdings, holder), open_registers(upstream.holdings, day))
    share = asked.measured(options.measure)
    paths, is_whole = asked.paths()
    return OwnershipResult(
        holder=holder,
        held=held,
        share=share,
        bound=asked.bound(options.measure),
        beside=tuple(asked.measured(measure) for measure in OwnershipMeasure),
        paths=paths,
        residual=unattributed(upstream),
        open_registers=asked.open_below,
        deciding=asked.deciding(share),
        options=options,
        flags=asked.flags(share, is_whole=is_whole),
        completeness=graph.completeness,
    )


class Asked:
    """What one holder, or a coalition as one, has of the target of an upstream."""

    def __init__(self, upstream: Upstream, seeds: Seeds, unfinished: frozenset[PublicId]) -> None:
        self.upstream = upstream
        self.seeds = seeds
        self.unfinished = unfinished
        """Companies whose register is incomplete."""
        self._stated: dict[OwnershipMeasure, ShareBounds] = {}

    @property
    def open_below(self) -> tuple[PublicId, ...]:
        """Companies above the target, or itself, whose register is incomplete, ordered by id."""
        return tuple(sorted(self.unfinished & self.upstream.above))

    @property
    def rest(self) -> frozenset[PublicId]:
        """Companies above the target, or itself, whose register is incomplete or was not read."""
        return self.upstream.above & (self.unfinished | self.upstream.holdings.unread)

    def measured(self, measure: OwnershipMeasure) -> MeasuredShare:
        """Return the share by a measure."""
        options = self.upstream.holdings.options
        try:
            share = shown(self._with_unread(measure), options)
        except ClosedCycle as cycle:
            return MeasuredShare(measure, None, cycle.members)
        total = accumulated(self.upstream, self.seeds) if measure is OwnershipMeasure.WEAKEST_LINK else None
        return MeasuredShare(measure, share, sum_of_paths=total.weakest if total and total.is_whole else None)

    def _with_unread(self, measure: OwnershipMeasure) -> ShareBounds:
        """Return the share by what is stated; at most with all that nobody is named for in registers that were not read."""
        share, unread = self.stated(measure), self.upstream.above & self.upstream.holdings.unread
        if not unread:
            return share
        return ShareBounds(share.lower, max(share.upper, self._with_rest(measure, unread).upper))

    def _with_rest(self, measure: OwnershipMeasure, rest: frozenset[PublicId]) -> ShareBounds:
        """Return the share if what nobody is stated to have of some companies may be the holder's too.

        Raises
        ------
        ClosedCycle
            If it is no number.
        """
        holdings = with_unnamed(self.upstream.holdings, self.seeds[0], rest)
        return MEASURES[measure](Upstream(holdings, self.upstream.target), self.seeds)

    def stated(self, measure: OwnershipMeasure) -> ShareBounds:
        """Return both ends of the share by a measure, by what is stated.

        Raises
        ------
        ClosedCycle
            If it is no number.
        """
        if measure not in self._stated:
            self._stated[measure] = MEASURES[measure](self.upstream, self.seeds)
        return self._stated[measure]

    def bound_stated(self, measure: OwnershipMeasure) -> Bound:
        """Say whether the share reaches the threshold, by what is stated."""
        try:
            return bound_of(self.stated(measure), self.upstream.holdings.options)
        except ClosedCycle:
            return Bound.POSSIBLE

    def bound(self, measure: OwnershipMeasure) -> Bound:
        """Say whether the share reaches the threshold; what nobody is named for in open registers may be the holder's."""
        bound = self.bound_stated(measure)
        if bound is not Bound.NO or not self.rest:
            return bound
        try:
            return bound_of(self._with_rest(measure, self.rest), self.upstream.holdings.options)
        except ClosedCycle:
            return Bound.POSSIBLE

    def paths(self) -> tuple[tuple[Path, ...], bool]:
        """Return the paths over which the holder has it, greatest first, and whether these are all."""
        options = self.upstream.holdings.options
        found, is_whole = best_paths(self.upstream, self.seeds, options.max_paths, options.min_product)
        return tuple(self._path(path) for path in found), is_whole

    def _path(self, path: OwnershipPath) -> Path:
        way = from_coalition(self.upstream.holdings, self.seeds, way_over(self.upstream.holdings, path.nodes))
        low, high = path.share.lower, path.share.upper
        return msgspec.structs.replace(way, product=decimal_of(low) if low == high else None)

    def deciding(self, share: MeasuredShare) -> PublicId | None:
        """Return the one holding whose share would decide whether the threshold is reached."""
        if share.share is None or self.bound(share.measure) is not Bound.POSSIBLE:
            return None
        holdings, target = self.upstream.holdings, self.upstream.target
        near: Iterable[Stake] = nearest_first(holdings, target, self.upstream.below(self.seeds), self.seeds)
        if share.measure is not OwnershipMeasure.CASCADE:  # which declared control spreads too
            surely = self.upstream.below(self.seeds, surely=True)
            near = (stake for stake in near if stake.holder in surely)
        stake = deciding_stake(holdings, near, _Owning(self, share.measure))
        return None if stake is None else stake.relations[0]

    def flags(self, share: MeasuredShare, *, is_whole: bool) -> tuple[Flagged, ...]:
        """Return what is odd on the way."""
        way = self.upstream.below(self.seeds) | {self.upstream.target}
        found = {*flags_on_way(self.upstream.holdings, way, ()), *self._own_flags(share)}
        if not is_whole:
            found.add(Flagged(Flag.TRUNCATED, self.upstream.target))
        return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))

    def _own_flags(self, share: MeasuredShare) -> Iterator[Flagged]:
        target, threshold = self.upstream.target, self.upstream.holdings.options.threshold
        for cycle in closed_cycles(self.upstream):
            yield from (Flagged(Flag.CLOSED_CYCLE, member) for member in cycle)
        yield from (Flagged(Flag.INCOMPLETE_REGISTER, party) for party in self.open_below)
        ends = () if share.share is None else (share.share.lower, share.share.upper)
        if any(is_near(end, threshold) for end in ends):
            yield Flagged(Flag.NEAR_THRESHOLD, target)


def of_nobody(upstream: Upstream, rest: frozenset[PublicId]) -> Asked:
    """Return what somebody may have who is not named, over what nobody is stated to have of some companies."""
    holdings = with_unnamed(upstream.holdings, NOBODY, rest)
    return Asked(Upstream(holdings, upstream.target), (NOBODY,), frozenset())


class _Owning(msgspec.Struct, frozen=True):
    """Whether a holder reaches the threshold by a measure."""

    asked: Asked
    measure: OwnershipMeasure

    def is_certain(self, holdings: Holdings, changed: PublicId) -> bool:
        """Say whether it does whatever the unknown shares are."""
        try:
            least = least_of(self.measure, self._upstream(holdings, changed), self.asked.seeds)
        except ClosedCycle:
            return False
        return bound_of(ShareBounds(least, least), holdings.options) is Bound.CERTAIN

    def is_possible(self, holdings: Holdings, changed: PublicId) -> bool:
        """Say whether it does for some value of the unknown shares."""
        upstream = self._upstream(holdings, changed)
        other = Asked(upstream, self.asked.seeds, self.asked.unfinished)
        return other.bound(self.measure) is not Bound.NO

    def _upstream(self, holdings: Holdings, changed: PublicId) -> Upstream:
        return self.asked.upstream.with_register(holdings, changed)
