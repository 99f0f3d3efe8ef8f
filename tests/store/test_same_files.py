"""The same party, the same bytes on both engines: its credit file, its timeline, what changed about it, who said what when."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from xinmai.bootstrap import open_store
from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.service.credit_file import credit_files
from xinmai.service.diff import diff
from xinmai.service.history import history
from xinmai.service.timeline import dated_parties, span_of, timeline

from support import facts as build
from support.asking import BUDGET, CATALOGUE, load_seed
from support.contract_base import TODAY, at
from support.graphs import DAYS, LOCALS, NAMESPACES, World
from support.neo4j_servers import Neo4jServer

EVERYTHING = Visibility.GOVERNMENT | Visibility.CONSENT
BEFORE, AFTER = build.day("2018-06-01"), build.day("2025-06-01")
ALWAYS, WHOLE = span_of(None, None, None), Page(first=10_000, of="x")
MADE_UP = [PublicId(f"{namespace}:{own}") for namespace in NAMESPACES for own in LOCALS]
REVISIONS = 3

Stores = tuple[Store, Store]
Told = dict[str, bytes]


async def changed(store: Store, party: PublicId, before: View, after: View) -> Any:
    """Return what changed about a party; of one that neither view shows, what is said of it."""
    try:
        return await diff(store, party, before, after, (None, None), WHOLE, BUDGET)
    except UnknownId as unknown:
        return str(unknown)


async def told(store: Store, before: View, after: View, ids: Sequence[PublicId]) -> Told:
    """Return file, timeline and difference of parties, by a name that says what it is."""
    files = await credit_files(store, after, ids, CATALOGUE, BUDGET)
    lines = await dated_parties(store, after, ids, BUDGET)
    changes = await asyncio.gather(*(changed(store, id_, before, after) for id_ in ids))
    found: dict[str, Any] = {f"file {id_}": file for id_, file in files.items()}
    found |= {f"timeline {id_}": await timeline(line, ALWAYS, WHOLE) for id_, line in lines.items()}
    found |= {f"diff {id_}": change for id_, change in zip(ids, changes, strict=True)}
    return {what: msgspec.json.encode(answer) for what, answer in found.items()}


async def recalled(store: Store, view: View, keys: Sequence[str]) -> Told:
    """Return the history of facts."""
    found = await asyncio.gather(*(history(store, view, key, WHOLE, BUDGET) for key in keys))
    return {key: msgspec.json.encode(one) for key, one in zip(keys, found, strict=True)}


def same(one: Told, other: Told) -> None:
    """Compare answer by answer, so that a difference is named and short."""
    assert one.keys() == other.keys()
    for what, answer in one.items():
        assert other[what] == answer, what


async def keys_of(store: Store, view: View, *kinds: str) -> list[str]:
    """Return the keys of all facts of some kinds."""
    return sorted([fact.key for kind in kinds async for batch in store.scan(view, kind) for fact in batch])


@pytest.fixture(scope="module")
def seed_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that holds the seed."""
    address = f"sqlite:///{tmp_path_factory.mktemp('same') / 'seed.db'}"

    async def fill() -> None:
        store = await open_store(address, write=True)
        await load_seed(store)
        await store.close()

    asyncio.run(fill())
    return address


@pytest.fixture
async def seeds(seed_file: str, seeded: Neo4jServer) -> AsyncIterator[Stores]:
    """The seed in both engines."""
    stores = await open_store(seed_file), await open_store(seeded.url, login=seeded.login)
    yield stores
    for store in stores:
        await store.close()


async def test_every_party_of_the_seed_has_the_same_file_timeline_and_changes(seeds: Stores) -> None:
    embedded, served = seeds
    before, after = await embedded.view(BEFORE), await embedded.view(AFTER)
    ids = [PublicId(key) for key in await keys_of(embedded, after, "party")]
    assert len(ids) > 300
    ours = await told(embedded, before, after, ids)
    same(ours, await told(served, before, after, ids))
    assert len({ours[f"diff {id_}"] for id_ in ids}) > 100


async def test_facts_of_the_seed_have_the_same_history(seeds: Stores) -> None:
    embedded, served = seeds
    view = await embedded.view(AFTER)
    keys = (await keys_of(embedded, view, "party", "relation", "record", "party_fact", "sanction"))[::20]
    same(await recalled(embedded, view, keys), await recalled(served, view, keys))


async def say(store: Store) -> list[Fact]:
    """Say a drawn world in several revisions, each changing the one before; the last one is a snapshot; erase a fact."""
    world, said = World(Random(3), hidden=0.15), []  # noqa: S311 - made-up facts, not secrets
    for minute in range(REVISIONS):
        facts = world.graph(nodes=12, links=60)
        said += facts
        async with store.load("a") as load:
            await load.apply(facts, at(minute))
            await load.finish(at(minute), close_unsaid=minute == REVISIONS - 1, rejects={})
    await store.erase("a:1", "art. 47", at(REVISIONS))
    return said


@pytest.fixture
async def worlds(
    tmp_path: Path, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> AsyncIterator[tuple[Store, Store, list[str]]]:
    """A drawn world in both engines, and the keys of all that was ever said."""
    stores = (
        await open_store(f"sqlite:///{tmp_path / 'drawn.db'}", write=True),
        await neo4j_servers[1].new_store(),
    )
    said = [await say(store) for store in stores]
    yield *stores, sorted({fact.key for fact in said[0]})
    for store in stores:
        await store.close()


async def test_a_drawn_world_tells_the_same_between_its_revisions(
    worlds: tuple[Store, Store, list[str]],
) -> None:
    embedded, served, keys = worlds
    for sees in (Visibility.PUBLIC, EVERYTHING):
        after = await embedded.view(TODAY, sees=sees)
        assert after == await served.view(TODAY, sees=sees)
        for known in reversed(range(REVISIONS)):
            before = await embedded.view(DAYS[1], at(known), sees)
            ours = await told(embedded, before, after, MADE_UP)
            same(ours, await told(served, before, after, MADE_UP))
        then = await embedded.view(TODAY, at(1), sees)
        same(await told(embedded, then, then, MADE_UP), await told(served, then, then, MADE_UP))
        same(await recalled(embedded, after, keys), await recalled(served, after, keys))
