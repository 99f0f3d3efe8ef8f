"""What a party may have besides what is stated: the rest of registers that are incomplete or were not read."""

from collections.abc import Iterable
from typing import Final

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Register, Stake
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE

NOBODY: Final = PublicId("\n")
"""Somebody who is not named; no party has this id."""


def with_unnamed(holdings: Holdings, holder: PublicId, companies: Iterable[PublicId]) -> Holdings:
    """Return the holdings as if a party had an unknown share of some companies: as much as the others leave."""
    registers, out = dict(holdings.registers), dict(holdings.out)
    given = sorted(set(companies) - {holder})
    for held in given:
        register = registers.get(held, Register(held, {}, 0, 0))
        told = register.stakes.get(holder, Stake(holder, held, 0, 0, ()))
        own = msgspec.structs.replace(told, high=WHOLE)
        registers[held] = msgspec.structs.replace(register, stakes={**register.stakes, holder: own})
        others = (stake for stake in out.get(holder, ()) if stake.held != held)
        out[holder] = (*others, own)
    unread = holdings.unread.difference(given)
    return msgspec.structs.replace(holdings, registers=registers, out=out, unread=unread)
