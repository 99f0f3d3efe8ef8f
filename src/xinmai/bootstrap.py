"""Chooses the adapters; the only place that does."""

from typing import Final
from urllib.parse import unquote, urlsplit

from xinmai.errors import BadArgument
from xinmai.ports.store import Store

SCHEMES: Final = ("sqlite",)


async def open_store(url: str, *, write: bool = False) -> Store:
    """Open the store at an address; an engine that is not asked for is not imported.

    Parameters
    ----------
    url
        ``sqlite:///relative.db`` or ``sqlite:////absolute.db``.
    write
        Whether facts will be written; a missing embedded store is then created.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.startswith("/") and len(parts.path) > 1 and not parts.netloc:
        from xinmai.store.sqlite import open_sqlite  # noqa: PLC0415 - only the engine asked for

        return await open_sqlite(unquote(parts.path[1:]), write=write)
    raise BadArgument("store", f"{parts.scheme or url}: no such store; write sqlite:///path/graph.db.")
