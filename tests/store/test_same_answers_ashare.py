"""The listed companies of 2020 with their real holders, officers and decisions: equal JSON from both engines."""

import asyncio
from itertools import pairwise
from random import Random
from typing import Any

import orjson
import pytest

from xinmai.bootstrap import open_store
from xinmai.model.dates import iso
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import HubReason, PathOrder
from xinmai.ports.store import Store
from xinmai.service.copy import copy
from xinmai.service.paths import PathSearch, paths

from support.ashare import DAY, ONE, OTHER, fifty, shared_holder
from support.asking import Asker, operation
from support.linked import HUBS
from support.listed_groups import found_in
from support.neo4j_servers import Neo4jServer
from support.shared_data import needs_shared_data

pytestmark = [needs_shared_data, pytest.mark.timeout(600)]

AS_OF = iso(DAY)
COMPANIES = 12
OF_ONE = ("group", "equity-chart", "related-party-risk")
OF_MANY = ("neighbourhood", "neighbourhood-json")
OF_LINKS = ("paths", "connections")
BY_ID = ("records", "relations")


@pytest.fixture(scope="module")
def both(ashare_url: str, neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> str:
    """Copy the file of the data set to a server."""

    async def fill() -> None:
        source, server = await open_store(ashare_url), neo4j_servers[0]
        await (await server.new_store()).close()
        target = await open_store(server.url, write=True, login=server.login, restoring=True)
        await copy(source, target, lambda _what, _number: None)
        await source.close()
        await target.close()
        await server.forget_plans()

    asyncio.run(fill())
    return ashare_url


async def questions(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """Return operations about drawn companies and about every record."""
    view, random = await store.view(DAY), Random(7)  # noqa: S311 - picks questions
    keys = {kind: [f.key async for b in store.scan(view, kind) for f in b] for kind in ("party", "record")}
    companies = random.sample(sorted(key for key in keys["party"] if key.startswith("ashare:E/")), COMPANIES)
    found: list[tuple[str, dict[str, Any]]] = [
        ("search", {"text": text}) for text in ("银行", "000623", "张伟")
    ]
    found += [("party-by-name", {"name": name}) for name in ("张伟", "王伟")]
    found += [("propagation", {"record": key}) for key in sorted(keys["record"])]
    for key in companies:
        found += [(name, {"of": key}) for name in OF_ONE]
        found += [(name, {"of": [key], "depth": 2}) for name in OF_MANY]
        found += [(name, {"id": key}) for name in BY_ID]
    for one, other in pairwise(companies):
        found += [("paths", {"from": one, "to": other, "by": by, "maxDepth": 4}) for by in PathOrder]
    return found + await links(store, view)


async def links(store: Store, view: View) -> list[tuple[str, dict[str, Any]]]:
    """Return what ``tests/service/test_links_ashare.py`` judges on the embedded store."""
    a, b = await shared_holder(store, view)
    crossed = {"from": ONE, "to": OTHER, "maxDepth": 4}
    found = await paths(
        store, view, PathSearch(start=ONE, goal=OTHER, depth=4, first=3), HUBS, Budget(seconds=60)
    )
    nominees = [hub.hub for hub in found.folded if hub.reason is HubReason.NOMINEE]
    assert nominees
    return [
        ("paths", crossed),
        ("paths", {**crossed, "includeHubs": nominees}),
        ("paths", {"from": a.to_id, "to": b.to_id, "kinds": ["HOLDS"], "by": "STRONGEST", "maxDepth": 4}),
        ("connections", {"among": await fifty(store, view)}),
    ]


async def test_both_engines_give_equal_json(
    both: str, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    server = neo4j_servers[0]
    stores = [await open_store(both), await open_store(server.url, login=server.login)]
    asked = await questions(stores[0])
    assert {name for name, _ in asked} >= {"propagation", *OF_ONE, *OF_MANY, *BY_ID, *OF_LINKS}
    for name, variables in asked:
        text = operation(name)
        answers = [
            orjson.dumps(await Asker(store).data(text, {**variables, "asOf": AS_OF})) for store in stores
        ]
        assert answers[0] == answers[1], (name, variables)
    for store in stores:
        await store.close()


async def test_both_engines_have_equal_groups(
    both: str, neo4j_servers: tuple[Neo4jServer, Neo4jServer]
) -> None:
    server = neo4j_servers[0]
    stores = [await open_store(both), await open_store(server.url, login=server.login)]
    one, other = [await found_in(store, await store.view(DAY)) for store in stores]
    assert one.summary == other.summary
    assert list(one.rows) == list(other.rows)
    for store in stores:
        await store.close()
