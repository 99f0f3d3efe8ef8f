"""What changed, in words of the data."""

from collections.abc import Callable
from typing import Any, Final

from xinmai.analysis.timeline import dates_of
from xinmai.analysis.versions import changes_between, content_of
from xinmai.model.changes import Seen
from xinmai.model.dates import PartialDate
from xinmai.model.history import FieldChange
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.shares import percent


def text_of(seen: Seen | None) -> str | None:
    """Return what a fact says in a word: a name, a value, a share or title, a state, what happened."""
    if seen is None:
        return None
    if isinstance(seen.fact, CreditRecord):
        return seen.phase
    word = _WORDS.get(type(seen.fact))
    return None if word is None else str(word(seen.fact))


def _text_of_relation(relation: Relation) -> str:
    if relation.share is not None:
        return f"{percent(relation.share)} %"
    return relation.title or relation.code or relation.kind


_WORDS: Final[dict[type, Callable[[Any], str]]] = {
    Relation: _text_of_relation,
    Party: lambda party: party.name,
    PartyFact: lambda fact: fact.value,
    RecordEvent: lambda event: event.event,
    RecordParty: lambda row: row.capacity,
    Sanction: lambda sanction: sanction.kind,
    RecordLink: lambda link: link.kind,
}


def fields_of(before: Seen | None, after: Seen | None) -> tuple[FieldChange, ...]:
    """Return the fields in which two facts differ, by name."""
    old, new = ({} if seen is None else content_of(seen.fact) for seen in (before, after))
    return changes_between(old, new)


def first_date(fact: Any) -> PartialDate | None:
    """Return the first date that a fact states about the world, in the order in which it states them; None if none."""
    return next((on for _, on in dates_of(fact) if on is not None), None)
