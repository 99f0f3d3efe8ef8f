"""What risk comes to a party from the records of related parties?"""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

import msgspec

from xinmai.analysis.risk import assess, said_of
from xinmai.analysis.risk_paths import RiskGraph, Way, reach
from xinmai.errors import UnknownId
from xinmai.model.cuts import beyond_depth
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.risk import RiskAssessment
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, PartyKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.risk_weights import RiskWeights
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering


async def related_party_risk(
    store: Reader,
    view: View,
    of: PublicId,
    weights: RiskWeights,
    budget: Budget,
    *,
    own_records: bool = False,
) -> RiskAssessment:
    """Return the related-party risk of a party on the view's day.

    A natural person has none by default; with ``own_records`` it is assessed by its own records alone.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        return await _risk(Gathering(store, view, budget), of, weights, own_records=own_records)


async def _risk(
    gathering: Gathering, of: PublicId, weights: RiskWeights, *, own_records: bool
) -> RiskAssessment:
    await gathering.meet([of])
    if of not in gathering.parties:
        raise UnknownId(of)
    is_person = gathering.parties[of].kind is PartyKind.PERSON
    walked = Walked({of: Way(Decimal(1))}, 0) if is_person else await _read_ways(gathering, of, weights)
    reached = walked.ways.keys()
    await gathering.read_records(reached if own_records else reached - {of})
    graph, day = gathering.graph(), gathering.view.as_of
    found = await computed(len(graph.relations), assess, graph, of, weights, day, own_records=own_records)
    goes_on = await _goes_on(gathering, walked, weights)
    by_name = RiskGraph(graph, weights, day).known_by_name
    said = _said(gathering.completeness(said_of(found.undated, by_name), walked.hops), walked, goes_on)
    whole = await with_sources(gathering.store, gathering.view, said, _used(gathering, found))
    return msgspec.structs.replace(found, truncated=found.truncated or goes_on, completeness=whole)


class Walked(NamedTuple):
    """Who was reached, and how far was walked."""

    ways: dict[PublicId, Way]
    hops: int


async def _read_ways(gathering: Gathering, of: PublicId, weights: RiskWeights) -> Walked:
    """Read hop by hop around everybody from whom something may still arrive.

    Who is met at a hop is followed at the next one, however long its best way is: a shorter one may lead on.
    """
    every_day = gathering.view.on_every_day()
    followed: set[PublicId] = set()
    hops = 0
    while True:
        risk = RiskGraph(gathering.graph(), weights, gathering.view.as_of)
        ways = reach(risk, of).ways
        near = ways.keys() - followed if hops < weights.max_hops else set()
        frontier = {p for p in near if p == of or risk.may_pass(p)}
        read = await gathering.expand(frontier, weights.kinds, Direction.BOTH, every_day)
        if not frontier or not read:
            return Walked(ways, hops)
        followed |= frontier
        hops += 1


async def _goes_on(gathering: Gathering, walked: Walked, weights: RiskWeights) -> bool:
    """Say whether parties at the greatest distance have relations that were not read."""
    ends = sorted(party for party, way in walked.ways.items() if len(way.arcs) == weights.max_hops)
    if not ends:
        return False
    degrees = await gathering.store.degrees(gathering.view.on_every_day(), ends)
    read = Counter(end for r in gathering.relations.values() for end in (r.from_id, r.to_id))
    counts = {end: sum(d.count for d in own if d.kind in weights.by_kind) for end, own in degrees.items()}
    return any(count > read[end] for end, count in counts.items())


def _said(said: Completeness, walked: Walked, goes_on: bool) -> Completeness:
    if not goes_on or said.state is CompletenessState.CUT_BY_NODES:
        return said
    reason = "; ".join([beyond_depth(walked.hops), *([said.reason] if said.reason else [])])
    return msgspec.structs.replace(said, state=CompletenessState.CUT_BY_DEPTH, reason=reason)


def _used(gathering: Gathering, found: RiskAssessment) -> tuple[Fact, ...]:
    paths = [path for source in found.sources for path in (source.best, *source.others)]
    records = {record for source in found.sources for record in source.records} | {*found.undated}
    return gathering.facts({fact for path in paths for fact in path.facts} | records)
