"""The timeline of a party."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from xinmai.analysis.timeline import dated, items_of, narrowed, order_of, undated
from xinmai.errors import BadArgument
from xinmai.model.dates import BEGINNING, FOREVER, earliest, latest
from xinmai.model.ids import PublicId
from xinmai.model.timeline import DateOf, Timeline, TimelineEntry, TimelineItem
from xinmai.model.view import Budget, Completeness, Page, Slice, View
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.dossier import dossiers
from xinmai.service.paging import page_of


class DatedParty(msgspec.Struct, frozen=True):
    """What may have a place on the timeline of a party."""

    items: tuple[TimelineItem, ...]
    instants: Mapping[int, datetime]
    """By revision: when it was recorded."""
    completeness: Completeness


class Span(NamedTuple):
    """Which entries of a timeline are asked for."""

    first: int
    last: int
    """Last day, included."""
    kinds: Sequence[DateOf] | None
    """Kinds of date; None: all."""


def span_of(from_: str | None, to: str | None, kinds: Sequence[DateOf] | None) -> Span:
    """Return which entries are meant by days, both included, and kinds of date.

    Raises
    ------
    BadArgument
        If the days end before they begin, or ``kinds`` is stated and empty.
    """
    first, last = earliest(from_, BEGINNING), latest(to, FOREVER)
    if first > last:
        raise BadArgument("from", f"must not be after `to`: {from_} is after {to}.")
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    return Span(first, last, kinds)


async def dated_parties(
    store: Reader, view: View, ids: Iterable[PublicId], budget: Budget
) -> dict[PublicId, DatedParty]:
    """Return what may be dated about parties, relations of every day too; of a party that the view does not show, nothing.

    The number of reads does not depend on that of the parties.

    Raises
    ------
    BudgetExceeded
        If reading takes longer than the budget's seconds.
    """
    async with within(budget):
        read = await dossiers(store, view, ids, budget)
        items = {id_: items_of(own.party, own.relations, own.records) for id_, own in read.items()}
        numbers = {item.fact.recorded_from for own in items.values() for item in own}
        revisions = await store.revisions(sorted(numbers)) if numbers else {}
    instants = {number: revision.recorded_at for number, revision in revisions.items()}
    return {id_: DatedParty(own, instants, read[id_].completeness) for id_, own in items.items()}


async def timeline(read: DatedParty, span: Span, page: Page) -> Timeline:
    """Return one page of a timeline. What is undated is in it whatever days and kinds are asked.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    entries = await computed(len(read.items), _entries, read, span)
    shown = page_of(entries, order_of, tuple[int, int, str, int], page)
    return Timeline(page, shown, undated(read.items), read.completeness)


def _entries(read: DatedParty, span: Span) -> tuple[TimelineEntry, ...]:
    return narrowed(dated(read.items, read.instants), *span)


def page_of_undated(found: Timeline, page: Page) -> Slice[TimelineItem]:
    """Return one page of what is undated.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return page_of(found.undated, lambda item: (item.fact.key,), tuple[str], page)
