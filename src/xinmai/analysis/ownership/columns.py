"""The register of one company as a column of the ownership matrix, with what is left open in it."""

from collections.abc import Mapping
from typing import Final

import msgspec

from xinmai.analysis.ownership.exact import ONE, ZERO, Exact
from xinmai.analysis.ownership.registers import Register, is_trusted
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import Over100, OwnershipOptions, Treasury
from xinmai.model.shares import WHOLE


class Column(msgspec.Struct, frozen=True):
    """What is held of a company by whom, 持股列, as parts of the whole."""

    low: dict[PublicId, Exact]
    """Least share by holder."""
    more: dict[PublicId, Exact]
    """How much more each holder may have; who cannot have more is left out."""
    free: Exact
    """What no holder is stated to have: how much more all of them may have together."""
    loop: Exact = ZERO
    """What the company holds of itself, where that is not rescaled away."""

    @property
    def holders(self) -> tuple[PublicId, ...]:
        """Who has something of it or may."""
        return tuple(one for one, share in self.low.items() if share or (self.free and one in self.more))

    def filled(self, worth: Mapping[PublicId, Exact]) -> dict[PublicId, Exact]:
        """Return who would have how much of the free part for the company to be worth most, the dearest holders first."""
        left = self.free
        given: dict[PublicId, Exact] = {}
        dear = [holder for holder in self.more if worth.get(holder)]
        for holder in sorted(dear, key=lambda one: (-worth[one], one)):
            given[holder] = share = min(left, self.more[holder])
            left -= share
            if not left:
                break
        return given


NOT_READ: Final = Column({}, {}, ONE)
"""Of a company whose register was not read: it may be anyone's."""


def column_of(register: Register, options: OwnershipOptions) -> Column:
    """Return the column of a register; linear in its stakes."""
    if not is_trusted(register, options):
        return _doubted(register, options)
    own_low, own_high = register.own_low + register.struck, register.own_high + register.struck_high
    loop = ZERO
    if options.treasury is Treasury.KEEP:
        loop = Exact(register.own_low, WHOLE)
        own_low, own_high = register.struck, register.struck_high
    room = WHOLE - own_low
    if options.over_100 is Over100.NORMALISE:
        room = max(room, register.total)
    if room <= 0:
        return _doubted(register, options) if register.total else Column({}, {}, ZERO, loop)
    low = {stake.holder: Exact(stake.low, room) for stake in register.stakes.values()}
    least_room = max(WHOLE - own_high, register.total)
    more = {
        stake.holder: most - low[stake.holder]
        for stake in register.stakes.values()
        if (most := _most(stake.high, least_room, room)) > low[stake.holder]
    }
    free = max(ZERO, ONE - loop - sum(low.values(), ZERO))
    return Column(low, more, free, loop)


def _most(high: int, least_room: int, room: int) -> Exact:
    """Return the greatest part of what does not rest that a share may be, as much resting as leaves it whole."""
    return Exact(high, min(room, max(least_room, high, 1)))


def _doubted(register: Register, options: OwnershipOptions) -> Column:
    """Return a column where the stated shares cannot all be right: each is at most what is stated, beside own shares."""
    own = 0 if options.treasury is Treasury.KEEP else register.own_high
    own += register.struck_high
    more = {
        stake.holder: min(ONE, Exact(stake.high, max(WHOLE - own, stake.high, 1)))
        for stake in register.stakes.values()
        if stake.high
    }
    return Column(dict.fromkeys(register.stakes, ZERO), more, ONE)
