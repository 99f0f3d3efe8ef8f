"""How a fact stands in the graph: labels and properties of its node, relationships, identifiers (docs/neo4j.md)."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from xinmai.model.case import Case, MeasureApplied
from xinmai.model.dates import BEGINNING, FOREVER, earliest, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.facts import KIND_OF, LINK_ENDS
from xinmai.model.filters import Thing
from xinmai.model.names import grams, normal_form
from xinmai.model.party import Party, PartyFact
from xinmai.model.plan import System, Task, TaskLink
from xinmai.model.provenance import Consent, Judgement, Source
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.shares import amount_order, percent
from xinmai.model.vocabulary import Property
from xinmai.store.neo4j.fields import stated_fields
from xinmai.store.neo4j.order import sort_form
from xinmai.store.neo4j.vocabulary import LABEL, LINK_TYPES, PARTY_LABEL, RECORD_LABEL, RECORD_LINK_TYPE

Properties = dict[str, Any]

NODES: Final = frozenset({"source"}.union(*(starts | ends for starts, ends in LINK_ENDS.values())))
"""Kinds of facts on which others may hang; they are listed in the order of their keys."""
_BESIDE: Final = frozenset({"relation_case"})
"""Connections of a fact that stands elsewhere in full."""

_SHOWN: Final[dict[type[Fact], tuple[tuple[str, str], ...]]] = {
    Source: (("title", "title"), ("agency", "agency")),
    Party: (("name", "name"),),
    Case: (("kind", "subkind"), ("name", "name"), ("stage", "stage"), ("opened_on", "openedOn")),
    System: (("name", "name"),),
    Task: (("no", "no"), ("title", "title"), ("year", "year")),
    PartyFact: (
        ("prop", "property"),
        ("value", "value"),
        ("valid_from", "validFrom"),
        ("valid_to", "validTo"),
    ),
    Relation: (("kind", "subkind"), ("valid_from", "validFrom"), ("valid_to", "validTo")),
    CreditRecord: (("agency", "agency"), ("amount", "amount")),
    RecordParty: (("capacity", "capacity"),),
    Sanction: (
        ("kind", "subkind"),
        ("amount", "amount"),
        ("from_date", "validFrom"),
        ("to_date", "validTo"),
    ),
    RecordEvent: (("event", "subkind"), ("on", "on")),
    RecordLink: (("kind", "subkind"),),
    MeasureApplied: (("measure", "measure"), ("status", "status"), ("on", "on")),
    Consent: (("valid_from", "validFrom"), ("valid_to", "validTo")),
    Judgement: (("verdict", "verdict"), ("on", "on")),
    TaskLink: (("kind", "subkind"), ("value", "value"), ("position", "position")),
}
"""What an analyst reads on the node of a fact: field, and name of the property. All of it stands in the payload too."""
_FOUND_BY: Final[dict[type[Fact], Thing]] = {Party: Thing.PARTY, CreditRecord: Thing.RECORD}
"""Kinds of facts that conditions find by their nodes."""


class Place(NamedTuple):
    """Where a relationship of a fact stands."""

    start: str
    end: str
    type: str
    is_whole: bool
    """Whether it carries the content of the fact."""


class Given(NamedTuple):
    """An identifier that a fact gives to a party."""

    party: str
    term: str


def labels_of(fact: Fact) -> list[str]:
    """Return the labels of a fact's node beside ``Fact``."""
    label = LABEL[KIND_OF[type(fact)]]
    if type(fact) is Party:
        return [label, PARTY_LABEL[fact.kind], "Named"]
    if type(fact) is CreditRecord:
        return [label, RECORD_LABEL[fact.kind]]
    if type(fact) is PartyFact and fact.prop is Property.NAME:
        return [label, "Named"]
    return [label]


def node_of(fact: Fact, number: int, need: int, revision: int, payload: str) -> Properties:
    """Return all properties of a fact's node."""
    kind, key = KIND_OF[type(fact)], fact.key
    properties: Properties = {
        "id": key,
        "number": number,
        "kind": kind,
        "namespace": fact.namespace,
        "visibility": int(fact.visibility),
        "need": need,
        "recordedFrom": revision,
        "payload": payload,
    }
    order = sort_form(key)
    if kind in NODES or order != key:
        properties["sortKey"] = order
    for field, name in _SHOWN.get(type(fact), ()):
        value = getattr(fact, field)
        if value is not None:
            properties[name] = value
    if type(fact) in _FOUND_BY:
        properties |= stated_fields(_FOUND_BY[type(fact)], fact)
    text = _name(fact)
    if text is not None:
        normal = normal_form(text)
        properties["normalName"] = normal
        if sort_form(normal) != normal:
            properties["nameOrder"] = sort_form(normal)
        properties["nameGrams"] = " ".join(grams(normal))
    return properties


def _name(fact: Fact) -> str | None:
    if type(fact) is Party:
        return fact.name
    return fact.value if type(fact) is PartyFact and fact.prop is Property.NAME else None


def places_of(fact: Fact, links: tuple[Link, ...]) -> dict[tuple[str, str, str], Place]:
    """Return where the relationships of a fact stand, each once."""
    found: dict[tuple[str, str, str], Place] = {}
    for link in links:
        for place in _places(fact, link):
            found.setdefault(place[:3], place)
    return found


def _places(fact: Fact, link: Link) -> Iterator[Place]:
    kind, start, end = link
    types = (RECORD_LINK_TYPE[fact.kind],) if type(fact) is RecordLink else LINK_TYPES[kind]
    is_whole = start != fact.key and kind not in _BESIDE
    if len(types) == 1 or end is None:
        yield Place(start, fact.key if end is None else end, types[0], is_whole)
    else:
        yield Place(start, fact.key, types[0], is_whole)
        yield Place(fact.key, end, types[1], is_whole=False)


def relationship_of(fact: Fact, place: Place, need: int, revision: int, payload: str) -> Properties:
    """Return all properties of a relationship of a fact."""
    properties: Properties = {"id": fact.key, "need": need, "recordedFrom": revision}
    if not place.is_whole:
        return properties
    properties["payload"] = payload
    order = sort_form(fact.key)
    if order != fact.key:
        properties["sortKey"] = order
    detail = _DETAILS.get(type(fact))
    if type(fact) is not Relation:
        properties["kind"] = KIND_OF[type(fact)]
    if detail is not None:
        properties.update((name, value) for name, value in detail(fact).items() if value is not None)
    return properties


def _of_relation(fact: Any) -> Properties:
    return {
        "namespace": fact.namespace,
        "dayFrom": fact.first_day,
        "dayTo": fact.end_day,
        **stated_fields(Thing.RELATION, fact),
        "sharePercent": None if fact.share is None else percent(fact.share),
    }


def _of_party_fact(fact: Any) -> Properties:
    capital = amount_order(fact.value) if fact.prop in _CAPITAL else None
    dated = {"property": fact.prop, "validFrom": fact.valid_from, "validTo": fact.valid_to, **_days(fact)}
    return dated | {"amountOrder": capital}


_CAPITAL: Final = (Property.REGISTERED_CAPITAL, Property.PAID_IN_CAPITAL)


def _days(fact: Any) -> Properties:
    return {"firstDay": earliest(fact.valid_from, BEGINNING), "endDay": latest(fact.valid_to, FOREVER)}


def _of_record_party(fact: Any) -> Properties:
    return {
        "namespace": fact.namespace,
        "capacity": fact.capacity,
        "personalResponsibility": fact.personal_responsibility,
        **stated_fields(Thing.FINDING, fact),
    }


def _of_sanction(fact: Any) -> Properties:
    return stated_fields(Thing.SANCTION, fact)


def _of_event(fact: Any) -> Properties:
    return {"party": fact.party, **stated_fields(Thing.EVENT, fact)}


def _of_task_link(fact: Any) -> Properties:
    return {"position": fact.position}


_DETAILS: Final[dict[type[Fact], Callable[[Any], Properties]]] = {
    Relation: _of_relation,
    PartyFact: _of_party_fact,
    RecordParty: _of_record_party,
    Sanction: _of_sanction,
    RecordEvent: _of_event,
    TaskLink: _of_task_link,
}


def given_by(fact: Fact) -> set[Given]:
    """Return the identifiers that a fact gives."""
    if type(fact) is Party:
        return {Given(fact.id, identifier.term) for identifier in fact.identifiers}
    if type(fact) is PartyFact and fact.prop is Property.IDENTIFIER:
        return {Given(fact.party, fact.value)}
    return set()


def identifier_of(fact: Fact, given: Given, need: int, revision: int) -> Properties:
    """Return the row that joins a party with an identifier."""
    scheme, _, value = given.term.partition(":")
    properties: Properties = {"id": fact.key, "need": need, "recordedFrom": revision}
    if type(fact) is PartyFact:
        properties |= _days(fact)
    return {
        "party": given.party,
        "type": "IDENTIFIED_BY",
        "term": given.term,
        "scheme": scheme,
        "value": value,
        "code": value.upper(),
        "properties": properties,
    }
