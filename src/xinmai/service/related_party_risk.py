"""What risk comes to a party from the records of related parties?"""

import msgspec

from xinmai.analysis.risk import assess
from xinmai.analysis.risk_paths import RiskGraph, reach
from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.risk import RiskAssessment
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind
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
    """
    gathering = Gathering(store, view, budget)
    await gathering.meet([of])
    if of not in gathering.parties:
        raise UnknownId(of)
    is_person = gathering.parties[of].kind is PartyKind.PERSON
    reached, depth = ({of}, 0) if is_person else await _read_ways(gathering, of, weights)
    await gathering.read_records(reached if own_records else reached - {of})
    found = assess(gathering.graph(), of, weights, view.as_of, own_records=own_records)
    said = gathering.completeness(depth=depth)
    whole = await with_sources(store, view, said, _used(gathering, found))
    return msgspec.structs.replace(found, completeness=whole)


async def _read_ways(gathering: Gathering, of: PublicId, weights: RiskWeights) -> tuple[set[PublicId], int]:
    """Read hop by hop around everybody from whom something may still arrive; return them and the hops."""
    followed: set[PublicId] = set()
    depth = 0
    while True:
        risk = RiskGraph(gathering.graph(), weights, gathering.view.as_of)
        ways = reach(risk, of).ways
        frontier = {
            party
            for party, way in ways.items()
            if len(way.arcs) < weights.max_hops and (party == of or risk.may_pass(party))
        } - followed
        if not frontier:
            return set(ways), depth
        every_day = gathering.view.on_every_day()
        if not await gathering.expand(frontier, weights.kinds, Direction.BOTH, every_day):
            return set(ways), depth
        followed |= frontier
        depth += 1


def _used(gathering: Gathering, found: RiskAssessment) -> tuple[Fact, ...]:
    paths = [path for source in found.sources for path in (source.best, *source.others)]
    records = {record for source in found.sources for record in source.records}
    return gathering.facts({fact for path in paths for fact in path.facts} | records)
