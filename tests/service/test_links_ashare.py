"""Links among the real listed companies of 2020, read in place through their mapping.

``tests/store/test_same_answers_ashare.py`` asks the same of Neo4j: equal JSON.
"""

from random import Random

from xinmai.bootstrap import open_store
from xinmai.model.ids import PublicId
from xinmai.model.links import PathResult
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import (
    Certainty,
    CompletenessState,
    HubReason,
    PathOrder,
    RelationKind,
)
from xinmai.ports.store import Store
from xinmai.service.connections import ConnectionSearch, connections
from xinmai.service.paths import PathSearch, paths

from support.ashare import DAY, ONE, OTHER, fifty, shared_holder
from support.linked import HUBS
from support.shared_data import needs_shared_data

pytestmark = needs_shared_data


async def ask(store: Store, view: View, start: PublicId, goal: PublicId, **rest: object) -> PathResult:
    asked = PathSearch(start=start, goal=goal, depth=4, first=50, **rest)  # type: ignore[arg-type]
    return await paths(store, view, asked, HUBS, Budget(seconds=60))


async def test_the_cross_holding(ashare_url: str) -> None:
    store = await open_store(ashare_url)
    view = await store.view(DAY)
    there, back = await ask(store, view, ONE, OTHER), await ask(store, view, OTHER, ONE)
    await store.close()

    best, returned = there.paths[0], back.paths[0]
    assert best.certainty is Certainty.PROVEN
    assert [(hop.node, hop.forward) for hop in best.hops] == [(OTHER, True)]
    assert [(hop.node, hop.forward) for hop in returned.hops] == [(ONE, False)]
    (reverse,) = best.hops[0].others
    assert returned.hops[0].others == (reverse,)
    holdings = {fact.key: fact for fact in there.facts if isinstance(fact, Relation)}
    greater, smaller = holdings[best.hops[0].fact], holdings[reverse]
    assert (greater.from_id, greater.to_id) == (smaller.to_id, smaller.from_id) == (ONE, OTHER)
    assert (greater.share or 0) > (smaller.share or 0) > 0
    assert best.product is not None
    assert best.product * 10**9 == greater.share


async def test_two_companies_over_a_shared_holder(ashare_url: str) -> None:
    store = await open_store(ashare_url)
    view = await store.view(DAY)
    a, b = await shared_holder(store, view)
    key = a.from_id
    result = await ask(store, view, a.to_id, b.to_id, kinds=(RelationKind.HOLDS,), by=PathOrder.STRONGEST)
    await store.close()

    path = next(path for path in result.paths if path.nodes == (a.to_id, key, b.to_id))
    assert [hop.fact for hop in path.hops] == [a.id, b.id]
    assert path.product is not None
    assert path.product * 10**18 == (a.share or 0) * (b.share or 0)


async def test_nominee_holders_are_named_and_folded(ashare_url: str) -> None:
    store = await open_store(ashare_url)
    view = await store.view(DAY)
    result = await ask(store, view, ONE, OTHER)
    nominees = {hub.hub for hub in result.folded if hub.reason is HubReason.NOMINEE}
    names = {party.name for party in (await store.parties(view, sorted(nominees))).values()}
    through = await ask(store, view, ONE, OTHER, included=frozenset(nominees))
    await store.close()

    assert nominees
    assert all(name.startswith("香港中央结算") for name in names)
    assert nominees <= set(result.completeness.hubs_excluded)
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert nominees.isdisjoint(node for path in result.paths for node in path.nodes)
    assert not nominees.isdisjoint(node for path in through.paths for node in path.nodes)


async def test_connections_among_fifty_companies(ashare_url: str) -> None:
    store = await open_store(ashare_url)
    view = await store.view(DAY)
    among = await fifty(store, view)
    matrix = await connections(store, view, ConnectionSearch(among=among, depth=4), HUBS, Budget(seconds=60))
    pairs = {(cell.path.start, cell.path.end): cell.path for cell in matrix.cells}
    assert matrix.unlinked == 50 * 49 // 2 - len(pairs)
    assert len(pairs[ONE, OTHER].hops) == 1
    assert matrix.completeness.depth_reached == 4  # it fitted into the usual budget
    hubs = {hub.hub: hub for hub in matrix.folded}
    assert {HubReason.NOMINEE} <= {hub.reason for hub in matrix.folded}
    parties = await store.parties(view, sorted(hubs))
    for key, hub in hubs.items():
        assert isinstance(parties[key], Party)
        assert len(hub.touches) >= 2
    for one, other in Random(7).sample(sorted(pairs), 12):  # noqa: S311 - picks questions
        (best, *_) = (await ask(store, view, one, other)).paths
        assert best == pairs[one, other]
    await store.close()
