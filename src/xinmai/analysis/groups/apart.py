"""Holders known by name only, taken for one of their own in each register: a name alone joins nobody."""

from typing import NamedTuple

import msgspec

from xinmai.analysis.ownership.holdings import DeclaredControl, Holdings, by_holder
from xinmai.analysis.ownership.registers import Register
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Flag


class Meant(NamedTuple):
    """A party known by name only, as one register means it, 同名而未核实身份的持有人."""

    party: PublicId
    company: PublicId


class Apart(NamedTuple):
    """Holdings in which nobody holds by name alone in two registers."""

    holdings: Holdings
    meant: dict[PublicId, Meant]
    """Whom each stand-in stands for; its id is nobody's."""


def apart(holdings: Holdings) -> Apart:
    """Return the holdings with a stand-in for each party known by name only, in each register. Linear in the stakes."""
    if not holdings.by_name:
        return Apart(holdings, {})
    parting = _Parting(holdings.by_name)
    registers = {held: parting.register(register) for held, register in holdings.registers.items()}
    declared = {held: parting.declared(held, own) for held, own in holdings.declared.items()}
    stakes = (stake for held in sorted(registers) for stake in registers[held].stakes.values())
    declared_by: dict[PublicId, tuple[PublicId, ...]] = {}
    for held, own in sorted(declared.items()):
        for holder in dict.fromkeys(one.holder for one in own):
            declared_by[holder] = (*declared_by.get(holder, ()), held)
    changed = msgspec.structs.replace(
        holdings,
        registers=registers,
        out=by_holder(stakes),
        declared=declared,
        declared_by=declared_by,
        barred={**holdings.barred, **parting.barred(holdings)},
        by_name=frozenset(),
    )
    return Apart(changed, parting.meant)


class _Parting:
    """Makes the stand-ins."""

    def __init__(self, by_name: frozenset[PublicId]) -> None:
        self.by_name = by_name
        self.meant: dict[PublicId, Meant] = {}

    def stand_in(self, party: PublicId, company: PublicId) -> PublicId:
        """Return who stands in a register for a party: itself, unless it is known by name only."""
        if party not in self.by_name:
            return party
        own = PublicId(f"{party}\n{company}")
        self.meant[own] = Meant(party, company)
        return own

    def register(self, register: Register) -> Register:
        """Return a register with the stand-ins of its holders."""
        own = (
            msgspec.structs.replace(stake, holder=self.stand_in(stake.holder, register.held))
            for stake in register.stakes.values()
        )
        return msgspec.structs.replace(register, stakes={stake.holder: stake for stake in own})

    def declared(self, held: PublicId, own: tuple[DeclaredControl, ...]) -> tuple[DeclaredControl, ...]:
        """Return declarations with the stand-ins of those declared."""
        return tuple(msgspec.structs.replace(one, holder=self.stand_in(one.holder, held)) for one in own)

    def barred(self, holdings: Holdings) -> dict[PublicId, Flag]:
        """Return why stand-ins take no part."""
        return {
            own: holdings.barred[meant.party]
            for own, meant in self.meant.items()
            if meant.party in holdings.barred
        }
