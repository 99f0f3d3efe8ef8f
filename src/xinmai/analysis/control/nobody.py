"""Why nobody, or nobody further up, controls a company: a real answer."""

from collections.abc import Callable, Collection
from typing import Final

import msgspec

from xinmai.analysis.control.above import Above
from xinmai.analysis.groups.partition import Block
from xinmai.analysis.groups.rivals import rivals_in
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import is_half, is_trusted
from xinmai.model.control import NoController
from xinmai.model.control import NoControllerReason as Reason
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Flag

_HALVES = 2


class Situation(msgspec.Struct, frozen=True):
    """A company that nobody controls for certain, and what is known around it."""

    holdings: Holdings
    at: PublicId
    blocks: dict[PublicId, Block]
    open_registers: frozenset[PublicId]

    def barred(self, flag: Flag) -> list[PublicId]:
        """Return the holders that take no part for one reason."""
        register = self.holdings.registers.get(self.at)
        holders = () if register is None else register.stakes
        return [holder for holder in holders if self.holdings.barred.get(holder) is flag]


Parties = Collection[PublicId]


def why_nobody(situation: Situation) -> NoController:
    """Return why nobody controls a company: the first reason of :data:`_REASONS` that fits, with who is involved."""
    for reason, involved in _REASONS:
        parties = involved(situation)
        if parties is not None:
            return NoController(reason, situation.at, tuple(sorted(set(parties))))
    return NoController(Reason.WIDELY_HELD, situation.at)


def _not_read(situation: Situation) -> Parties | None:
    return () if situation.at in situation.holdings.unread else None


def _core(situation: Situation) -> Parties | None:
    block = situation.blocks.get(situation.at)
    return block.core if block is not None and situation.at in block.core else None


def _joint(situation: Situation) -> Parties | None:
    register = situation.holdings.registers.get(situation.at)
    if register is None or situation.at in situation.holdings.declared:
        return None
    rivals = rivals_in(situation.holdings, situation.at, situation.blocks)
    options = situation.holdings.options
    halves = [rival for rival in rivals if is_half(register, rival.holders, options)]
    return [holder for rival in halves for holder in rival.holders] if len(halves) == _HALVES else None


def _over_100(situation: Situation) -> Parties | None:
    register = situation.holdings.registers.get(situation.at)
    return () if register is not None and not is_trusted(register, situation.holdings.options) else None


def _declared_joint(situation: Situation) -> Parties | None:
    sure = [one for one in situation.holdings.declared.get(situation.at, ()) if one.is_sure]
    together = {one.holder for one in sure}
    return together if len(together) > 1 and all(one.is_joint for one in sure) else None


def _declared_conflict(situation: Situation) -> Parties | None:
    sure = {one.holder for one in situation.holdings.declared.get(situation.at, ()) if one.is_sure}
    return sure if len(sure) > 1 else None


def _unknown_shares(situation: Situation) -> Parties | None:
    return Above(situation.holdings, situation.at).possibly_ultimate or None


def _incomplete(situation: Situation) -> Parties | None:
    return () if situation.at in situation.open_registers else None


def _most_rests_with(flag: Flag) -> Callable[[Situation], Parties | None]:
    """Return the reason that holders who take no part have so much that the others cannot reach the threshold."""

    def involved(situation: Situation) -> Parties | None:
        register = situation.holdings.registers.get(situation.at)
        barred = situation.barred(flag)
        if register is None or not barred:
            return None
        least = situation.holdings.options.passing * WHOLE
        return barred if register.held_by(barred)[1] >= WHOLE - least else None

    return involved


def _no_holders(situation: Situation) -> Parties | None:
    return () if not situation.holdings.above(situation.at) else None


_REASONS: Final[tuple[tuple[Reason, Callable[[Situation], Parties | None]], ...]] = (
    (Reason.NOT_READ, _not_read),
    (Reason.MUTUAL_CONTROL_CORE, _core),
    (Reason.JOINT_50, _joint),
    (Reason.JOINT_CONTROL, _declared_joint),
    (Reason.DECLARED_CONFLICT, _declared_conflict),
    (Reason.OVER_100, _over_100),
    (Reason.UNKNOWN_SHARES, _unknown_shares),
    (Reason.NOMINEE, _most_rests_with(Flag.NOMINEE)),
    (Reason.INACTIVE_CUT, _most_rests_with(Flag.INACTIVE_CUT)),
    (Reason.INCOMPLETE_REGISTER, _incomplete),
    (Reason.NO_HOLDERS, _no_holders),
)
"""Reasons, the first that fits is told, and who is involved; widely held where none fits."""
