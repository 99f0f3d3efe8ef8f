"""Cycles that hold all of themselves: above them no ultimate owner exists."""

from fractions import Fraction

from xinmai.analysis.ownership.attribution import ClosedCycle, Question, attributed
from xinmai.analysis.ownership.columns import ALL, NOTHING
from xinmai.analysis.ownership.upstream import Block, Upstream
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE


def closed_cycles(upstream: Upstream) -> tuple[Block, ...]:
    """Return the cycles above a company, or of it, whose members hold all of one another for certain, ordered."""
    return tuple(sorted(block for block in upstream.blocks if _is_closed(upstream, block)))


def unresolved(upstream: Upstream, cycle: Block) -> Fraction:
    """Return the share of the target that leads up into a closed cycle and to nobody outside it."""
    return attributed(upstream, Question(frozenset(cycle))).get(upstream.target, NOTHING)


def unattributed(upstream: Upstream) -> Fraction:
    """Return the share of the target that no stated holder has for certain, on any level: nobody is named for it.

    At most all of it, where sums above the whole are kept; all of it where no register is stated.
    """
    if upstream.target not in upstream.columns:
        return ALL
    try:
        nobodys = attributed(upstream, Question(frozenset(), nobody=True)).get(upstream.target, NOTHING)
    except ClosedCycle:
        return ALL
    return min(nobodys, ALL)


def _is_closed(upstream: Upstream, block: Block) -> bool:
    return all(_held_inside(upstream, member, block) >= 1 for member in block)


def _held_inside(upstream: Upstream, member: PublicId, block: Block) -> Fraction:
    register, column = upstream.holdings.registers.get(member), upstream.columns.get(member)
    if register is None or column is None:
        return NOTHING
    if register.own_low >= WHOLE:
        return ALL
    return column.loop + sum((column.low.get(one, NOTHING) for one in block), NOTHING)
