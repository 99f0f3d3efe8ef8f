"""Everything that is stated about one party, read whole within a budget: what files, timelines and differences stand on."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from xinmai.model.filters import ANYTHING
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.view import Budget, Completeness, Page, Slice, View
from xinmai.model.vocabulary import CompletenessState
from xinmai.ports.store import Reader

T = TypeVar("T")


class Dossier(msgspec.Struct, frozen=True):
    """What one view shows of a party, 卷宗."""

    party: Party
    relations: tuple[Relation, ...]
    """Of all kinds, suspected ones too, ordered by kind, then id."""
    records: tuple[CreditRecord, ...]
    """Ordered by id."""
    completeness: Completeness
    """Relations or records that are more than the budget's nodes are left out whole, and said."""
    lacks_relations: bool = False
    """Whether the relations were left out."""
    lacks_records: bool = False
    """Whether the records were left out."""


async def dossiers(
    store: Reader, view: View, ids: Iterable[PublicId], budget: Budget
) -> dict[PublicId, Dossier]:
    """Return everything that the view shows of some parties, relations of every day too; of a party that it does not show, nothing.

    Three reads of the store, however many parties. The budget is that of each party.
    """
    view = view.on_every_day()
    parties = await store.parties(view, list(ids))
    shown = list(parties)
    page = Page(first=budget.nodes)
    held = await store.relations(view, shown, ANYTHING, page) if shown else {}
    filed = await store.records(view, shown, ANYTHING, page) if shown else {}
    return {id_: _dossier(view, party, held[id_], filed[id_], budget) for id_, party in parties.items()}


def _dossier(
    view: View, party: Party, held: Slice[Relation], filed: Slice[CreditRecord], budget: Budget
) -> Dossier:
    relations, records = _whole(held), _whole(filed)
    cut = [
        f"{found.total} {what} are more than {budget.nodes} and are left out"
        for what, found in (("relations", held), ("records", filed))
        if found.has_next
    ]
    whole = Completeness(
        CompletenessState.CUT_BY_NODES if cut else CompletenessState.COMPLETE,
        view.as_of,
        view.revision,
        nodes_seen=1 + len(relations) + len(records),
        reason=f"{'; '.join(cut)}." if cut else None,
    )
    return Dossier(party, relations, records, whole, held.has_next, filed.has_next)


def _whole(found: Slice[T]) -> tuple[T, ...]:
    """Return a list; nothing of one that has more than was read."""
    return () if found.has_next else found.items
