"""The timeline of a party."""

from collections.abc import Sequence

from xinmai.analysis.timeline import dated, items_of, narrowed, order_of, undated
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.dates import BEGINNING, FOREVER, earliest, latest
from xinmai.model.ids import PublicId
from xinmai.model.timeline import DateOf, Timeline, TimelineItem
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.service.dossier import dossier
from xinmai.service.paging import page_of


async def timeline(
    store: Reader,
    view: View,
    party: PublicId,
    days: tuple[str | None, str | None],
    kinds: Sequence[DateOf] | None,
    page: Page,
    budget: Budget,
) -> Timeline:
    """Return one page of what is dated about a party in some days, both included.

    Relations of every day are in it, whatever the day of the view. What is undated is in it whatever days and kinds are asked.

    Raises
    ------
    BadArgument
        If the days end before they begin, ``kinds`` is stated and empty, or ``page.after`` is no cursor of this list.
    UnknownId
        If the view does not show the party.
    BudgetExceeded
        If reading takes longer than the budget's seconds.
    """
    first, last = earliest(days[0], BEGINNING), latest(days[1], FOREVER)
    if first > last:
        raise BadArgument("from", f"must not be after `to`: {days[0]} is after {days[1]}.")
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    async with within(budget):
        read = await dossier(store, view, party, budget)
        if read is None:
            raise UnknownId(party)
        items = items_of(read.party, read.relations, read.records)
        revisions = await store.revisions(sorted({item.fact.recorded_from for item in items}))
    instants = {number: revision.recorded_at for number, revision in revisions.items()}
    entries = narrowed(dated(items, instants), first, last, kinds)
    shown = page_of(entries, order_of, tuple[int, int, str, int], page)
    return Timeline(page, shown, undated(items), read.completeness)


def page_of_undated(found: Timeline, page: Page) -> Slice[TimelineItem]:
    """Return one page of what is undated.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return page_of(found.undated, lambda item: (item.fact.key,), tuple[str], page)
