"""A store copied as a whole answers as the one that it was made from, at every revision, and goes on as that would."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from xinmai.bootstrap import open_store
from xinmai.errors import CopyDiffers, StoreLocked, StoreNotEmpty, StoreUnfinished
from xinmai.ports.archive import Archive
from xinmai.service import copy as copying
from xinmai.service.copy import copy

from support.neo4j_servers import Neo4jServer
from support.operations import Operations

SEEDS = (3, 17)
STEPS = 14
QUESTIONS = 6


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def silent(what: str, number: int) -> None:
    """Watch a copy and say nothing."""


async def grown(path: Path, seed: int) -> tuple[Archive, Operations, Random]:
    """Return a store with changed, closed, erased, hidden and said-again facts of several namespaces."""
    store, operations, random = await open_store(url(path), write=True), Operations(), Random(seed)  # noqa: S311 - made-up facts, not secrets
    for _ in range(STEPS):
        await operations.draw(random)[1](store)
    return store, operations, random


async def compare(one: Archive, other: Archive, operations: Operations, random: Random) -> None:
    for _ in range(QUESTIONS):
        said, ask = operations.question(random)
        assert await ask(one) == await ask(other), said
    assert await one.journal(0, 1000) == await other.journal(0, 1000)


async def go_on_alike(one: Archive, other: Archive, operations: Operations, random: Random) -> None:
    for _ in range(4):
        name, work = operations.draw(random)
        assert await work(one) == await work(other), name
    await compare(one, other, operations, random)


async def copied(source: Archive, target: str) -> Archive:
    """Return the copy, opened as any other store."""
    filling = await open_store(target, write=True, restoring=True)
    report = await copy(source, filling, silent)
    await filling.close()
    assert report.digest == await source.digest()
    return await open_store(target, write=True)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_copied_file_answers_and_goes_on_as_the_first(seed: int, tmp_path: Path) -> None:
    source, operations, random = await grown(tmp_path / "a.db", seed)
    target = await copied(source, url(tmp_path / "b.db"))
    assert await source.stored(0, 10_000) == await target.stored(0, 10_000)
    await compare(source, target, operations, random)
    await go_on_alike(source, target, operations, random)
    await source.close()
    await target.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", SEEDS)
def test_there_and_back_over_a_server(
    seed: int, tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    asyncio.run(_there_and_back(seed, tmp_path, neo4j_servers[0]))


async def _there_and_back(seed: int, tmp_path: Path, server: Neo4jServer) -> None:
    source, operations, random = await grown(tmp_path / "a.db", seed)
    await (await server.new_store()).close()
    filling = await open_store(server.url, write=True, login=server.login, restoring=True)
    await copy(source, filling, silent)
    await filling.close()
    there = await open_store(server.url, write=True, login=server.login)
    back = await copied(there, url(tmp_path / "b.db"))
    await compare(source, there, operations, random)
    assert await source.stored(0, 10_000) == await back.stored(0, 10_000)
    await go_on_alike(source, there, operations, random)
    await source.close()
    await there.close()
    await back.close()


class Stopped(Exception):
    """The process ended here."""


def stopping(at: int) -> Callable[[str, int], None]:
    """Return a watch that ends the copy after some steps."""
    seen: list[int] = []

    def watch(what: str, number: int) -> None:
        seen.append(number)
        if len(seen) == at:
            raise Stopped

    return watch


async def broken_off(source: Archive, open_target: Callable[[], Any], steps: Sequence[int]) -> None:
    """Begin a copy several times, each of which ends after some steps."""
    for at in steps:
        filling = await open_target()
        with pytest.raises(Stopped):
            await copy(source, filling, stopping(at))
        await filling.close()


async def test_a_copy_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_BATCH", 40)
    source, operations, random = await grown(tmp_path / "a.db", 5)
    target = url(tmp_path / "b.db")
    await broken_off(source, lambda: open_store(target, write=True, restoring=True), (1, 2, 3, 3))
    for write in (False, True):
        with pytest.raises(StoreUnfinished, match=r"b\.db"):
            await open_store(target, write=write)
    whole = await copied(source, target)
    await compare(source, whole, operations, random)
    await source.close()
    await whole.close()


@pytest.mark.timeout(300)
def test_a_copy_to_a_server_that_was_stopped_goes_on(
    tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_BATCH", 40)
    asyncio.run(_stopped_on_a_server(tmp_path, neo4j_servers[0]))


async def _stopped_on_a_server(tmp_path: Path, server: Neo4jServer) -> None:
    source, operations, random = await grown(tmp_path / "a.db", 5)
    await (await server.new_store()).close()

    def target(*, restoring: bool = True) -> Any:
        return open_store(server.url, write=True, login=server.login, restoring=restoring)

    await broken_off(source, target, (1, 2, 3, 3))
    with pytest.raises(StoreUnfinished, match="bolt"):
        await target(restoring=False)
    filling = await target()
    await copy(source, filling, silent)
    await filling.close()
    whole = await target(restoring=False)
    await compare(source, whole, operations, random)
    await source.close()
    await whole.close()


async def test_a_store_with_other_content_is_left_alone(tmp_path: Path) -> None:
    source, _, _ = await grown(tmp_path / "a.db", 1)
    other, _, _ = await grown(tmp_path / "b.db", 2)
    before = await other.digest()
    await other.close()
    filling = await open_store(url(tmp_path / "b.db"), write=True, restoring=True)
    with pytest.raises(StoreNotEmpty, match=r"b\.db"):
        await copy(source, filling, silent)
    await filling.close()
    untouched = await open_store(url(tmp_path / "b.db"))
    assert await untouched.digest() == before
    await untouched.close()
    await source.close()


async def test_an_unfinished_copy_of_something_else_is_left_alone(tmp_path: Path) -> None:
    source, operations, random = await grown(tmp_path / "a.db", 1)
    target = url(tmp_path / "b.db")
    await broken_off(source, lambda: open_store(target, write=True, restoring=True), (1,))
    before = await source.digest()
    while await source.digest() == before:
        await operations.draw(random)[1](source)
    filling = await open_store(target, write=True, restoring=True)
    with pytest.raises(StoreNotEmpty):
        await copy(source, filling, silent)
    await filling.close()
    await source.close()


async def test_a_second_copy_of_the_same_does_nothing(tmp_path: Path) -> None:
    source, _, _ = await grown(tmp_path / "a.db", 1)
    first = await copied(source, url(tmp_path / "b.db"))
    await first.close()
    filling = await open_store(url(tmp_path / "b.db"), write=True, restoring=True)
    seen: list[str] = []
    await copy(source, filling, lambda what, _: seen.append(what))
    assert seen == []
    await filling.close()
    await source.close()


async def test_a_source_that_was_written_to_meanwhile_is_found(tmp_path: Path) -> None:
    source, operations, random = await grown(tmp_path / "a.db", 1)
    target = await open_store(url(tmp_path / "b.db"), write=True, restoring=True)
    restore, newest = target.restore, (await source.view(0)).revision

    class Meddling:
        """Writes to the source while the copy goes on."""

        def __init__(self) -> None:
            self._restore = restore()

        def __getattr__(self, name: str) -> Any:
            return getattr(self._restore, name)

        async def revisions(self, revisions: Any) -> None:
            while (await source.view(0)).revision == newest:
                await operations.draw(random)[1](source)
            await self._restore.revisions(revisions)

    target.restore = Meddling  # type: ignore[method-assign]
    with pytest.raises(CopyDiffers, match="meanwhile"):
        await copy(source, target, silent)
    await target.close()
    with pytest.raises(StoreUnfinished):
        await open_store(url(tmp_path / "b.db"))
    await source.close()


async def two_at_once(source: Archive, open_target: Callable[[], Any]) -> None:
    """Begin a copy, let another one go on with it, and then go on with the first."""
    first, second = await open_target(), await open_target()
    digest, stored = await source.digest(), await source.stored(0, 10_000)
    restores = [first.restore(), second.restore()]
    stands = [await restore.begin(digest) for restore in restores]
    assert stands == [(0, 0, 0)] * 2
    await restores[1].facts(stored)
    with pytest.raises(StoreLocked, match="copying into it too"):
        await restores[0].facts(stored)
    await restores[1].links(stored)
    with pytest.raises(StoreLocked):
        await restores[0].links(stored)
    await first.close()
    await copy(source, second, silent)
    await second.close()


async def test_of_two_copies_into_one_file_one_is_refused(tmp_path: Path) -> None:
    source, _, _ = await grown(tmp_path / "a.db", 3)
    target = url(tmp_path / "b.db")
    await two_at_once(source, lambda: open_store(target, write=True, restoring=True))
    whole = await open_store(target, write=True)
    assert await whole.stored(0, 10_000) == await source.stored(0, 10_000)
    await source.close()
    await whole.close()


@pytest.mark.timeout(300)
def test_of_two_copies_into_one_server_one_is_refused(
    tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    asyncio.run(_two_at_a_server(tmp_path, neo4j_servers[0]))


async def _two_at_a_server(tmp_path: Path, server: Neo4jServer) -> None:
    source, _, _ = await grown(tmp_path / "a.db", 3)
    before = await server.new_store()
    await two_at_once(source, lambda: open_store(server.url, write=True, login=server.login, restoring=True))
    await before.close()
    whole = await open_store(server.url, write=True, login=server.login)
    assert await whole.digest() == await source.digest()
    assert [len(each.versions) for each in await whole.stored(0, 10_000)] == [
        len(each.versions) for each in await source.stored(0, 10_000)
    ]
    await source.close()
    await whole.close()


@pytest.mark.timeout(300)
def test_a_graph_with_a_write_that_has_not_ended_is_not_copied(
    tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    asyncio.run(_unpublished(tmp_path, neo4j_servers[0]))


async def _unpublished(tmp_path: Path, server: Neo4jServer) -> None:
    await (await server.new_store()).close()
    source = await open_store(server.url, write=True, login=server.login)
    operations, random = Operations(), Random(1)  # noqa: S311 - made-up facts, not secrets
    await operations.draw(random)[1](source)
    async with server.driver() as driver:
        await driver.execute_query("MATCH (store:Store) SET store.published = store.published - 1")
    target = await open_store(url(tmp_path / "b.db"), write=True, restoring=True)
    with pytest.raises(CopyDiffers, match="has not ended"):
        await copy(source, target, silent)
    await source.close()
    await target.close()


async def test_an_empty_store_is_copied_too(tmp_path: Path) -> None:
    source = await open_store(url(tmp_path / "a.db"), write=True)
    target = await copied(source, url(tmp_path / "b.db"))
    assert await target.counts() == {}
    await source.close()
    await target.close()
