"""An empty embedded store, deliveries into it, and what the good rows alone make of it."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support.bundles import GOOD, Deliver, Loaded, Tables, load_into, write_bundle


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}", write=True)
    yield store
    await store.close()


@pytest.fixture
def deliver(store: Store, tmp_path: Path) -> Deliver:
    numbers = count(1)

    async def load(tables: Tables, ending: str = "", **manifest: str | int) -> Loaded:
        return await load_into(store, write_bundle(tmp_path / f"{next(numbers)}{ending}", tables, **manifest))

    return load


@pytest.fixture(scope="session")
def good_digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Digest of a store into which only the good rows were loaded."""
    folder = tmp_path_factory.mktemp("good")

    async def fill() -> str:
        store = await open_store(f"sqlite:///{folder / 'store.db'}", write=True)
        assert (await load_into(store, write_bundle(folder / "bundle", GOOD))).rejects == []
        digest = await store.digest()
        await store.close()
        return digest

    return asyncio.run(fill())


@pytest.fixture(scope="session")
def untouched_digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Digest of a store that nothing was ever loaded into."""

    async def fill() -> str:
        store = await open_store(f"sqlite:///{tmp_path_factory.mktemp('new') / 'store.db'}", write=True)
        digest = await store.digest()
        await store.close()
        return digest

    return asyncio.run(fill())
