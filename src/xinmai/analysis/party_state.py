"""What one view shows about a party on a day: each fact with its phase, ready to be compared with another view."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from xinmai.analysis.timeline import items_of
from xinmai.model.changes import Phase, Seen, State
from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, earliest, latest
from xinmai.model.fact import Fact
from xinmai.model.facts import bare
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import STATES_AFTER, CreditRecord, RecordEvent, Sanction
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import EventKind, RecordState

_EVENT_OF: Final = {
    RecordState.ANNULLED: EventKind.ANNULLED,
    **{state: event for event, state in STATES_AFTER},
    RecordState.ADVANCE_NOTICE: EventKind.NOTICED,
}


class Side(msgspec.Struct, frozen=True):
    """One side of a comparison, 比较的一方."""

    state: State
    facts: dict[str, Fact]
    """Key → the fact as it was read, with its revision."""
    things: dict[str, Fact]
    """Key → the party, relation or record to which the fact belongs."""
    since: dict[str, PartialDate | None]
    """Key of a record → the date that brought it into its state, as far as it is stated."""

    def recorded(self, key: str) -> int | None:
        """Return the revision from which the version shown was known; None for what is not shown."""
        fact = self.facts.get(key)
        return None if fact is None else fact.recorded_from


NOTHING: Final = Side({}, {}, {}, {})
"""The side of a view that does not show the party."""


def side_of(party: Party, relations: Iterable[Relation], records: Iterable[CreditRecord], day: int) -> Side:
    """Return what is shown about a party on a day.

    Of a record only the rows, events and sanctions that concern the party, and its links to other records.
    """
    filed = tuple(records)
    pairs: list[tuple[Fact, Fact]] = [(item.fact, item.thing) for item in items_of(party, relations, filed)]
    pairs += [(part, record) for record in filed for part in _rows_of(record, party)]
    return Side(
        state={fact.key: _seen(fact, day) for fact, _ in pairs},
        facts={fact.key: fact for fact, _ in pairs},
        things={fact.key: thing for fact, thing in pairs},
        since={record.key: _since(record, day) for record in filed},
    )


def _rows_of(record: CreditRecord, party: Party) -> Iterator[Fact]:
    yield from (row for row in record.parties if row.party == party.id)
    yield from record.record_links


def _seen(fact: Fact, day: int) -> Seen:
    if isinstance(fact, CreditRecord):
        decided = fact.decided_on is not None and earliest(fact.decided_on) <= day
        return Seen(bare(fact), fact.state_on(day), decided)
    first, end = _days(fact)
    return Seen(bare(fact), Phase.NOT_YET if day < first else Phase.ENDED if day >= end else Phase.HOLDS)


def _days(fact: Any) -> tuple[int, int]:
    """Return the first day on which a fact may hold and the first on which it certainly does not."""
    if isinstance(fact, Relation):
        return fact.first_day, fact.end_day
    if isinstance(fact, PartyFact):
        return earliest(fact.valid_from, BEGINNING), latest(fact.valid_to, FOREVER)
    if isinstance(fact, RecordEvent):
        return earliest(fact.on, BEGINNING), FOREVER
    if isinstance(fact, Sanction):
        return earliest(fact.from_date, BEGINNING), latest(fact.to_date, FOREVER)
    return BEGINNING, FOREVER


def _since(record: CreditRecord, day: int) -> PartialDate | None:
    state = record.state_on(day)
    if state is RecordState.EXPIRED:
        return record.effective_to
    if state is RecordState.IN_FORCE:
        return record.effective_from or record.decided_on
    event = _EVENT_OF.get(state)
    return None if event is None else record.day_of(event)
