"""What goes wrong at a server: a clear error with code and hint; reads recover by themselves, a repeated load leaves the same graph."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import Login
from xinmai.errors import (
    BudgetExceeded,
    NotRunning,
    StoreDenied,
    StoreError,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Direction
from xinmai.ports.store import Store
from xinmai.provision import stop_server

from support import facts as build
from support.contract_base import put, today
from support.neo4j_servers import Neo4jServer, start

NEWER = "MATCH (store:Store {id: 'store'}) SET store.schemaVersion = 99"
FOREIGN = "MATCH (node) DETACH DELETE node CREATE (:Movie {title: '东邪西毒'})"
RUNNING = "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN currentQuery"


@pytest.fixture
def server(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Neo4jServer:
    return neo4j_servers[0]


@pytest.fixture
async def store(server: Neo4jServer) -> AsyncIterator[Store]:
    opened = await server.new_store()
    yield opened
    await opened.close()


async def run(server: Neo4jServer, text: str) -> list[dict[str, object]]:
    async with server.driver() as driver, driver.session() as session:
        return [record.data() async for record in await session.run(text)]


async def opening(
    server: Neo4jServer, kind: type[StoreError], *, url: str = "", write: bool = False
) -> StoreError:
    with pytest.raises(kind) as caught:
        await open_store(url or server.url, write=write, login=server.login)
    assert caught.value.hint
    assert server.login.password not in f"{caught.value}" or not server.login.password
    return caught.value


@pytest.mark.parametrize("write", [False, True])
async def test_no_server_answers(server: Neo4jServer, *, write: bool) -> None:
    await opening(server, StoreUnreachable, url="bolt://127.0.0.1:9", write=write)


async def test_wrong_password(server: Neo4jServer) -> None:
    if server.home is None:
        pytest.skip("the servers that run already ask for no password")
    with pytest.raises(StoreDenied):
        await open_store(server.url, login=Login("neo4j", "not the password"))


async def test_an_address_that_routes(server: Neo4jServer, store: Store) -> None:
    await put(store, build.person("t:P", "王五"))
    routed = await open_store(server.url.replace("bolt://", "neo4j://"), login=server.login)
    assert await routed.counts() == {"party": 1}
    await routed.close()


async def test_no_such_database(server: Neo4jServer) -> None:
    await opening(server, StoreMissing, url=f"{server.url}/elsewhere")


async def test_empty_database_is_no_store_for_a_reader(server: Neo4jServer) -> None:
    await run(server, "MATCH (node) DETACH DELETE node")
    await opening(server, StoreMissing)


@pytest.mark.parametrize("write", [False, True])
async def test_newer_schema(server: Neo4jServer, store: Store, *, write: bool) -> None:
    await run(server, NEWER)
    await opening(server, StoreNewer, write=write)


@pytest.mark.parametrize("write", [False, True])
async def test_a_database_of_something_else_is_left_alone(
    server: Neo4jServer, store: Store, *, write: bool
) -> None:
    await run(server, FOREIGN)
    await opening(server, StoreForeign, write=write)
    assert await run(server, "MATCH (node) RETURN count(*) AS count") == [{"count": 1}]


@asynccontextmanager
async def opened(server: Neo4jServer, *, write: bool = False) -> AsyncIterator[Store]:
    store = await open_store(server.url, write=write, login=server.login)
    try:
        yield store
    finally:
        await store.close()


async def ended(server: Neo4jServer) -> bool:
    """Say whether nothing runs at the server any more, a moment later."""
    for _ in range(20):
        await asyncio.sleep(0.1)
        if not await run(server, RUNNING):
            return True
    return False


async def hub(store: Store, leaves: int) -> None:
    """Write one person who stands in very many firms, each with another person of its own."""
    people = [build.person("t:hub", "王伟")]
    firms = [build.party(f"t:F{number}", f"企业{number}") for number in range(leaves)]
    roles = [build.role("t:hub", firm.key) for firm in firms]
    await put(store, *people, *firms, *roles)


def people(number: int) -> list[Fact]:
    """Draw one batch of a load without end."""
    return [build.person(f"t:P{number}-{own}", "王五") for own in range(20)]


@asynccontextmanager
async def both(*work: Coroutine[Any, Any, None]) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Do two things at once, and leave neither behind."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()


async def test_time_that_is_over_stops_the_server(server: Neo4jServer, store: Store) -> None:
    await hub(store, 3_000)
    view = await today(store)
    with pytest.raises(BudgetExceeded):
        await store.expand(view, [PublicId("t:hub")], None, Direction.BOTH, Budget(hub=10_000, seconds=0.002))
    assert await ended(server)


async def test_a_caller_who_goes_away_stops_the_server(server: Neo4jServer, store: Store) -> None:
    await hub(store, 3_000)
    view = await today(store)
    task = asyncio.create_task(
        store.expand(view, [PublicId("t:hub")], None, Direction.BOTH, Budget(hub=10_000, seconds=60))
    )
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await ended(server)


class TestServerThatStops:
    """On a server of its own, which is stopped, frozen and started again."""

    @pytest.fixture
    def home(self, tmp_path: Path) -> Iterator[Path]:
        """The folder of a server that is stopped in the end, wherever the test stopped."""
        yield tmp_path / "server"
        with suppress(NotRunning):
            stop_server(tmp_path / "server")

    async def test_reads_recover_and_a_repeated_load_leaves_the_same_graph(self, home: Path) -> None:
        server = start(home)
        facts = [build.person("t:P", "王五"), build.party("t:F", "企业"), build.role("t:P", "t:F")]
        async with opened(server, write=True) as store:
            await put(store, *facts)
            before = await store.digest()
            stop_server(home)
            with pytest.raises(StoreUnreachable):
                await store.view(1)
            with pytest.raises(StoreUnreachable):
                await put(store, *facts, minute=1)
            start(home, urlsplit(server.url).port or 0)
            assert (await store.counts())["party"] == 2
            assert (await put(store, *facts, minute=2)).unchanged == 3
            assert await store.digest() == before

    async def test_stopped_during_a_query_and_during_a_load(self, home: Path) -> None:
        server = start(home)
        async with opened(server, write=True) as store:
            await put(store, *people(0))
            view, loaded, is_under_way = await today(store), list[int](), asyncio.Event()
            patient = Budget(seconds=60)  # the server may take a while to end: that is not what is asked here

            async def ask_on() -> None:
                while True:
                    await store.expand(view, [PublicId("t:P0-0")], None, Direction.BOTH, patient)

            async def load_on() -> None:
                for number in count():
                    await put(store, *people(number), minute=1)
                    loaded.append(number)
                    if len(loaded) == 2:
                        is_under_way.set()

            async with both(ask_on(), load_on()) as tasks:
                await asyncio.wait_for(is_under_way.wait(), timeout=60)
                await asyncio.to_thread(stop_server, home)
                for found in await asyncio.gather(*tasks, return_exceptions=True):
                    assert isinstance(found, StoreUnreachable)
                    assert found.hint
            assert len(loaded) >= 2
            start(home, urlsplit(server.url).port or 0)
            again = [person for number in range(len(loaded) + 1) for person in people(number)]
            await put(store, *again, minute=2)
            assert await store.counts() == {"party": len(again)}

    async def test_a_database_that_was_set_read_only(self, home: Path) -> None:
        server = start(home)
        async with opened(server, write=True) as store:
            await put(store, build.person("t:P", "王五"))
        stop_server(home)
        start(home, urlsplit(server.url).port or 0, "server.databases.read_only=neo4j")
        with pytest.raises(StoreReadOnly):
            async with opened(server, write=True) as store:
                await put(store, build.person("t:Q", "赵六"), minute=1)
        async with opened(server) as store:
            assert (await store.counts())["party"] == 1

    async def test_a_server_that_is_silent_for_a_while(self, server: Neo4jServer, store: Store) -> None:
        if not server.pid:
            pytest.skip("the servers that run already are not ours to freeze")
        await put(store, build.person("t:P", "王五"))
        view = await today(store)
        os.kill(server.pid, signal.SIGSTOP)
        try:
            with pytest.raises((BudgetExceeded, StoreUnreachable)):
                await store.expand(view, [PublicId("t:P")], None, Direction.BOTH, Budget(seconds=1))
        finally:
            os.kill(server.pid, signal.SIGCONT)
        assert await store.parties(view, [PublicId("t:P")])
