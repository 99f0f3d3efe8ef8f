"""A Neo4j server for measurements, started here and stopped at the end; its database is imported from the embedded store."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from neo4j import AsyncDriver, AsyncGraphDatabase

from bench.generate import Plan
from bench.load import store_of
from xinmai.bootstrap import export_to_neo4j_admin, open_store, prove_import, read_manifest
from xinmai.bootstrap.login import Login
from xinmai.bootstrap.stores import Engine
from xinmai.provision import Running, import_files, start_server, stop_server
from xinmai.settings import Settings, cache_folder

HEAP: Final = "2g"
PAGECACHE: Final = "1g"


@contextmanager
def running(home: Path) -> Iterator[Running]:
    """Start the server of a folder, on a free port, and stop it."""
    try:
        yield start_server(home, 0, cache_folder(Settings()), HEAP, PAGECACHE)
    finally:
        stop_server(home)


@contextmanager
def holding(cache: Path, plan: Plan) -> Iterator[Running]:
    """Start a server that holds what the embedded store of a plan holds; it is imported once."""
    with holding_store(cache, store_of(cache, plan), plan.name) as server:
        yield server


@contextmanager
def holding_store(cache: Path, store: Path, name: str) -> Iterator[Running]:
    """Start a server that holds what an embedded store holds; it is imported once."""
    home = cache / f"neo4j-{name}"
    if not home.exists():
        _import(cache / f"export-{name}", store, home)
    with running(home) as server:
        yield server


def _import(files: Path, store: Path, home: Path) -> None:
    source = Settings(store=f"sqlite:///{store}")
    if not files.exists():
        asyncio.run(export_to_neo4j_admin(source, files, lambda _what, _number: None))
    imported(files, home)


def imported(files: Path, home: Path) -> None:
    """Make a server's database from an export, make the indexes and compare both."""
    import_files(home, 0, cache_folder(Settings()), files, PAGECACHE)
    with running(home) as server:
        password = str(server.password_file)
        settings = Settings(store=server.address, neo4j_user=server.user, neo4j_password_file=password)
        asyncio.run(prove_import(settings, read_manifest(files)))


@asynccontextmanager
async def opened(server: Running, *, write: bool = False) -> AsyncIterator[Engine]:
    """Open the store on a server."""
    store = await open_store(server.address, write=write, login=Login(server.user, server.password))
    try:
        yield store
    finally:
        await store.close()


def driver_of(server: Running) -> AsyncDriver:
    """Return a driver as any user of Neo4j has it."""
    return AsyncGraphDatabase.driver(server.address, auth=(server.user, server.password))
