"""Tests of the API ask the seed (the made network and the plan), loaded once into an embedded store.

A test that needs facts of its own writes them with ``support.facts`` into ``support.model_store.ModelStore``.
"""

import asyncio
import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from xinmai.bootstrap.stores import open_store
from xinmai.resources import resource

from support.asking import Asker, load_seed


@pytest.fixture(scope="session")
def seed_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('seed') / 'seed.db'}"

    async def fill() -> None:
        store = await open_store(url, write=True)
        await load_seed(store)
        await store.close()

    asyncio.run(fill())
    return url


@pytest.fixture
async def asker(seed_url: str) -> AsyncIterator[Asker]:
    store = await open_store(seed_url)
    yield Asker(store)
    await store.close()


@pytest.fixture
def expected_folder() -> Path:
    return Path(__file__).parent / "expected"


@pytest.fixture(scope="session")
def demo_number() -> str:
    """The made identity number of demo:S1-P2; nobody bears it."""
    with resource("seed", "demo", "parties.csv").open(encoding="utf-8", newline="") as lines:
        codes = next(row["identifiers"] for row in csv.DictReader(lines) if row["id"] == "S1-P2")
    return codes.removeprefix("cn_id:")
