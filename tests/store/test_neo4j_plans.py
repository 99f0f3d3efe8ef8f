"""Neo4j looks up and does not scan: no read goes through all nodes or relationships, nor costs more where more stands beside."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, cast

import pytest

from xinmai.model.filters import ANYTHING, Compare, Linked, Op, Quantifier, Thing
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Direction, Property, RelationKind
from xinmai.ports.ownership import OwnershipReader
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
BY_ID, BY_NAME = Compare("id", Op.EQ, ONE), Compare("name", Op.CONTAINS, "沪滨")
RECORD_BY_ID = Compare("id", Op.IN, (RECORD,))
TO_RECORD = Linked("records", Quantifier.SOME, RECORD_BY_ID)
TO_PARTY = Linked("relations", Quantifier.SOME, Linked("other", Quantifier.SOME, BY_ID))
USCC = "uscc:91310115000000000Q"

Read = Callable[[Store, View], Awaitable[Any]]
READS: dict[str, Read] = {
    "view": lambda s, _: s.view(DAY, at(5)),
    "revisions": lambda s, _: s.revisions([1]),
    "facts": lambda s, v: s.facts(v, [ONE]),
    "parties": lambda s, v: s.parties(v, [ONE, OTHER]),
    "histories": lambda s, v: s.histories(v, [ONE]),
    "erased": lambda s, _: s.erased(ONE),
    "resolve": lambda s, v: s.resolve(v, [USCC]),
    "named": lambda s, v: s.named(v, ["沪滨", "王伟"], 5),
    "search": lambda s, v: s.search(v, "沪滨", None, PAGE, BUDGET),
    "find by id": lambda s, v: s.find(v, BY_ID, PAGE),
    "find by name": lambda s, v: s.find(v, Compare("name", Op.EQ, "沪滨"), PAGE),
    "find by start of a name": lambda s, v: s.find(v, Compare("any_name", Op.STARTS_WITH, "沪"), PAGE),
    "find by piece of a name": lambda s, v: s.find(v, BY_NAME, PAGE),
    "find by trait": lambda s, v: s.find(v, Compare("status", Op.EQ, "active"), PAGE),
    "find by identifier": lambda s, v: s.find(v, Compare("identifier", Op.EQ, USCC), PAGE),
    "find by record": lambda s, v: s.find(v, TO_RECORD, PAGE),
    "find by relation": lambda s, v: s.find(v, TO_PARTY, PAGE),
    "find records by id": lambda s, v: s.find_records(v, RECORD_BY_ID, PAGE),
    "groups by id": lambda s, v: s.aggregate(v, Thing.PARTY, BY_ID, (By.KIND, By.STATUS), BUDGET),
    "groups by name": lambda s, v: s.aggregate(v, Thing.PARTY, BY_NAME, (By.YEAR,), BUDGET),
    "groups by record": lambda s, v: s.aggregate(v, Thing.PARTY, TO_RECORD, (By.KIND,), BUDGET),
    "groups of records": lambda s, v: s.aggregate(v, Thing.RECORD, RECORD_BY_ID, (By.AGENCY,), BUDGET),
    "groups of relations": lambda s, v: s.aggregate_relations(v, [ONE], ANYTHING, (By.KIND,), BUDGET),
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
    "described": lambda s, v: described(s, v, [2, 3]),
}


def described(store: Store, view: View, numbers: list[int]) -> Any:
    return cast("OwnershipReader", store).described(view, numbers)


SCANS = re.compile(r"AllNodesScan|LabelScan|IndexScan|AllRelationshipsScan|RelationshipTypeScan")
ONE_ROW = re.compile(r"NodeUniqueIndexSeek|Argument|Projection")
WHOLE = {
    "anything": "ends at the first node, in a database that is not ours",
    "relation_kinds": "ends at the first relationship of a type",
}
"""Statements that may begin anywhere, and why."""
BESIDE = 3_000


def planned() -> Iterator[tuple[str, str]]:
    """Yield each statement of ours as its file and its text: kinds stand at its marks, at its slots what is there by itself.

    What else is written at the slots (beginnings, conditions, orders) is explained where the reads are profiled.
    """
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


def whole(plan: Mapping[str, Any]) -> list[str]:
    """Return the operators of a plan that go through everything, or join everything with everything."""
    return [kind_of(each) for each in operators(plan) if SCANS.search(kind_of(each)) or multiplies(each)]


def multiplies(operator: Mapping[str, Any]) -> bool:
    """Say whether it joins everything with everything: neither two nodes that are looked up by id, nor anything with one."""
    if kind_of(operator) != "CartesianProduct":
        return False
    leaves = [kind_of(each) for each in operators(operator) if not each.get("children")]
    return not any(map(is_looked_up, operator["children"])) and not all(map(ONE_ROW.match, leaves))


def is_looked_up(side: Mapping[str, Any]) -> bool:
    """Say whether a side of a join is no more than a node by its id: that of the store, in the frame of every read."""
    return all(ONE_ROW.match(kind_of(each)) for each in operators(side))


async def test_no_statement_scans_or_multiplies(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> None:
    await (await neo4j_servers[0].new_store()).close()
    wrong = {}
    async with neo4j_servers[0].driver() as driver, driver.session() as session:
        for name, text in planned():
            plan = (await (await session.run(f"EXPLAIN {text}", given({}))).consume()).plan
            assert plan is not None
            found = whole(plan)
            if found and name.partition("/")[2] not in WHOLE:
                wrong[name] = found
    assert wrong == {}


class Cost(NamedTuple):
    """What a read costs."""

    hits: int
    """Accesses of the database."""
    whole: list[str]
    """Operators of its plans that go through everything."""


Costs = dict[str, tuple[Cost, Cost]]


@pytest.fixture(scope="module")
def profiled(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Costs:
    """Return what each read costs: alone, and with many others beside."""

    async def profile() -> Costs:
        store = await neo4j_servers[0].new_store()
        first = [said.source(), said.party("a:1", "沪滨"), said.party("a:2"), said.holds("a:1", "a:2", "50")]
        await put(store, *first, said.party_fact("a:1", Property.STATUS, "active"))
        await put(store, said.record("a:r"), said.record_party("a:r", "a:1"), said.party("a:3"), minute=1)
        alone = {name: await cost(store, read) for name, read in READS.items()}
        others = [said.party(f"a:other/{number}") for number in range(BESIDE)]
        others_hold = [said.holds(one.id, other.id, "50") for one, other in pairwise(others)]
        records = [said.record(f"a:other/r/{number}") for number in range(BESIDE // 6)]
        traits = [said.party_fact(other.id, Property.STATUS, "revoked") for other in others[:: BESIDE // 500]]
        await put(store, *others, *others_hold, *records, *traits, minute=2)
        beside = {name: await cost(store, read) for name, read in READS.items()}
        await store.close()
        return {name: (alone[name], beside[name]) for name in READS}

    return asyncio.run(profile())


async def cost(store: Store, read: Read) -> Cost:
    """Return what a read costs, by the server's own count, in the very texts that it runs; its plans are made anew."""
    found: list[Cost] = []

    async def run(server: Server, text: str, _: float, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        async with server._session() as session:
            result = await session.run(f"CYPHER replan=force PROFILE {text}", given(parameters))
            rows = [dict(record) async for record in result]
            profile = (await result.consume()).profile
        assert profile is not None
        hits = sum(operator["args"].get("DbHits", 0) for operator in operators(profile))
        found.append(Cost(hits, whole(profile)))
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "_run", run)
        await read(store, await store.view(DAY))
    return Cost(sum(one.hits for one in found), [each for one in found for each in one.whole])


@pytest.mark.parametrize("name", READS)
def test_a_read_costs_no_more_where_a_thousand_times_as_much_stands_beside(
    name: str, profiled: Costs
) -> None:
    alone, beside = profiled[name]
    assert 0 < beside.hits <= 2 * alone.hits + 50


@pytest.mark.parametrize("name", READS)
def test_a_read_begins_at_an_index_with_its_own_conditions(name: str, profiled: Costs) -> None:
    _, beside = profiled[name]  # alone in a store a scan of its few nodes may be the best plan
    assert beside.whole == []
