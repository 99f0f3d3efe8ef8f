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
MAX_SOURCES: Final = 200
"""Sources that one answer names as searched."""


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
    """Return the sources that a search looked through: all that the view shows, ordered by id, with their age.

    A party of which a source says nothing was searched for in it all the same. Where there are more than
    :data:`MAX_SOURCES`, those are named whose facts were read, then the first ones, and it is said.
    """
    listed = await store.listing(view, "source", Page(first=MAX_SOURCES))
    known = [fact for fact in listed.items if isinstance(fact, Source)]
    read = sorted({fact.source for table in (walk.parties, walk.relations) for fact in table.values()})
    rest = [source.id for source in known if source.id not in read]
    named = sorted([*read, *rest][:MAX_SOURCES])
    if listed.total > len(named):
        reason = f"{len(named)} of {listed.total} sources searched are named"
        walk.say(CompletenessState.COMPLETE, reason)
    return await source_uses(store, view, [_of(source) for source in named])


def _of(source: PublicId) -> Source:
    return Source(id=source, source=source)


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What the two questions for links have in common, 检索条件."""

    kinds: tuple[RelationKind, ...] | None = None
    """Kinds to follow; None = all but the suspected ones."""
    depth: int
    """Greatest number of hops of a path."""
    included: frozenset[PublicId] = frozenset()
    """Hubs to follow all the same."""
