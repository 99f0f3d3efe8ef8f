"""The edges of an equity chart: each holder and company once for each ground."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from fractions import Fraction

import msgspec

from xinmai.analysis.chart.ownership import Ownership, ends, is_stated, range_of
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, Register, Stake, passes
from xinmai.model.chart import ChartEdge
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Bound, RelationKind


def edges_among(ownership: Ownership, drawn: Collection[PublicId]) -> tuple[ChartEdge, ...]:
    """Return the edges among some parties, by holder, held, ground, code."""
    found = [*_stakes(ownership, drawn), *_own_shares(ownership, drawn), *_grounds(ownership, drawn)]
    return tuple(sorted(found, key=edge_order))


def edge_order(edge: ChartEdge) -> tuple[str, ...]:
    """Return what edges are ordered by."""
    return edge.holder, edge.held, edge.ground, edge.code or ""


def with_cycles(
    edges: tuple[ChartEdge, ...], closing: Collection[tuple[PublicId, PublicId]]
) -> tuple[ChartEdge, ...]:
    """Return the edges, those marked that close a cycle; a holding in oneself is one."""
    return tuple(
        msgspec.structs.replace(edge, closes_cycle=True)
        if edge.holder == edge.held or (edge.holder, edge.held) in closing
        else edge
        for edge in edges
    )


def _stakes(ownership: Ownership, drawn: Collection[PublicId]) -> Iterator[ChartEdge]:
    for held, register in ownership.capital.registers.items():
        for stake in register.stakes.values() if held in drawn else ():
            if stake.holder in drawn:
                yield _holding(ownership, register, stake)


def _holding(ownership: Ownership, register: Register, stake: Stake) -> ChartEdge:
    votes = ownership.votes.registers[stake.held]
    stated = is_stated(ownership, stake)
    low, high = range_of(register, stake, is_stated=stated)
    voting = votes.stakes[stake.holder]
    differ = (voting.low, voting.high) != (stake.low, stake.high)
    return ChartEdge(
        holder=stake.holder,
        held=stake.held,
        ground=RelationKind.HOLDS,
        relations=stake.relations,
        share=_bounds(low, high),
        is_stated=stated,
        votes=_bounds(voting.low, voting.high) if differ else None,
        majority=_majority(ownership.votes, votes, voting),
    )


def _bounds(low: int, high: int) -> ShareBounds:
    return ShareBounds(Fraction(low, WHOLE), Fraction(high, WHOLE))


def _majority(holdings: Holdings, register: Register, stake: Stake) -> Bound:
    """Return whether a stake alone is control; whoever takes no part in control has none."""
    if stake.holder in holdings.barred or stake.held in holdings.barred:
        return Bound.NO
    if passes(register, stake.low, stake.high, Bounding.LOWER):
        return Bound.CERTAIN
    return Bound.POSSIBLE if passes(register, stake.low, stake.high, Bounding.UPPER) else Bound.NO


def _own_shares(ownership: Ownership, drawn: Collection[PublicId]) -> Iterator[ChartEdge]:
    """Yield what companies hold of themselves, 库存股."""
    own = [r for r in ownership.relations.values() if r.from_id == r.to_id and r.from_id in drawn]
    for party in sorted({relation.from_id for relation in own}):
        register = ownership.capital.registers[party]
        relations = [relation for relation in own if relation.from_id == party]
        yield ChartEdge(
            holder=party,
            held=party,
            ground=RelationKind.HOLDS,
            relations=tuple(sorted(relation.id for relation in relations)),
            share=_bounds(register.own_low, register.own_high),
            is_stated=is_stated(ownership, Stake(party, party, 0, 0, tuple(r.id for r in relations))),
        )


def _grounds(ownership: Ownership, drawn: Collection[PublicId]) -> Iterator[ChartEdge]:
    groups: defaultdict[tuple[PublicId, PublicId, RelationKind, str | None], list[Relation]] = defaultdict(
        list
    )
    for relation in ownership.grounds:
        upper, lower = ends(relation)
        if upper in drawn and lower in drawn:
            groups[upper, lower, relation.kind, relation.code].append(relation)
    for (upper, lower, kind, code), relations in groups.items():
        ids = tuple(relation.id for relation in relations)
        yield ChartEdge(holder=upper, held=lower, ground=kind, relations=ids, code=code)
