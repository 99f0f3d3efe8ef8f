"""The ownership cases with known answers, asked of an embedded store."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support import facts as build
from support.vector_questions import ASKED, Case, expected, load_cases
from support.vectors import Query, assert_matches, queries

DAY = build.day("2025-06-01")
QUERIES = [query for query in queries() if query.operator in ASKED]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('vectors') / 'vectors.db'}"

    async def fill() -> None:
        store = await open_store(address, write=True)
        await load_cases(store)
        await store.close()

    asyncio.run(fill())
    return address


@pytest.fixture
async def filled(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
async def test_case(query: Query, filled: Store) -> None:
    got = await ASKED[query.operator](Case(filled, await filled.view(DAY), query))

    assert_matches(expected(query), got, query.tolerance)
