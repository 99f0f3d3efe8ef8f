"""Every field with every comparison, every link with every quantifier, every order: each engine against plain Python."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from xinmai.bootstrap import open_store
from xinmai.model.filters import FIELDS, LINKS, ONE, OPERATORS, Condition, Linked, Quantifier, Thing
from xinmai.model.ids import PublicId
from xinmai.model.orders import ORDERS, Order
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store

from support.answers import list_of
from support.contract_base import pages
from support.graphs import DAYS, World
from support.model_store import ModelStore
from support.neo4j_servers import Neo4jServer

ALL = Page(500)
AT = datetime(2026, 5, 1, tzinfo=UTC)
LISTS = (Thing.PARTY, Thing.RECORD, Thing.RELATION)


async def fill(store: Store) -> None:
    """Say the same things to a store, in several revisions, the later ones changing the earlier."""
    world = World(Random(5))  # noqa: S311 - made-up facts, not secrets
    for number in range(4):
        facts = world.graph(40, 160)
        await store.apply(facts, key=str(number), at=AT + timedelta(days=number))


@pytest.fixture(scope="module", params=["sqlite", "neo4j"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """How a filled store of each engine is opened."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('conditions') / 'c.db'}"
        login = None
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
def model() -> ModelStore:
    found = ModelStore()
    asyncio.run(fill(found))
    return found


async def views(store: Store) -> list[View]:
    """Today's view, a masked one, one of the past on another day."""
    return [
        await store.view(DAYS[3], sees=Visibility(3)),
        await store.view(DAYS[1]),
        await store.view(DAYS[2], AT + timedelta(days=1), Visibility(3)),
    ]


async def ask(store: Store, view: View, thing: Thing, where: Condition, page: Page) -> Any:
    """Return ids and total of what fulfils a condition: of relations, those of every party."""
    if thing is Thing.RELATION:
        ids = [PublicId(f"{namespace}:{own}") for namespace in "ab" for own in ("1", "2", "p1", "𠮷")]
        found = await store.relations(view, ids, where, page)
        return {key: ([r.id for r in one.items], one.total) for key, one in sorted(found.items())}
    read = store.find if thing is Thing.PARTY else store.find_records
    one = await read(view, where, page)
    return [item.key for item in one.items], one.total


def ways_to(thing: Thing) -> list[tuple[Thing, list[str]]]:
    """Return the lists, and the links that lead from each to a thing."""
    if thing in LISTS:
        return [(thing, [])]
    return [(Thing.RECORD, [link]) for link, far in LINKS[Thing.RECORD].items() if far is thing]


FIELD_TESTS = [
    (thing, field, op)
    for thing, fields in FIELDS.items()
    for field, sort in fields.items()
    for op in sorted(OPERATORS[sort])
]


async def compare(store: Store, model: ModelStore, thing: Thing, where: Condition, page: Page = ALL) -> int:
    """Compare in each view, the condition and its contrary; return how many things were found."""
    number = 0
    for view, own in zip(await views(store), await views(model), strict=True):  # type: ignore[arg-type]
        found, expected = (
            await ask(store, view, thing, where, page),
            await ask(model, own, thing, where, page),
        )  # type: ignore[arg-type]
        assert found == expected, (thing, where, view)
        number += len(str(found))
    return number


async def test_every_comparison_of_every_field(engine: Any, model: ModelStore) -> None:
    draw = World(Random(11)).conditions()  # noqa: S311 - as above
    async with engine() as store:
        for thing, field, op in FIELD_TESTS:
            for start, links in ways_to(thing):
                for _ in range(2):
                    where: Condition = draw.compare(thing, field, op)
                    for link in links:
                        where = Linked(link, Quantifier.SOME, where)
                    await compare(store, model, start, where)


async def test_every_quantifier_of_every_link(engine: Any, model: ModelStore) -> None:
    draw = World(Random(12)).conditions()  # noqa: S311 - as above
    async with engine() as store:
        for thing in LISTS:
            for link in LINKS[thing]:
                for quantifier in [Quantifier.SOME] if link in ONE else Quantifier:
                    for depth in (0, 1, 1, 2):
                        inner = draw.of(LINKS[thing][link], depth)
                        await compare(store, model, thing, Linked(link, quantifier, inner))


async def test_every_order_both_ways(engine: Any, model: ModelStore) -> None:
    draw = World(Random(13)).conditions()  # noqa: S311 - as above
    async with engine() as store:
        for thing in LISTS:
            for key in ORDERS[thing]:
                for descending in (False, True):
                    page = Page(500, order=(Order(key, descending), *draw.orders(thing)))
                    await compare(store, model, thing, draw.of(thing, 0), page)


@pytest.mark.parametrize("seed", range(40))
async def test_any_condition_page_by_page(engine: Any, model: ModelStore, seed: int) -> None:
    draw = World(Random(seed)).conditions()  # noqa: S311 - as above
    thing = LISTS[seed % 3]
    where, order = draw.of(thing, 3), draw.orders(thing)
    async with engine() as store:
        for view, own in zip(await views(store), await views(model), strict=True):
            walked = await pages(listing(store, view, thing, where, order), 3)
            assert walked == await pages(listing(model, own, thing, where, order), 3), (where, order, view)


def listing(store: Any, view: View, thing: Thing, where: Condition, order: tuple[Order, ...]) -> Any:
    if thing is Thing.RELATION:
        return list_of(store.relations, view, PublicId("a:p1"), where, order)
    read = store.find if thing is Thing.PARTY else store.find_records
    return lambda page: read(view, where, Page(page.first, page.after, order=order))


async def test_a_list_that_is_not_counted_has_no_total(engine: Any) -> None:
    async with engine() as store:
        (view, *_) = await views(store)
        page = await store.find(view, World(Random(1)).conditions().of(Thing.PARTY, 0), Page(2, count=False))  # noqa: S311
        assert page.total is None
