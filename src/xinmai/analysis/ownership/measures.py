"""How much of a company a party owns: the measures of ``ownership.md`` 1, each with bounds."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from xinmai.analysis.ownership.attribution import ClosedCycle, Question, attributed, attributed_of
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.exact import plain
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, bounds_of
from xinmai.analysis.ownership.seeds import Seeds
from xinmai.analysis.ownership.simple_paths import accumulated, weakest_link
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipMeasure, Treasury

NOTHING: Final = Fraction(0)


def look_through(upstream: Upstream, seeds: Seeds) -> ShareBounds:
    """Return the share of the target that a party has over all walks that never come back to it, 穿透份额.

    Corrected integrated ownership (Baldone, Brioschi, Paleari 1998): what the holder is held by does not matter. Equal to
    all walks for whoever nobody holds. Several parties count as one; what the target holds of itself is no part. The bounds
    bracket every completion of the data and are reached, but for the upper one where own shares are not known.

    Raises
    ------
    ClosedCycle
        See :func:`~xinmai.analysis.ownership.attribution.attributed`.
    """
    low = _least(upstream, seeds)
    return ShareBounds(low, _most(upstream, seeds) if _is_open(upstream, seeds) else low)


def _is_open(upstream: Upstream, seeds: Seeds) -> bool:
    """Say whether a share may be greater than its lower bound: for what is not stated, or for who the seeds are."""
    return upstream.is_open or bool(upstream.holdings.doubtful(seeds))


def _least(upstream: Upstream, seeds: Seeds) -> Fraction:
    """Return the lower bound; of seeds known by name only the most that one of the registers they stand in gives."""
    holdings = upstream.holdings
    meant = holdings.meant(seeds)
    doubtful = holdings.doubtful(seeds)
    sure = tuple(seed for seed in seeds if seed not in doubtful)
    companies = [one for one in holdings.registers_naming(meant) if one in upstream.above]
    sources = frozenset(sure) - {upstream.target}
    asked = (Question(sources, meant_in=company) for company in companies or (None,))
    return max(attributed_of(upstream, question) for question in asked)


def _most(upstream: Upstream, seeds: Seeds) -> Fraction:
    sources = frozenset(seeds) - {upstream.target}
    return attributed_of(upstream, Question(sources, Bounding.UPPER))


def all_walks(upstream: Upstream, seeds: Seeds) -> ShareBounds:
    """Return the share of the target that parties have over all walks, 综合所有权 (integrated ownership, W (I - W)⁻¹).

    Of the party itself: its self-ownership. The upper bound takes the greatest of both factors and may not be reached.

    Raises
    ------
    ClosedCycle
        Also where a party holds all of itself.
    """
    holdings = upstream.holdings
    doubtful = holdings.doubtful(seeds)
    every = {seed: _walks_of(upstream, seed) for seed in seeds}
    sure = {seed: share.lower for seed, share in every.items() if seed not in doubtful}
    known = sum((low for seed, low in sure.items() if seed not in holdings.by_name), NOTHING)
    named = max((low for seed, low in sure.items() if seed in holdings.by_name), default=NOTHING)
    return ShareBounds(known + named, sum((share.upper for share in every.values()), NOTHING))


def _walks_of(upstream: Upstream, holder: PublicId) -> ShareBounds:
    back = returning(upstream, holder)
    if back.upper >= 1:
        raise ClosedCycle(_cycle_of(upstream, holder))
    share = back if holder == upstream.target else look_through(upstream, (holder,))
    return ShareBounds(share.lower / (1 - back.lower), share.upper / (1 - back.upper))


def returning(upstream: Upstream, holder: PublicId) -> ShareBounds:
    """Return the share of a party that comes back to it over others, and over its own shares where these are kept."""
    above = upstream if holder == upstream.target else Upstream(upstream.holdings, holder)
    found = [_back(above, bounding) for bounding in Bounding]
    return ShareBounds(found[0], found[1])


def _back(above: Upstream, bounding: Bounding) -> Fraction:
    column = above.columns.get(above.target)
    if column is None:
        return NOTHING
    worth = attributed(above, Question(frozenset({above.target}), bounding))
    closed_off = {above.target, *above.holdings.barred}
    closed_off |= above.holdings.by_name if bounding is Bounding.LOWER else set()
    others = {held: value for held, value in worth.items() if held not in closed_off}
    back = sum((share * others.get(one, NOTHING) for one, share in column.low.items()), NOTHING)
    if bounding is Bounding.UPPER:
        given = column.filled(others)
        back += sum((share * others[one] for one, share in given.items()), NOTHING)
    kept = above.holdings.options.treasury is Treasury.KEEP
    return plain(back + column.loop if kept else back)


def _cycle_of(upstream: Upstream, holder: PublicId) -> tuple[PublicId, ...]:
    above = Upstream(upstream.holdings, holder)
    return next((block for block in above.blocks if holder in block), (holder,))


def simple_paths(upstream: Upstream, seeds: Seeds) -> ShareBounds:
    """Return the share of the target over paths that meet nobody twice, 累积所有权 (accumulated ownership).

    Where nobody above holds itself over others that is the look-through. Else paths are listed one after another; where
    there are too many, the lower bound is what was found. The upper bound is that of the look-through, which is no less.
    """
    whole = look_through(upstream, seeds)
    if upstream.is_acyclic:
        return whole
    found = accumulated(upstream, seeds)
    is_exact = found.is_whole and not _is_open(upstream, seeds)
    least = found.product.lower
    return ShareBounds(least, least if is_exact else max(least, whole.upper))


def by_cascade(upstream: Upstream, seeds: Seeds) -> ShareBounds:
    """Return the direct shares of the target that parties and whom they control have together, 控制份额."""
    return cascade_share(upstream.holdings, seeds, upstream.target)


def cascade_share(holdings: Holdings, seeds: Seeds, held: PublicId) -> ShareBounds:
    """Return the direct shares of a company that some parties, as one, and whom they control have together."""
    register, options = holdings.registers.get(held), holdings.options
    if register is None:
        return ShareBounds(NOTHING, NOTHING)
    least, most = (cascade(holdings, seeds, bounding).stated(held) for bounding in Bounding)
    return bounds_of(register, least, most, options)


MEASURES: Final[Mapping[OwnershipMeasure, Callable[[Upstream, Seeds], ShareBounds]]] = {
    OwnershipMeasure.CASCADE: by_cascade,
    OwnershipMeasure.LOOK_THROUGH: look_through,
    OwnershipMeasure.ALL_WALKS: all_walks,
    OwnershipMeasure.SIMPLE_PATHS: simple_paths,
    OwnershipMeasure.WEAKEST_LINK: weakest_link,
}
"""How each measure is taken."""


def least_of(measure: OwnershipMeasure, upstream: Upstream, seeds: Seeds) -> Fraction:
    """Return the lower bound of a share alone.

    Raises
    ------
    ClosedCycle
        As the measure does.
    """
    if measure is OwnershipMeasure.LOOK_THROUGH:
        return _least(upstream, seeds)
    return MEASURES[measure](upstream, seeds).lower
