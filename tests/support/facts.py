"""Terse builders of facts. Ids are public ids; the source is the bundle of the id's namespace unless another is named."""

from typing import Any

from xinmai.model.case import Case, MeasureApplied
from xinmai.model.dates import PartialDate, to_day
from xinmai.model.ids import PublicId, namespace_of
from xinmai.model.party import ContactValue, Identifier, Party, PartyFact
from xinmai.model.plan import System, Task, TaskLink
from xinmai.model.provenance import Consent, Judgement, Source
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.shares import parse_percent
from xinmai.model.vocabulary import (
    EventKind,
    IdentifierScheme,
    PartyKind,
    Property,
    RecordKind,
    RecordLinkKind,
    RelationKind,
    SanctionKind,
    TaskLinkKind,
    Visibility,
)

GOVERNMENT = Visibility.GOVERNMENT
CONSENT = Visibility.CONSENT
EVERYTHING = GOVERNMENT | CONSENT


def pid(text: str | None) -> Any:
    """Return a public id as every field of a fact takes it."""
    return None if text is None else PublicId(text)


def day(text: str) -> int:
    return to_day(text)


def _spoken(public_id: str, rest: dict[str, Any]) -> dict[str, Any]:
    """Name the bundle of an id's namespace as the source, unless one is stated."""
    return {"source": PublicId(f"{namespace_of(public_id)}:bundle"), **rest}


def local(public_id: str) -> str:
    return public_id.partition(":")[2]


def source(public_id: str = "a:bundle", **rest: Any) -> Source:
    return Source(id=pid(public_id), **_spoken(public_id, rest))


def party(
    public_id: str, name: str | None = None, kind: PartyKind = PartyKind.ENTERPRISE, **rest: Any
) -> Party:
    return Party(id=pid(public_id), name=name or local(public_id), kind=kind, **_spoken(public_id, rest))


def person(public_id: str, name: str | None = None, **rest: Any) -> Party:
    return party(public_id, name, PartyKind.PERSON, **rest)


def agency(public_id: str, name: str | None = None, **rest: Any) -> Party:
    return party(public_id, name, PartyKind.AGENCY, **rest)


def code(scheme: IdentifierScheme, value: str) -> Identifier:
    return Identifier(scheme=scheme, value=value)


def party_fact(about: str, prop: Property, value: str, **rest: Any) -> PartyFact:
    return PartyFact(party=pid(about), prop=prop, value=value, **_spoken(about, rest))


def name_fact(about: str, value: str, **rest: Any) -> PartyFact:
    return party_fact(about, Property.NAME, value, **rest)


def contact_value(public_id: str, **rest: Any) -> ContactValue:
    return ContactValue(id=pid(public_id), **rest)


def relation(
    kind: RelationKind, from_id: str, to_id: str, public_id: str | None = None, **rest: Any
) -> Relation:
    """Return a relation; its id, unless stated, is made of its kind and ends, in the namespace of its start."""
    own = public_id or f"{namespace_of(from_id)}:{kind}/{local(from_id)}/{local(to_id)}"
    return Relation(id=pid(own), kind=kind, from_id=pid(from_id), to_id=pid(to_id), **_spoken(own, rest))


def holds(from_id: str, to_id: str, percent: str | None = None, **rest: Any) -> Relation:
    share = None if percent is None else parse_percent(percent)
    return relation(RelationKind.HOLDS, from_id, to_id, share=share, **rest)


def role(
    from_id: str, to_id: str, kind: RelationKind = RelationKind.LEGAL_REPRESENTATIVE, **rest: Any
) -> Relation:
    return relation(kind, from_id, to_id, **rest)


def contact(from_id: str, to_id: str, **rest: Any) -> Relation:
    return relation(RelationKind.CONTACT, from_id, to_id, **rest)


def case(public_id: str, parent: str | None = None, by: str | None = None, **rest: Any) -> Case:
    return Case(
        id=pid(public_id), kind="tender", parent=pid(parent), agency=pid(by), **_spoken(public_id, rest)
    )


def record(
    public_id: str, kind: RecordKind = RecordKind.PENALTY, by: str | None = None, **rest: Any
) -> CreditRecord:
    return CreditRecord(id=pid(public_id), kind=kind, agency=pid(by), **_spoken(public_id, rest))


def record_party(about: str, who: str | None = None, **rest: Any) -> RecordParty:
    return RecordParty(record=pid(about), party=pid(who), **_spoken(about, rest))


def named(about: str, name: str, scope: str | None, **rest: Any) -> RecordParty:
    """Return a party of a record that is only a name inside an organisation."""
    return record_party(about, None, party_name=name, party_scope=pid(scope), **rest)


def sanction(
    public_id: str, about: str, who: str | None = None, kind: SanctionKind = SanctionKind.FINE, **rest: Any
) -> Sanction:
    own = _spoken(public_id, rest)
    return Sanction(id=pid(public_id), record=pid(about), party=pid(who), kind=kind, **own)


def event(
    about: str, kind: EventKind = EventKind.PUBLISHED, on: str | None = None, **rest: Any
) -> RecordEvent:
    return RecordEvent(
        record=pid(about), event=kind, on=None if on is None else PartialDate(on), **_spoken(about, rest)
    )


def record_link(
    from_id: str, to_id: str, kind: RecordLinkKind = RecordLinkKind.CORRECTS, **rest: Any
) -> RecordLink:
    return RecordLink(from_id=pid(from_id), to_id=pid(to_id), kind=kind, **_spoken(from_id, rest))


def measure(about: str, by: str, what: str = "M1", **rest: Any) -> MeasureApplied:
    return MeasureApplied(record=pid(about), agency=pid(by), measure=what, **_spoken(about, rest))


def consent(public_id: str, subject: str, **rest: Any) -> Consent:
    own = _spoken(public_id, rest)
    return Consent(id=pid(public_id), subject=pid(subject), grantee="bank", **own)


def judgement(a: str, b: str, verdict: str = "same", **rest: Any) -> Judgement:
    return Judgement(a=pid(a), b=pid(b), verdict=verdict, **_spoken(a, rest))


def task(public_id: str, no: int, **rest: Any) -> Task:
    return Task(id=pid(public_id), no=no, title=f"task {no}", **_spoken(public_id, rest))


def system(public_id: str, operator: str | None = None, **rest: Any) -> System:
    own = _spoken(public_id, rest)
    return System(id=pid(public_id), name=local(public_id), operator=pid(operator), **own)


def task_link(
    about: str, to: str | None = None, kind: TaskLinkKind = TaskLinkKind.RESPONSIBLE, **rest: Any
) -> TaskLink:
    return TaskLink(task=pid(about), to_id=pid(to), kind=kind, **_spoken(about, rest))
