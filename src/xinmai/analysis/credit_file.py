"""Files what is known of a party on a day into the sections of its credit file."""

from collections.abc import Iterable, Sequence
from typing import Final

from xinmai.analysis.disclosure import disclosure_ends
from xinmai.analysis.naming import bears
from xinmai.model.credit_file import FactState, FileEntry
from xinmai.model.dates import bounds, earliest, latest
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer, Capacity, EventKind
from xinmai.rules.credit_file import Section
from xinmai.rules.disclosure import DisclosureProfile
from xinmai.rules.risk_weights import SUSPECTED

_OPENING: Final = (EventKind.NOTICED, EventKind.PUBLISHED)
_STATES: Final = {Answer.YES: FactState.HOLDS, Answer.UNKNOWN: FactState.MAY_HOLD, Answer.NO: FactState.ENDED}


def entries_of(
    section: Section,
    party: Party,
    relations: Sequence[Relation],
    records: Iterable[CreditRecord],
    profiles: Sequence[DisclosureProfile],
    day: int,
) -> tuple[FileEntry, ...]:
    """Return what stands in a section on a day: the party's own row, dated properties, relations, records; each by key.

    Of the given relations, which are those of all days, those that may hold on the day are in it; properties that had begun by
    the day, former ones too; records from the day on which something made them known.
    """
    own = [FileEntry(party, _standing(party, day))] if section.party else []
    facts = [
        FileEntry(fact, state_of(fact, day))
        for fact in party.facts
        if fact.prop in section.properties and earliest(fact.valid_from) <= day
    ]
    held = [
        FileEntry(r, _STATES[r.held_on(day)])
        for r in relations
        if r.kind in section.relations and r.may_hold_on(day)
    ]
    filed = [
        FileEntry(
            record,
            record.state_on(day),
            capacities_of(record, party, relations),
            disclosure_ends(record, profiles, day),
        )
        for record in records
        if record.kind in section.record_kinds and is_on_file(record, day)
    ]
    return tuple(sorted([*own, *facts, *held, *filed], key=order_of))


def _standing(party: Party, day: int) -> FactState:
    """Say whether a party had been founded by a day; where that is not stated, what its source says of it holds."""
    if party.founded_on is None or latest(party.founded_on) <= day:
        return FactState.HOLDS
    return FactState.NOT_YET if earliest(party.founded_on) > day else FactState.MAY_HOLD


def order_of(entry: FileEntry) -> tuple[int, str, int, str]:
    """Return by what a section is ordered: what it is, its kind, for a property its start, its key."""
    fact = entry.fact
    if isinstance(fact, PartyFact):
        return 1, fact.prop, earliest(fact.valid_from), fact.key
    if isinstance(fact, Relation):
        return 2, fact.kind, 0, fact.key
    return 3 if isinstance(fact, CreditRecord) else 0, "", 0, fact.key


def is_on_file(record: CreditRecord, day: int) -> bool:
    """Say whether a record was known of on a day: noticed, decided, published or in effect by then, or none of it dated."""
    opened = [event.on for event in record.events if event.event in _OPENING]
    stated = [on for on in (record.decided_on, record.effective_from, *opened) if on is not None]
    return not stated or any(earliest(on) <= day for on in stated)


def state_of(fact: PartyFact, day: int) -> FactState:
    """Return how a dated property stands on a day; one whose start is not stated may hold."""
    if not fact.may_hold_on(day):
        return FactState.ENDED
    begun = fact.valid_from is not None and bounds(fact.valid_from)[1] <= day
    lasting = fact.valid_to is None or day < bounds(fact.valid_to)[0]
    return FactState.HOLDS if begun and lasting else FactState.MAY_HOLD


def capacities_of(record: CreditRecord, party: Party, relations: Iterable[Relation]) -> tuple[Capacity, ...]:
    """Return in which capacities a record that names a party names it, in the order of the vocabulary.

    A printed name is the party's only inside an organisation to which the same namespace ties the party, on any day.
    """
    ties = {
        (relation.to_id, relation.namespace)
        for relation in relations
        if relation.from_id == party.id and relation.kind not in SUSPECTED
    }
    by_id = {row.capacity for row in record.parties if row.party == party.id}
    by_name = {
        row.capacity
        for row in record.parties
        if row.party is None
        and row.party_name is not None
        and (row.party_scope, row.namespace) in ties
        and bears(party, row.party_name)
    }
    return tuple(sorted(by_id or by_name, key=list(Capacity).index))
