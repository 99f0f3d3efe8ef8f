"""The register of holders of one company, and what some of its shares come to under the options of a question.

In exact whole numbers of 1e-9. A holding whose share is not stated counts 0 in the lower and the residual in the upper
bound; one that may not hold on the day counts 0 in the lower bound. Several holdings of one holder add up within a source;
where two sources speak of one holder, they bound the share, for the same holding told twice is not twice the holding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

import msgspec

from xinmai.model.dates import FOREVER, bounds, earliest
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import (
    CONTROL,
    Basis,
    Comparison,
    Over100,
    OwnershipOptions,
    Treasury,
    UnknownShares,
)
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE


class Bounding(StrEnum):
    """Which reading of unknown shares is taken, 上下限."""

    LOWER = "LOWER"
    """Unknown is nothing: what holds then holds for certain."""
    UPPER = "UPPER"
    """Unknown is as much as the others leave: what does not hold then certainly does not."""


class Stake(msgspec.Struct, frozen=True):
    """What one party holds of another, 持股, in 1e-9 of the whole."""

    holder: PublicId
    held: PublicId
    low: int
    high: int
    relations: tuple[PublicId, ...]
    """The holdings it is made of, ordered by id."""


class Register(msgspec.Struct, frozen=True, dict=True):
    """All stated stakes in one company, 股东名册, its own apart."""

    held: PublicId
    stakes: dict[PublicId, Stake]
    """By holder."""
    own_low: int
    """What it holds of itself, 库存股, at least …"""
    own_high: int
    """… and at most."""
    struck: int = 0
    """Votes that rest because the question leaves them out, at least; they are not among the stakes …"""
    struck_high: int = 0
    """… and at most."""

    @cached_property
    def total(self) -> int:
        """Sum of the lower bounds of all stakes but its own."""
        return sum(stake.low for stake in self.stakes.values())

    def held_by(self, holders: Collection[PublicId]) -> tuple[int, int]:
        """Return the least and the greatest share that some holders state together; the residual is not looked at."""
        if len(holders) < len(self.stakes):
            own = [self.stakes[holder] for holder in holders if holder in self.stakes]
        else:
            own = [stake for holder, stake in self.stakes.items() if holder in holders]
        return sum(stake.low for stake in own), sum(stake.high for stake in own)


def stake_of(
    holder: PublicId,
    held: PublicId,
    relations: Iterable[Relation],
    day: int,
    options: OwnershipOptions = CONTROL,
) -> Stake:
    """Return what all holdings of one holder in one company come to on a day."""
    by_source: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    ids: list[PublicId] = []
    for relation in relations:
        low, high = _bounds(relation, options.basis)
        by_source[relation.namespace].append((low if surely_holds(relation, day) else 0, high))
        ids.append(relation.id)
    sums = [(sum(low for low, _ in told), sum(high for _, high in told)) for told in by_source.values()]
    least, most = min(low for low, _ in sums), max(high for _, high in sums)
    most = least if options.unknown is UnknownShares.LOWER else most
    return Stake(holder, held, least, most, tuple(sorted(ids)))


def _bounds(relation: Relation, basis: Basis) -> tuple[int, int]:
    if basis is Basis.VOTES_ELSE_CAPITAL:
        return relation.vote_bounds()
    if basis is Basis.CAPITAL_SUBSCRIBED:
        return relation.share_bounds()
    return relation.stated_vote_bounds() if basis is Basis.VOTES else relation.paid_bounds()


def surely_holds(relation: Relation, day: int) -> bool:
    """Say whether a relation that may hold surely does: an entry without a start stands in the register."""
    begun = relation.valid_from is None or bounds(relation.valid_from)[1] <= day
    lasting = not relation.ended if relation.valid_to is None else day < earliest(relation.valid_to, FOREVER)
    return begun and lasting


def register_of(held: PublicId, holders: dict[PublicId, Stake]) -> Register:
    """Return the register of a company from its stakes by holder, its own apart."""
    own = holders.pop(held, None)
    others = sum(stake.low for stake in holders.values())
    low, high = (0, 0) if own is None else (own.low, own.high)
    return Register(held, holders, low, max(low, min(high, WHOLE - others)))


def passes(
    register: Register, low: int, high: int, bounding: Bounding, options: OwnershipOptions = CONTROL
) -> bool:
    """Say whether stakes that sum to at least ``low`` and at most ``high`` are enough to control a company.

    Compared by cross-multiplication of whole numbers; nothing is rounded.
    """
    if bounding is Bounding.LOWER and not is_trusted(register, options):
        return False
    share, base = fraction_of(register, low, high, bounding, options)
    if base <= 0:  # all votes may rest: then whoever has any of the others has them all
        return bounding is Bounding.UPPER and share > 0 and register.own_low < WHOLE
    left, right = share * options.passing.denominator, base * options.passing.numerator
    return left >= right if options.passing_comparison is Comparison.GTE else left > right


def is_trusted(register: Register, options: OwnershipOptions = CONTROL) -> bool:
    """Say whether the stated shares of a company sum to no more than rounding explains."""
    room = WHOLE if options.over_100 is Over100.REJECT else WHOLE + options.tolerance
    return options.over_100 is Over100.KEEP or register.total + register.own_low <= room


def fraction_of(
    register: Register, low: int, high: int, bounding: Bounding, options: OwnershipOptions = CONTROL
) -> tuple[int, int]:
    """Return a share as numerator and denominator: own shares left out, small excesses rescaled."""
    own_low, own_high = register.own_low, register.own_high
    if options.treasury is Treasury.KEEP:
        own_low = own_high = 0
    own_low, own_high = own_low + register.struck, own_high + register.struck_high
    room = WHOLE - own_low
    if options.over_100 is Over100.NORMALISE and is_trusted(register, options):
        room = max(room, register.total)
    if bounding is Bounding.LOWER:
        return low, room
    others = register.total - low
    base = min(room, max(WHOLE - own_high, others + high, register.total))
    share = max(low, min(high, base - others))
    return (share if options.over_100 is Over100.KEEP else min(share, base)), base


def share_of(
    register: Register,
    holders: Collection[PublicId],
    bounding: Bounding,
    options: OwnershipOptions = CONTROL,
) -> Fraction:
    """Return the share of a company that some holders have together, at least or at most, as a part of the whole.

    At least nothing where the stated shares cannot all be right.
    """
    return part_of(register, register.held_by(holders), bounding, options)


def part_of(
    register: Register, stated: tuple[int, int], bounding: Bounding, options: OwnershipOptions = CONTROL
) -> Fraction:
    """Return what stakes stated to be at least and at most so much come to, as a part of the whole; see :func:`share_of`."""
    if bounding is Bounding.LOWER and not is_trusted(register, options):
        return Fraction(0)
    share, base = fraction_of(register, *stated, bounding, options)
    return Fraction(share, base) if base > 0 else Fraction(0)


def bounds_of(
    register: Register, least: tuple[int, int], most: tuple[int, int], options: OwnershipOptions = CONTROL
) -> ShareBounds:
    """Return both ends of a share: of the stakes that count for certain, and of all that may count."""
    low = part_of(register, least, Bounding.LOWER, options)
    return ShareBounds(low, max(low, part_of(register, most, Bounding.UPPER, options)))


def is_half(register: Register, holders: Collection[PublicId], options: OwnershipOptions = CONTROL) -> bool:
    """Say whether some parties hold exactly half of a company, with no share left open."""
    return are_half(register, register.held_by(holders), options)


def are_half(register: Register, stated: tuple[int, int], options: OwnershipOptions = CONTROL) -> bool:
    """Say whether stakes stated to be at least and at most so much are exactly half of a company."""
    low, high = stated
    share, base = fraction_of(register, low, high, Bounding.LOWER, options)
    return low == high and 2 * share == base > 0 and is_trusted(register, options)
