"""The contract on the plain model: it can be fulfilled, and the model that engines are compared with fulfils it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xinmai.model.answers import Revision
from xinmai.model.fact import Fact
from xinmai.model.facts import encode
from xinmai.ports.store import Store

from support.contract_base import Raw
from support.model_state import State
from support.model_store import ModelStore
from support.store_contract import StoreContract


def state_of(store: Store) -> State:
    assert isinstance(store, ModelStore)
    return store.state


class TestModelStore(StoreContract):
    async def open(self, folder: Path) -> Store:
        return ModelStore()

    async def raw_write(self, store: Store, facts: Sequence[Fact], at: datetime) -> None:
        state = state_of(store)
        for fact in facts:
            state.add(fact, state.newest + 1)
        state.revisions.append(Revision(state.newest + 1, at))

    async def raw_read(self, store: Store) -> list[Raw]:
        return [
            Raw(
                version.key,
                version.kind,
                version.recorded_from,
                version.recorded_to,
                None if version.fact is None else encode(version.fact).decode(),
            )
            for version in state_of(store).versions
        ]
