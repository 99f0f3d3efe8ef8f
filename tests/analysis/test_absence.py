"""Why something is not in an answer."""

import msgspec
import pytest

from xinmai.analysis.absence import absent_fields, further_holders, uncollected, withheld
from xinmai.model.absence import Absence, Gap
from xinmai.model.facts import KINDS
from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import Answer, EventKind, Property, RecordKind, RelationKind, Visibility
from xinmai.service.sealing import labels_of

from support import facts as build
from support.asking import CATALOGUE

EIGHT = (
    "agency",
    "document_no",
    "statute",
    "procedure",
    "severity",
    "decided_on",
    "effective_from",
    "effective_to",
)
DAY = build.day("2026-05-02")


def gaps_of(record: CreditRecord) -> list[Gap]:
    return list(absent_fields(record, CATALOGUE.fields))


def why(record: CreditRecord) -> dict[str, Absence]:
    return {gap.what: gap.absence for gap in gaps_of(record)}


def test_a_bare_penalty_states_none_of_the_eight_fields() -> None:
    found = why(build.record("a:r", RecordKind.PENALTY))
    assert [found[field] for field in EIGHT] == [Absence.NOT_STATED] * 8
    assert found["repaired"] is Absence.NOT_STATED
    assert found["grade"] is Absence.NOT_APPLICABLE


@pytest.mark.parametrize("kind", RecordKind)
def test_every_empty_field_has_one_reason_and_a_stated_one_none(kind: RecordKind) -> None:
    empty = build.record("a:r", kind)
    assert [gap.what for gap in gaps_of(empty)] == [field.code for field in CATALOGUE.fields]
    events = (build.event("a:r", EventKind.PUBLISHED, "2026-01-01"), build.event("a:r", EventKind.REPAIRED))
    plain = {
        field.code: "x"
        for field in CATALOGUE.fields
        if field.code not in {"published_on", "repaired", "secured"}
    }
    full = msgspec.structs.replace(empty, events=events, secured=Answer.NO, **plain)
    assert gaps_of(full) == []


def test_a_rating_has_no_statute_and_a_penalty_no_grade() -> None:
    assert why(build.record("a:r", RecordKind.RATING))["statute"] is Absence.NOT_APPLICABLE
    assert why(build.record("a:r", RecordKind.RATING))["grade"] is Absence.NOT_STATED


def test_what_is_withheld_follows_from_the_role_alone() -> None:
    assert [gap.absence for gap in withheld(Visibility.PUBLIC)] == [Absence.WITHHELD] * 2
    assert [gap.what for gap in withheld(Visibility.GOVERNMENT)] == ["facts of visibility consent"]
    assert withheld(Visibility.GOVERNMENT | Visibility.CONSENT) == ()


def test_what_was_searched_and_never_supplied() -> None:
    asked = (RelationKind.HOLDS, RelationKind.GUARANTEES)
    (gap,) = uncollected(asked, {RelationKind.HOLDS, RelationKind.LENDS})
    assert (gap.what, gap.absence) == ("relation guarantees", Absence.NOT_COLLECTED)


def test_a_register_is_known_to_be_whole_only_where_that_is_stated() -> None:
    def party(value: str, **rest: str) -> object:
        fact = build.party_fact("a:1", Property.HOLDERS_REGISTER, value, **rest)
        return build.party("a:1", facts=(fact,))

    cases = [
        (party("complete"), 1),
        (party("incomplete"), 0),
        (party("complete", valid_to="2020-01-01"), 0),
        (build.party("a:1"), 0),
    ]
    for stated, expected in cases:
        assert len(further_holders([stated], DAY)) == expected  # type: ignore[list-item]


_IN_EVIDENCE = (
    "party",
    "contact_value",
    "case",
    "party_fact",
    "relation",
    "record",
    "record_party",
    "sanction",
    "record_event",
)
_ATTACHED = {"facts", "parties", "sanctions", "events", "record_links"}
_OF_STORE = {"recorded_from", "recorded_to"}


@pytest.mark.parametrize("kind", _IN_EVIDENCE)
def test_every_field_of_a_fact_has_a_label(kind: str) -> None:
    labels = labels_of(CATALOGUE)
    fields = {field.encode_name for field in msgspec.structs.fields(KINDS[kind])}
    assert fields - _ATTACHED - _OF_STORE <= labels["field"].keys()
    assert kind in labels["fact_kind"]
