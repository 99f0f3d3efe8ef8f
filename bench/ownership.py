"""Control and ownership, as the product asks them: on the embedded store, on Neo4j, beside plain Cypher and networkx."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import neo4j
import networkx as nx

from bench import load, plain
from bench.generate import Plan, bundle
from bench.report import Table, machine
from bench.seeds import Seeds, draw
from bench.server import HEAP, PAGECACHE, driver_of, holding, opened
from bench.sides import HEAD, Question, row
from bench.timing import Times, awaited
from xinmai.bootstrap import open_store
from xinmai.bootstrap.application import ownership_budget_of, read_catalogue
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.ports.store import Store
from xinmai.provision.pinned import PINNED
from xinmai.rules.presets import PresetQuestion, preset_named
from xinmai.service.beneficial_owners import beneficial_owners
from xinmai.service.control import control
from xinmai.service.controllers import controllers
from xinmai.service.group import group
from xinmai.service.ownership_choices import control_options
from xinmai.settings import Settings
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
_CATALOGUE = read_catalogue()
_BUDGET: Final = ownership_budget_of(Settings())
_CONTROL = control_options(_CATALOGUE)
_OWNERS = preset_named(_CATALOGUE.presets, "CN_UBO_2024", PresetQuestion.BENEFICIAL_OWNERS)
_ABOVE: Final = plain.reachable(into=True)
_CHAINS: Final = 50
_ORDINARY: Final = "ordinary companies"
_UPWARD: Final = ("controllers", "beneficial owners")
"""Questions that are asked of hubs and chains too; how wide the way down is follows from the answer."""

Ask = Callable[[Store, View, PublicId], Awaitable[Any]]


_QUESTIONS: Final[dict[str, Ask]] = {
    "controllers": lambda store, view, of: controllers(store, view, of, _BUDGET, _CONTROL),
    "beneficial owners": lambda store, view, of: beneficial_owners(store, view, of, _OWNERS, _BUDGET),
    "control": lambda store, view, of: control(store, view, of, _BUDGET, _CONTROL),
    "group": lambda store, view, of: group(store, view, of, _BUDGET, _CONTROL),
}


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about control and ownership; what is not in the cache is made first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    connection = connect(str(store), write=False)
    seeds = draw(connection, plan)
    connection.close()
    with holding(cache, plan) as server:
        return {
            f"Control and ownership, scale {plan.scale:g}": asyncio.run(_section(store, seeds, plan, server))
        }


async def _section(file: Path, seeds: Seeds, plan: Plan, server: Any) -> str:
    embedded = await open_store(f"sqlite:///{file}")
    view = await embedded.view(DAY.toordinal())
    facts = sum((await embedded.counts()).values())
    companies = await _companies(embedded, view, seeds)
    async with opened(server) as served, driver_of(server) as driver:
        rows = [
            await row(embedded, served, driver, f"{title}, {which}", _asked(view, ask, title, own))
            for which, own in companies.items()
            for title, ask in _QUESTIONS.items()
            if which == _ORDINARY or title in _UPWARD
        ]
    library = await _by_library(embedded, view, companies[_ORDINARY])
    await embedded.close()
    said = (
        f"{facts:,} facts; as of {DAY}, a public caller, warm, the usual budget. Neo4j {PINNED.version} Community on the same cores, heap "
        f"{HEAP}, page cache {PAGECACHE}; driver {neo4j.__version__}. Milliseconds; percentiles over the companies (seed {plan.seed}), "
        "each asked three times, its median counts. Goal: controllers and beneficial owners p99 within 15 ms on the file and 60 ms on "
        "Neo4j, hubs included: of the 1,000 drawn evenly none needs to be a hub, so all 37 are added."
    )
    note = (
        "Ours: the whole answer with proof, flags and sources, exact. Plain: everybody above in one Cypher statement, raw rows, nothing "
        f"computed. networkx, once everybody above is read into memory: shares multiplied along all simple paths to the company of {len(library)} "
        f"ordinary ones, in binary floats, no unknown shares, p50 {Times.of(library).p50:.2f}, p99 {Times.of(library).p99:.2f} ms."
    )
    return "\n".join([machine(), "", said, "", Table(HEAD, rows).text(), "", note])


async def _companies(store: Store, view: View, seeds: Seeds) -> dict[str, Sequence[PublicId]]:
    busy = await store.parties(view, (*seeds.hubs, *seeds.busy, *seeds.funds))
    hubs = sorted(key for key, party in busy.items() if party.kind is PartyKind.ENTERPRISE)
    return {
        _ORDINARY: seeds.ordinary,
        "any company, drawn evenly, and all hubs": (*seeds.any, *hubs),
        "hubs, busy companies and funds": hubs,
        "lower ends of chains of forty": seeds.chains[:_CHAINS],
    }


def _asked(view: View, ask: Ask, title: str, companies: Sequence[PublicId]) -> list[Question]:
    text = _ABOVE if title in _UPWARD else None
    return [
        Question(
            lambda store, of=of: ask(store, view, of),  # type: ignore[misc]
            text,
            {"id": of, "day": view.as_of, "nodes": _BUDGET.nodes},
        )
        for of in companies
    ]


async def _by_library(store: Store, view: View, companies: Sequence[PublicId]) -> list[float]:
    """Return what networkx takes for the shares of all persons above each company."""
    taken = []
    for of in companies:
        found = await store.closure(view, [of], [RelationKind.HOLDS], Direction.IN, _BUDGET)
        graph = nx.DiGraph()
        graph.add_node(of)
        for relation in found.relations:
            graph.add_edge(relation.from_id, relation.to_id, share=(relation.share or 0) / WHOLE)
        persons = [p.id for p in found.parties if p.kind is PartyKind.PERSON]
        taken.append(await awaited(_multiplied(graph, of, persons)))
    return taken


async def _multiplied(graph: nx.DiGraph, of: PublicId, persons: Sequence[PublicId]) -> dict[PublicId, float]:
    shares: dict[PublicId, float] = {}
    for person in persons:
        paths = nx.all_simple_edge_paths(graph, person, of, cutoff=12)
        shares[person] = sum(_product(graph, path) for path in paths)
    return shares


def _product(graph: nx.DiGraph, path: Sequence[tuple[str, str]]) -> float:
    product = 1.0
    for holder, held in path:
        product *= graph.edges[holder, held]["share"]
    return product
