"""What a list needs to be looked up: a store to read, and the key for identity numbers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from xinmai.bootstrap.identity import find_hasher
from xinmai.bootstrap.stores import open_configured
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher
from xinmai.settings import Settings


@asynccontextmanager
async def open_lookup(settings: Settings) -> AsyncIterator[tuple[Reader, Hasher]]:
    """Open the store for reading, with what hashes identity numbers.

    Raises
    ------
    StoreError
        If the store cannot be read.
    SettingsError
        If the identity key cannot be used.
    """
    hasher = find_hasher(settings)
    store = await open_configured(settings)
    try:
        yield store, hasher
    finally:
        await store.close()
