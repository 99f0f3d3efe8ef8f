"""Facts put together as reads hand them out: parties with their dated facts, records with their parts."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from xinmai.model.dates import earliest
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.vocabulary import Property

F = TypeVar("F", bound=Fact)


def of_type(seen: dict[str, Fact], kind: type[F]) -> list[F]:
    """Return the facts of one kind."""
    return [fact for fact in seen.values() if isinstance(fact, kind)]


def all_parties(facts: dict[str, Fact]) -> dict[PublicId, Party]:
    """Return the parties among facts with their dated facts attached: by property, first possible start, key."""
    dated = [fact for fact in facts.values() if isinstance(fact, PartyFact)]
    dated.sort(key=lambda fact: (fact.prop.value, earliest(fact.valid_from), fact.key))
    of: dict[PublicId, list[PartyFact]] = {}
    for fact in dated:
        of.setdefault(fact.party, []).append(fact)
    return {
        fact.id: msgspec.structs.replace(fact, facts=tuple(of.get(fact.id, ())))
        for fact in facts.values()
        if isinstance(fact, Party)
    }


def all_names(party: Party) -> list[str]:
    """Return the names of a party on any day."""
    return [party.name, *(f.value for f in party.facts if f.prop is Property.NAME)]


def whole_records(seen: dict[str, Fact]) -> list[CreditRecord]:
    """Return the records with everything attached, by id; a link between records hangs on both of them."""
    return [_attached(r, seen) for r in sorted(of_type(seen, CreditRecord), key=lambda record: record.id)]


def _attached(record: CreditRecord, seen: dict[str, Fact]) -> CreditRecord:
    of = record.id
    events = [e for e in of_type(seen, RecordEvent) if e.record == of]
    return msgspec.structs.replace(
        record,
        parties=_by_key(p for p in of_type(seen, RecordParty) if p.record == of),
        sanctions=_by_key(s for s in of_type(seen, Sanction) if s.record == of),
        events=tuple(sorted(events, key=lambda e: (earliest(e.on), e.key))),
        record_links=_by_key(k for k in of_type(seen, RecordLink) if of in (k.from_id, k.to_id)),
    )


def _by_key(facts: Iterable[F]) -> tuple[F, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.key))
