"""One graph on a server, many at it: readers while a writer writes, writers at once, one that is killed, one whose line is cut."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path

import pytest

from xinmai.bootstrap import open_store
from xinmai.errors import StoreUnreachable
from xinmai.model.fact import Fact
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction
from xinmai.ports.store import Store

from support.bundles import Row, Tables, load_into, write_bundle
from support.contract_base import TODAY, at, put
from support.facts import holds, party, pid, source
from support.neo4j_servers import Neo4jServer
from support.proxy import Wire, wire_to

ROUNDS = 12
SIZE = 30
TESTS = Path(__file__).parents[1]

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def server(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Neo4jServer:
    return neo4j_servers[0]


def said_in(number: int) -> list[Fact]:
    """Return a chain of holdings of one share, which says in which round it was said."""
    firms = [party(f"a:{n}") for n in range(SIZE)]
    chain = [holds(f"a:{n}", f"a:{n + 1}", str(number)) for n in range(SIZE - 1)]
    return [source(), *firms, *chain]


async def shares(store: Store, view: View) -> set[int | None]:
    """Return the shares of all holdings of the chain, once it is sure that there are as many as there should be."""
    chain = await store.closure(view, [pid("a:0")], None, Direction.OUT, Budget(seconds=30))
    assert len(chain.relations) == (SIZE - 1 if view.revision else 0)
    return {relation.share for relation in chain.relations}


async def read_on(store: Store, writing: asyncio.Task[None]) -> list[int]:
    """Read the newest view and an older one until the writer has ended; return the revisions seen."""
    chance = random.Random(1)  # noqa: S311 - picks views
    seen: dict[int, View] = {}
    while not writing.done():
        view = await store.view(TODAY)
        seen[view.revision] = view
        for each in (view, chance.choice(list(seen.values()))):
            assert await shares(store, each) == ({each.revision * 10_000_000} if each.revision else set())
    return list(seen)


async def test_readers_see_whole_revisions_while_versions_end(server: Neo4jServer) -> None:
    writer = await server.new_store()

    async def write() -> None:
        for number in range(1, ROUNDS + 1):
            await put(writer, *said_in(number), minute=number)

    readers = [await open_store(server.url, login=server.login) for _ in range(4)]
    writing = asyncio.create_task(write())
    for seen in await asyncio.gather(*(read_on(reader, writing) for reader in readers)):
        assert seen == sorted(seen)
    await writing
    for store in (*readers, writer):
        await store.close()


def people(size: int) -> list[Row]:
    return [{"id": f"p{n}", "kind": "person", "name": f"某{n}"} for n in range(size)]


def links(size: int) -> list[Row]:
    return [{"id": f"r{n}", "kind": "kin", "from": f"p{n}", "to": f"p{(n + 1) % size}"} for n in range(size)]


def delivery(size: int) -> Tables:
    return {"parties": people(size), "relations": links(size)}


async def test_loads_at_once_take_turns(server: Neo4jServer, tmp_path: Path) -> None:
    paths = [write_bundle(tmp_path / name, delivery(300), namespace=name, mode="snapshot") for name in "abc"]
    stores = [await server.new_store()]
    stores += [await open_store(server.url, write=True, login=server.login) for _ in "bc"]
    pairs = list(zip(stores, paths, strict=True))
    loads = await asyncio.gather(*(load_into(store, path) for store, path in pairs))
    assert [(loaded.rejects, loaded.report.added) for loaded in loads] == [([], 600)] * 3
    assert await stores[0].counts() == {"source": 3, "party": 900, "relation": 900}
    again = await asyncio.gather(*(load_into(store, path) for store, path in pairs))
    assert [loaded.changes() for loaded in again] == [(0, 0, 0)] * 3
    for store in stores:
        await store.close()


async def test_one_delivery_loaded_twice_at_once_is_loaded_once(server: Neo4jServer, tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "a", delivery(300), mode="snapshot")
    stores = [await server.new_store(), await open_store(server.url, write=True, login=server.login)]
    loads = await asyncio.gather(*(load_into(store, path) for store in stores))
    assert sum(loaded.report.added for loaded in loads) == 600
    assert await stores[0].counts() == {"source": 1, "party": 300, "relation": 300}
    for store in stores:
        await store.close()


def is_killed(server: Neo4jServer, bundle: Path, seconds: float) -> bool:
    """Start a load in a process of its own and kill it so long after it has opened the store; say whether it still ran."""
    login = {"XINMAI_NEO4J_USER": server.login.user, "XINMAI_NEO4J_PASSWORD": server.login.password}
    environment = {**os.environ, "PYTHONPATH": str(TESTS), **{k: v for k, v in login.items() if v}}
    command = [sys.executable, "-m", "support.load_once", server.url, str(bundle)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
    return process.returncode < 0


async def outcome(server: Neo4jServer, bundles: list[Path], *, kills: bool) -> tuple[str, dict[str, int]]:
    """Return what stands in the graph when some deliveries were loaded, each killed a few times before."""
    await (await server.new_store()).close()
    found: tuple[str, dict[str, int]] = ("", {})
    killed = 0
    for path in bundles:
        for tenth in range(1, 4) if kills else ():
            killed += await asyncio.to_thread(is_killed, server, path, tenth / 10)
        store = await open_store(server.url, write=True, login=server.login)
        await load_into(store, path)
        found = await facts_of(store)
        await store.close()
    assert killed or not kills
    return found


async def facts_of(store: Store) -> tuple[str, dict[str, int]]:
    """Return what holds, whichever revision said it."""
    view = await store.view(TODAY)
    found: list[Fact] = []
    for kind in ("party", "relation"):
        async for batch in store.scan(view, kind):
            found += batch
    stated = sorted(f"{fact.key} {getattr(fact, 'title', '')}" for fact in found)
    return "\n".join(stated), await store.counts()


async def test_a_load_that_is_killed_and_run_again_leaves_the_same_graph(
    server: Neo4jServer, tmp_path: Path
) -> None:
    later: list[Row] = [{**row, "title": "改" if n % 3 else ""} for n, row in enumerate(links(2_300))]
    second: Tables = {"parties": people(2_300), "relations": later}
    bundles = [
        write_bundle(tmp_path / "1", delivery(2_500), mode="snapshot"),
        write_bundle(tmp_path / "2", second, mode="snapshot", retrieved_on="2026-02-01"),
    ]
    assert await outcome(server, bundles, kills=True) == await outcome(server, bundles, kills=False)


async def in_time(work: Awaitable[object], wire: Wire, seconds: float) -> None:
    """Do some work that may end because the server is away; the wire is mended after some seconds."""
    asyncio.get_running_loop().call_later(seconds, wire.mend)
    with suppress(StoreUnreachable):
        await work


async def test_a_line_that_is_cut_for_ten_seconds(server: Neo4jServer) -> None:
    await (await server.new_store()).close()
    async with wire_to(server.url) as (wire, near):
        store = await open_store(near, write=True, login=server.login)
        await put(store, *said_in(1))
        wire.cut()
        with pytest.raises(StoreUnreachable) as caught:
            await store.view(TODAY)
        assert caught.value.code == "STORE_UNREACHABLE"
        assert caught.value.hint
        await in_time(put(store, *said_in(2), minute=1), wire, 10)
        assert (await store.view(TODAY)).revision in {1, 2}
        await put(store, *said_in(2), minute=2)
        assert await shares(store, await store.view(TODAY)) == {20_000_000}
        await store.close()


@pytest.mark.parametrize("skipped", range(4))
async def test_a_commit_of_which_no_answer_came_is_not_done_twice(server: Neo4jServer, skipped: int) -> None:
    await (await server.new_store()).close()
    async with wire_to(server.url) as (wire, near):
        store = await open_store(near, write=True, login=server.login)
        await put(store, *said_in(1))
        left = [skipped]

        def is_commit(piece: bytes) -> bool:
            if not piece.endswith(COMMIT):
                return False
            left[0] -= 1
            return left[0] == -1

        wire.hears = is_commit
        await in_time(store.apply(said_in(2), key="twice", at=at(1)), wire, 2)
        assert left[0] < 0
        wire.hears = lambda _: False
        wire.mend()
        applied = await store.apply(said_in(2), key="twice", at=at(1))
        assert applied.revision == 2
        view = await store.view(TODAY)
        assert view.revision == 2
        assert await shares(store, view) == {20_000_000}
        key = said_in(1)[-1].key
        assert len((await store.histories(view, [key]))[key]) == 2
        await store.close()


COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message COMMIT of Bolt as the driver sends it: its length, no fields, 0x12, the end."""
