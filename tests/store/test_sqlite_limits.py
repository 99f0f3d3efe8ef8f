"""A question's time limit and its caller's going away really stop the engine; what was stopped leaves no trace."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xinmai.errors import BudgetExceeded, StoreReadOnly
from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import Direction
from xinmai.store.sqlite import SqliteStore, open_sqlite

from support.facts import holds, party, pid

SIZE = 100
ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
READERS = 4


@pytest.fixture
async def dense(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store in which everybody holds a share in everybody else."""
    store = await open_sqlite(str(tmp_path / "store.db"), write=True)
    facts = [party(f"a:{n}") for n in range(SIZE)]
    links = [holds(f"a:{n}", f"a:{m}", "1") for n in range(SIZE) for m in range(SIZE) if n != m]
    await store.apply([*facts, *links], key="all", at=datetime(2026, 1, 1, tzinfo=UTC))
    yield store
    await store.close()


def endless(connection: sqlite3.Connection) -> None:
    connection.execute(ENDLESS).fetchone()


async def assert_works(store: SqliteStore) -> None:
    """Ask every connection something."""
    view = await store.view(as_of=0)
    pages = await asyncio.gather(*(store.listing(view, "party", Page(first=1)) for _ in range(3 * READERS)))
    assert {page.total for page in pages} == {SIZE}


async def ask(store: SqliteStore, question: str, budget: Budget) -> None:
    view, seeds = await store.view(as_of=0), [pid("a:0")]
    if question == "expand":
        await store.expand(view, seeds, None, Direction.BOTH, budget)
    elif question == "closure":
        await store.closure(view, seeds, None, Direction.BOTH, budget)
    else:
        others = [pid(f"a:{n}") for n in range(1, SIZE)]
        await asyncio.gather(*(store.shortest(view, seeds[0], other, None, budget) for other in others))


@pytest.mark.parametrize("question", ["expand", "closure", "shortest"])
async def test_a_question_beyond_its_time_is_stopped(question: str, dense: SqliteStore) -> None:
    started = time.monotonic()
    with pytest.raises(BudgetExceeded, match=r"stopped after 0\.001 s") as error:
        await ask(dense, question, Budget(seconds=0.001))
    assert time.monotonic() - started < 5
    assert (error.value.code, "raise the time limit" in error.value.hint) == ("BUDGET_EXCEEDED", True)
    await assert_works(dense)
    view = await dense.view(as_of=0)
    whole = await dense.closure(view, [pid("a:0")], None, Direction.BOTH, Budget(seconds=60))
    assert len(whole.relations) == SIZE * (SIZE - 1)


async def test_a_statement_that_would_run_for_ever_is_stopped_in_time(dense: SqliteStore) -> None:
    started = time.monotonic()
    with pytest.raises(BudgetExceeded):
        await dense._reader.run(0.2, endless)
    assert 0.2 <= time.monotonic() - started < 5
    await assert_works(dense)


async def test_time_in_the_queue_counts(dense: SqliteStore) -> None:
    started = time.monotonic()
    answers = await asyncio.gather(
        *(dense._reader.run(0.2, endless) for _ in range(3 * READERS)), return_exceptions=True
    )
    assert {type(answer) for answer in answers} == {BudgetExceeded}
    assert time.monotonic() - started < 5
    await assert_works(dense)


async def test_a_caller_that_goes_away_stops_its_statement(dense: SqliteStore) -> None:
    tasks = [asyncio.create_task(dense._reader.run(600, endless)) for _ in range(2 * READERS)]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    assert all(
        isinstance(end, asyncio.CancelledError)
        for end in await asyncio.gather(*tasks, return_exceptions=True)
    )
    await asyncio.wait_for(assert_works(dense), 20)


async def test_a_store_is_closed_at_once_though_a_caller_went_away(tmp_path: Path) -> None:
    store = await open_sqlite(str(tmp_path / "store.db"), write=True)
    task = asyncio.create_task(store._reader.run(600, endless))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait_for(store.close(), 20)
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_reader_cannot_write(dense: SqliteStore) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM fact")

    digest = await dense.digest()
    with pytest.raises(StoreReadOnly, match=r"store\.db"):
        await dense._reader.run(5, write)
    assert await dense.digest() == digest
