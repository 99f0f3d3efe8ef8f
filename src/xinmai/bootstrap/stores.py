"""From the address of a store to the store; an engine that is not asked for is not imported."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from xinmai.errors import BadArgument
from xinmai.model.health import StoreHealth
from xinmai.ports.store import Store

SCHEMES: Final = ("sqlite",)


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
    BadArgument
        If the address names no engine that there is.
    StoreError
        If the store cannot be used.
    """
    from xinmai.store.sqlite import open_sqlite  # noqa: PLC0415 - only the engine asked for

    return await open_sqlite(str(store_file(url)), write=write)


def store_file(url: str) -> Path:
    """Return the file of an embedded store.

    Raises
    ------
    BadArgument
        If the address names no engine that there is.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.startswith("/") and len(parts.path) > 1 and not parts.netloc:
        return Path(unquote(parts.path[1:]))
    raise BadArgument("store", f"{parts.scheme or url}: no such store; write sqlite:///path/graph.db.")


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
