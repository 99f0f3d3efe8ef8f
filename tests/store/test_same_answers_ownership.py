"""Control and ownership on both engines: the cases with known answers, and every company of the made network."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import pytest

from xinmai.errors import BadArgument
from xinmai.model.affiliates import Affiliates
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CLOSE_LINK, CONTROL, OWNERSHIP, Coalitions, ParentVotes
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import PartyKind
from xinmai.ports.store import Store
from xinmai.rules.control_grounds import conferring
from xinmai.service.affiliates import affiliates
from xinmai.service.beneficial_owners import beneficial_owners
from xinmai.service.close_links import close_links
from xinmai.service.control import control
from xinmai.service.controllers import controllers
from xinmai.service.group import group
from xinmai.service.ownership import ownership

from support import facts as build
from support.asking import BUDGET, CATALOGUE, load_seed
from support.both_engines import Both, filled
from support.neo4j_servers import Neo4jServer
from support.vector_questions import ASKED, Case, expected, load_cases
from support.vectors import PRESETS, Query, assert_matches, queries

DAY = build.day("2025-06-01")
QUERIES = [query for query in queries() if query.operator in ASKED]
GROUNDS = msgspec.structs.replace(CONTROL, grounds=conferring(CATALOGUE.grounds))
STRICT = msgspec.structs.replace(GROUNDS, parent_votes=ParentVotes.EXCLUDE, coalitions=Coalitions.BOTH)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Both:
    return filled(tmp_path_factory.mktemp("ownership") / "both.db", neo4j_servers[0], load_seed, load_cases)


@pytest.fixture
async def stores(both: Both) -> AsyncIterator[tuple[Store, Store]]:
    async with both.stores() as opened:
        yield opened


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
async def test_case_on_neo4j(query: Query, stores: tuple[Store, Store]) -> None:
    _, served = stores
    got = await ASKED[query.operator](Case(served, await served.view(DAY), query))

    assert_matches(expected(query), got, query.tolerance)


async def companies(store: Store, view: View) -> list[PublicId]:
    found = [party async for batch in store.scan(view, "party") for party in batch]
    return sorted(PublicId(p.key) for p in found if getattr(p, "kind", None) is PartyKind.ENTERPRISE)


async def affiliated(store: Store, view: View, of: PublicId, budget: Budget) -> Affiliates:
    found = await group(store, view, of, BUDGET, GROUNDS)
    words, hubs = CATALOGUE.affiliation, CATALOGUE.hubs
    return await affiliates(store, view, found, words, hubs, budget, suspected=True)


Ask = Callable[[Store, View, PublicId], Awaitable[Any]]
QUESTIONS: dict[str, Ask] = {
    "control": lambda store, view, of: control(store, view, of, BUDGET, GROUNDS),
    "controllers": lambda store, view, of: controllers(store, view, of, BUDGET, GROUNDS),
    "controllers, strictly": lambda store, view, of: controllers(store, view, of, BUDGET, STRICT),
    "controllers, cut": lambda store, view, of: controllers(store, view, of, Budget(nodes=3), GROUNDS),
    "beneficial owners": lambda store, view, of: beneficial_owners(
        store, view, of, PRESETS["CN_UBO_2024"], BUDGET, OWNERSHIP
    ),
    "beneficial owners, cut": lambda store, view, of: beneficial_owners(
        store, view, of, PRESETS["EU_AMLR"], Budget(nodes=3), OWNERSHIP
    ),
    "own share": lambda store, view, of: ownership(
        store, view, PublicId("demo:S3-hanyi"), of, BUDGET, OWNERSHIP
    ),
    "affiliates": lambda store, view, of: affiliated(store, view, of, BUDGET),
    "affiliates, cut": lambda store, view, of: affiliated(store, view, of, Budget(nodes=12, hub=3)),
    "close links": lambda store, view, of: close_links(
        store, view, PublicId("demo:S3-H"), of, BUDGET, CLOSE_LINK
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_every_company_gives_the_same_answer(name: str, stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    view = await embedded.view(DAY)
    for company in await companies(embedded, view):
        try:
            one = await QUESTIONS[name](embedded, view, company)
        except BadArgument:
            assert company == "demo:S3-H"
            continue
        assert one == await QUESTIONS[name](served, view, company)
