"""What the parts of the store contract share: stores, back doors, small helpers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from xinmai.model.answers import Applied
from xinmai.model.fact import Fact
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store

from support.facts import day

T = TypeVar("T")

TODAY = day("2020-06-15")
PAGE = Page(first=10_000)
BUDGET = Budget(seconds=60)


class Raw(NamedTuple):
    """One version as the engine holds it."""

    key: str
    kind: str
    recorded_from: int
    recorded_to: int | None
    payload: str | None
    """``model.facts.encode`` of the content; None if it was erased."""


class ContractBase:
    """An engine's tests supply these three; the rest of the contract uses only them and the port."""

    async def open(self, folder: Path) -> Store:
        """Return a new, empty store that may be written."""
        raise NotImplementedError

    async def raw_write(self, store: Store, facts: Sequence[Fact], at: datetime) -> None:
        """Put facts without links into the engine as its next revision, not through the port."""
        raise NotImplementedError

    async def raw_read(self, store: Store) -> list[Raw]:
        """Return every version that the engine holds, in any order, not through the port."""
        raise NotImplementedError

    @pytest.fixture
    async def store(self, tmp_path: Path) -> AsyncIterator[Store]:
        store = await self.open(tmp_path / "one")
        yield store
        await store.close()

    @pytest.fixture
    async def twin(self, tmp_path: Path) -> AsyncIterator[Store]:
        """A second store of the same engine, to compare with."""
        store = await self.open(tmp_path / "two")
        yield store
        await store.close()


def at(minute: int) -> datetime:
    """Return the instant of a write."""
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)


async def put(store: Store, *facts: Fact, minute: int = 0, namespace: str = "a") -> Applied:
    """Write facts as one batch that must be taken whole."""
    async with store.load(namespace) as load:
        applied = await load.apply(facts, at(minute))
    assert applied.refused == ()
    return applied


async def snapshot(store: Store, *facts: Fact, minute: int = 0, namespace: str = "a") -> Applied:
    """Load a whole snapshot; return what its end did."""
    async with store.load(namespace) as load:
        await load.apply(facts, at(minute))
        return await load.finish(at(minute), close_unsaid=True, rejects={})


async def today(store: Store, sees: Visibility = Visibility.PUBLIC) -> View:
    """Return the newest view of the contract's day."""
    return await store.view(TODAY, sees=sees)


async def pages(read: Callable[[Page], Awaitable[Slice[T]]], first: int) -> tuple[tuple[T, ...], int]:
    """Walk a list page by page; return its items and its total, having checked that the pages agree."""
    items: list[T] = []
    page = await read(Page(first=first))
    while True:
        assert len(page.cursors) == len(page.items) <= first
        items += page.items
        assert page.has_next == (len(items) < (page.total or 0))
        if not page.has_next:
            assert page.total is not None
            return tuple(items), page.total
        assert page.items, "a page with a next one is not empty"
        following = await read(Page(first=first, after=page.cursors[-1]))
        assert following.total == page.total
        page = following


def ids_of(graph: Subgraph) -> list[str]:
    """Return the ids of all nodes of an answer, parties first."""
    return [*(party.id for party in graph.parties), *(node.id for node in graph.others)]


def relation_ids(graph: Subgraph) -> list[str]:
    return [relation.id for relation in graph.relations]
