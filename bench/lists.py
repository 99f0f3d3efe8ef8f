"""Filtered, ordered and grouped lists, and a page with three nested edges: on both engines, and on Neo4j beside plain Cypher."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import neo4j
import orjson

from bench import load, plain
from bench.generate import Plan, bundle
from bench.report import Table, machine
from bench.seeds import Seeds, draw
from bench.server import HEAP, PAGECACHE, driver_of, holding, opened
from bench.sides import HEAD, Question, row
from xinmai.api.arguments import page
from xinmai.api.context import Application, make_context
from xinmai.api.schema import build_schema
from xinmai.bootstrap import open_store
from xinmai.bootstrap.application import application_of, limits_of, read_catalogue
from xinmai.model.cursors import cursor
from xinmai.model.filters import ANYTHING, Compare, Condition, Linked, Op, Quantifier, Thing, both
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.orders import Order
from xinmai.model.view import Budget, Page, View
from xinmai.ports.store import Store
from xinmai.provision.pinned import PINNED
from xinmai.service.jobs import Jobs
from xinmai.settings import Settings
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
_PAGES: Final = 20
_ENTERPRISES: Final = Compare("kind", Op.EQ, "enterprise")
_NESTED: Final = """
query($after: String) {
  parties(where: {kind: {eq: ENTERPRISE}}, first: 100, after: $after) {
    pageInfo { endCursor }
    edges { node {
      id name status
      holders(first: 5) { edges { node { share { exact } from { id name } } } }
      legalRepresentatives(first: 5) { edges { node { validFrom from { id name } } } }
      records(first: 5) { edges { node { id kind decidedOn } } }
    } }
  }
}
"""


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about lists; what is not in the cache is made first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    connection = connect(str(store), write=False)
    seeds = draw(connection, plan)
    connection.close()
    with holding(cache, plan) as server:
        return {f"Filtered lists, scale {plan.scale:g}": asyncio.run(_section(store, seeds, plan, server))}


async def _section(file: Path, seeds: Seeds, plan: Plan, server: Any) -> str:
    embedded = await open_store(f"sqlite:///{file}")
    view = await embedded.view(DAY.toordinal())
    facts = sum((await embedded.counts()).values())
    cases = await _cases(embedded, view, seeds, random.Random(plan.seed))
    async with opened(server) as served, driver_of(server) as driver:
        rows = [await row(embedded, served, driver, title, own) for title, own in cases.items()]
    await embedded.close()
    said = (
        f"{facts:,} facts; as of {DAY}, a public caller, warm. Neo4j {PINNED.version} Community on the same cores, heap {HEAP}, page "
        f"cache {PAGECACHE}; driver {neo4j.__version__}. Milliseconds; percentiles over the questions (seed {plan.seed}), each asked "
        "three times, its median counts."
    )
    note = (
        "Ours: with revision, mask, total order and cursors; the nested page is a GraphQL document in, JSON out, in five kinds of reads for "
        "any size. Plain: `bench/plain.py`, the day its only condition, raw payloads."
    )
    return "\n".join([machine(), "", said, "", Table(HEAD, rows).text(), "", note])


async def _cases(
    store: Store, view: View, seeds: Seeds, chance: random.Random
) -> dict[str, Sequence[Question]]:
    starts = chance.sample(seeds.ordinary, _PAGES)
    parties = await store.parties(view, starts)
    pieces = [normal_form(party.name)[2:5] for party in parties.values()]
    ask = _graphql(_NESTED)
    years = [str(2015 + number % 8) for number in range(_PAGES)]
    return {
        "page of 100 with three nested edges, GraphQL": [_nested(view, start, ask) for start in starts],
        "held to 25 % at least by one holder, with total": [
            _held(view, each) for each in seeds.funds[:_PAGES]
        ],
        "enterprises by a piece of the name, ordered by name": [_named(view, piece) for piece in pieces],
        "parties with a penalty decided since a day": [_penalised(view, year) for year in years],
        "all records by kind and year": [_grouped(view)] * 5,
    }


def _nested(
    view: View, start: PublicId, ask: Callable[[Store, dict[str, Any]], Awaitable[bytes]]
) -> Question:
    """Return the question for the page behind an id."""
    asked = page("parties", 100, None, default=100, where=_ENTERPRISES)
    variables = {"after": cursor(asked.of, start)}
    return Question(lambda store: ask(store, variables), plain.NESTED, {"after": start, "day": view.as_of})


def _graphql(document: str) -> Callable[[Store, dict[str, Any]], Awaitable[bytes]]:
    """Return what asks a document of a store, in this process."""
    settings, catalogue = Settings(today=DAY), read_catalogue()
    schema, jobs = build_schema(catalogue.kinds, limits_of(settings)), Jobs()
    made: dict[int, Application] = {}

    async def ask(store: Store, variables: dict[str, Any]) -> bytes:
        if id(store) not in made:  # it reads the rules
            made[id(store)] = application_of(settings, store, catalogue, jobs)
        result = await schema.execute(document, variables, make_context(made[id(store)]))
        if result.errors:
            raise result.errors[0]
        return orjson.dumps(result.data)

    return ask


def _held(view: View, holder: PublicId) -> Question:
    other = Linked("other", Quantifier.SOME, Compare("id", Op.EQ, holder))
    kind, side = Compare("kind", Op.EQ, "holds"), Compare("direction", Op.EQ, "IN")
    where = Linked(
        "relations", Quantifier.SOME, both(kind, side, Compare("share", Op.GTE, 250_000_000), other)
    )
    values = {"id": holder, "share": 250_000_000, "day": view.as_of}
    return Question(_find(view, where, Page()), plain.HOLDING, values)


def _named(view: View, piece: str) -> Question:
    where = both(_ENTERPRISES, Compare("name", Op.CONTAINS, piece))
    grams = " AND ".join(f'"{piece[place : place + 2]}"' for place in range(len(piece) - 1))
    ordered = Page(order=(Order("name"),), count=False)
    return Question(_find(view, where, ordered), plain.NAMED, {"piece": piece, "grams": grams})


def _penalised(view: View, year: str) -> Question:
    record = both(Compare("kind", Op.EQ, "penalty"), Compare("decided_on", Op.GTE, year))
    where = Linked("records", Quantifier.SOME, record)
    return Question(_find(view, where, Page(count=False)), plain.PENALISED, {"since": year})


def _grouped(view: View) -> Question:
    by = (By.KIND, By.YEAR)
    return Question(
        lambda store: store.aggregate(view, Thing.RECORD, ANYTHING, by, Budget(seconds=60)), plain.GROUPED
    )


def _find(view: View, where: Condition, asked: Page) -> Callable[[Store], Awaitable[Any]]:
    return lambda store: store.find(view, where, asked)
