"""Sanctions and ratings of the parties of a group on a day. They are listed, never passed on."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from xinmai.model.dates import FOREVER, PartialDate, bounds
from xinmai.model.group_carried import GroupRating, LiveSanction
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord, Sanction
from xinmai.model.vocabulary import Bound, Capacity, RecordKind, RecordState, SanctionKind

STANDING: Final = frozenset({RecordState.IN_FORCE, RecordState.OBJECTED, RecordState.CORRECTED})
"""States in which a record counts: an objection does not suspend it."""
MOMENTARY: Final = frozenset(
    {SanctionKind.WARNING, SanctionKind.FINE, SanctionKind.CONFISCATION, SanctionKind.POINTS}
)
"""Kinds that last for no time: without a stated end they are not live."""


def live_sanctions(
    records: Iterable[CreditRecord], parties: Collection[PublicId], day: int
) -> tuple[LiveSanction, ...]:
    """Return the sanctions that hold on a day against some parties, by party, record, id of the sanction."""
    found = [
        LiveSanction(party, record.id, sanction, bound)
        for record in records
        if record.state_on(day) in STANDING
        for sanction in record.sanctions
        if (bound := holds_on(sanction, record, day)) is not Bound.NO
        for party in _against(sanction, record)
        if party in parties
    ]
    return tuple(sorted(found, key=lambda live: (live.party, live.record, live.sanction.id)))


def ratings(
    records: Iterable[CreditRecord], parties: Collection[PublicId], day: int
) -> tuple[GroupRating, ...]:
    """Return the ratings in force of some parties, by party, scheme, day of the decision, id."""
    found = [
        GroupRating(party, record)
        for record in records
        if record.kind is RecordKind.RATING and record.state_on(day) in STANDING
        for party in _subjects(record)
        if party in parties
    ]
    return tuple(sorted(found, key=_rated))


def _rated(rating: GroupRating) -> tuple[PublicId, str, str, PublicId]:
    record = rating.record
    return rating.party, record.scheme or "", record.decided_on or "", record.id


def holds_on(sanction: Sanction, record: CreditRecord, day: int) -> Bound:
    """Say whether a sanction holds on a day, by its dates; its start is that of the record where none is stated."""
    begun = _since(sanction.from_date or record.effective_from or record.decided_on, day)
    return min(begun, _lasting(sanction, day), key=_SURENESS.index)


_SURENESS: Final = (Bound.NO, Bound.POSSIBLE, Bound.CERTAIN)


def _since(start: PartialDate | None, day: int) -> Bound:
    if start is None:
        return Bound.POSSIBLE
    first, last = bounds(start)
    return Bound.CERTAIN if last <= day else Bound.POSSIBLE if first <= day else Bound.NO


def _lasting(sanction: Sanction, day: int) -> Bound:
    if sanction.lifetime:
        return Bound.CERTAIN
    if sanction.to_date is None:
        return Bound.NO if sanction.kind in MOMENTARY else Bound.POSSIBLE
    first, last = bounds(sanction.to_date) if sanction.to_date else (FOREVER, FOREVER)
    return Bound.CERTAIN if day < first else Bound.POSSIBLE if day < last else Bound.NO


def _against(sanction: Sanction, record: CreditRecord) -> Iterator[PublicId]:
    if sanction.party is not None:
        yield sanction.party
    else:
        yield from _subjects(record)


def _subjects(record: CreditRecord) -> tuple[PublicId, ...]:
    return tuple(
        row.party for row in record.parties if row.capacity is Capacity.SUBJECT and row.party is not None
    )
