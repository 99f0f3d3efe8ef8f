"""A view of the past costs look-ups too: no read goes through all adjacency or all facts of what holds."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from xinmai.model.filters import ANYTHING, Compare, Op
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.service.relations import at_end, of_kinds
from xinmai.store.sqlite import facts, find, names, open_sqlite, records, relations, traverse
from xinmai.store.sqlite.connection import connect

from support import facts as said

ONE, OTHER = PublicId("a:1"), PublicId("a:2")
HOLDS, BOTH, BUDGET, PAGE = (RelationKind.HOLDS,), Direction.BOTH, Budget(depth=2), Page(5)

Read = Callable[[sqlite3.Connection, View], Any]
READS: dict[str, Read] = {
    "facts": lambda c, v: facts.facts(c, v, [ONE]),
    "parties": lambda c, v: facts.parties(c, v, [ONE, OTHER]),
    "histories": lambda c, v: facts.histories(c, v, [ONE]),
    "resolve": lambda c, v: names.resolve(c, v, ["uscc:91310115000000000Q"]),
    "named": lambda c, v: names.named(c, v, ["沪滨", "王伟"], 5),
    "search": lambda c, v: names.search(c, v, "沪滨", None, PAGE),
    "find by id": lambda c, v: find.find(c, v, Compare("id", Op.EQ, ONE), PAGE),
    "find by name": lambda c, v: find.find(c, v, Compare("name", Op.CONTAINS, "沪滨"), PAGE),
    "find by trait": lambda c, v: find.find(c, v, Compare("status", Op.EQ, "active"), PAGE),
    "relations": lambda c, v: relations.relations(c, v, [ONE], ANYTHING, PAGE),
    "relations of a kind": lambda c, v: relations.relations(
        c, v, [ONE], at_end(Direction.IN, of_kinds(HOLDS)), PAGE
    ),
    "degrees": lambda c, v: relations.degrees(c, v, [ONE]),
    "expand": lambda c, v: traverse.expand(c, v, [ONE], None, BOTH, BUDGET),
    "closure": lambda c, v: traverse.closure(c, v, [ONE], HOLDS, Direction.IN, BUDGET),
    "shortest": lambda c, v: traverse.shortest(c, v, ONE, OTHER, None, BUDGET),
    "records": lambda c, v: records.records(c, v, [ONE], ANYTHING, PAGE),
    "records of": lambda c, v: records.records_of(c, v, [ONE]),
    "listing": lambda c, v: facts.listing(c, v, "party", PAGE),
}
WHOLE = {"SCAN fact", "SCAN arc", "SCAN term", "SCAN name"}


@pytest.fixture
async def connection(tmp_path: Path) -> Any:
    path = str(tmp_path / "plans.db")
    store = await open_sqlite(path, write=True)
    first = [said.source(), said.party("a:1", "沪滨"), said.party("a:2"), said.holds("a:1", "a:2", "50")]
    second = [said.record("a:r"), said.record_party("a:r", "a:1"), said.party("a:3")]
    for number, facts_said in enumerate((first, second)):
        await store.apply(facts_said, key=str(number), at=datetime(2026, 5, 1 + number, tzinfo=UTC))
    await store.close()
    found = connect(path, write=False)
    yield found
    found.close()


def plans(connection: sqlite3.Connection, read: Read, view: View) -> Iterator[str]:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    read(connection, view)
    connection.set_trace_callback(None)
    for statement in asked:
        if statement.startswith(("SELECT", "WITH")):
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                yield step[3]


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("back", [0, 1])
def test_a_read_looks_up_and_does_not_scan(connection: sqlite3.Connection, name: str, back: int) -> None:
    newest = connection.execute("SELECT max(number) FROM revision").fetchone()[0]
    steps = list(plans(connection, READS[name], View(as_of=738_000, revision=newest - back)))
    assert steps
    assert [step for step in steps if step in WHOLE or "AUTOMATIC" in step] == []
