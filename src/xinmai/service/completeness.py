"""Says what an answer stands on: its sources, and whether they are stale."""

from collections.abc import Iterable

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.provenance import Source
from xinmai.model.view import Completeness, SourceUse, View
from xinmai.ports.store import Reader


async def source_uses(store: Reader, view: View, facts: Iterable[Fact]) -> tuple[SourceUse, ...]:
    """Return the sources of facts, ordered by id, each with whether it is stale on the view's day."""
    ids = source_ids(facts)
    found = await store.facts(view, ids) if ids else {}
    return tuple(source_use(key, found.get(key), view.as_of) for key in ids)


def source_ids(facts: Iterable[Fact]) -> list[PublicId]:
    """Return the ids of the sources of facts, ordered."""
    return sorted({fact.source for fact in facts if fact.source})


async def with_sources(store: Reader, view: View, whole: Completeness, facts: Iterable[Fact]) -> Completeness:
    """Return a completeness that names the sources of the facts the answer stands on."""
    return msgspec.structs.replace(whole, sources=await source_uses(store, view, facts))


def source_use(key: PublicId, source: Fact | None, day: int) -> SourceUse:
    """Return how a source stands on a day; one without a row of its own is known by its id alone."""
    if not isinstance(source, Source):
        return SourceUse(key, None, stale=False)
    return SourceUse(key, source.retrieved_on, stale=source.is_stale_on(day))
