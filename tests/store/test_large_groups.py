"""A group of five thousand and a chain of thirty on both engines: every question is answered whole, without a depth."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import pytest

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CLOSE_LINK, CONTROL, OWNERSHIP
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, CompletenessState
from xinmai.ports.store import Store
from xinmai.service.affiliates import affiliates
from xinmai.service.beneficial_owners import beneficial_owners
from xinmai.service.close_links import close_links
from xinmai.service.control import control
from xinmai.service.controllers import controllers
from xinmai.service.group import group
from xinmai.service.group_diff import group_diff
from xinmai.service.ownership import ownership

from support import facts as build
from support.asking import CATALOGUE, OWNERSHIP_BUDGET
from support.both_engines import Both, filled
from support.neo4j_servers import Neo4jServer
from support.vectors import PRESETS

SIZE: Final = 5_000
OUTSIDE: Final = 10
"""Every so many members have an outside holder."""
DEPTH: Final = 30
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY, BEFORE = build.day("2025-06-01"), build.day("2019-06-01")
CHAIN = [PublicId(f"t:c{n:02}") for n in range(DEPTH + 1)]
"""The lowest is thirty holdings below the person ``t:p``."""
MEMBERS = [PublicId(f"t:m{n:04}") for n in range(SIZE)]
"""Half of them are held by the head ``t:H`` directly, the others by one of the first half."""


def facts() -> Iterator[Fact]:
    yield build.source("t:bundle")
    yield build.person("t:p")
    yield build.party("t:H")
    yield from map(build.party, [*CHAIN, *MEMBERS])
    ends = ["t:p", *CHAIN]
    for number, (holder, held) in enumerate(pairwise(ends)):
        yield build.holds(holder, held, "90", public_id=f"t:chain-{number}", valid_from="2020-01-01")
    half = SIZE // 2
    for number, member in enumerate(MEMBERS):
        holder = "t:H" if number < half else MEMBERS[number - half]
        yield build.holds(holder, member, "51", public_id=f"t:own-{number}", valid_from="2020-01-01")
        if number % OUTSIDE == 0:
            yield build.party(f"t:o{number}")
            yield build.holds(f"t:o{number}", member, "49", public_id=f"t:rest-{number}")


async def fill(store: Store) -> None:
    assert (await store.apply(list(facts()), key="large", at=NOW)).refused == ()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Both:
    return filled(tmp_path_factory.mktemp("large") / "large.db", neo4j_servers[0], fill)


@pytest.fixture
async def stores(both: Both) -> AsyncIterator[tuple[Store, Store]]:
    async with both.stores() as opened:
        yield opened


async def same(stores: tuple[Store, Store], ask: Callable[[Store, View], Awaitable[Any]]) -> Any:
    """Return the answer of the file, once the server has given the same, whole."""
    embedded, served = stores
    view = await embedded.view(DAY)
    one = await ask(embedded, view)
    assert one == await ask(served, view)
    assert one.completeness.state is CompletenessState.COMPLETE
    return one


@pytest.mark.parametrize("of", ["t:H", "t:m0000", "t:m4999"])
async def test_a_group_of_five_thousand(of: str, stores: tuple[Store, Store]) -> None:
    found = await same(stores, lambda store, view: group(store, view, PublicId(of), OWNERSHIP_BUDGET))

    assert found.head == "t:H"
    assert [m.party for m in found.members if m.bound is Bound.CERTAIN] == MEMBERS
    assert found.completeness.nodes_seen == SIZE + SIZE // OUTSIDE + 1


async def test_whom_the_head_of_five_thousand_controls(stores: tuple[Store, Store]) -> None:
    found = await same(stores, lambda store, view: control(store, view, PublicId("t:H"), OWNERSHIP_BUDGET))
    assert [m.party for m in found.members] == MEMBERS


async def test_five_thousand_came_into_the_group(stores: tuple[Store, Store]) -> None:
    async def ask(store: Store, view: View) -> Any:
        then = await store.view(BEFORE)
        return await group_diff(store, then, view, PublicId("t:H"), OWNERSHIP_BUDGET, CONTROL)

    found = await same(stores, ask)
    assert [change.party for change in found.changes] == MEMBERS


async def test_affiliates_of_five_thousand(stores: tuple[Store, Store]) -> None:
    async def ask(store: Store, view: View) -> Any:
        own = await group(store, view, PublicId("t:m0001"), OWNERSHIP_BUDGET)
        words, hubs = CATALOGUE.affiliation, CATALOGUE.hubs
        return await affiliates(store, view, own, words, hubs, OWNERSHIP_BUDGET, suspected=True)

    found = await same(stores, ask)
    assert (len(found.factual), found.suspected) == (SIZE // OUTSIDE, ())


LOWEST, TOP = CHAIN[-1], PublicId("t:p")
OF_A_CHAIN: dict[str, tuple[Callable[[Store, View], Awaitable[Any]], Callable[[Any], Any], Any]] = {
    "controllers": (
        lambda store, view: controllers(store, view, LOWEST, OWNERSHIP_BUDGET),
        lambda found: [(own.party, len(own.path.hops)) for own in found.controllers],
        [(TOP, DEPTH + 1)],
    ),
    "control": (
        lambda store, view: control(store, view, TOP, OWNERSHIP_BUDGET),
        lambda found: [own.party for own in found.members],
        CHAIN,
    ),
    "group": (
        lambda store, view: group(store, view, LOWEST, OWNERSHIP_BUDGET),
        lambda found: (found.head, [own.party for own in found.members]),
        (TOP, CHAIN),
    ),
    "ownership": (
        lambda store, view: ownership(store, view, TOP, LOWEST, OWNERSHIP_BUDGET, OWNERSHIP),
        lambda found: (found.share.share.lower, len(found.paths[0].hops)),
        (Fraction(9, 10) ** (DEPTH + 1), DEPTH + 1),
    ),
    "beneficial owners": (
        lambda store, view: beneficial_owners(
            store, view, LOWEST, PRESETS["CN_UBO_2024"], OWNERSHIP_BUDGET, OWNERSHIP
        ),
        lambda found: sorted({own.party for own in found.owners}),
        [TOP],
    ),
    "close links": (
        lambda store, view: close_links(store, view, CHAIN[0], LOWEST, OWNERSHIP_BUDGET, CLOSE_LINK),
        lambda found: found.linked,
        Bound.NO,
    ),
}


@pytest.mark.parametrize("name", OF_A_CHAIN)
async def test_a_chain_of_thirty(name: str, stores: tuple[Store, Store]) -> None:
    ask, shown, expected = OF_A_CHAIN[name]
    assert shown(await same(stores, ask)) == expected
