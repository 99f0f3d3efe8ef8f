"""Cycles that hold all of themselves: above them no ultimate owner exists."""

from fractions import Fraction
from typing import Final

from xinmai.analysis.ownership.attribution import ClosedCycle, Question, attributed_of
from xinmai.analysis.ownership.upstream import Block, Upstream
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE

ALL: Final = Fraction(1)


def closed_cycles(upstream: Upstream) -> tuple[Block, ...]:
    """Return the cycles above a company, or of it, whose members hold all of one another for certain, ordered."""
    return tuple(sorted(block for block in upstream.blocks if _is_closed(upstream, block)))


def unresolved(upstream: Upstream, cycle: Block) -> Fraction:
    """Return the share of the target that leads up into a closed cycle and to nobody outside it."""
    return attributed_of(upstream, Question(frozenset(cycle)))


def unattributed(upstream: Upstream) -> Fraction:
    """Return the share of the target that no stated holder has for certain, on any level: nobody is named for it.

    At most all of it, where sums above the whole are kept; all of it where no register is stated.
    """
    if upstream.target not in upstream.columns:
        return ALL
    try:
        nobodys = attributed_of(upstream, Question(frozenset(), nobody=True))
    except ClosedCycle:
        return ALL
    return min(nobodys, ALL)


def _is_closed(upstream: Upstream, block: Block) -> bool:
    return all(_is_held_inside(upstream, member, block) for member in block)


def _is_held_inside(upstream: Upstream, member: PublicId, block: Block) -> bool:
    """Say whether a member is held by the others for certain, all of it, or by itself."""
    register, column = upstream.holdings.registers.get(member), upstream.columns.get(member)
    if register is None or column is None:
        return False
    return register.own_low >= WHOLE or column.loop + sum(column.low.get(one, 0) for one in block) >= 1
