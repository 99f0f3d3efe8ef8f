"""Who has how much of the votes in a company once the votes of one head are counted together."""

from collections import defaultdict
from fractions import Fraction

import msgspec

from xinmai.analysis.groups.partition import Block
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Register, bounds_of
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId


class Rival(msgspec.Struct, frozen=True):
    """A head, or a coalition, with the direct holders whose votes it has, 表决权归集."""

    party: PublicId
    holders: frozenset[PublicId]
    """Who surely votes with it."""
    perhaps: frozenset[PublicId]
    """Who does only if a name is its own, or a membership in a pact still holds."""
    share: ShareBounds


def rivals_in(holdings: Holdings, company: PublicId, blocks: dict[PublicId, Block]) -> tuple[Rival, ...]:
    """Return who has votes in a company, each holder's under the head of its group; ordered by votes, then id.

    The votes of a declared coalition count as one; its members are then not told apart. Who passes nothing on is left out.
    """
    register = holdings.registers.get(company)
    if register is None:
        return ()
    sure: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
    perhaps: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
    for holder in register.stakes.keys() - holdings.barred.keys():
        surely, maybe = _units(holdings, blocks, company, holder)
        for unit in surely:
            sure[unit].add(holder)
        for unit in maybe:
            perhaps[unit].add(holder)
    found = [_rival(register, unit, sure[unit], perhaps[unit], holdings) for unit in {*sure, *perhaps}]
    return tuple(sorted(found, key=lambda rival: (-rival.share.lower, -rival.share.upper, rival.party)))


def lead(rival: Rival, others: tuple[Rival, ...]) -> tuple[Rival | None, Fraction]:
    """Return who comes next behind a rival, votes of its own holders apart, and how far ahead of everybody it is, at least."""
    own = rival.holders | rival.perhaps
    next_ones = [other for other in others if not own & (other.holders | other.perhaps)]
    if not next_ones:
        return None, rival.share.lower
    return next_ones[0], rival.share.lower - max(other.share.upper for other in next_ones)


def _units(
    holdings: Holdings, blocks: dict[PublicId, Block], company: PublicId, holder: PublicId
) -> tuple[set[PublicId], set[PublicId]]:
    """Return with whom a holder surely votes, and with whom perhaps.

    Who is known by name only votes for itself: whoever controls a party of that name, or a pact that it is in, may have it.
    """
    head = head_of(blocks, holder)
    head = holder if head == company else head  # whom the company controls itself stands for itself
    pacts = {c for c, members in holdings.coalitions.items() if {head, holder} & members.keys()}
    doubtful = {c for c in pacts if not _is_member(holdings, c, head) and not _is_member(holdings, c, holder)}
    if holder in holdings.by_name:
        return {holder}, (pacts | {head}) - {holder}
    return pacts - doubtful or {head}, doubtful


def _is_member(holdings: Holdings, coalition: PublicId, party: PublicId) -> bool:
    """Say whether a party is surely a member of a coalition."""
    return party in holdings.coalitions[coalition] and party not in holdings.doubtful([coalition])


def head_of(blocks: dict[PublicId, Block], party: PublicId) -> PublicId:
    """Return by whom the group of a party is called."""
    block = blocks.get(party)
    return party if block is None else block.name


def _rival(
    register: Register, party: PublicId, sure: set[PublicId], perhaps: set[PublicId], holdings: Holdings
) -> Rival:
    stated = register.held_by(sure), register.held_by(sure | perhaps)
    return Rival(party, frozenset(sure), frozenset(perhaps), bounds_of(register, *stated, holdings.options))
