"""Stores that were written to on certain days."""

from datetime import UTC, datetime

from xinmai.model.fact import Fact
from xinmai.ports.store import Store

from support.model_store import ModelStore


def instant(day: str) -> datetime:
    """Return the beginning of a day, UTC."""
    return datetime.fromisoformat(f"{day}T00:00:00+00:00").astimezone(UTC)


async def stored(*loads: tuple[str, list[Fact]], into: Store | None = None) -> Store:
    """Return a store with loads, each on a day; whatever is refused is a fault of the test."""
    store = into or ModelStore()
    for day, facts in loads:
        async with store.load("a") as session:
            applied = await session.apply(facts, instant(day))
        assert applied.refused == ()
    return store
