"""What a load needs: a store to write to, and the key for identity numbers."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias

from xinmai.bootstrap.clock import now
from xinmai.bootstrap.identity import (
    Identity,
    find_identity,
    identity_for_writing,
    key_in_use,
    passing_identity,
    require_key,
)
from xinmai.bootstrap.stores import open_configured, throwaway_store
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.settings import Settings

Desk: TypeAlias = AbstractAsyncContextManager[tuple[Store, Identity]]
"""A store that may be written to, with the identity key that belongs to it."""


@asynccontextmanager
async def open_desk(settings: Settings, *, rehearsal: bool = False) -> AsyncIterator[tuple[Store, Identity]]:
    """Open the store for writing; with ``rehearsal`` a copy that is thrown away, and nothing is written beside the store.

    Raises
    ------
    StoreError
        If the store cannot be written.
    SettingsError
        If there is no usable identity key and none may be made, or the store was loaded with another one.
    """
    if rehearsal:
        async with throwaway_store(settings) as store:
            yield store, await _fitting(store, find_identity(settings) or passing_identity())
        return
    store = await open_configured(settings, write=True)
    try:
        identity = identity_for_writing(settings, is_new_store=await is_empty(store))
        yield store, await _fitting(store, identity)
    finally:
        await store.close()


async def _fitting(store: Store, identity: Identity) -> Identity:
    """Return a key that fits the store."""
    view = await store.view(now().toordinal(), sees=Visibility.GOVERNMENT | Visibility.CONSENT)
    require_key(identity, await key_in_use(store, view))
    return identity


async def is_empty(store: Store) -> bool:
    """Say whether nothing was ever written to a store."""
    return (await store.view(now().toordinal())).revision == 0
