"""Opens two stores, one to be copied into the other; the identity key goes along."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from xinmai.bootstrap.addresses import address_of
from xinmai.bootstrap.identity import carry_key, key_to_carry
from xinmai.bootstrap.login import login_of
from xinmai.bootstrap.stores import open_configured, open_store
from xinmai.errors import BadArgument
from xinmai.ports.archive import Archive
from xinmai.settings import Settings


@asynccontextmanager
async def open_pair(source: Settings, target: Settings) -> AsyncIterator[tuple[Archive, Archive]]:
    """Open a store for reading and another one to be filled; at the end, the key of the one lies beside the other too.

    Raises
    ------
    BadArgument
        If both are one.
    SettingsError
        If another key than that of the source lies beside the target.
    StoreError
        If one of them cannot be opened.
    """
    if address_of(source.store) == address_of(target.store):
        raise BadArgument("to", "this is the store that is to be copied.")
    key = key_to_carry(source, target)
    reading = await open_configured(source)
    try:
        writing = await open_store(target.store, write=True, login=login_of(target), restoring=True)
        try:
            yield reading, writing
        finally:
            await writing.close()
    finally:
        await reading.close()
    if key is not None:
        carry_key(key, target)
