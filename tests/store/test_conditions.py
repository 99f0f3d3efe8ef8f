"""Every field with every comparison, every link with every quantifier, every order: each engine against plain Python."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import NOBODY
from xinmai.model.filters import ANYTHING, FIELDS, LINKS, ONE, OPERATORS, Condition, Linked, Quantifier, Thing
from xinmai.model.groups import GROUPED_BY, By
from xinmai.model.ids import PublicId
from xinmai.model.orders import ORDERS, Order
from xinmai.model.view import Budget, Page, View
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


async def groups(store: Any, view: View, thing: Thing, by: Sequence[By], where: Condition) -> Any:
    """Return the groups; of relations, those of some parties."""
    if thing is Thing.RELATION:
        ids = [PublicId(key) for key in ("a:p1", "a:1", "phone:1", "a:none")]
        return await store.aggregate_relations(view, ids, where, by, Budget())
    return [await store.aggregate(view, thing, where, by, Budget(), sums=sums) for sums in (True, False)]


class Judge:
    """Compares an engine with the model, one view after another: a server plans each new text for half a second."""

    def __init__(self, store: Store, model: ModelStore, seed: int) -> None:
        self.store = store
        self.model = model
        self.draw = World(Random(seed)).conditions()  # noqa: S311 - made-up facts, not secrets
        self.asked = 0
        self.telling = 0

    async def compare(self, thing: Thing, where: Condition, page: Page = ALL) -> None:
        """Compare the answers in the next view."""
        turn, self.asked = self.asked % 3, self.asked + 1
        view, own = (await views(self.store))[turn], (await views(self.model))[turn]
        found = await ask(self.store, view, thing, where, page)
        assert found == await ask(self.model, own, thing, where, page), (thing, where, view)
        self._count(found)

    async def compare_groups(self, thing: Thing, by: Sequence[By], where: Condition) -> None:
        """Compare the groups in the next view; of relations, those of one party."""
        turn, self.asked = self.asked % 3, self.asked + 1
        view, own = (await views(self.store))[turn], (await views(self.model))[turn]
        found, expected = [
            await groups(store, seen, thing, by, where)
            for store, seen in ((self.store, view), (self.model, own))
        ]
        assert found == expected, (thing, by, where, view)

    def _count(self, found: Any) -> None:
        self.telling += bool(found[0] if isinstance(found, tuple) else any(ids for ids, _ in found.values()))


async def test_every_comparison_of_every_field(engine: Any, model: ModelStore) -> None:
    async with engine() as store:
        judge = Judge(store, model, 11)
        for thing, field, op in FIELD_TESTS:
            for start, links in ways_to(thing):
                where: Condition = judge.draw.compare(thing, field, op)
                for link in links:
                    where = Linked(link, Quantifier.SOME, where)
                await judge.compare(start, where)
    assert judge.telling > judge.asked / 3  # not all of it found nothing


async def test_every_quantifier_of_every_link(engine: Any, model: ModelStore) -> None:
    async with engine() as store:
        judge = Judge(store, model, 12)
        for thing in LISTS:
            for link in LINKS[thing]:
                for quantifier in [Quantifier.SOME] if link in ONE else Quantifier:
                    for depth in (0, 1):
                        inner = judge.draw.of(LINKS[thing][link], depth)
                        await judge.compare(thing, Linked(link, quantifier, inner))
    assert judge.telling > judge.asked / 3


async def test_every_order_both_ways(engine: Any, model: ModelStore) -> None:
    async with engine() as store:
        judge = Judge(store, model, 13)
        for thing in LISTS:
            for key in ORDERS[thing]:
                for descending in (False, True):
                    page = Page(500, order=(Order(key, descending), *judge.draw.orders(thing)))
                    await judge.compare(thing, ANYTHING, page)


@pytest.mark.parametrize("seed", range(15))
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


async def test_groups_of_every_key(engine: Any, model: ModelStore) -> None:
    async with engine() as store:
        judge = Judge(store, model, 14)
        for thing, keys in GROUPED_BY.items():
            for by in [(), *((key,) for key in keys), keys]:
                await judge.compare_groups(thing, by, judge.draw.of(thing, 0) if len(by) > 1 else ANYTHING)


async def test_a_list_that_is_not_counted_has_no_total(engine: Any) -> None:
    async with engine() as store:
        (view, *_) = await views(store)
        page = await store.find(view, World(Random(1)).conditions().of(Thing.PARTY, 0), Page(2, count=False))  # noqa: S311
        assert page.total is None
