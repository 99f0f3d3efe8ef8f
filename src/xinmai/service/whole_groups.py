"""Which groups are there? All of them at once, in arrays: every party that somebody controls, and who in the end does."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, NamedTuple

from xinmai.model.group_list import GroupSummary, Membership
from xinmai.model.ownership_columns import OwnershipColumns
from xinmai.model.view import View
from xinmai.ports.ownership import OwnershipReader
from xinmai.projection.arrays import Ownership, ownership
from xinmai.projection.groups import groups
from xinmai.projection.listing import Listing
from xinmai.projection.roster import Roster

_DESCRIBED: Final = 50_000
"""Parties that are described at a time."""
Observer = Callable[[str, int], None]
"""Is told what is being done, and how many were."""


class WholeGroups(NamedTuple):
    """All groups of a graph, 全部集团."""

    summary: GroupSummary
    rows: Iterator[Membership]
    """A row for each party of a group of two or more, by the id of the group, then that of the party."""


async def whole_groups(
    store: OwnershipReader, view: View, grounds: Collection[str], observer: Observer
) -> WholeGroups:
    """Return all groups of a graph on the view's day: what :func:`xinmai.service.group.group` says party by party.

    Declared control on one of the ``grounds`` counts whatever the shares are.

    No budget: the whole graph is read, its holdings once, and of parties only those in groups. Memory: about 250 bytes a
    holding, and as much for each party of a group.
    """
    batches = await _read(store, view, grounds, observer)
    holdings = sum(len(batch.held) for batch in batches)
    whole = ownership(batches)
    batches.clear()
    observer("holdings, now grouped", holdings)
    found = groups(whole, await _in_order(store, view, whole))
    roster, done = Roster(whole, found), 0
    for numbers in roster.wanted(_DESCRIBED):
        roster.add(await store.described(view, numbers))
        done += len(numbers)
        observer("parties of groups", done)
    listing = Listing(whole, found, roster)
    return WholeGroups(_summary(view, int(whole.is_known.sum()), holdings, listing), listing.rows())


async def _read(
    store: OwnershipReader, view: View, grounds: Collection[str], observer: Observer
) -> list[OwnershipColumns]:
    batches, holdings = [], 0
    async for batch in store.ownership(view, grounds):
        batches.append(batch)
        holdings += len(batch.held)
        observer("holdings", holdings)
    return batches


async def _in_order(store: OwnershipReader, view: View, whole: Ownership) -> Sequence[int]:
    """Return the coalitions in the order of their ids: of several that control a company the first one has it."""
    place = {int(whole.numbers[coalition]): coalition for coalition in whole.coalitions}
    found = await store.described(view, list(place))
    return [place[number] for _, number in sorted(zip(found.ids, found.numbers, strict=True))]


def _summary(view: View, parties: int, holdings: int, listing: Listing) -> GroupSummary:
    kinds, largest = listing.counts()
    return GroupSummary(
        as_of=view.as_of,
        revision=view.revision,
        parties=parties,
        holdings=holdings,
        groups=sum(kinds.values()),
        members=len(listing),
        by_head_kind=kinds,
        largest=largest,
    )
