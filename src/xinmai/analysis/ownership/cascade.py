"""Who controls whom: the cascade over votes, for a lower and an upper bound of what the data leave unknown."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from enum import StrEnum
from fractions import Fraction

import msgspec

from xinmai.analysis.ownership.cycles import cycles
from xinmai.analysis.ownership.holdings import Holdings, Register
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Flag


class Comparison(StrEnum):
    """How a sum is compared with the threshold, 比较方式."""

    GT = "GT"
    GTE = "GTE"


class Treasury(StrEnum):
    """What happens to shares that a company holds of itself, 库存股. They never add to a cascade."""

    EXCLUDE_RESCALE = "EXCLUDE_RESCALE"
    """Left out, the others rescaled to the whole."""
    KEEP = "KEEP"
    """The others stay as they are."""


class Over100(StrEnum):
    """What happens where stated shares of one company sum to more than the whole, 合计超过100%."""

    NORMALISE = "NORMALISE"
    """Within the tolerance rescaled to the whole; beyond it nobody controls the company for certain."""
    KEEP = "KEEP"
    """Taken as stated."""


class ControlOptions(msgspec.Struct, frozen=True):
    """What control means, 控制口径; the defaults are those of ``ownership.md`` 11."""

    threshold: Fraction = Fraction(1, 2)
    comparison: Comparison = Comparison.GT
    treasury: Treasury = Treasury.EXCLUDE_RESCALE
    over_100: Over100 = Over100.NORMALISE
    tolerance: int = WHOLE // 200
    """How far above the whole a sum counts as rounding: 0.5 percentage points."""


DEFAULT = ControlOptions()


class Cascade(msgspec.Struct, frozen=True):
    """What a set of parties controls: the least set that contains the seeds and whatever it holds enough of."""

    seeds: tuple[PublicId, ...]
    entered_by: dict[PublicId, PublicId]
    """Each member and the holder with the greatest stake in it when it entered, in the order of entering."""
    cut: dict[PublicId, Flag]
    """Parties that would be members but take no part in control, and why."""
    touched: frozenset[PublicId]
    """Parties in which seeds or members hold something."""

    @property
    def members(self) -> frozenset[PublicId]:
        """Who is controlled; the seeds are not among them."""
        return frozenset(self.entered_by)

    @property
    def holders(self) -> frozenset[PublicId]:
        """Seeds and members."""
        return self.members.union(self.seeds)


class Bounding(StrEnum):
    """Which reading of unknown shares a cascade takes, 上下限."""

    LOWER = "LOWER"
    """Unknown is nothing: who is in is controlled for certain."""
    UPPER = "UPPER"
    """Unknown is as much as the others leave: who is not in is certainly not controlled."""


def cascade(
    holdings: Holdings,
    seeds: Iterable[PublicId],
    bounding: Bounding = Bounding.LOWER,
    options: ControlOptions = DEFAULT,
) -> Cascade:
    """Return what some parties together control.

    Parameters
    ----------
    holdings
        Every register that matters must be whole: the residual of unknown shares is taken from it.
    seeds
        One party, or several that act as one. Seeds that take no part in control are left out.
    bounding, options
        Which reading of unknown shares; what control means.

    Notes
    -----
    Rounds of a worklist: each stake of a member is read once, so the cost is linear in the stakes of the result. The set
    is the least fixpoint of a monotone map, so it does not depend on any order; a party that enters in a round is shown
    with the holder of the greatest stake among those that had entered before, ties by id.
    """
    start = tuple(sorted({seed for seed in seeds if seed not in holdings.barred}))
    inside = set(start)
    entered_by: dict[PublicId, PublicId] = {}
    cut: dict[PublicId, Flag] = {}
    low: defaultdict[PublicId, int] = defaultdict(int)
    high: defaultdict[PublicId, int] = defaultdict(int)
    newest: list[PublicId] = list(start)
    while newest:
        reached = _count(holdings, newest, low, high)
        passing = [
            held
            for held in sorted(reached - inside)
            if passes(holdings.registers[held], low[held], high[held], bounding, options)
        ]
        cut.update({held: holdings.barred[held] for held in passing if held in holdings.barred})
        newest = [held for held in passing if held not in holdings.barred]
        entered_by.update({held: _greatest(holdings.registers[held], inside) for held in newest})
        inside.update(newest)
    return Cascade(start, entered_by, cut, frozenset(low))


def _count(
    holdings: Holdings, newest: Iterable[PublicId], low: dict[PublicId, int], high: dict[PublicId, int]
) -> set[PublicId]:
    """Add the stakes of new members to the sums and return in whom they hold something."""
    stakes = [stake for party in newest for stake in holdings.out.get(party, ())]
    for stake in stakes:
        low[stake.held] += stake.low
        high[stake.held] += stake.high
    return {stake.held for stake in stakes}


def _greatest(register: Register, inside: Collection[PublicId]) -> PublicId:
    stakes = (stake for holder, stake in register.stakes.items() if holder in inside)
    return min(stakes, key=lambda stake: (-stake.low, -stake.high, stake.holder)).holder


def passes(
    register: Register, low: int, high: int, bounding: Bounding, options: ControlOptions = DEFAULT
) -> bool:
    """Say whether stakes that sum to at least ``low`` and at most ``high`` are enough to control a company.

    Compared by cross-multiplication of whole numbers; nothing is rounded.
    """
    if bounding is Bounding.LOWER and not is_trusted(register, options):
        return False
    share, base = fraction_of(register, low, high, bounding, options)
    if base <= 0:  # all votes may rest: then whoever has any of the others has them all
        return bounding is Bounding.UPPER and share > 0 and register.own_low < WHOLE
    left, right = share * options.threshold.denominator, base * options.threshold.numerator
    return left >= right if options.comparison is Comparison.GTE else left > right


def is_trusted(register: Register, options: ControlOptions = DEFAULT) -> bool:
    """Say whether the stated shares of a company sum to no more than rounding explains."""
    return options.over_100 is Over100.KEEP or register.total + register.own_low <= WHOLE + options.tolerance


def fraction_of(
    register: Register, low: int, high: int, bounding: Bounding, options: ControlOptions = DEFAULT
) -> tuple[int, int]:
    """Return a share of votes as numerator and denominator: own shares left out, small excesses rescaled."""
    own_low, own_high = register.own_low, register.own_high
    if options.treasury is Treasury.KEEP:
        own_low = own_high = 0
    room = WHOLE - own_low
    if options.over_100 is Over100.NORMALISE and is_trusted(register, options):
        room = max(room, register.total)
    if bounding is Bounding.LOWER:
        return low, room
    free = room - (register.total - low)
    return max(low, min(high, free)), min(room, max(WHOLE - own_high, register.total))


def strength(
    holdings: Holdings,
    held: PublicId,
    certain: Collection[PublicId],
    possible: Collection[PublicId],
    options: ControlOptions = DEFAULT,
) -> ShareBounds:
    """Return the least and the greatest share of a company that a group's certain and possible parties hold."""
    register = holdings.registers.get(held)
    if register is None:
        return ShareBounds(0, 0)
    return ShareBounds(
        _rounded(fraction_of(register, *_sums(register, certain), Bounding.LOWER, options)),
        _rounded(fraction_of(register, *_sums(register, possible), Bounding.UPPER, options)),
    )


def _sums(register: Register, holders: Collection[PublicId]) -> tuple[int, int]:
    stakes = [stake for holder, stake in register.stakes.items() if holder in holders]
    return sum(stake.low for stake in stakes), sum(stake.high for stake in stakes)


def _rounded(fraction: tuple[int, int]) -> int:
    share, base = fraction
    return round(Fraction(share * WHOLE, base)) if base else 0


def is_half(
    holdings: Holdings, held: PublicId, holders: Collection[PublicId], options: ControlOptions = DEFAULT
) -> bool:
    """Say whether some parties hold exactly half of a company, with no share left open."""
    register = holdings.registers[held]
    low, high = _sums(register, holders)
    share, base = fraction_of(register, low, high, Bounding.LOWER, options)
    return low == high and 2 * share == base > 0 and is_trusted(register, options)


def over_100(holdings: Holdings, options: ControlOptions = DEFAULT) -> dict[PublicId, int]:
    """Return the companies whose stated shares sum to more than rounding explains, with the sum, ordered by id."""
    sums = {held: register.total + register.own_low for held, register in sorted(holdings.registers.items())}
    return {held: total for held, total in sums.items() if total > WHOLE + options.tolerance}


def subsidiaries_holding_parents(
    holdings: Holdings, parents: Iterable[PublicId], options: ControlOptions = DEFAULT
) -> tuple[tuple[PublicId, PublicId], ...]:
    """Return ``(parent, subsidiary)`` wherever a company that a parent controls holds votes in it, ordered.

    The two lie on one cycle of holdings, so only parties on cycles are looked at.
    """
    found: list[tuple[PublicId, PublicId]] = []
    for parent in sorted({party for cycle in cycles(holdings, parents) for party in cycle}):
        members = cascade(holdings, [parent], Bounding.LOWER, options).members
        holders = sorted(holdings.registers[parent].stakes)
        found.extend((parent, holder) for holder in holders if holder in members)
    return tuple(found)


def flags_of(
    holdings: Holdings, parties: Iterable[PublicId], options: ControlOptions = DEFAULT
) -> tuple[Flagged, ...]:
    """Return what is odd about the registers of some parties, by flag, then party."""
    asked = sorted(set(parties))
    over = over_100(holdings, options)
    own = {held for held, register in holdings.registers.items() if register.own_high}
    parents = {parent for parent, _ in subsidiaries_holding_parents(holdings, asked, options)}
    return (
        *(Flagged(Flag.OVER_100, party) for party in asked if party in over),
        *(Flagged(Flag.SELF_HOLDING, party) for party in asked if party in own),
        *(Flagged(Flag.SUBSIDIARY_HOLDS_PARENT, party) for party in asked if party in parents),
    )
