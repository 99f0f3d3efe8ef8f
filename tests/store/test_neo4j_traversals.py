"""The three questions as one statement each (``cypher/traversals``) find what the product's own steps stand on."""

from typing import Any

import msgspec

from xinmai.bootstrap import open_store
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.group import group
from xinmai.service.propagation import propagation

from support.asking import RULES
from support.facts import day
from support.neo4j_servers import Neo4jServer

DAY = day("2025-06-01")
DEPTH = 2


async def ask(server: Neo4jServer, name: str, view: View, **asked: Any) -> dict[str, Any]:
    """Run a traversal as it stands."""
    text = resource("cypher", "traversals", f"{name}.cypher").read_text(encoding="utf-8")
    first, last = view.window
    days = {"firstDay": first, "lastDay": last, "revision": view.revision, "shown": [0], "nodes": 5000}
    async with server.driver() as driver:
        rows, _, _ = await driver.execute_query(text, parameters_={**days, **asked})
    return rows[0].data() if rows else {}


def ids(payloads: list[list[Any]], place: int) -> set[str]:
    return {str(msgspec.json.decode(row[place])["id"]) for row in payloads}


async def keys(store: Store, view: View, kind: str) -> list[PublicId]:
    return [PublicId(fact.key) async for batch in store.scan(view, kind) for fact in batch]


async def test_the_group_of_every_head(seeded: Neo4jServer) -> None:
    store = await open_store(seeded.url, login=seeded.login)
    view = await store.view(DAY)
    compared = 0
    for party in await keys(store, view, "party"):
        found = await group(store, view, party, Budget(seconds=60))
        plain = found.head is not None and found.head_kind not in {"COALITION", "UNKNOWN"}
        if found.head == party and plain and found.members:
            row = await ask(seeded, "group", view, head=party, namespace="demo")
            certain = {member.party for member in found.members if member.bound == "CERTAIN"}
            assert (set(row["members"]), row["tooMany"]) == (certain, False), party
            compared += 1
    assert compared > 3
    await store.close()


async def test_related_parties_and_their_records(seeded: Neo4jServer) -> None:
    store = await open_store(seeded.url, login=seeded.login)
    view = await store.view(DAY)
    for party in (await keys(store, view, "party"))[::17]:
        near = await store.expand(view, [party], tuple(RelationKind), Direction.BOTH, Budget(depth=DEPTH))
        records = await store.records_of(view, [each.id for each in near.parties], Budget(seconds=60))
        row = await ask(seeded, "related_party", view, seeds=[party], depth=DEPTH, hub=2048)
        assert ids(row["nodes"], 2) == {each.id for each in (*near.parties, *near.others)}
        assert ids(row["relations"], 1) == {each.id for each in near.relations}
        assert ids(row["records"], 2) == {each.id for each in records}
    await store.close()


async def test_all_that_a_consequence_stands_on(seeded: Neo4jServer) -> None:
    store = await open_store(seeded.url, login=seeded.login)
    view = await store.view(DAY)
    reaching = 0
    for record in await keys(store, view, "record"):
        found = await propagation(store, view, record, RULES, Budget(seconds=60))
        steps = [step for each in (*found.items, *found.alerts) for step in each.proof.steps]
        used = {use.key for step in steps for use in step.facts}
        row = await ask(seeded, "propagation", view, record=record)
        met = ids(row["relations"], 1)
        assert {key for key in used if key in set(await relations_of(store, view, used))} <= met, record
        reaching += bool(found.items)
    assert reaching > 3
    await store.close()


async def relations_of(store: Store, view: View, used: set[str]) -> list[str]:
    """Return which of some keys are relations."""
    facts = await store.facts(view.on_every_day(), sorted(used))
    return [key for key, fact in facts.items() if hasattr(fact, "from_id")]
