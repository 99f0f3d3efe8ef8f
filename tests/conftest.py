"""Fixture policy.

Pure tests (model, rules, analysis) draw small graphs with `support.graphs` and `support.drawn`: nothing is opened.
Stores: `StoreContract` runs on every engine (Neo4j: two servers, `support.neo4j_servers`); a test that needs a graph opens the embedded store in `tmp_path`.
Answers: the demo network in seed/demo, whose README states them. Real data (../shared/data) is read in place, never copied;
such a test is skipped with a reason where it is absent.
"""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import settings

from xinmai.bootstrap import open_store

pytest.register_assert_rewrite("support")

from support.asking import load_seed  # noqa: E402 - as below
from support.neo4j_servers import Neo4jServer, running  # noqa: E402 - after its asserts are told to explain themselves
from support.shared_data import loaded  # noqa: E402 - as above

settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Neo4jServer, Neo4jServer]]:
    """Two servers, started once a run."""
    with running(tmp_path_factory.mktemp("neo4j")) as servers:
        yield servers


@pytest.fixture(scope="session")
def ashare_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that holds the listed companies of 2020; nobody writes to it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('ashare') / 'store.db'}"

    async def fill() -> None:
        store = await open_store(url, write=True)
        await loaded(store, "ashare-2020")
        await store.close()

    asyncio.run(fill())
    return url


@pytest.fixture(scope="module")
def seeded(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Neo4jServer:
    """A server that holds the seed."""

    async def fill() -> None:
        store = await neo4j_servers[0].new_store()
        await load_seed(store)
        await store.close()

    asyncio.run(fill())
    return neo4j_servers[0]
