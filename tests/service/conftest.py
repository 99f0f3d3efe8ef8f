"""Services are asked on the made network in an embedded store, and on small drawn facts in the plain model store."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support.made_network import load_network


@pytest.fixture(scope="session")
def network_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Load the made network once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('network') / 'network.db'}"

    async def fill() -> None:
        store = await open_store(url, write=True)
        await load_network(store)
        await store.close()

    asyncio.run(fill())
    return url


@pytest.fixture
async def network(network_url: str) -> AsyncIterator[Store]:
    store = await open_store(network_url)
    yield store
    await store.close()
