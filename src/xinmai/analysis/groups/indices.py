"""Numbers about a group by control (``ownership.md`` 7): how large, how deep, how far control is from ownership."""

from collections import Counter
from fractions import Fraction

import msgspec

from xinmai.analysis.groups.partition import partition
from xinmai.analysis.groups.rivals import rivals_in
from xinmai.analysis.ownership.attribution import ClosedCycle, Question, attributed
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.measures import NOTHING, returning
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding, share_of
from xinmai.analysis.ownership.seeds import with_members
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import GroupIndices, GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import Basis, OwnershipOptions
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound


def indices_of(found: GroupResult, graph: Subgraph, day: int, options: OwnershipOptions) -> GroupIndices:
    """Return the numbers about a group, over its certain parties and what was read of them.

    One look-through of the group from its head; see ``attributed`` for the cost.
    """
    members = tuple(member for member in found.members if member.bound is Bound.CERTAIN)
    parties = set(found.parties)
    capital = msgspec.structs.replace(options, basis=Basis.CAPITAL_SUBSCRIBED)
    holdings = read_holdings(graph, day, capital)
    levels = Counter(len(member.path.hops) for member in members)
    wedge, at = _wedge(holdings, found, sorted(member.party for member in members))
    votes = read_holdings(graph, day, options)
    rivals = rivals_in(votes, found.of, partition(votes))
    return GroupIndices(
        size=len(parties),
        depth=max(levels, default=0),
        breadth=max(levels.values(), default=0),
        wedge=wedge,
        wedge_at=at,
        self_ownership=_self_ownership(holdings, found.core),
        minority=_minority(holdings, parties, [member.party for member in members]),
        herfindahl=sum((rival.share.lower**2 for rival in rivals), NOTHING),
    )


def _wedge(
    holdings: Holdings, found: GroupResult, members: list[PublicId]
) -> tuple[Fraction | None, PublicId | None]:
    """Return where the head controls most beyond what it owns, and by how much."""
    head = found.head
    if head is None or not members:
        return None, None
    above = {one for member in members for one in (member, *holdings.above(member))} | {head}
    stream = Upstream(holdings, head, frozenset(above))
    try:
        sources = frozenset(with_members(holdings, head))
        owned = attributed(stream, Question(sources, meant_in=found.name))
    except ClosedCycle:
        return None, None
    widest = max(members, key=lambda member: 1 - owned.get(member, NOTHING))
    return 1 - owned.get(widest, NOTHING), widest


def _self_ownership(holdings: Holdings, core: tuple[PublicId, ...]) -> Fraction | None:
    backs = [returning(Upstream(holdings, party), party).lower for party in core]
    if not backs or max(backs) >= 1:
        return None
    return max(back / (1 - back) for back in backs)


def _minority(holdings: Holdings, parties: set[PublicId], members: list[PublicId]) -> Fraction | None:
    """Return the mean of what others hold of the members' capital, by what is stated."""
    registers = [holdings.registers[member] for member in members if member in holdings.registers]
    shares = [
        share_of(register, register.stakes.keys() - parties, Bounding.LOWER, holdings.options)
        for register in registers
    ]
    return sum(shares, NOTHING) / len(shares) if shares else None
