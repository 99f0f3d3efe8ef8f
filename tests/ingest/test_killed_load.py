"""A load that is killed at any instant and run again leaves what a load that ran once leaves (DESIGN 3, invariant 11)."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import msgspec
import pytest

from xinmai.store.sqlite import open_sqlite

from support.bundles import Row, Tables, load_into, write_bundle

TESTS = Path(__file__).parents[1]
BATCHES = 7
"""Lines of a load in a process of its own before its last but one batch."""
TABLES = {
    "fact": "*",
    "fact_past": "*",
    "arc": "*",
    "arc_past": "*",
    "term": "*",
    "name": "*",
    "altered": "*",
    "namespace": "*",
    "reject": "*",
    "revision": "number, key, first_fid, end_fid",
}
"""What must be equal: everything but the instants."""


def parties(random: Random, size: int) -> Iterator[Row]:
    for n in range(size):
        kind = random.choice(["enterprise", "person"])
        yield {
            "id": f"p{n}",
            "kind": kind,
            "name": f"某{random.randrange(size)}",
            "identifiers": f"other:{n}",
        }


def relations(random: Random, size: int, among: int) -> Iterator[Row]:
    """Yield relations; some dangle, some stand twice, some end."""
    for n in range(size):
        row = {"id": f"r{n}", "kind": random.choice(["holds", "director", "guarantees"]), "share": ""}
        row |= {"from": f"p{random.randrange(among + 5)}", "to": f"p{random.randrange(among)}", "ended": ""}
        row |= {"ended": "yes"} if n % 11 == 0 else {"share": f"{random.randrange(100)}.5"}
        yield row
        if n % 500 == 0:
            yield row
            yield {**row, "title": "另一说法"}


def delivery(seed: int, change: int) -> Tables:
    """Draw some 20,000 rows; ``change`` above 0 draws the next snapshot: some rows are new, changed, or gone."""
    random = Random(seed)  # noqa: S311 - the same rows in every run
    people = [row for n, row in enumerate(parties(random, 6_000)) if not change or n % 9]
    links = [row for n, row in enumerate(relations(random, 6_000, 6_000)) if not change or n % 7]
    for row in links[:: 10 if change else len(links)]:
        links[links.index(row)] = {**row, "title": f"第{change}次"}
    facts = [
        {"party": row["id"], "property": "status", "value": random.choice(["active", "revoked"])}
        for row in people[::2]
    ]
    cases = [
        {"id": f"c{n}", "kind": "lot", "parent": f"c{n + 700}" if n < 4_800 else ""} for n in range(5_500)
    ]
    return {"parties": people, "cases": cases, "party_facts": facts, "relations": links}


class Story(msgspec.Struct, frozen=True):
    """Deliveries, and what the store holds when each was loaded once."""

    bundles: tuple[Path, Path]
    before: tuple[Path | None, Path | None]
    """Store into which each is loaded."""
    content: tuple[str, str]
    digests: tuple[str, str]


def run_once(store: Path, bundle: Path) -> str:
    """Load in this process; return the content digest."""

    async def run() -> str:
        opened = await open_sqlite(str(store), write=True)
        try:
            await load_into(opened, bundle)
            return await opened.digest()
        finally:
            await opened.close()

    return asyncio.run(run())


def content(store: Path) -> str:
    """Return everything in a store but the instants, and check that its file is sound."""
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall())  # noqa: S608
            for table, columns in TABLES.items()
        }
    return repr(rows)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("once")
    first = write_bundle(folder / "first", delivery(1, 0), mode="snapshot")
    second = write_bundle(folder / "second", delivery(1, 1), mode="snapshot", retrieved_on="2026-02-01")
    store = folder / "store.db"
    digests = [run_once(store, first)]
    contents = [content(store)]
    middle = folder / "middle.db"
    shutil.copy(store, middle)
    digests.append(run_once(store, second))
    contents.append(content(store))
    return Story((first, second), (None, middle), (contents[0], contents[1]), (digests[0], digests[1]))


def is_killed(store: Path, bundle: Path, batches: int, seconds: float) -> bool:
    """Start a load in a process of its own, kill it after some batches and a moment more; say whether it still ran."""
    command = [sys.executable, "-m", "support.load_once", f"sqlite:///{store}", str(bundle)]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for _ in range(batches):
            process.stdout.readline()
        time.sleep(seconds)
        process.kill()
    return process.returncode == -signal.SIGKILL


def store_of_a_killed_load(folder: Path, story: Story, step: int, random: Random) -> Path:
    """Return what a load left that was killed at a random instant; one that ended before is tried again, killed earlier."""
    for batches in range(random.randint(1, BATCHES), 0, -1):
        store = folder / f"{batches}.db"
        before = story.before[step]
        if before is not None:
            shutil.copy(before, store)
        if is_killed(store, story.bundles[step], batches, random.uniform(0, 0.15)):
            return store
    raise AssertionError("a load is over before it has begun")


@pytest.mark.parametrize("instant", range(10))
def test_a_killed_load_run_again_equals_one_that_ran_once(instant: int, story: Story, tmp_path: Path) -> None:
    random = Random(instant)  # noqa: S311 - the same instants in every run
    step = instant % 2
    store = store_of_a_killed_load(tmp_path, story, step, random)
    assert run_once(store, story.bundles[step]) == story.digests[step]
    assert content(store) == story.content[step]
