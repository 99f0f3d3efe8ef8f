"""Reads on a loaded store: traversals against bare SQL, search, direct relations, GraphQL in to JSON out."""

import asyncio
import random
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from bench import load
from bench.barereads import BareWalk
from bench.generate import Plan, bundle
from bench.graphql import answers
from bench.people import person_name
from bench.report import Table, machine
from bench.seeds import Seeds, draw
from bench.timing import Times, side_by_side
from xinmai.model.filters import ANYTHING
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Direction, RelationKind, Visibility
from xinmai.ports.store import Kinds
from xinmai.store.sqlite import names, relations, traverse
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
_WIDE: Final = Budget(nodes=400_000, depth=1, hub=400_000)
_HOLDERS: Final[Kinds] = (RelationKind.HOLDS,)
Traversal = Callable[[sqlite3.Connection, View, Sequence[PublicId], Kinds, Direction, Budget], Subgraph]
Case = tuple[str, Traversal, Sequence[PublicId], Kinds, Direction, Budget]


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about reads; a store that is not in the cache is loaded first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    connection = connect(str(store), write=False)
    seeds = draw(connection, plan)
    newest = connection.execute("SELECT max(number) FROM revision").fetchone()[0]
    now = View(as_of=DAY.toordinal(), revision=newest, sees=Visibility.PUBLIC)
    then = View(as_of=DAY.toordinal(), revision=newest * 3 // 4, sees=Visibility.PUBLIC)
    connection.execute("BEGIN")
    parts = [machine(), "", _head(connection, plan, newest), "", _walks(connection, now, then, seeds)]
    parts += ["", _other(connection, now, plan, seeds)]
    connection.close()
    parts += ["", asyncio.run(answers(store, seeds.ordinary, DAY))]
    return {f"Reads, scale {plan.scale:g}": "\n".join(parts)}


def _head(connection: sqlite3.Connection, plan: Plan, newest: int) -> str:
    facts, arcs = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("fact", "arc")
    )
    return (
        f"{facts:,} facts, {arcs:,} rows of adjacency, {newest:,} revisions; as of {DAY}, a public caller, warm. Milliseconds; "
        f"percentiles over the questions (seed {plan.seed}), each asked three times in turn with its bare twin."
    )


def _walks(connection: sqlite3.Connection, now: View, then: View, seeds: Seeds) -> str:
    ordinary, two = seeds.ordinary, Budget(depth=2)
    cases: list[tuple[View, Case]] = [
        (now, ("expand, 2 hops, ordinary company", traverse.expand, ordinary, None, Direction.BOTH, two)),
        (then, ("the same at a past revision", traverse.expand, ordinary, None, Direction.BOTH, two)),
        (
            now,
            ("expand, 1 hop, 200–2,000 relations", traverse.expand, seeds.busy, None, Direction.BOTH, _WIDE),
        ),
        (
            now,
            (
                "expand, 1 hop, hub (hub rule lifted)",
                traverse.expand,
                seeds.hubs,
                None,
                Direction.BOTH,
                _WIDE,
            ),
        ),
        (
            now,
            (
                "closure, holders upward, ordinary",
                traverse.closure,
                ordinary,
                _HOLDERS,
                Direction.IN,
                Budget(),
            ),
        ),
        (then, ("the same at a past revision", traverse.closure, ordinary, _HOLDERS, Direction.IN, Budget())),
        (
            now,
            (
                "closure, upward, chain of 40",
                traverse.closure,
                seeds.chains,
                _HOLDERS,
                Direction.IN,
                Budget(),
            ),
        ),
        (
            now,
            ("closure, downward from a hub", traverse.closure, seeds.funds, _HOLDERS, Direction.OUT, _WIDE),
        ),
    ]
    head = (
        "question",
        "n",
        "rows p50",
        "p50",
        "p95",
        "p99",
        "bare p50",
        "bare p95",
        "bare p99",
        "ratio p50",
        "ratio sum",
    )
    rows = [_walk(connection, view, case) for view, case in cases]
    note = (
        "Bare: the same levels and the same rows from the same tables, without day, revision and mask, raw rows, not decoded, "
        "not ordered. Goal: ratio at most 3."
    )
    return f"### Traversals\n\n{Table(head, rows).text()}\n\n{note}"


def _walk(connection: sqlite3.Connection, view: View, case: Case) -> list[object]:
    title, function, ids, kinds, way, budget = case
    pairs: list[list[Callable[[], Any]]] = []
    sizes = []
    for seed in ids:
        ask = partial(function, connection, view, (seed,), kinds, way, budget)
        answer = ask()
        sizes.append(len(answer.parties) + len(answer.relations))
        pairs.append([ask, BareWalk(connection, answer, (seed,), kinds, way).run])
    whole, bare = side_by_side(pairs)
    own, base = (whole.p50, whole.p95, whole.p99), (bare.p50, bare.p95, bare.p99)
    ratios = (f"{whole.p50 / bare.p50:.2f}", f"**{whole.total / bare.total:.2f}**")
    return [title, len(pairs), sorted(sizes)[len(sizes) // 2], *own, *base, *ratios]


def _other(connection: sqlite3.Connection, view: View, plan: Plan, seeds: Seeds) -> str:
    chance = random.Random(plan.seed)
    firms = [
        row[0]
        for seed in seeds.ordinary[:100]
        for row in connection.execute(
            "SELECT text FROM name n JOIN fact f ON f.fid = n.fid WHERE f.key = ?", (seed,)
        )
    ]
    short = [name for name in (person_name(chance) for _ in range(400)) if len(name) == 2][:100]
    codes = [
        row[0].partition(":")[2]
        for row in connection.execute("SELECT term FROM term WHERE term >= 'uscc:' LIMIT 100")
    ]
    page = Page(20)

    def searching(texts: Sequence[str]) -> list[Callable[[], Any]]:
        return [partial(names.search, connection, view, text, None, page) for text in texts]

    def standing(ids: Sequence[PublicId]) -> list[Callable[[], Any]]:
        return [partial(relations.relations, connection, view, [seed], ANYTHING, Page(50)) for seed in ids]

    asked = {
        "search, person's name of two characters": searching(short),
        "search, four characters of a firm's name": searching([name[2:6] for name in firms]),
        "search, a firm's whole name": searching(firms),
        "search, credit code": searching(codes),
        "direct relations, first 50, ordinary company": standing(seeds.ordinary),
        "direct relations, first 50, hub": standing(seeds.hubs),
    }
    rows = []
    for title, ways in asked.items():
        times: Times = side_by_side([[way] for way in ways])[0]
        rows.append([title, len(ways), times.p50, times.p95, times.p99])
    head = ("question", "n", "p50", "p95", "p99")
    return f"### Search and direct relations\n\n{Table(head, rows).text()}"
