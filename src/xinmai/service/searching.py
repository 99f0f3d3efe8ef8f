"""What the two questions for links share: their arguments, and what was searched."""

from collections.abc import Collection
from typing import Final

import msgspec

from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.provenance import Source
from xinmai.model.view import Page, SourceUse, View
from xinmai.model.vocabulary import CompletenessState, RelationKind
from xinmai.ports.store import Reader
from xinmai.rules.risk_weights import SUSPECTED
from xinmai.service.completeness import source_uses
from xinmai.service.walk import Walk

MAX_INCLUDED: Final = 50
"""Hubs that one question may include."""
MAX_SOURCES: Final = 1_000
"""Sources of the store that are looked at for those that were searched."""


def searched_kinds(
    kinds: tuple[RelationKind, ...] | None, *, suspected: bool = False
) -> tuple[RelationKind, ...]:
    """Return the kinds of relation that are followed, in the order of the vocabulary.

    None stated: all but the suspected ones; ``suspected`` adds those.

    Raises
    ------
    BadArgument
        If ``kinds`` is stated and empty.
    """
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    asked = set(RelationKind) - SUSPECTED if kinds is None else set(kinds)
    return tuple(kind for kind in RelationKind if kind in asked or (suspected and kind in SUSPECTED))


def check_range(name: str, value: int, greatest: int) -> None:
    """Refuse a number outside 1 to ``greatest``.

    Raises
    ------
    BadArgument
        With the name of the argument.
    """
    if not 1 <= value <= greatest:
        raise BadArgument(name, f"must be between 1 and {greatest}, not {value}.")


def check_included(included: Collection[PublicId]) -> None:
    """Refuse too many hubs to include.

    Raises
    ------
    BadArgument
        If there are more than :data:`MAX_INCLUDED`.
    """
    if len(included) > MAX_INCLUDED:
        raise BadArgument("includeHubs", f"must name at most {MAX_INCLUDED} ids, not {len(included)}.")


async def searched_sources(store: Reader, view: View, walk: Walk) -> tuple[SourceUse, ...]:
    """Return the sources that a search looked through, ordered by id, with their age.

    These are all deliveries that the view shows, for a party of which one says nothing was searched for in it all the
    same, and every source whose facts were read. A source with a document number is a single document, no delivery. Where
    there are more sources than are looked at, it is said.
    """
    listed = await store.listing(view, "source", Page(first=MAX_SOURCES))
    known = [fact for fact in listed.items if isinstance(fact, Source)]
    read = {fact.source for table in (walk.parties, walk.relations) for fact in table.values() if fact.source}
    deliveries = {source.id for source in known if source.is_delivery}
    named = sorted(read | deliveries)
    if listed.has_next:
        reason = f"of {listed.total} sources, {len(named)} are named as searched"
        walk.say(CompletenessState.COMPLETE, reason)
    return await source_uses(store, view, [Source(id=source, source=source) for source in named])


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What the two questions for links have in common, 检索条件."""

    kinds: tuple[RelationKind, ...] | None = None
    """Kinds to follow; None = all but the suspected ones."""
    depth: int
    """Greatest number of hops of a path."""
    included: frozenset[PublicId] = frozenset()
    """Hubs to follow all the same."""
