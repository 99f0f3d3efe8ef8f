"""Links between two and among many parties, as the product asks them: on the embedded store, and on Neo4j beside plain Cypher."""

import asyncio
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import neo4j

from bench import load, plain
from bench.generate import Plan, bundle
from bench.report import Table, machine
from bench.seeds import Seeds, draw
from bench.server import HEAP, PAGECACHE, driver_of, holding, opened
from bench.sides import HEAD, Question, row
from xinmai.bootstrap import open_store
from xinmai.bootstrap.application import read_catalogue
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PathOrder
from xinmai.ports.store import Store
from xinmai.provision.pinned import PINNED
from xinmai.service.connections import ConnectionSearch, connections
from xinmai.service.paths import PathSearch, paths
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
_PAIRS: Final = 60
_MATRICES: Final = 8
_HUBS = read_catalogue().hubs


Cases = dict[str, Sequence[Question]]


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about links; what is not in the cache is made first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    connection = connect(str(store), write=False)
    seeds = draw(connection, plan)
    connection.close()
    with holding(cache, plan) as server:
        text = asyncio.run(_section(store, seeds, plan, server))
    return {f"Links, scale {plan.scale:g}": text}


async def _section(file: Path, seeds: Seeds, plan: Plan, server: Any) -> str:
    embedded = await open_store(f"sqlite:///{file}")
    view = await embedded.view(DAY.toordinal())
    facts = sum((await embedded.counts()).values())
    cases = await _cases(embedded, view, seeds, random.Random(plan.seed))
    async with opened(server) as served, driver_of(server) as driver:
        rows = [await row(embedded, served, driver, title, own) for title, own in cases.items()]
    await embedded.close()
    said = (
        f"{facts:,} facts; as of {DAY}, a public caller, warm, the usual budget. Neo4j {PINNED.version} Community on the same cores, heap "
        f"{HEAP}, page cache {PAGECACHE}; driver {neo4j.__version__}. Milliseconds; percentiles over the questions (seed {plan.seed}), "
        f"each asked three times, its median counts."
    )
    note = (
        "Ours: the whole answer of the service, with what was cut, the hubs that were folded and the sources searched; nobody "
        "passes through a hub. Plain: `allShortestPaths` up to six hops for a pair and `shortestPath` up to four for each pair of many "
        "(`bench/plain.py`), the day its only condition, through hubs too, raw rows. There is no plain statement for the strongest paths."
    )
    return "\n".join([machine(), "", said, "", Table(HEAD, rows).text(), "", note])


async def _cases(store: Store, view: View, seeds: Seeds, chance: random.Random) -> Cases:
    linked = await _linked(store, view, seeds.ordinary, chance)
    apart = [tuple(chance.sample(seeds.ordinary, 2)) for _ in range(_PAIRS)]
    return {
        "paths, 3 shortest, linked within four hops": [_pair(view, a, b) for a, b in linked],
        "paths, 3 strongest within four hops, the same": [
            _pair(view, a, b, by=PathOrder.STRONGEST, depth=4) for a, b in linked
        ],
        "paths, 3 shortest, any two companies": [_pair(view, a, b) for a, b in apart],
        "connections among 10": [_many(view, chance.sample(seeds.ordinary, 10)) for _ in range(_MATRICES)],
        "connections among 50": [_many(view, chance.sample(seeds.ordinary, 50)) for _ in range(_MATRICES)],
    }


def _pair(
    view: View, a: PublicId, b: PublicId, by: PathOrder = PathOrder.SHORTEST, depth: int = 6
) -> Question:
    asked = PathSearch(start=a, goal=b, by=by, depth=depth, first=3)
    values = {"a": a, "b": b, "day": view.as_of}
    text = plain.SHORTEST if by is PathOrder.SHORTEST else None
    return Question(lambda store: paths(store, view, asked, _HUBS, Budget()), text, values)


def _many(view: View, among: Sequence[PublicId]) -> Question:
    asked = ConnectionSearch(among=tuple(among), depth=4)
    values = {"ids": sorted(among), "day": view.as_of}
    return Question(lambda store: connections(store, view, asked, _HUBS, Budget()), plain.MATRIX, values)


async def _linked(
    store: Store, view: View, ids: Sequence[PublicId], chance: random.Random
) -> list[tuple[PublicId, PublicId]]:
    """Return pairs that are linked within four hops."""
    found = []
    for one in ids[:_PAIRS]:
        budget = Budget(depth=3, hub=100)
        near = (await store.expand(view, [one], None, Direction.BOTH, budget)).parties
        other = chance.choice(near).id
        if other != one:
            found.append((one, other))
    return found
