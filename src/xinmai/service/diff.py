"""What changed about a party between two views."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from xinmai.analysis.changes import changes, order_of
from xinmai.analysis.party_state import NOTHING, Side, side_of
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.changes import Change, ChangeEvent, PartyDiff
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Completeness, Page, Slice, View
from xinmai.model.vocabulary import CompletenessState
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.dossier import Dossier, dossiers
from xinmai.service.paging import page_of


async def diff(
    store: Reader,
    party: PublicId,
    before: View,
    after: View,
    known: tuple[datetime | None, datetime | None],
    page: Page,
    budget: Budget,
) -> PartyDiff:
    """Return one page of the events that lead from one view of a party to another.

    Parameters
    ----------
    known
        The instants that the revisions of the two views were asked for by.

    Raises
    ------
    BadArgument
        If the second view lies before the first on either axis, or ``page.after`` is no cursor of this list.
    UnknownId
        If neither view shows the party.
    BudgetExceeded
        If reading takes longer than the budget's seconds.
    """
    _check_order(before, after, known)
    async with within(budget):
        old, new = await _read(store, party, before, after, budget)
        if old is None and new is None:
            raise UnknownId(party)
        first, middle, second = _side(old, before), _side(new, before), _side(new, after)
        gone = first.state.keys() - second.state.keys()
        withdrawn = await _ends(store, after, sorted(gone), before.revision)
        found = await computed(len(second.state), changes, first, middle, second, withdrawn)
        shown = page_of(found, order_of, tuple[int, int, int, str, int], page)
        events = await _with_instants(store, shown.items)
    placed = tuple(_placed(event, (first, before), (second, after)) for event in events)
    return PartyDiff(
        page=page,
        after=after,
        changes=Slice(placed, shown.cursors, shown.total, shown.has_next),
        completeness=_whole(old, new, after),
    )


def _placed(event: ChangeEvent, first: tuple[Side, View], second: tuple[Side, View]) -> Change:
    """Return an event with what it is about, as the view shows it that shows it last."""
    side, view = second if event.key in second[0].facts else first
    replaced = side.facts.get(event.moves[0].key) if len(event.moves) > 1 else None
    return Change(event, view, side.facts[event.key], side.things[event.key], replaced)


def _check_order(before: View, after: View, known: tuple[datetime | None, datetime | None]) -> None:
    if before.as_of > after.as_of:
        raise BadArgument("from", "must not be after `to`.")
    if None not in known and known[0] > known[1]:  # type: ignore[operator]
        raise BadArgument("knownFrom", "must not be after `knownTo`.")
    if before.revision > after.revision:
        raise BadArgument("knownTo", "must not be before `knownFrom`.")


async def _read(
    store: Reader, party: PublicId, before: View, after: View, budget: Budget
) -> tuple[Dossier | None, Dossier | None]:
    new = (await dossiers(store, after, [party], budget)).get(party)
    if before.revision == after.revision:
        return new, new
    return (await dossiers(store, before, [party], budget)).get(party), new


def _side(read: Dossier | None, view: View) -> Side:
    return NOTHING if read is None else side_of(read.party, read.relations, read.records, view.as_of)


async def _ends(store: Reader, after: View, keys: Iterable[str], known: int) -> dict[str, int]:
    """Return the revision that ended the version which held in the first view, for facts that the second does not show."""
    wanted = list(keys)
    found = await store.histories(after, wanted) if wanted else {}
    return {
        key: version.recorded_to or 0
        for key, versions in found.items()
        for version in versions
        if version.recorded_from <= known and (version.recorded_to or 0) > known
    }


async def _with_instants(store: Reader, events: Iterable[ChangeEvent]) -> tuple[ChangeEvent, ...]:
    shown = tuple(events)
    numbers = sorted({event.recorded for event in shown if event.recorded is not None})
    found = await store.revisions(numbers) if numbers else {}
    return tuple(
        event
        if event.recorded is None
        else msgspec.structs.replace(event, recorded_at=found[event.recorded].recorded_at)
        for event in shown
    )


def _whole(old: Dossier | None, new: Dossier | None, after: View) -> Completeness:
    """Return how whole the comparison is: cut if either side is."""
    sides = [side.completeness for side in (new, old) if side is not None]
    cut = next((side for side in sides if side.state is not CompletenessState.COMPLETE), sides[0])
    return msgspec.structs.replace(cut, as_of=after.as_of, revision=after.revision)
