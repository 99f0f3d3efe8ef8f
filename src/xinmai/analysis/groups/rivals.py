"""Who has how much of the votes in a company once the votes of one head are counted together."""

from collections import defaultdict
from fractions import Fraction

import msgspec

from xinmai.analysis.groups.partition import Block
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, Register, share_of
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId


class Rival(msgspec.Struct, frozen=True):
    """A head, or a coalition, with the direct holders whose votes it has, 表决权归集."""

    party: PublicId
    holders: frozenset[PublicId]
    share: ShareBounds


def rivals_in(holdings: Holdings, company: PublicId, blocks: dict[PublicId, Block]) -> tuple[Rival, ...]:
    """Return who has votes in a company, each holder's under the head of its group; ordered by votes, then id.

    The votes of a declared coalition count as one; its members are then not told apart. Who passes nothing on is left out.
    """
    register = holdings.registers.get(company)
    if register is None:
        return ()
    units: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
    for holder in register.stakes.keys() - holdings.barred.keys():
        for unit in _units(holdings, blocks, company, holder):
            units[unit].add(holder)
    found = [_rival(register, unit, frozenset(own), holdings) for unit, own in units.items()]
    return tuple(sorted(found, key=lambda rival: (-rival.share.lower, -rival.share.upper, rival.party)))


def lead(rival: Rival, others: tuple[Rival, ...]) -> tuple[Rival | None, Fraction]:
    """Return who comes next behind a rival, votes of its own holders apart, and how far ahead of everybody it is, at least."""
    next_ones = [other for other in others if not rival.holders & other.holders]
    if not next_ones:
        return None, rival.share.lower
    return next_ones[0], rival.share.lower - max(other.share.upper for other in next_ones)


def _units(
    holdings: Holdings, blocks: dict[PublicId, Block], company: PublicId, holder: PublicId
) -> tuple[PublicId, ...]:
    head = head_of(blocks, holder)
    head = holder if head == company else head  # whom the company controls itself stands for itself
    pacts = [c for c, members in holdings.coalitions.items() if {head, holder} & members.keys()]
    return tuple(sorted(pacts)) or (head,)


def head_of(blocks: dict[PublicId, Block], party: PublicId) -> PublicId:
    """Return by whom the group of a party is called."""
    block = blocks.get(party)
    return party if block is None else block.name


def _rival(register: Register, party: PublicId, holders: frozenset[PublicId], holdings: Holdings) -> Rival:
    sure = holders - holdings.by_name if party in holdings.coalitions else holders
    low = share_of(register, sure, Bounding.LOWER, holdings.options)
    high = share_of(register, holders, Bounding.UPPER, holdings.options)
    return Rival(party, holders, ShareBounds(low, max(low, high)))
