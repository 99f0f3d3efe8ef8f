"""A graph made to hurt, and the questions that hurt most: a hub of 100,000 firms of one name, a core where everybody holds everybody."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from neo4j import AsyncDriver

from bench.report import Table, machine
from bench.server import driver_of, opened, running
from xinmai.bootstrap.application import read_rules, read_weights
from xinmai.errors import BudgetExceeded
from xinmai.model.fact import Fact
from xinmai.model.filters import ANYTHING
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.provenance import Source
from xinmai.model.record import CreditRecord, RecordParty
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Capacity, Direction, PartyKind, RecordKind, RelationKind
from xinmai.ports.store import Store
from xinmai.provision import Running
from xinmai.service.group import group
from xinmai.service.propagation import propagation
from xinmai.service.related_party_risk import related_party_risk

LEAVES: Final = 100_000
CORE: Final = 400
SECONDS: Final = 1.0
SOURCE, HUB, LEAF, LAST, ONE, OTHER, RECORD = (
    PublicId(f"t:{name}") for name in ("bundle", "hub", "F1", f"F{LEAVES}", "C1", "C2", "R1")
)
_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
_BOTH: Final = Direction.BOTH
_HOLDS: Final = (RelationKind.HOLDS,)

Question = Callable[[Store, View, float], Awaitable[Any]]


def _kept(seconds: float) -> Budget:
    return Budget(depth=12, seconds=seconds)


def _lifted(seconds: float) -> Budget:
    return Budget(nodes=500_000, depth=12, hub=500_000, seconds=seconds)


QUESTIONS: Final[dict[str, Question]] = {
    "expand, 12 hops from the hub": lambda s, v, t: s.expand(v, [HUB], None, _BOTH, _kept(t)),
    "expand, 12 hops from a leaf": lambda s, v, t: s.expand(v, [LEAF], None, _BOTH, _kept(t)),
    "expand, 12 hops in the core": lambda s, v, t: s.expand(v, [ONE], None, _BOTH, _kept(t)),
    "expand from the hub, limits lifted": lambda s, v, t: s.expand(v, [HUB], None, _BOTH, _lifted(t)),
    "expand from a leaf, limits lifted": lambda s, v, t: s.expand(v, [LEAF], None, _BOTH, _lifted(t)),
    "expand in the core, limits lifted": lambda s, v, t: s.expand(v, [ONE], None, _BOTH, _lifted(t)),
    "closure from the hub": lambda s, v, t: s.closure(v, [HUB], None, _BOTH, _kept(t)),
    "closure from the hub, limits lifted": lambda s, v, t: s.closure(v, [HUB], None, _BOTH, _lifted(t)),
    "closure upward in the core": lambda s, v, t: s.closure(v, [ONE], _HOLDS, Direction.IN, _lifted(t)),
    "shortest, two leaves": lambda s, v, t: s.shortest(v, LEAF, LAST, None, _kept(t)),
    "shortest, two leaves, limits lifted": lambda s, v, t: s.shortest(v, LEAF, LAST, None, _lifted(t)),
    "shortest, leaf and core: no path": lambda s, v, t: s.shortest(v, LEAF, ONE, None, _lifted(t)),
    "shortest, two of the core": lambda s, v, t: s.shortest(v, ONE, OTHER, None, _lifted(t)),
    "search, 100,000 of one name": lambda s, v, t: s.search(v, "企业", None, Page(), _kept(t)),
    "relations of the hub, a page": lambda s, v, _: s.relations(v, [HUB], ANYTHING, Page()),
    "degrees of the hub": lambda s, v, _: s.degrees(v, [HUB]),
    "group of one of the core": lambda s, v, t: group(s, v, ONE, _kept(t)),
    "group of a leaf": lambda s, v, t: group(s, v, LEAF, _kept(t)),
    "risk of a leaf": lambda s, v, t: related_party_risk(s, v, LEAF, read_weights(), _kept(t)),
    "risk of one of the core": lambda s, v, t: related_party_risk(s, v, ONE, read_weights(), _kept(t)),
    "propagation of a leaf's penalty": lambda s, v, t: propagation(s, v, RECORD, read_rules(), _kept(t)),
}

_MORE_LEAVES: Final = """
MATCH (hub:Fact {id: 't:hub'})-[led:LEGAL_REPRESENTATIVE_OF]->(leaf:Fact {id: 't:F1'})
UNWIND range(2, $count) AS n
CALL (hub, led, leaf, n) {
  CREATE (other:$(labels(leaf)))
  SET other = leaf {.*, id: 't:F' + n, sortKey: 't:F' + n, number: 100 + n, payload: replace(leaf.payload, 't:F1', 't:F' + n)}
  CREATE (hub)-[more:LEGAL_REPRESENTATIVE_OF]->(other)
  SET more = led, more.id = 't:leads/' + n,
    more.payload = replace(replace(led.payload, 't:leads/1', 't:leads/' + n), 't:F1', 't:F' + n)
} IN TRANSACTIONS OF 10000 ROWS
"""
_MORE_CORE: Final = """
MATCH (one:Fact {id: 't:C1'})
UNWIND range(3, $count) AS n
CREATE (other:$(labels(one)))
SET other = one {.*, id: 't:C' + n, sortKey: 't:C' + n, number: 1000000 + n, payload: replace(one.payload, 't:C1', 't:C' + n)}
"""
_ALL_HOLD: Final = """
MATCH (:Fact {id: 't:C1'})-[first:HOLDS]->(:Fact {id: 't:C2'})
UNWIND range(1, $count) AS n
CALL (first, n) {
  MATCH (holder:Fact {id: 't:C' + n})
  UNWIND range(1, $count) AS m
  WITH * WHERE m <> n AND NOT (n = 1 AND m = 2)
  MATCH (held:Fact {id: 't:C' + m})
  CREATE (holder)-[holds:HOLDS]->(held)
  SET holds = first, holds.id = 't:holds/' + n + '/' + m, holds.payload = replace(replace(replace(first.payload,
    't:C2', 't:C' + m), 't:C1', 't:C' + n), 't:holds/1/2', 't:holds/' + n + '/' + m)
} IN TRANSACTIONS OF 50 ROWS
"""


async def fill(store: Store, driver: AsyncDriver, leaves: int = LEAVES, core: int = CORE) -> None:
    """Make the graph in an empty store: one of each through the port, the many of its kind as copies of these."""
    async with store.load("t") as load:
        await load.apply(_seed(), _DAY)
    async with driver.session() as session:
        for text, count in ((_MORE_LEAVES, leaves), (_MORE_CORE, core), (_ALL_HOLD, core)):
            await (await session.run(text, count=count)).consume()


def _seed() -> list[Fact]:
    firms = [
        Party(source=SOURCE, id=each, kind=PartyKind.ENTERPRISE, name="企业") for each in (LEAF, ONE, OTHER)
    ]
    leads, holds = PublicId("t:leads/1"), PublicId("t:holds/1/2")
    return [
        Source(source=SOURCE, id=SOURCE),
        Party(source=SOURCE, id=HUB, kind=PartyKind.PERSON, name="王伟"),
        *firms,
        Relation(source=SOURCE, id=leads, kind=RelationKind.LEGAL_REPRESENTATIVE, from_id=HUB, to_id=LEAF),
        Relation(source=SOURCE, id=holds, kind=RelationKind.HOLDS, from_id=ONE, to_id=OTHER, share=2_000_000),
        CreditRecord(source=SOURCE, id=RECORD, kind=RecordKind.PENALTY),
        RecordParty(source=SOURCE, record=RECORD, party=LEAF, capacity=Capacity.SUBJECT),
    ]


async def ask(store: Store, view: View, question: Question, seconds: float) -> str:
    """Ask, and say how it ended."""
    try:
        await question(store, view, seconds)
    except BudgetExceeded:
        return "stopped"
    return "answered"


def measure(cache: Path) -> dict[str, str]:
    """Return the section about the hostile graph."""
    with running(cache / "hostile") as server:
        return {"A hostile graph on Neo4j": asyncio.run(_section(server))}


async def _section(server: Running) -> str:
    async with opened(server, write=True) as store, driver_of(server) as driver:
        if not await store.counts():
            await fill(store, driver)
        view = await store.view(_DAY.date().toordinal())
        rows = [[title, *await _row(store, driver, view, question)] for title, question in QUESTIONS.items()]
    said = (
        f"A person who leads {LEAVES:,} firms of one name; {CORE} firms that hold each other, {CORE * (CORE - 1):,} holdings. "
        f"Each question has {SECONDS:g} s and is asked three times; the longest counts. Goal: nothing runs longer than its "
        "budget and a tenth, and nothing is left at the server."
    )
    return "\n".join(
        [machine(), "", said, "", Table(("question", "end", "ms", "left at the server"), rows).text()]
    )


async def _row(store: Store, driver: AsyncDriver, view: View, question: Question) -> list[object]:
    taken, ends = [], set()
    await ask(store, view, question, 60)  # so that its plan is there
    for _ in range(3):
        began = time.perf_counter()
        ends.add(await ask(store, view, question, SECONDS))
        taken.append((time.perf_counter() - began) * 1_000)
    return [" or ".join(sorted(ends)), max(taken), await left(driver)]


async def left(driver: AsyncDriver) -> int:
    """Return how many statements still run at the server a tenth of a second later."""
    await asyncio.sleep(0.1)
    text = "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS count"
    rows, _, _ = await driver.execute_query(text)
    return int(rows[0]["count"])
