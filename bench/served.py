"""Reads on Neo4j through the store port, beside the statement that a good user of Neo4j would write for the same answer."""

import asyncio
import random
import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import neo4j
from neo4j import AsyncDriver

from bench import load, plain
from bench.generate import Plan, bundle
from bench.questions import three_questions
from bench.report import Table, machine
from bench.seeds import Seeds, draw
from bench.server import HEAP, PAGECACHE, driver_of, holding, opened
from bench.timing import Times, awaited
from xinmai.bootstrap import open_store
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Store
from xinmai.provision import Running
from xinmai.provision.pinned import PINNED
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
_REPEATS: Final = 3
_WIDE: Final = Budget(nodes=400_000, depth=1, hub=400_000, seconds=60)
_HOLDS: Final = (RelationKind.HOLDS,)
_BATCH: Final = 20


class Question(NamedTuple):
    """One question, asked in both ways."""

    ours: Callable[[], Awaitable[Any]]
    text: str
    values: Mapping[str, Any]


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about reads on Neo4j; what is not in the cache is made first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    connection = connect(str(store), write=False)
    seeds = draw(connection, plan)
    connection.close()
    with holding(cache, plan) as server:
        return {
            f"Reads on Neo4j, scale {plan.scale:g}": asyncio.run(_section(server, str(store), seeds, plan))
        }


async def _section(server: Running, file: str, seeds: Seeds, plan: Plan) -> str:
    async with opened(server) as store, driver_of(server) as driver:
        view = await store.view(DAY.toordinal())
        facts = sum((await store.counts()).values())
        cases = await _cases(store, view, seeds, random.Random(plan.seed))
        rows = [await _row(driver, title, questions) for title, questions in cases.items()]
        embedded = await open_store(f"sqlite:///{file}")
        questions = await three_questions(store, embedded, view, seeds.ordinary)
        await embedded.close()
    head = (
        "question",
        "n",
        "p50",
        "p95",
        "p99",
        "plain p50",
        "plain p95",
        "plain p99",
        "ratio p50",
        "ratio p95",
    )
    said = (
        f"Neo4j {PINNED.version} Community on the same two cores, heap {HEAP}, page cache {PAGECACHE}; driver {neo4j.__version__}; "
        f"{facts:,} facts; as of {DAY}, a public caller, warm. Milliseconds at the client, answers read whole; percentiles over "
        f"the questions (seed {plan.seed}), each asked {_REPEATS} times in turn with its plain twin."
    )
    note = (
        "Ours: day, revision, mask and limits in the statement; facts decoded, ordered, what was cut is said. Plain: the statement "
        "that a good user would write for the same payloads (`bench/plain.py`), raw rows. Goals: ratio p50 at most 1.3, and p95 "
        "from hubs at most 1."
    )
    return "\n".join([machine(), "", said, "", Table(head, rows).text(), "", note, "", questions])


async def _row(driver: AsyncDriver, title: str, questions: Sequence[Question]) -> list[object]:
    ours: list[float] = []
    plains: list[float] = []
    for question in questions[:5]:  # so that both have their plans
        await question.ours()
        await _ask(driver, question)
    for question in questions:
        taken = [
            (await awaited(question.ours()), await awaited(_ask(driver, question))) for _ in range(_REPEATS)
        ]
        ours.append(statistics.median(each[0] for each in taken))
        plains.append(statistics.median(each[1] for each in taken))
    own, base = Times.of(ours), Times.of(plains)
    ratios = (f"**{own.p50 / base.p50:.2f}**", f"{own.p95 / base.p95:.2f}")
    return [title, len(questions), own.p50, own.p95, own.p99, base.p50, base.p95, base.p99, *ratios]


async def _ask(driver: AsyncDriver, question: Question) -> list[Any]:
    async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        result = await session.run(question.text, dict(question.values))
        return [record.values() async for record in result]


async def _cases(
    store: Store, view: View, seeds: Seeds, chance: random.Random
) -> dict[str, Sequence[Question]]:
    two = Budget(depth=2)
    both, into, out = Direction.BOTH, Direction.IN, Direction.OUT
    day = view.as_of

    def walk(ids: Sequence[PublicId], budget: Budget, text: str) -> list[Question]:
        return [
            Question(
                lambda each=each: store.expand(view, [each], None, both, budget),  # type: ignore[misc]
                text,
                {"id": each, "day": day, "nodes": budget.nodes, "hub": budget.hub},
            )
            for each in ids
        ]

    def reach(ids: Sequence[PublicId], way: Direction, budget: Budget, text: str) -> list[Question]:
        return [
            Question(
                lambda each=each: store.closure(view, [each], _HOLDS, way, budget),  # type: ignore[misc]
                text,
                {"id": each, "day": day, "nodes": budget.nodes, "hub": budget.hub},
            )
            for each in ids
        ]

    ordinary = seeds.ordinary
    up, down = plain.reachable(into=True), plain.reachable(into=False)
    return {
        f"parties by id, {_BATCH}": [
            Question(lambda ids=ids: store.parties(view, ids), plain.PARTIES, {"ids": list(ids)})  # type: ignore[misc]
            for ids in (chance.sample(ordinary, _BATCH) for _ in range(100))
        ],
        "records of a party": [
            Question(
                lambda each=each: store.records_of(view, [each], Budget()),  # type: ignore[misc]
                plain.RECORDS,
                {"id": each},
            )
            for each in ordinary
        ],
        "expand, 1 hop, ordinary company": walk(ordinary, Budget(depth=1), plain.around(1)),
        "expand, 2 hops, ordinary company": walk(ordinary, two, plain.around(2)),
        "expand, 1 hop, 200–2,000 relations": walk(seeds.busy, _WIDE, plain.around(1)),
        "expand, 2 hops, hub": walk(seeds.hubs, two, plain.around(2)),
        "expand, 1 hop, hub (hub rule lifted)": walk(seeds.hubs, _WIDE, plain.around(1)),
        "closure, holders upward, ordinary": reach(ordinary, into, Budget(), up),
        "closure, upward, chain of 40": reach(seeds.chains, into, Budget(), up),
        "closure, downward from a hub": reach(seeds.funds, out, _WIDE, down),
        "shortest paths, ordinary pairs": await _pairs(store, view, ordinary, chance),
    }


async def _pairs(store: Store, view: View, ids: Sequence[PublicId], chance: random.Random) -> list[Question]:
    """Return pairs that a path of two to four hops joins."""
    found = []
    for one in ids[:100]:
        near = (await store.expand(view, [one], None, Direction.BOTH, Budget(depth=3, hub=100))).parties
        other = chance.choice(near).id
        if other != one:
            ask = lambda a=one, b=other: store.shortest(view, a, b, None, Budget(depth=6))  # noqa: E731
            found.append(Question(ask, plain.SHORTEST, {"a": one, "b": other, "day": view.as_of}))
    return found
