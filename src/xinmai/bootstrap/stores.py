"""From the address of a store to the store; an engine that is not asked for is not imported."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from xinmai.bootstrap.addresses import FileAddress, ServerAddress, address_of
from xinmai.bootstrap.login import NOBODY, Login, login_of
from xinmai.errors import SettingsError
from xinmai.model.health import StoreHealth
from xinmai.ports.store import Store
from xinmai.settings import Settings


async def open_configured(settings: Settings, *, write: bool = False) -> Store:
    """Open the store of an installation; see :func:`open_store`."""
    return await open_store(settings.store, write=write, login=login_of(settings))


async def open_store(url: str, *, write: bool = False, login: Login = NOBODY) -> Store:
    """Open the store at an address.

    Parameters
    ----------
    url
        See :func:`xinmai.bootstrap.addresses.address_of`.
    write
        Whether facts will be written; a missing embedded store, and the schema in an empty database, is then created.
    login
        Who asks, for a server.

    Raises
    ------
    SettingsError
        If the address names no engine that there is, or no file.
    StoreError
        If the store cannot be used.
    """
    match address_of(url):
        case FileAddress(path):
            from xinmai.store.sqlite import open_sqlite  # noqa: PLC0415 - only the engine asked for

            return await open_sqlite(str(path), write=write)
        case ServerAddress(server, database):
            from xinmai.store.neo4j import open_neo4j  # noqa: PLC0415 - only the engine asked for

            return await open_neo4j(server, database, login.user, login.password, write=write)


@asynccontextmanager
async def throwaway_store(url: str) -> AsyncIterator[Store]:
    """Open a copy of an embedded store (empty where there is none) that is thrown away at the end: for a rehearsal.

    Raises
    ------
    SettingsError
        If the store is on a server.
    """
    from xinmai.store.sqlite.upkeep import copy_to  # noqa: PLC0415 - only the engine asked for

    address = address_of(url)
    if not isinstance(address, FileAddress):
        problem = "a rehearsal works on a copy, and this store is on a server; rehearse with --store sqlite:///rehearsal.db."
        raise SettingsError("store", problem)
    with tempfile.TemporaryDirectory(prefix="xinmai-") as folder:
        copy = Path(folder) / "rehearsal.db"
        if address.path.exists():
            copy_to(str(address.path), str(copy))
        store = await open_store(f"sqlite:///{quote(str(copy))}", write=True)
        try:
            yield store
        finally:
            await store.close()


async def examine_store(settings: Settings) -> StoreHealth:
    """Look at a store from outside: engine, version of its schema, soundness.

    Raises
    ------
    StoreError
        If there is none, or it cannot be opened.
    """
    match address_of(settings.store):
        case FileAddress(path):
            from xinmai.store.sqlite.upkeep import examine  # noqa: PLC0415 - only the engine asked for

            return examine(str(path))
        case ServerAddress(server, database):
            from xinmai.store.neo4j.health import examine_server  # noqa: PLC0415 - only the engine asked for

            login = login_of(settings)
            return await examine_server(server, database, login.user, login.password)
