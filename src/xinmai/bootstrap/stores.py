"""From the address of a store to the store; an engine that is not asked for is not imported."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from xinmai.errors import SettingsError
from xinmai.model.health import StoreHealth
from xinmai.ports.store import Store

SCHEMES: Final = ("sqlite",)
_FORM: Final = "write sqlite:///path/graph.db."


async def open_store(url: str, *, write: bool = False) -> Store:
    """Open the store at an address.

    Parameters
    ----------
    url
        ``sqlite:///relative.db`` or ``sqlite:////absolute.db``.
    write
        Whether facts will be written; a missing embedded store is then created.

    Raises
    ------
    SettingsError
        If the address names no engine that there is, or no file.
    StoreError
        If the store cannot be used.
    """
    from xinmai.store.sqlite import open_sqlite  # noqa: PLC0415 - only the engine asked for

    return await open_sqlite(str(store_file(url)), write=write)


def store_file(url: str) -> Path:
    """Return the file of an embedded store.

    Raises
    ------
    SettingsError
        If the address names no engine that there is, or no file.
    """
    parts = urlsplit(url)
    if not parts.scheme and url:
        raise SettingsError("store", f"{url} is no address; for this file write sqlite:///{quote(url)}.")
    if parts.scheme != "sqlite" or parts.netloc or len(parts.path) <= 1:
        raise SettingsError("store", f"{parts.scheme or 'nothing'}: no such store; {_FORM}")
    if parts.query or parts.fragment:
        raise SettingsError("store", f"it takes no ?options and no #; {_FORM}")
    name = unquote(parts.path[1:])
    if name.startswith(":") or "\0" in name:
        raise SettingsError("store", f"it must be a file on disk; {_FORM}")
    return Path(name)


@asynccontextmanager
async def throwaway_store(url: str) -> AsyncIterator[Store]:
    """Open a copy of a store (empty where there is none) that is thrown away at the end: for a rehearsal."""
    from xinmai.store.sqlite.upkeep import copy_to  # noqa: PLC0415 - only the engine asked for

    original = store_file(url)
    with tempfile.TemporaryDirectory(prefix="xinmai-") as folder:
        copy = Path(folder) / "rehearsal.db"
        if original.exists():
            copy_to(str(original), str(copy))
        store = await open_store(f"sqlite:///{quote(str(copy))}", write=True)
        try:
            yield store
        finally:
            await store.close()


def examine_store(url: str) -> StoreHealth:
    """Look at a store from outside: engine, version of its schema, soundness of its file.

    Raises
    ------
    StoreError
        If there is none, or it cannot be opened.
    """
    from xinmai.store.sqlite.upkeep import examine  # noqa: PLC0415 - only the engine asked for

    return examine(str(store_file(url)))
