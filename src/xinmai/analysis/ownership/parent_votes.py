"""Votes in a company that companies under its own control hold, left out (``ParentVotes.EXCLUDE``)."""

import msgspec

from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.cycles import cycles
from xinmai.analysis.ownership.holdings import Holdings, by_holder
from xinmai.analysis.ownership.registers import Register
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import by_half
from xinmai.model.shares import WHOLE


def subsidiaries_holding(holdings: Holdings, parent: PublicId) -> tuple[PublicId, ...]:
    """Return the holders of a company that it controls for certain by more than half, ordered by id."""
    register = holdings.registers.get(parent)
    if register is None:
        return ()
    reach = cascade(msgspec.structs.replace(holdings, options=by_half(holdings.options)), [parent])
    return tuple(sorted(reach.members.intersection(register.stakes)))


def without_parent_votes(holdings: Holdings) -> Holdings:
    """Return the holdings without votes in a company that companies under its certain control hold; the rest is the whole.

    Such companies lie on one cycle of holdings with it, so only parties on cycles are looked at.
    """
    registers = dict(holdings.registers)
    for parent in sorted(party for cycle in cycles(holdings, holdings.registers) for party in cycle):
        struck = set(subsidiaries_holding(holdings, parent))
        if struck:
            registers[parent] = _without(registers[parent], struck)
    stakes = [stake for held in sorted(registers) for _, stake in sorted(registers[held].stakes.items())]
    return msgspec.structs.replace(holdings, registers=registers, out=by_holder(stakes))


def _without(register: Register, struck: set[PublicId]) -> Register:
    kept = {holder: stake for holder, stake in register.stakes.items() if holder not in struck}
    low, high = register.held_by(struck)
    left = max(low, WHOLE - register.own_low - sum(stake.low for stake in kept.values()))
    return msgspec.structs.replace(register, stakes=kept, struck=low, struck_high=min(high, left))
