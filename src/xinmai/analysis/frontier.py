"""What a caller must still fetch before a group can be told: analysis says it, a service fetches it.

Upwards only where somebody above may control the company: over a single holder with enough votes alone, or over all
holders where several might act together. Downwards only from members, certain or possible. No depth limit anywhere.
"""

from collections.abc import Collection
from typing import Final

from xinmai.analysis.control import DEFAULT, Bounding, ControlOptions, is_trusted, passes
from xinmai.analysis.group import may_be_controlled, outline_of
from xinmai.analysis.holdings import Holdings
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import PartyKind

LEAST_STAKE: Final = WHOLE // 4
"""Up to here a stake controls only a company that holds more than half of itself; the law allows a tenth (公司法 2023
art. 162). So the registers of a fund's hundreds of small holdings need not be read."""


def registers_above(
    holdings: Holdings, of: PublicId, known: Collection[PublicId], options: ControlOptions = DEFAULT
) -> tuple[PublicId, ...]:
    """Return the parties on the way up from a party whose holders are not known yet, ordered."""
    wanted: set[PublicId] = set()
    seen, waiting = {of}, [of]
    while waiting:
        party = waiting.pop()
        if party not in known:
            wanted.add(party)
            continue
        new = [holder for holder in _who_may_control(holdings, party, options) if holder not in seen]
        seen.update(new)
        waiting.extend(new)
    return tuple(sorted(party for party in wanted if not _is_person(holdings, party)))


def _who_may_control(holdings: Holdings, party: PublicId, options: ControlOptions) -> tuple[PublicId, ...]:
    register = holdings.registers.get(party)
    if register is None or not may_be_controlled(holdings, register, options):
        return ()
    stakes = [stake for stake in register.stakes.values() if stake.holder not in holdings.barred]
    alone = [s.holder for s in stakes if passes(register, s.low, s.high, Bounding.LOWER, options)]
    if len(alone) == 1 and is_trusted(register, options):
        return tuple(alone)
    return tuple(stake.holder for stake in stakes)


def stakes_below(
    holdings: Holdings, of: PublicId, known: Collection[PublicId], options: ControlOptions = DEFAULT
) -> tuple[PublicId, ...]:
    """Return head and members whose own holdings are not known yet, ordered."""
    outline = outline_of(holdings, of, options)
    parties = {*outline.certain.holders, *outline.possible.holders}
    return tuple(sorted(party for party in parties if party not in known))


def registers_below(
    holdings: Holdings, of: PublicId, known: Collection[PublicId], options: ControlOptions = DEFAULT
) -> tuple[PublicId, ...]:
    """Return the companies that head or members may control and whose holders are not known yet.

    The greatest stakes come first: they decide even where a budget ends the search. Stakes of :data:`LEAST_STAKE` and
    less are not looked at.
    """
    possible = outline_of(holdings, of, options).possible
    held = {party: _stake(holdings, party, possible.holders) for party in possible.touched}
    wanted = [party for party, stake in held.items() if stake > LEAST_STAKE and party not in known]
    return tuple(sorted(wanted, key=lambda party: (-held[party], party)))


def _stake(holdings: Holdings, party: PublicId, holders: Collection[PublicId]) -> int:
    stakes = holdings.registers[party].stakes.values()
    return sum(stake.high for stake in stakes if stake.holder in holders)


def _is_person(holdings: Holdings, party: PublicId) -> bool:
    found = holdings.parties.get(party)
    return found is not None and found.kind is PartyKind.PERSON
