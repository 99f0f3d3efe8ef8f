"""The bundle's tables as data: columns, what each holds, which are required (CONTRACT 2).

The type of a column names the check in :mod:`xinmai.ingest.bundle.cells`; ``?`` in front of nothing: every column is
optional unless it stands in ``required``. A cell of a ``personal`` column is masked in a reject.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from xinmai.model.case import Case, MeasureApplied
from xinmai.model.fact import Fact
from xinmai.model.party import Party, PartyFact
from xinmai.model.plan import System, Task, TaskLink
from xinmai.model.provenance import Consent, Judgement, Source
from xinmai.model.record import CreditRecord, RecordEvent, RecordLink, RecordParty, Sanction
from xinmai.model.relation import Relation

_EVERY: Final = {"source": "ref", "locator": "text", "visibility": "visibility"}
_INTERVAL: Final = {"valid_from": "date", "valid_to": "date"}
_MONEY: Final = {"amount": "amount", "currency": "word"}


class TableSpec(msgspec.Struct, frozen=True):
    """One table of the bundle."""

    fact: type[Fact]
    """Kind of fact that a row becomes."""
    types: Mapping[str, str]
    """Column → name of its check, in the order of CONTRACT 2."""
    required: tuple[str, ...]
    """Columns that must be in the header and filled in every row."""
    personal: tuple[str, ...] = ()
    """Columns whose values are masked in rejects."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the table."""
        return tuple(self.types)


def _table(fact: type[Fact], types: Mapping[str, str], required: str, personal: str = "") -> TableSpec:
    return TableSpec(fact, {**types, **_EVERY}, tuple(required.split()), tuple(personal.split()))


TABLES: Final[Mapping[str, TableSpec]] = {
    "sources": TableSpec(
        Source,
        {
            "id": "id",
            "agency": "text",
            "system": "text",
            "title": "text",
            "document_no": "text",
            "url": "text",
            "locator": "text",
            "sha256": "word",
            "retrieved_on": "date",
            "obtained_by": "text",
            "refresh_days": "count",
            "licence": "text",
            "visibility": "visibility",
        },
        ("id",),
    ),
    "parties": _table(
        Party,
        {
            "id": "id",
            "kind": "PartyKind",
            "name": "name",
            "identifiers": "identifiers",
            "founded_on": "date",
            "birth_date": "date",
            "body_type": "word",
            "note": "text",
            "identity": "Identity",
        },
        "id kind name",
        "id name identifiers birth_date note",
    ),
    "cases": _table(
        Case,
        {
            "id": "id",
            "kind": "word",
            "parent": "ref",
            "name": "text",
            "agency": "ref",
            "matter": "word",
            "stage": "word",
            "regime": "Regime",
            "mandatory": "answer",
            "opened_on": "date",
            "deadline": "date",
            "closed_on": "date",
            "region": "text",
        },
        "id kind",
    ),
    "systems": _table(
        System,
        {"id": "id", "no": "text", "name": "text", "operator": "ref", "note": "text"},
        "id name",
    ),
    "tasks": _table(
        Task,
        {
            "id": "id",
            "no": "count",
            "year": "date",
            "title": "text",
            "nature": "Nature",
            "term": "text",
            "text": "text",
        },
        "id no title",
    ),
    "party_facts": _table(
        PartyFact,
        {"party": "ref", "property": "Property", "value": "value", **_INTERVAL},
        "party property value",
        "party value",
    ),
    "relations": _table(
        Relation,
        {
            "id": "id",
            "kind": "RelationKind",
            "from": "ref",
            "to": "node",
            **_INTERVAL,
            "ended": "flag",
            "code": "word",
            "title": "text",
            "registration_no": "text",
            "share": "share",
            "share_min": "share",
            "share_max": "share",
            "paid_share": "share",
            "vote_share": "share",
            "vote_min": "share",
            "vote_max": "share",
            **_MONEY,
            "value": "text",
            "case": "ref",
        },
        "id kind from to",
        "id from to value registration_no",
    ),
    "records": _table(
        CreditRecord,
        {
            "id": "id",
            "kind": "RecordKind",
            "item": "word",
            "agency": "ref",
            "title": "text",
            "document_no": "text",
            "case": "ref",
            "act_from": "date",
            "act_to": "date",
            "decided_on": "date",
            "effective_from": "date",
            "effective_to": "date",
            "severity": "Severity",
            "procedure": "word",
            "statute": "text",
            "behaviour": "word",
            "offence": "Offence",
            "licence_type": "LicenceType",
            "accident": "Accident",
            "stage": "word",
            "reason": "text",
            "disclosure_class": "DisclosureClass",
            **_MONEY,
            "large": "answer",
            "secured": "answer",
            "due_on": "date",
            "scheme": "word",
            "scheme_version": "word",
            "grade": "word",
            "direct_d": "answer",
            "points": "number",
            "list": "List",
            "polarity": "Polarity",
            "region": "text",
        },
        "id kind",
        "title reason",
    ),
    "record_parties": _table(
        RecordParty,
        {
            "record": "ref",
            "party": "ref",
            "party_name": "name",
            "party_scope": "ref",
            "capacity": "Capacity",
            "personal_responsibility": "answer",
            "note": "text",
        },
        "record",
        "party party_name note",
    ),
    "sanctions": _table(
        Sanction,
        {
            "id": "id",
            "record": "ref",
            "party": "ref",
            "kind": "SanctionKind",
            "licence_type": "LicenceType",
            **_MONEY,
            "large": "answer",
            "from": "date",
            "to": "date",
            "lifetime": "flag",
            "matters": "words",
            "industry": "text",
            "region": "text",
        },
        "id record kind",
        "party",
    ),
    "record_events": _table(
        RecordEvent,
        {
            "record": "ref",
            "party": "ref",
            "event": "EventKind",
            "on": "date",
            "agency": "ref",
            "document_no": "text",
        },
        "record event",
        "party",
    ),
    "record_links": _table(
        RecordLink, {"from": "ref", "to": "ref", "kind": "RecordLinkKind"}, "from to kind"
    ),
    "measures_applied": _table(
        MeasureApplied,
        {"record": "ref", "agency": "ref", "measure": "word", "status": "word", "on": "date"},
        "record agency measure",
    ),
    "consents": _table(
        Consent,
        {
            "id": "id",
            "subject": "ref",
            "grantee": "text",
            "purpose": "text",
            "scope": "text",
            **_INTERVAL,
        },
        "id subject grantee",
        "subject grantee",
    ),
    "judgements": _table(
        Judgement,
        {
            "a": "ref",
            "b": "ref",
            "verdict": "JudgementVerdict",
            "by": "text",
            "confirmed_by": "text",
            "on": "date",
            "reason": "text",
        },
        "a b verdict",
        "a b by confirmed_by reason",
    ),
    "task_links": _table(
        TaskLink,
        {"task": "ref", "kind": "TaskLinkKind", "to": "ref", "value": "text", "position": "count"},
        "task kind",
    ),
}
"""Name of each table → its specification."""
