"""Neo4j looks up and does not scan: no read goes through all nodes or relationships, nor costs more where more stands beside."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest

from xinmai.model.filters import ANYTHING, Compare, Op
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.relations import at_end, of_kinds
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.statements import FOLLOWED, given, marked, statement

from support import facts as said
from support.contract_base import at, put
from support.neo4j_servers import Neo4jServer

ONE, OTHER, RECORD = PublicId("a:1"), PublicId("a:2"), PublicId("a:r")
HOLDS, BOTH, BUDGET, PAGE = (RelationKind.HOLDS,), Direction.BOTH, Budget(depth=2), Page(5)
DAY = said.day("2025-06-01")

Read = Callable[[Store, View], Awaitable[Any]]
READS: dict[str, Read] = {
    "view": lambda s, _: s.view(DAY, at(5)),
    "revisions": lambda s, _: s.revisions([1]),
    "facts": lambda s, v: s.facts(v, [ONE]),
    "parties": lambda s, v: s.parties(v, [ONE, OTHER]),
    "histories": lambda s, v: s.histories(v, [ONE]),
    "erased": lambda s, _: s.erased(ONE),
    "resolve": lambda s, v: s.resolve(v, ["uscc:91310115000000000Q"]),
    "named": lambda s, v: s.named(v, ["沪滨", "王伟"], 5),
    "search": lambda s, v: s.search(v, "沪滨", None, PAGE, BUDGET),
    "find by id": lambda s, v: s.find(v, Compare("id", Op.EQ, ONE), PAGE),
    "find by name": lambda s, v: s.find(v, Compare("name", Op.CONTAINS, "沪滨"), PAGE),
    "find by trait": lambda s, v: s.find(v, Compare("status", Op.EQ, "active"), PAGE),
    "relations": lambda s, v: s.relations(v, [ONE], ANYTHING, PAGE),
    "relations of a kind": lambda s, v: s.relations(v, [ONE], at_end(Direction.IN, of_kinds(HOLDS)), PAGE),
    "degrees": lambda s, v: s.degrees(v, [ONE]),
    "expand": lambda s, v: s.expand(v, [ONE], None, BOTH, BUDGET),
    "closure": lambda s, v: s.closure(v, [ONE], HOLDS, Direction.IN, BUDGET),
    "shortest": lambda s, v: s.shortest(v, ONE, OTHER, None, BUDGET),
    "records": lambda s, v: s.records(v, [ONE], ANYTHING, PAGE),
    "records of": lambda s, v: s.records_of(v, [ONE], BUDGET),
    "credit records": lambda s, v: s.credit_records(v, [RECORD]),
    "coverage of": lambda s, v: s.coverage(v, ONE),
    "changes": lambda s, _: s.changes(1, 3),
    "listing": lambda s, v: s.listing(v, "task", PAGE),
}

SCANS = re.compile(r"AllNodesScan|LabelScan|IndexScan|AllRelationshipsScan|RelationshipTypeScan")
ONE_ROW = re.compile(r"NodeUniqueIndexSeek|Argument|Projection")
WHOLE = {
    "anything": "ends at the first node, in a database that is not ours",
    "relation_kinds": "ends at the first relationship of a type",
}
"""Statements that may begin anywhere, and why."""
BESIDE = 3_000


def planned() -> Iterator[tuple[str, str]]:
    """Yield each statement of ours with every mark filled, as its file and its text."""
    for folder in ("read", "write", "traversals"):
        for file in sorted(resource("cypher", folder).glob("*.cypher")):
            text = statement(folder, file.stem)
            marks = dict.fromkeys(re.findall(r"/\*:(\w+)\*/", text), FOLLOWED)
            if not text.startswith(("SHOW", "CALL db.")):
                yield f"{folder}/{file.stem}", marked(text, past=True, direction=BOTH, **marks)


def operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)


def kind_of(operator: Mapping[str, Any]) -> str:
    return str(operator["operatorType"]).partition("@")[0]


def multiplies(operator: Mapping[str, Any]) -> bool:
    """Say whether it joins everything with everything, other than two nodes that are looked up by id."""
    leaves = [kind_of(each) for each in operators(operator) if not each.get("children")]
    return kind_of(operator) == "CartesianProduct" and not all(map(ONE_ROW.match, leaves))


async def test_no_statement_scans_or_multiplies(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> None:
    await (await neo4j_servers[0].new_store()).close()
    wrong = {}
    async with neo4j_servers[0].driver() as driver, driver.session() as session:
        for name, text in planned():
            plan = (await (await session.run(f"EXPLAIN {text}", given({}))).consume()).plan
            assert plan is not None
            found = [kind_of(o) for o in operators(plan) if SCANS.search(kind_of(o)) or multiplies(o)]
            if found and name.partition("/")[2] not in WHOLE:
                wrong[name] = found
    assert wrong == {}


@pytest.fixture(scope="module")
def profiled(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> dict[str, tuple[int, int]]:
    """Return what each read costs, in accesses of the database: alone, and with many others beside."""

    async def profile() -> dict[str, tuple[int, int]]:
        store = await neo4j_servers[0].new_store()
        first = [said.source(), said.party("a:1", "沪滨"), said.party("a:2"), said.holds("a:1", "a:2", "50")]
        await put(store, *first)
        await put(store, said.record("a:r"), said.record_party("a:r", "a:1"), said.party("a:3"), minute=1)
        alone = {name: await cost(store, read) for name, read in READS.items()}
        others = [said.party(f"a:other/{number}") for number in range(BESIDE)]
        others_hold = [said.holds(one.id, other.id, "50") for one, other in pairwise(others)]
        await put(store, *others, *others_hold, minute=2)
        beside = {name: await cost(store, read) for name, read in READS.items()}
        await store.close()
        return {name: (alone[name], beside[name]) for name in READS}

    return asyncio.run(profile())


async def cost(store: Store, read: Read) -> int:
    """Return how often a read makes the server look something up, by the server's own count; its plans are made anew."""
    found: list[int] = []

    async def run(server: Server, text: str, _: float, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        async with server._session() as session:
            result = await session.run(f"CYPHER replan=force PROFILE {text}", given(parameters))
            rows = [dict(record) async for record in result]
            profile = (await result.consume()).profile
        assert profile is not None
        found.append(sum(operator["args"].get("DbHits", 0) for operator in operators(profile)))
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "_run", run)
        await read(store, await store.view(DAY))
    return sum(found)


@pytest.mark.parametrize("name", READS)
def test_a_read_costs_no_more_where_a_thousand_times_as_much_stands_beside(
    name: str, profiled: dict[str, tuple[int, int]]
) -> None:
    alone, beside = profiled[name]
    assert 0 < beside <= 2 * alone + 50
