"""``xinmai export``: Neo4j's own importer makes of its files what a copy makes."""

import asyncio
import json
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import Login
from xinmai.errors import NotRunning, StoreUnindexed
from xinmai.provision import Running, find_server, stop_server
from xinmai.service.copy import copy
from xinmai.store.neo4j.bulk import BulkFiles

from support.command import command
from support.contract_base import at
from support.facts import party, source
from support.neo4j_servers import Neo4jServer, require_java
from support.operations import Operations

HOME = Path(".xinmai/neo4j")
EXPORT = ("export", "--format", "neo4j-admin", "--out", "files")
NODES = "MATCH (node) RETURN labels(node) AS labels, properties(node) AS properties"
LINKS = """
MATCH (start)-[link]->(end)
RETURN properties(start) AS start, properties(end) AS end, type(link) AS type, properties(link) AS properties
"""
STRANGE = 'a "b", c;\\n\n\r\n「丁」\\'


@pytest.fixture
def home(workplace: Path) -> Iterator[None]:
    """Leave no server behind."""
    require_java()
    yield
    with suppress(NotRunning):
        stop_server(HOME)


async def grow() -> None:
    """Fill the embedded store with changed, closed, erased, hidden and said-again facts, and one of strange signs."""
    store, operations, random = await open_store("sqlite:///xinmai.db", write=True), Operations(), Random(11)  # noqa: S311 - made-up facts, not secrets
    for _ in range(12):
        await operations.draw(random)[1](store)
    strange = [source("t:bundle"), party("t:strange", STRANGE)]
    async with store.load("t") as session:
        await session.apply(strange, at(operations.minute))
    await store.close()


async def dump(driver: AsyncDriver) -> tuple[Counter[str], Counter[str]]:
    """Return all nodes and all relationships, whatever the server calls them."""
    async with driver, driver.session() as session:
        nodes = [row.data() async for row in await session.run(NODES)]
        links = [row.data() async for row in await session.run(LINKS)]
    return Counter(map(told, nodes)), Counter(map(told, links))


def told(row: dict[str, Any]) -> str:
    if row.get("labels") == ["Store"]:
        del row["properties"]["writes"]  # how often somebody wrote, not what
    return json.dumps({**row, "labels": sorted(row.get("labels", ()))}, sort_keys=True)


async def copied(server: Neo4jServer) -> tuple[Counter[str], Counter[str]]:
    await (await server.new_store()).close()
    source = await open_store("sqlite:///xinmai.db")
    target = await open_store(server.url, write=True, login=server.login, restoring=True)
    await copy(source, target, lambda _what, _number: None)
    await source.close()
    await target.close()
    return await dump(server.driver())


async def imported(found: Running) -> tuple[Counter[str], Counter[str]]:
    return await dump(AsyncGraphDatabase.driver(found.address, auth=(found.user, found.password)))


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("home")
def test_the_importer_makes_what_a_copy_makes(neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> None:
    asyncio.run(grow())
    outcome = command(*EXPORT)
    assert outcome.status == 0, outcome.err
    manifest = json.loads(Path("files/manifest.json").read_text(encoding="utf-8"))
    assert f"revisions, digest {manifest['digest']}." in outcome.out
    assert "multiline-fields=facts.csv" in Path("files/import.args").read_text(encoding="utf-8")
    outcome = command("neo4j", "import", "files", "--neo4j-port", "0")
    assert outcome.status == 0, outcome.err
    assert f"digest {manifest['digest']}." in outcome.err
    found = find_server(HOME)
    assert found is not None
    nodes, links = asyncio.run(imported(found))
    wanted_nodes, wanted_links = asyncio.run(copied(neo4j_servers[0]))
    assert nodes - wanted_nodes == wanted_nodes - nodes == Counter()
    assert links - wanted_links == wanted_links - links == Counter()
    asyncio.run(without_indexes(found))
    again = command("neo4j", "import", "files")
    assert again.err.startswith("NEO4J_RUNNING: ")
    stop_server(HOME)
    again = command("neo4j", "import", "files")
    assert again.err.startswith("NEO4J_IMPORT: Nothing was imported: there is a database in ")


async def without_indexes(found: Running) -> None:
    """The importer makes no indexes: a reader is told so, a writer makes them."""
    login = Login(found.user, found.password)
    async with AsyncGraphDatabase.driver(found.address, auth=(found.user, found.password)) as driver:
        await driver.execute_query("DROP CONSTRAINT fact_id")
    with pytest.raises(StoreUnindexed, match="bolt"):
        await open_store(found.address, login=login)
    await (await open_store(found.address, login=login, write=True)).close()
    await (await open_store(found.address, login=login)).close()


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("home")
def test_of_files_that_were_altered_nothing_is_imported() -> None:
    asyncio.run(grow())
    assert command(*EXPORT).status == 0
    with Path("files/altered.csv").open("a", encoding="utf-8") as file:
        file.write('"1","nobody","ALTERED","changed"\n')
    outcome = command("neo4j", "import", "files", "--neo4j-port", "0")
    assert (outcome.status, outcome.out) == (1, "")
    assert "NEO4J_IMPORT: Nothing was imported: the importer ended with " in outcome.err
    assert "nobody" not in outcome.err
    assert not any((HOME / "data" / "databases").iterdir())


def test_only_the_owner_may_enter_and_a_folder_that_is_there_is_left_alone(workplace: Path) -> None:
    asyncio.run(grow())
    assert command(*EXPORT).status == 0
    assert stat.S_IMODE(Path("files").stat().st_mode) == 0o700
    before = sorted(file.name for file in Path("files").iterdir())
    outcome = command(*EXPORT)
    assert outcome.err.startswith("BAD_USER_INPUT: --out: files is there already.")
    assert sorted(file.name for file in Path("files").iterdir()) == before
    assert [file.name for file in workplace.iterdir() if "unfinished" in file.name] == []


def test_what_fails_leaves_no_folder(workplace: Path) -> None:
    outcome = command(*EXPORT, "--store", "sqlite:///nothing.db")
    assert outcome.err.startswith("STORE_MISSING: ")
    assert list(workplace.iterdir()) == []


@pytest.mark.parametrize("content", [None, "{}", "["])
def test_a_folder_without_an_export_is_refused(workplace: Path, content: str | None) -> None:
    if content is not None:
        (workplace / "files").mkdir()
        (workplace / "files" / "manifest.json").write_text(content, encoding="utf-8")
    outcome = command("neo4j", "import", "files")
    assert outcome.err.startswith("BAD_USER_INPUT: folder: files holds no export ")


def test_a_property_without_a_column_is_an_error(tmp_path: Path) -> None:
    with (
        BulkFiles(tmp_path) as files,
        pytest.raises(KeyError, match=r"rejects\.csv has no column for \['stray'\]"),
    ):
        files._write("rejects", [{"stray": 1}])
