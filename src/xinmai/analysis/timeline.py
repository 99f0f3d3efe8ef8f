"""Lays out everything that is dated about a party by day; what has no date stands apart.

An instant of recording is a date of its own kind, FIRST_SEEN: when the version that is shown was recorded here. It never stands
in for a date in the world, and what has only that one is undated.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from xinmai.model.dates import PartialDate, bounds, china_day, iso
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, Sanction
from xinmai.model.relation import Relation
from xinmai.model.timeline import DateOf, TimelineEntry, TimelineItem
from xinmai.model.vocabulary import Capacity, EventKind, Property, RelationKind
from xinmai.rules.rule_checks import PERSON_TO_ORGANISATION

Dates = tuple[tuple[DateOf, PartialDate | None], ...]

_ORDER: Final = {kind: place for place, kind in enumerate(DateOf)}
_OF_PROPERTY: Final = {
    Property.NAME: (DateOf.NAME_FROM, DateOf.NAME_TO),
    Property.STATUS: (DateOf.STATUS_FROM, DateOf.STATUS_TO),
}


def items_of(
    party: Party, relations: Iterable[Relation], records: Iterable[CreditRecord]
) -> tuple[TimelineItem, ...]:
    """Return every fact that may have a place on the timeline of a party.

    Of a record's events and sanctions those that concern the party: stated for it, or for the record as a whole; a sanction of
    the whole record falls on its subjects only.
    """
    facts = [TimelineItem(fact, party) for fact in party.facts]
    held = [TimelineItem(relation, relation) for relation in relations]
    filed = [item for record in records for item in _of_record(record, party)]
    return (TimelineItem(party, party), *facts, *held, *filed)


def _of_record(record: CreditRecord, party: Party) -> Iterator[TimelineItem]:
    yield TimelineItem(record, record)
    is_subject = any(row.party == party.id and row.capacity is Capacity.SUBJECT for row in record.parties)
    for event in record.events:
        if event.party in {None, party.id}:
            yield TimelineItem(event, record)
    for sanction in record.sanctions:
        if sanction.party == party.id or (sanction.party is None and is_subject):
            yield TimelineItem(sanction, record)


def dated(items: Iterable[TimelineItem], instants: Mapping[int, datetime]) -> tuple[TimelineEntry, ...]:
    """Return an entry for each date of each item, ordered by :func:`order_of`; ``instants`` are those of the revisions."""
    entries = [
        TimelineEntry(kind, on, item) for item in items for kind, on in dates_of(item.fact) if on is not None
    ]
    entries += [
        TimelineEntry(DateOf.FIRST_SEEN, iso(china_day(instant)), item, instant)
        for item in items
        if (instant := instants.get(item.fact.recorded_from)) is not None
    ]
    return tuple(sorted(entries, key=order_of))


def undated(items: Iterable[TimelineItem]) -> tuple[TimelineItem, ...]:
    """Return the items that state no date in the world, by key; a party without a day of founding is not among them."""
    without = [
        item
        for item in items
        if not isinstance(item.fact, Party) and all(on is None for _, on in dates_of(item.fact))
    ]
    return tuple(sorted(without, key=lambda item: item.fact.key))


def order_of(entry: TimelineEntry) -> tuple[int, int, str, int]:
    """Return by what entries are ordered: the first and the last day that the date may mean, key, kind of date."""
    return *bounds(entry.on), entry.item.fact.key, _ORDER[entry.date_of]


def narrowed(
    entries: Iterable[TimelineEntry], first: int, last: int, kinds: Collection[DateOf] | None
) -> tuple[TimelineEntry, ...]:
    """Return the entries of some kinds whose date may lie in ``first…last``, both included, in their order."""

    def fits(entry: TimelineEntry) -> bool:
        begin, end = bounds(entry.on)
        return begin <= last and first <= end and (kinds is None or entry.date_of in kinds)

    return tuple(filter(fits, entries))


def dates_of(fact: Any) -> Dates:
    """Return every date that a fact may state about the world, with what it is; None where it states none."""
    maker = _DATES.get(type(fact))
    return () if maker is None else maker(fact)


def _of_party(party: Party) -> Dates:
    return ((DateOf.FOUNDED, party.founded_on),)


def _of_property(fact: PartyFact) -> Dates:
    begin, end = _OF_PROPERTY.get(fact.prop, (DateOf.PROPERTY_FROM, DateOf.PROPERTY_TO))
    return (begin, fact.valid_from), (end, fact.valid_to)


def _of_relation(relation: Relation) -> Dates:
    begin, end = DateOf.RELATION_FROM, DateOf.RELATION_TO
    if relation.kind in PERSON_TO_ORGANISATION:
        begin, end = DateOf.ROLE_FROM, DateOf.ROLE_TO
    elif relation.kind is RelationKind.HOLDS:
        begin, end = DateOf.HOLDING_FROM, DateOf.HOLDING_TO
    over_by = relation.over_by if relation.valid_to is None else None
    return (begin, relation.valid_from), (end, relation.valid_to), (DateOf.OVER_BY, over_by)


def _dates_of_record(record: CreditRecord) -> Dates:
    return (
        (DateOf.ACT_FROM, record.act_from),
        (DateOf.ACT_TO, record.act_to),
        (DateOf.DECIDED, record.decided_on),
        (DateOf.EFFECTIVE_FROM, record.effective_from),
        (DateOf.EFFECTIVE_TO, record.effective_to),
        (DateOf.DUE, record.due_on),
    )


def _of_event(event: RecordEvent) -> Dates:
    kind = DateOf.PUBLISHED if event.event is EventKind.PUBLISHED else DateOf.EVENT
    return ((kind, event.on),)


def _of_sanction(sanction: Sanction) -> Dates:
    return (DateOf.SANCTION_FROM, sanction.from_date), (DateOf.SANCTION_TO, sanction.to_date)


_DATES: Final[dict[type, Callable[[Any], Dates]]] = {
    Party: _of_party,
    PartyFact: _of_property,
    Relation: _of_relation,
    CreditRecord: _dates_of_record,
    RecordEvent: _of_event,
    Sanction: _of_sanction,
}
