"""What is odd about registers: sums above the whole, own shares, companies that hold those above them."""

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import Final

from xinmai.analysis.ownership.cascade import Cascade
from xinmai.analysis.ownership.cycles import cycles
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.parent_votes import subsidiaries_holding
from xinmai.analysis.ownership.registers import Bounding, Register, are_half, part_of
from xinmai.model.group import Flagged
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Flag

NEAR: Final = Fraction(1, 1000)
"""0.1 percentage points (``ownership.md`` 11)."""


def over_100(holdings: Holdings) -> dict[PublicId, int]:
    """Return the companies whose stated shares sum to more than rounding explains, with the sum, ordered by id."""
    return {
        held: register.total + register.own_low
        for held, register in sorted(holdings.registers.items())
        if _is_over(register, holdings.options)
    }


def _is_over(register: Register, options: OwnershipOptions) -> bool:
    return register.total + register.own_low > WHOLE + options.tolerance


def subsidiaries_holding_parents(
    holdings: Holdings, parents: Iterable[PublicId]
) -> tuple[tuple[PublicId, PublicId], ...]:
    """Return ``(parent, subsidiary)`` wherever a company that a parent controls holds votes in it, ordered.

    The two lie on one cycle of holdings, so only parties on cycles are looked at.
    """
    on_cycles = sorted({party for cycle in cycles(holdings, parents) for party in cycle})
    return tuple((parent, own) for parent in on_cycles for own in subsidiaries_holding(holdings, parent))


def flags_of(holdings: Holdings, parties: Iterable[PublicId]) -> tuple[Flagged, ...]:
    """Return what is odd about the registers of some parties, by flag, then party."""
    asked = sorted(set(parties))
    over = over_100(holdings)
    own = {held for held, register in holdings.registers.items() if register.own_high}
    parents = {parent for parent, _ in subsidiaries_holding_parents(holdings, asked)}
    return (
        *(Flagged(Flag.OVER_100, party) for party in asked if party in over),
        *(Flagged(Flag.SELF_HOLDING, party) for party in asked if party in own),
        *(Flagged(Flag.BY_NAME, party) for party in asked if _is_doubtful(holdings, party)),
        *(Flagged(Flag.SUBSIDIARY_HOLDS_PARENT, party) for party in asked if party in parents),
    )


def _is_doubtful(holdings: Holdings, party: PublicId) -> bool:
    """Say whether a party known by name only stands in several places that may be different parties'."""
    below = set(holdings.below(party)) if party in holdings.by_name else set()
    return len(below) > 1 or (bool(below) and bool(holdings.above(party)))


def flags_on_way(
    holdings: Holdings, parties: Collection[PublicId], reaches: Iterable[Cascade]
) -> tuple[Flagged, ...]:
    """Return what is odd about some parties and about whom their votes reach, by flag, then party."""
    found = set(flags_of(holdings, parties))
    found |= {Flagged(flag, party) for party, flag in barred_near(holdings, parties).items()}
    for reach in reaches:
        found |= {Flagged(flag, party) for party, flag in reach.cut.items()}
        found |= {
            Flagged(flag, party) for party in reach.touched for flag in _on_threshold(holdings, party, reach)
        }
    return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))


def barred_near(holdings: Holdings, parties: Iterable[PublicId]) -> dict[PublicId, Flag]:
    """Return who among some parties and their holders passes nothing on, and why."""
    near = {
        one
        for party in parties
        for one in (party, *holdings.above(party), *holdings.idle_declarers.get(party, ()))
    }
    return {party: holdings.barred[party] for party in near if party in holdings.barred}


def is_near(share: Fraction, threshold: Fraction) -> bool:
    """Say whether a share lies within 0.1 percentage points of a threshold."""
    return abs(share - threshold) <= NEAR


def _on_threshold(holdings: Holdings, party: PublicId, reach: Cascade) -> Iterator[Flag]:
    register, options = holdings.registers.get(party), holdings.options
    if register is None or party in holdings.declared:
        return
    if are_half(register, reach.stated(party), options):
        yield Flag.JOINT_50
    if _is_over(register, options):
        yield Flag.OVER_100
    ends = (part_of(register, reach.stated(party), bounding, options) for bounding in Bounding)
    if any(is_near(share, options.passing) for share in ends):
        yield Flag.NEAR_THRESHOLD
