"""On a graph made to hurt every question is answered or stopped in its time, and leaves nothing running at the server."""

import asyncio

import pytest

from bench.hostile import CORE, LEAVES, QUESTIONS, ask, fill, left
from xinmai.bootstrap import open_store

from support.contract_base import TODAY
from support.neo4j_servers import Neo4jServer

SECONDS = 0.3
TRIES = 20


@pytest.fixture(scope="module")
def hostile(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Neo4jServer:
    server = neo4j_servers[0]

    async def make() -> None:
        store = await server.new_store()
        async with server.driver() as driver:
            await fill(store, driver)
            (row,) = (await driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS links")).records
        assert row["links"] >= LEAVES + CORE * (CORE - 1)
        await store.close()
        await server.forget_plans()

    asyncio.run(make())
    return server


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_ends_and_leaves_nothing_behind(name: str, hostile: Neo4jServer) -> None:
    async def end() -> tuple[str, int]:
        store = await open_store(hostile.url, login=hostile.login)
        said = await ask(store, await store.view(TODAY), QUESTIONS[name], SECONDS)
        await store.close()
        return said, await _left(hostile)

    assert asyncio.run(end()) in {("answered", 0), ("stopped", 0)}


async def _left(server: Neo4jServer) -> int:
    """Return how many statements still run at the server, given a moment to end."""
    running = 1
    async with server.driver() as driver:
        for _ in range(TRIES):
            running = running and await left(driver)
    return running
