"""From the address of a store to the store; an engine that is not asked for is not imported."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from xinmai.bootstrap.addresses import FileAddress, ServerAddress, address_of
from xinmai.bootstrap.login import NOBODY, Login, login_of
from xinmai.errors import StoreMissing
from xinmai.model.health import StoreHealth
from xinmai.ports.archive import Archive
from xinmai.ports.ownership import OwnershipReader
from xinmai.service.copy import copy as copy_store
from xinmai.settings import Settings


class Engine(Archive, OwnershipReader, Protocol):
    """A store with all its abilities: what each of our engines is."""


async def open_configured(settings: Settings, *, write: bool = False) -> Engine:
    """Open the store of an installation; see :func:`open_store`."""
    return await open_store(settings.store, write=write, login=login_of(settings))


async def open_store(
    url: str, *, write: bool = False, login: Login = NOBODY, restoring: bool = False
) -> Engine:
    """Open the store at an address.

    Parameters
    ----------
    url
        See :func:`xinmai.bootstrap.addresses.address_of`.
    write
        Whether facts will be written; a missing embedded store, and the schema in an empty database, is then created.
    login
        Who asks, for a server.
    restoring
        Whether it is opened to be filled from another store; only then may a copy into it be unfinished.

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

            return await open_sqlite(str(path), write=write, restoring=restoring)
        case ServerAddress(server, database):
            from xinmai.store.neo4j import open_neo4j  # noqa: PLC0415 - only the engine asked for

            user, password = login.user, login.password
            return await open_neo4j(server, database, user, password, write=write, restoring=restoring)


@asynccontextmanager
async def throwaway_store(settings: Settings) -> AsyncIterator[Engine]:
    """Open a copy of a store (empty where there is none) in a file that is thrown away at the end: for a rehearsal."""
    with tempfile.TemporaryDirectory(prefix="xinmai-") as folder:
        copy = Path(folder) / "rehearsal.db"
        url = f"sqlite:///{quote(str(copy))}"
        match address_of(settings.store):
            case FileAddress(path):
                if path.exists():
                    from xinmai.store.sqlite.upkeep import copy_to  # noqa: PLC0415 - only the engine asked for

                    copy_to(str(path), str(copy))
            case ServerAddress():
                with suppress(StoreMissing):
                    await _copy(settings, url)
        store = await open_store(url, write=True)
        try:
            yield store
        finally:
            await store.close()


async def _copy(settings: Settings, url: str) -> None:
    """Copy the store of an installation to another address."""
    source = await open_configured(settings)
    try:
        target = await open_store(url, write=True, restoring=True)
        try:
            await copy_store(source, target, lambda _what, _number: None)
        finally:
            await target.close()
    finally:
        await source.close()


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
