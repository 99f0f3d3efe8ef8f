"""The boxes of an equity chart: what is peculiar about each party, and what lies behind it and is not drawn."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

import msgspec

from xinmai.analysis.chart.choice import Chosen, Met
from xinmai.analysis.chart.ownership import Ownership, is_stated
from xinmai.analysis.ownership.flags import flags_of, over_100
from xinmai.analysis.ownership.registers import Register
from xinmai.model.chart import ChartAsked, ChartCut, ChartEdge
from xinmai.model.ids import PublicId
from xinmai.model.shares import HALF, WHOLE
from xinmai.model.vocabulary import CutReason, Direction, Flag, RelationKind

ORDER = list(Flag)


class Known(msgspec.Struct, frozen=True):
    """What the reader of a chart tells about its own reading, 读取范围."""

    read: frozenset[tuple[PublicId, Direction]]
    """Whose holders (``IN``) and whose holdings (``OUT``) were read."""
    behind: Mapping[tuple[PublicId, Direction], int]
    """How many holdings and declared controls a party has on one side, drawn or not."""
    hubs: frozenset[PublicId] = frozenset()
    """Whose relations were too many."""


def marks_of(
    ownership: Ownership, parties: Collection[PublicId], knotted: Collection[PublicId]
) -> dict[PublicId, tuple[Flag, ...]]:
    """Return what is peculiar about each party that is peculiar, in the order of the words."""
    found = {(flagged.party, flagged.flag) for flagged in flags_of(ownership.votes, parties)}
    found |= {(party, Flag.OVER_100) for party in over_100(ownership.capital)}
    found |= {(party, flag) for party, flag in ownership.votes.barred.items()}
    found |= {(party, Flag.CLOSED_CYCLE) for party in knotted}
    found |= {(p, Flag.JOINT_50) for p, own in ownership.votes.registers.items() if _is_joint(own)}
    return {
        party: tuple(sorted((flag for own, flag in found if own == party), key=ORDER.index))
        for party in parties
    }


def unaccounted(ownership: Ownership, party: PublicId, known: Known) -> int | None:
    """Return the part of a company's capital that no holding accounts for; None where that cannot be told."""
    register = ownership.capital.registers.get(party)
    if register is None or (party, Direction.IN) not in known.read:
        return None
    is_sure = all(s.low == s.high and is_stated(ownership, s) for s in register.stakes.values())
    return max(0, WHOLE - register.total - register.own_low) if is_sure else None


def cuts_of(
    ownership: Ownership, asked: ChartAsked, chosen: Chosen, edges: Iterable[ChartEdge], known: Known
) -> dict[PublicId, tuple[ChartCut, ...]]:
    """Return for each party what lies behind it and is not drawn: owners' holders, holdings' holdings, of the asked one both."""
    drawn = Counter(_drawn(edges))
    of = Met(asked.of, 0, Fraction(1))
    sides = ((Direction.IN, asked.up, (of, *chosen.above)), (Direction.OUT, asked.down, (of, *chosen.below)))
    found: dict[PublicId, tuple[ChartCut, ...]] = {}
    for side, steps, walked in sides:
        for met in walked:
            count = known.behind.get((met.party, side), 0) - drawn[met.party, side]
            if count > 0:
                cut = ChartCut(side, count, _why(ownership, met, side, steps, known))
                found[met.party] = (*found.get(met.party, ()), cut)
    return found


def _why(ownership: Ownership, met: Met, side: Direction, steps: int, known: Known) -> CutReason:
    if met.party in known.hubs:
        return CutReason.HUB
    barred = ownership.votes.barred.get(met.party) if met.steps else None
    if barred is not None:
        return CutReason.NOMINEE if barred is Flag.NOMINEE else CutReason.INACTIVE
    if met.steps == steps:
        return CutReason.DEPTH
    return CutReason.NUMBER if (met.party, side) in known.read else CutReason.UNREAD


def _drawn(edges: Iterable[ChartEdge]) -> Iterator[tuple[PublicId, Direction]]:
    """Yield who has a drawn holding or declared control on which side, once for each relation."""
    for edge in edges:
        for _ in edge.relations if edge.ground is not RelationKind.MEMBER_OF else ():
            yield edge.held, Direction.IN
            yield edge.holder, Direction.OUT


def _is_joint(register: Register) -> bool:
    """Say whether two hold exactly half of the votes each."""
    return sum(stake.low == stake.high == HALF for stake in register.stakes.values()) > 1
