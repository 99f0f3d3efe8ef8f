"""Reads cost look-ups, now and in the past: a step that scans scans what the statement made itself, and few are said to do more."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from xinmai.model.filters import ANYTHING, Compare, Linked, Op, Quantifier, Thing
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.service.relations import at_end, of_kinds
from xinmai.store.sqlite import (
    facts,
    find,
    groups,
    names,
    open_sqlite,
    ownership,
    records,
    relations,
    traverse,
)
from xinmai.store.sqlite.connection import connect

from support import facts as said

ONE, OTHER, RECORD = PublicId("a:1"), PublicId("a:2"), PublicId("a:r")
HOLDS, BOTH, BUDGET, PAGE = (RelationKind.HOLDS,), Direction.BOTH, Budget(depth=2), Page(5)
BY_ID, BY_NAME = Compare("id", Op.EQ, ONE), Compare("name", Op.CONTAINS, "沪滨")
START, END = Compare("name", Op.STARTS_WITH, "沪"), Compare("any_name", Op.ENDS_WITH, "沪滨")
RECORD_BY_ID = Compare("id", Op.EQ, RECORD)
TO_PARTY = Linked("relations", Quantifier.SOME, Linked("other", Quantifier.SOME, BY_ID))
TO_RECORD = Linked("records", Quantifier.SOME, RECORD_BY_ID)
USCC = "uscc:91310115000000000Q"

Read = Callable[[sqlite3.Connection, View], Any]
READS: dict[str, Read] = {
    "facts": lambda c, v: facts.facts(c, v, [ONE]),
    "parties": lambda c, v: facts.parties(c, v, [ONE, OTHER]),
    "histories": lambda c, v: facts.histories(c, v, [ONE]),
    "resolve": lambda c, v: names.resolve(c, v, [USCC]),
    "named": lambda c, v: names.named(c, v, ["沪滨", "王伟"], 5),
    "search": lambda c, v: names.search(c, v, "沪滨", None, PAGE),
    "search of a sign": lambda c, v: names.search(c, v, "&", None, PAGE),
    "find": lambda c, v: find.find(c, v, ANYTHING, PAGE),
    "find by id": lambda c, v: find.find(c, v, BY_ID, PAGE),
    "find by name": lambda c, v: find.find(c, v, Compare("name", Op.EQ, "沪滨"), PAGE),
    "find by start of a name": lambda c, v: find.find(c, v, START, PAGE),
    "find by piece of a name": lambda c, v: find.find(c, v, BY_NAME, PAGE),
    "find by end of a name": lambda c, v: find.find(c, v, END, PAGE),
    "find by trait": lambda c, v: find.find(c, v, Compare("status", Op.EQ, "active"), PAGE),
    "find by identifier": lambda c, v: find.find(c, v, Compare("identifier", Op.EQ, USCC), PAGE),
    "find by relation": lambda c, v: find.find(c, v, TO_PARTY, PAGE),
    "find by record": lambda c, v: find.find(c, v, TO_RECORD, PAGE),
    "find records": lambda c, v: find.find_records(c, v, ANYTHING, PAGE),
    "find records by id": lambda c, v: find.find_records(c, v, RECORD_BY_ID, PAGE),
    "groups": lambda c, v: groups.aggregate(c, v, Thing.PARTY, ANYTHING, (By.KIND,), True),
    "groups by id": lambda c, v: groups.aggregate(c, v, Thing.PARTY, BY_ID, (By.KIND, By.STATUS), True),
    "groups by name": lambda c, v: groups.aggregate(c, v, Thing.PARTY, BY_NAME, (By.YEAR,), True),
    "groups of records": lambda c, v: groups.aggregate(c, v, Thing.RECORD, RECORD_BY_ID, (By.ITEM,), True),
    "groups of relations": lambda c, v: groups.aggregate_relations(c, v, [ONE], ANYTHING, (By.KIND,)),
    "relations": lambda c, v: relations.relations(c, v, [ONE], ANYTHING, PAGE),
    "relations of a kind": lambda c, v: relations.relations(
        c, v, [ONE], at_end(Direction.IN, of_kinds(HOLDS)), PAGE
    ),
    "relation kinds": lambda c, v: relations.relation_kinds(c, v, HOLDS),
    "degrees": lambda c, v: relations.degrees(c, v, [ONE]),
    "expand": lambda c, v: traverse.expand(c, v, [ONE], None, BOTH, BUDGET),
    "closure": lambda c, v: traverse.closure(c, v, [ONE], HOLDS, Direction.IN, BUDGET),
    "shortest": lambda c, v: traverse.shortest(c, v, ONE, OTHER, None, BUDGET),
    "records": lambda c, v: records.records(c, v, [ONE], ANYTHING, PAGE),
    "records of": lambda c, v: records.records_of(c, v, [ONE]),
    "credit records": lambda c, v: records.credit_records(c, v, [RECORD]),
    "tasks": lambda c, v: records.tasks(c, v, None),
    "tasks of": lambda c, v: records.tasks(c, v, ONE),
    "coverage": lambda c, v: records.coverage(c, v, None),
    "listing": lambda c, v: facts.listing(c, v, "party", PAGE),
    "stakes": lambda c, v: ownership.stakes(c, v, (), ownership.Block(1, 9)),
    "standing": ownership.standing,
    "described": lambda c, v: ownership.described(c, v, [2, 3]),
}

SMALL: Final = re.compile(
    r"w|json_each VIRTUAL TABLE .*|w VIRTUAL TABLE .*"  # what was asked for, as a list or as what an index gave
    r"|(g|name_gram) VIRTUAL TABLE .*|main\.name_gram_config"  # the index of pieces, by its own look-up
    r"|met|own|hit|h|best|ranked|\(subquery-\d+\)"  # what the statement made: the steps that made it are judged too
    r"|CONSTANT ROW|\d+ CONSTANT ROWS?"
)
"""What may be scanned anywhere."""
KIND: Final = "all facts of a kind"
_NOW = {KIND}, "all of them are asked for"
_THEN = {KIND, "p"}, "the same; of the versions that ended no index knows the kind"
_NAMES = {"m"}, "the index of pieces holds no signs: all names are compared"
LARGE: Final = {
    ("search of a sign", 0): _NAMES,
    ("search of a sign", 1): _NAMES,
    ("relation kinds", 0): ({"a"}, "relations are found by their ends only"),
    ("relation kinds", 1): ({"arc", "arc_past"}, "the same"),
    **{(name, 0): _NOW for name in ("find", "find records", "groups", "listing", "tasks", "coverage")},
    **{(name, 1): _THEN for name in ("find", "find records", "groups", "tasks", "coverage")},
    ("listing", 1): (_THEN[0] | {"f"}, "the same; the two halves are ordered together"),
    ("stakes", 0): ({"namespace"}, "namespaces are few"),
    ("stakes", 1): ({"namespace"}, "the same"),
    ("tasks of", 0): ({KIND}, "tasks are a plan's few"),
    ("tasks of", 1): ({KIND}, "the same"),
}
"""Read, and how many revisions back → what it may go through beside, and why."""


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


def plans(connection: sqlite3.Connection, read: Read, view: View) -> Iterator[tuple[str, str]]:
    """Yield each step of the plan of each statement of a read, and the statement."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    read(connection, view)
    connection.set_trace_callback(None)
    for statement in asked:
        if statement.startswith(("SELECT", "WITH")):
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                yield step[3], statement


def scanned(step: str, statement: str) -> str | None:
    """Return what a step goes through from end to end; under the name of a small source no stored table may stand."""
    if "AUTOMATIC" in step:
        return step
    if step.endswith("(kind=?)"):
        return KIND
    if not step.startswith("SCAN "):
        return None
    what = step.removeprefix("SCAN ")
    stored = re.search(rf"\b(?:fact|arc|term|name|(?:fact|arc)_past) (?:AS )?{re.escape(what)}\b", statement)
    return None if SMALL.fullmatch(what) and not stored else what.partition(" ")[0]


@pytest.mark.parametrize("back", [0, 1])
@pytest.mark.parametrize("name", READS)
def test_a_read_looks_up_and_does_not_scan(connection: sqlite3.Connection, name: str, back: int) -> None:
    newest = connection.execute("SELECT max(number) FROM revision").fetchone()[0]
    steps = list(plans(connection, READS[name], View(as_of=738_000, revision=newest - back)))
    assert steps
    may, _ = LARGE.get((name, back), (set(), ""))
    assert {what for step in steps if (what := scanned(*step)) is not None} <= may
