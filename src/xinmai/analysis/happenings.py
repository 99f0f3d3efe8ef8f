"""What happened to the facts about a party between two days, as they are known in the end."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from xinmai.analysis.changed_text import fields_of, text_of
from xinmai.analysis.party_state import Side
from xinmai.model.changes import ChangeEvent, ChangeKind, Move, Phase, Seen
from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, earliest, latest
from xinmai.model.filters import SEVERAL
from xinmai.model.party import PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, Sanction
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Property

_SEVERAL: Final = SEVERAL | {Property.IDENTIFIER}
"""Properties of which a party may have several at once: one does not take the place of another."""


class _Kinds(NamedTuple):
    """What it is called when a dated fact begins, ends, or takes the place of another."""

    began: ChangeKind
    ended: ChangeKind
    replaced: ChangeKind


_RELATION: Final = _Kinds(ChangeKind.RELATION_BEGAN, ChangeKind.RELATION_ENDED, ChangeKind.RELATION_CHANGED)
_PROPERTY: Final = _Kinds(ChangeKind.PROPERTY_BEGAN, ChangeKind.PROPERTY_ENDED, ChangeKind.PROPERTY_CHANGED)
_SANCTION: Final = _Kinds(ChangeKind.SANCTION_BEGAN, ChangeKind.SANCTION_ENDED, ChangeKind.SANCTION_BEGAN)
_OF_PROPERTY: Final = {
    Property.NAME: _Kinds(*[ChangeKind.NAME_CHANGED] * 3),
    Property.STATUS: _Kinds(*[ChangeKind.STATUS_CHANGED] * 3),
}


def happened(key: str, middle: Side, second: Side, *, is_late: bool) -> Iterator[ChangeEvent]:
    """Yield what happened to one fact between the two days."""
    before, after = None if is_late else middle.state[key], second.state[key]
    if before == after:
        return
    recorded = second.recorded(key) if is_late else None
    if isinstance(after.fact, CreditRecord):
        yield _record_event(key, before, after, second.since[key], recorded)
    elif isinstance(after.fact, RecordEvent):
        on = after.fact.on
        yield _event(ChangeKind.RECORD_EVENT, Move(key, before, after), on, recorded)
    else:
        yield from _dated_events(key, before, after, recorded)


def _record_event(
    key: str, before: Seen | None, after: Seen, since: PartialDate | None, recorded: int | None
) -> ChangeEvent:
    record: Any = after.fact
    is_new = after.decided and not (before is not None and before.decided)
    kind = ChangeKind.RECORD_DECIDED if is_new else ChangeKind.RECORD_STATE_CHANGED
    return _event(kind, Move(key, before, after), record.decided_on if is_new else since, recorded)


def _dated_events(key: str, before: Seen | None, after: Seen, recorded: int | None) -> Iterator[ChangeEvent]:
    """Yield the beginning and the end of a fact that has both, as far as they lie between the days."""
    kinds, begin, end = _edges(after.fact)
    first = earliest(begin, BEGINNING)
    begun = Seen(after.fact, Phase.HOLDS)
    if before is None or before.phase == Phase.NOT_YET:
        yield _event(kinds.began, Move(key, before, begun), begin, recorded)
        before = begun
    if after.phase == Phase.ENDED:
        last = max(latest(end, FOREVER), first)
        yield _event(kinds.ended, Move(key, before, after), end, recorded, last)


def _edges(fact: Any) -> tuple[_Kinds, PartialDate | None, PartialDate | None]:
    if isinstance(fact, Relation):
        return _RELATION, fact.valid_from, fact.valid_to or fact.over_by
    if isinstance(fact, Sanction):
        return _SANCTION, fact.from_date, fact.to_date
    return _OF_PROPERTY.get(fact.prop, _PROPERTY), fact.valid_from, fact.valid_to


def _event(
    kind: ChangeKind, move: Move, on: PartialDate | None, recorded: int | None, day: int | None = None
) -> ChangeEvent:
    ended = move.seen.phase == Phase.ENDED
    is_record = isinstance(move.seen.fact, CreditRecord)
    return ChangeEvent(
        kind=kind,
        moves=(move,),
        on=on,
        day=earliest(on, FOREVER) if day is None else day,
        happened=True,
        recorded=recorded,
        before=text_of(move.before) if is_record or ended else None,
        after=None if ended else text_of(move.after),
    )


def replaced(events: Iterable[ChangeEvent]) -> Iterator[ChangeEvent]:
    """Yield events, those of one fact that took another's place on the day on which that ended as one.

    A fact that both began and ended between the two days took nobody's place for good: its events stay apart.
    """
    given = tuple(events)
    counts = Counter(event.key for event in given)
    places: defaultdict[Any, list[ChangeEvent]] = defaultdict(list)
    for event in given:
        place = _place(event) if counts[event.key] == 1 else None
        if place is None:
            yield event
        else:
            places[place, event.on].append(event)
    for own in places.values():
        ended = [event for event in own if event.moves[0].seen.phase == Phase.ENDED]
        began = [event for event in own if event.moves[0].seen.phase == Phase.HOLDS]
        if len(ended) == len(began) == 1:
            yield _as_one(ended[0], began[0])
        else:
            yield from own


def _place(event: ChangeEvent) -> tuple[str | None, ...] | None:
    """Return the place that a fact fills, where only one can; None where several can, or no day is stated."""
    fact = event.fact
    if event.on is None:
        return None
    if isinstance(fact, Relation):
        return fact.kind, fact.from_id, fact.to_id, fact.case
    return (fact.prop,) if isinstance(fact, PartyFact) and fact.prop not in _SEVERAL else None


def _as_one(ended: ChangeEvent, began: ChangeEvent) -> ChangeEvent:
    return ChangeEvent(
        kind=_edges(began.fact)[0].replaced,
        moves=(*ended.moves, *began.moves),
        on=began.on,
        day=began.day,
        happened=True,
        recorded=began.recorded or ended.recorded,
        before=ended.before,
        after=began.after,
        fields=fields_of(ended.moves[0].seen, began.moves[0].seen),
    )
