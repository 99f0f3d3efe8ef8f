"""Every field with every comparison, every link with every quantifier, every order: each engine against plain Python.

What is asked tells the things of a view apart: an engine that answers with nothing, with everything, or with what another
comparison or quantifier means would be found out.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import NOBODY
from xinmai.model.filters import ANYTHING, LINKS, Condition, Op, Thing
from xinmai.model.groups import GROUPED_BY, Amounts, By
from xinmai.model.ids import PublicId
from xinmai.model.orders import ORDERS, Order
from xinmai.model.view import Page, View
from xinmai.ports.store import Store

from support.answers import list_of
from support.conditions import ALWAYS
from support.conditions_chosen import comparisons, quantified, worth_asking
from support.conditions_facts import LISTS, FromFacts
from support.conditions_judge import Judge, Model
from support.conditions_world import fill
from support.contract_base import pages
from support.neo4j_servers import Neo4jServer

UNTOLD = {f"{thing}.{field} {Op.STATED}": {"some, not all"} for thing, field in ALWAYS if thing in LISTS}
"""What no question can show: that some things do not state what every thing states. (Of what hangs on a record it can be
asked: it holds of no record on which nothing hangs.)"""
ALWAYS_GROUPED = {By.KIND, By.DIRECTION}
"""Keys that everything has."""


@pytest.fixture(scope="module", params=["sqlite", "neo4j"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """How a filled store of each engine is opened."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('conditions') / 'c.db'}"
        login = NOBODY
    else:
        server: Neo4jServer = request.getfixturevalue("neo4j_servers")[0]

        async def clear() -> None:
            await (await server.new_store()).close()

        asyncio.run(clear())
        address, login = server.url, server.login

    async def filled() -> None:
        store = await open_store(address, write=True, login=login)
        await fill(store)
        await store.close()

    asyncio.run(filled())

    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        store = await open_store(address, login=login)
        try:
            yield store
        finally:
            await store.close()

    return opened


@pytest.fixture(scope="module")
def model() -> Model:
    found = Model()
    asyncio.run(fill(found))
    return found


@pytest.mark.parametrize("thing", Thing)
async def test_every_comparison_of_every_field(engine: Any, model: Model, thing: Thing) -> None:
    untold: dict[str, set[str]] = {}
    async with engine() as store:
        judge = Judge(store, model, 11)
        for asked in comparisons(thing):
            conditions, missing = worth_asking(await judge.next(), asked)
            for where in conditions:
                await judge.compare(asked.start, where)
            untold |= {str(asked): missing} if missing else {}
    assert untold == {name: missing for name, missing in UNTOLD.items() if name.startswith(f"{thing}.")}


@pytest.mark.parametrize(("thing", "link"), [(thing, link) for thing in Thing for link in LINKS[thing]])
async def test_every_quantifier_of_every_link(engine: Any, model: Model, thing: Thing, link: str) -> None:
    async with engine() as store:
        judge = Judge(store, model, 12)
        for depth in (0, 1):
            start, conditions = quantified(await judge.next(), thing, link, depth)
            for where in conditions:
                await judge.compare(start, where)


@pytest.mark.parametrize("thing", LISTS)
async def test_every_order_both_ways(engine: Any, model: Model, thing: Thing) -> None:
    async with engine() as store:
        judge = Judge(store, model, 13)
        for key in ORDERS[thing]:
            placed = []
            for descending in (False, True):
                draw = await judge.next()
                page = Page(500, order=(Order(key, descending), *draw.orders(thing)))
                await judge.compare(thing, ANYTHING, page)
                placed.append(is_placed(draw, thing, key))
            assert any(placed), key


def is_placed(draw: FromFacts, thing: Thing, key: str) -> bool:
    """Say whether an order says something of the things of a view, and leaves the next key to say more of others."""
    known = [draw.naive.order_key(thing, Order(key), own) for own in draw.subjects(thing)]
    values = [value for is_unstated, value in known if not is_unstated]
    is_stated = len(values) == len(known)
    return key == "id" or (1 < len(set(values)) < len(values) and is_stated == (key in ("kind", "name")))


@pytest.mark.parametrize("seed", range(15))
async def test_any_condition_page_by_page(engine: Any, model: Model, seed: int) -> None:
    thing = LISTS[seed % 3]
    async with engine() as store:
        judge = Judge(store, model, seed)
        draw = await judge.next()
        node = busiest(draw)
        where, order = telling(draw, thing, node), draw.orders(thing)
        for view, own in judge.views:
            walked = await pages(listing(store, view, thing, node, where, order), 3)
            assert walked == await pages(listing(model, own, thing, node, where, order), 3), (
                where,
                order,
                view,
            )


def telling(draw: FromFacts, thing: Thing, node: PublicId) -> Condition:
    """Draw a condition that some things of the list fulfil, more than a page of them, and some do not."""
    listed = [thing is not Thing.RELATION or own[1] == node for own in draw.subjects(thing)]
    while True:
        where = draw.of(thing, 3)
        found = sum(map(min, draw.answer(thing, where), listed))
        if 3 < found < sum(listed):
            return where


def busiest(draw: FromFacts) -> PublicId:
    """Return the party with the most relations."""
    ends = [end for _, end in draw.subjects(Thing.RELATION)]
    return PublicId(max(sorted(set(ends)), key=ends.count))


def listing(
    store: Any, view: View, thing: Thing, node: PublicId, where: Condition, order: tuple[Order, ...]
) -> Any:
    if thing is Thing.RELATION:
        return list_of(store.relations, view, node, where, order)
    read = store.find if thing is Thing.PARTY else store.find_records
    return lambda page: read(view, where, Page(page.first, page.after, order=order))


@pytest.mark.parametrize("thing", GROUPED_BY)
async def test_groups_of_every_key(engine: Any, model: Model, thing: Thing) -> None:
    keys, different = GROUPED_BY[thing], list[Amounts]()
    async with engine() as store:
        judge = Judge(store, model, 14)
        for by in [(), *((key,) for key in keys), keys]:
            draw = await judge.next()
            where = ANYTHING if len(by) == 1 else draw.telling(thing, 0)
            found = [
                group for one in (await judge.compare_groups(thing, by, where)).values() for group in one
            ]
            assert found
            if len(by) == 1:
                apart = {group.keys[0] for group in found}
                assert len(apart) > 1
                assert (None in apart) == (by[0] not in ALWAYS_GROUPED)
                assert any(group.first != group.last for group in found)
                different += [own for group in found for own in group.amounts if own.least < own.greatest]
    assert different
    assert thing is Thing.PARTY or {own.currency for own in different} >= {None, "USD"}


async def test_a_list_that_is_not_counted_has_no_total(engine: Any, model: Model) -> None:
    async with engine() as store:
        judge = Judge(store, model, 1)
        where = (await judge.next()).telling(Thing.PARTY, 0)
        page = await store.find(judge.views[0][0], where, Page(2, count=False))
        assert page.total is None
        assert page.items
