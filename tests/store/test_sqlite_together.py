"""One writer and many readers, and several writers that take turns: nobody sees anything half written."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import Direction
from xinmai.store.sqlite import SqliteStore, open_sqlite

from support.bundles import GOOD, Row, Tables, load_into, write_bundle
from support.facts import holds, party, pid

BATCHES = 20
SIZE = 50
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def sound(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


async def write_all(store: SqliteStore) -> None:
    """Write chains of holdings, one revision each."""
    for number in range(BATCHES):
        first = number * SIZE
        facts = [party(f"a:{n}") for n in range(first, first + SIZE)]
        links = [holds(f"a:{n}", f"a:{n + 1}", "51") for n in range(first, first + SIZE - 1)]
        await store.apply([*facts, *links], key=f"batch {number}", at=NOW + timedelta(minutes=number))


async def read_all(store: SqliteStore) -> list[int]:
    """Read until everything is written; check that each view shows whole revisions. Return the revisions seen."""
    seen: list[int] = []
    while not seen or seen[-1] < BATCHES:
        view = await store.view(as_of=0)
        seen.append(view.revision)
        page = await store.listing(view, "party", Page(first=1))
        assert page.total == view.revision * SIZE
        chain = await store.closure(view, [pid("a:0")], None, Direction.OUT, Budget())
        assert len(chain.parties) == (SIZE if view.revision else 0)
    return seen


async def test_readers_see_whole_revisions_while_a_writer_writes(tmp_path: Path) -> None:
    store = await open_sqlite(str(tmp_path / "store.db"), write=True)
    readers = [asyncio.create_task(read_all(store)) for _ in range(6)]
    await write_all(store)
    for seen in await asyncio.gather(*readers):
        assert seen == sorted(seen)
    await store.close()


async def test_one_question_is_answered_from_one_state(tmp_path: Path) -> None:
    store = await open_sqlite(str(tmp_path / "store.db"), write=True)
    await store.apply([party("a:1")], key="1", at=NOW)
    between, written = threading.Event(), threading.Event()

    def count_twice(connection: sqlite3.Connection) -> tuple[int, int]:
        count = "SELECT count(*) FROM fact"
        first = connection.execute(count).fetchone()[0]
        between.set()
        assert written.wait(30)
        return first, connection.execute(count).fetchone()[0]

    reading = asyncio.create_task(store._reader.run(60, count_twice))
    await asyncio.to_thread(between.wait, 30)
    await store.apply([party("a:2")], key="2", at=NOW)
    written.set()
    assert await reading == (1, 1)
    assert await store.counts() == {"party": 2}
    await store.close()


def delivery(size: int) -> Tables:
    people: list[Row] = [{"id": f"p{n}", "kind": "person", "name": f"某{n}"} for n in range(size)]
    links: list[Row] = [
        {"id": f"r{n}", "kind": "kin", "from": f"p{n}", "to": f"p{(n + 1) % size}"} for n in range(size)
    ]
    return {"parties": people, "relations": links}


@pytest.mark.parametrize("is_shared", [True, False], ids=["one-store", "two-stores"])
async def test_two_loads_at_once_take_turns(is_shared: bool, tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    names = ["a", "b", "c"]
    bundles = [
        write_bundle(tmp_path / name, delivery(2_000), namespace=name, mode="snapshot") for name in names
    ]
    shared = [await open_sqlite(str(file), write=True)]
    stores = shared * 3 if is_shared else [await open_sqlite(str(file), write=True) for _ in names]
    loads = await asyncio.gather(
        *(load_into(store, path) for store, path in zip(stores, bundles, strict=True))
    )
    assert [(loaded.rejects, loaded.report.added) for loaded in loads] == [([], 4_000)] * 3
    assert await shared[0].counts() == {"source": 3, "party": 6_000, "relation": 6_000}
    again = await asyncio.gather(
        *(load_into(store, path) for store, path in zip(stores, bundles, strict=True))
    )
    assert [loaded.changes() for loaded in again] == [(0, 0, 0)] * 3
    for store in {*stores, *shared}:
        await store.close()
    assert sound(file)


async def test_one_delivery_loaded_twice_at_once_is_loaded_once(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    path = write_bundle(tmp_path / "a", delivery(1_000), mode="snapshot")
    stores = [await open_sqlite(str(file), write=True) for _ in range(2)]
    loads = await asyncio.gather(*(load_into(store, path) for store in stores))
    assert sum(loaded.report.added for loaded in loads) == 2_000
    assert await stores[0].counts() == {"source": 1, "party": 1_000, "relation": 1_000}
    for store in stores:
        await store.close()
    assert sound(file)


async def test_many_may_create_one_store_at_once(tmp_path: Path) -> None:
    for number in range(5):
        file = tmp_path / f"{number}.db"
        stores = await asyncio.gather(*(open_sqlite(str(file), write=True) for _ in range(8)))
        loads = await asyncio.gather(
            *(
                load_into(store, write_bundle(tmp_path / f"{number}-{n}", GOOD))
                for n, store in enumerate(stores)
            )
        )
        assert all(loaded.rejects == [] for loaded in loads)
        for store in stores:
            await store.close()
        assert sound(file)
