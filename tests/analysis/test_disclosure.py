"""Until when a record may be shown: boundary days, rough dates, and what ends it before any term."""

from typing import Any

import pytest

from xinmai.analysis.disclosure import disclosure_ends
from xinmai.model.credit_file import DisclosureEnd, DisclosureGround
from xinmai.model.dates import iso
from xinmai.model.fact import Fact
from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import Answer, EventKind, RecordKind

from support import facts as build
from support.asking import CATALOGUE
from support.drawn import record_of

PUBLICATION, QUERY = "national_publication_2025", "shanghai_query_2017"


def penalty(*events: Fact, kind: RecordKind = RecordKind.PENALTY, **fields: Any) -> CreditRecord:
    return record_of([build.record("a:r", kind, **fields), *events], "a:r")


def ends(record: CreditRecord, day: str) -> dict[str | None, DisclosureEnd]:
    return {end.profile: end for end in disclosure_ends(record, CATALOGUE.disclosure, build.day(day))}


def last_days(record: CreditRecord, profile: str, day: str = "2026-05-02") -> tuple[str, str]:
    end = ends(record, day)[profile]
    assert end.ground is DisclosureGround.TERM
    assert end.earliest is not None
    assert end.latest is not None
    return iso(end.earliest), iso(end.latest)


@pytest.mark.parametrize(
    ("disclosure_class", "decided", "earliest", "latest"),
    [
        ("minor", "2026-04-10", "2026-04-10", "2026-07-10"),
        ("general", "2026-04-10", "2026-07-10", "2027-04-10"),
        ("serious", "2026-04-10", "2027-04-10", "2029-04-10"),
        ("general", "2025-11-30", "2026-02-28", "2026-11-30"),  # month end: there is no 30 February
        ("minor", "2026-01-31", "2026-01-31", "2026-04-30"),
        ("serious", "2024-02-29", "2025-02-28", "2027-02-28"),  # 29 February
        ("serious", "2025-02-28", "2026-02-28", "2028-02-28"),  # … and not its last day
        ("general", "2026-02", "2026-05-01", "2027-02-28"),  # a month: from its first to its last day
        ("serious", "2024", "2025-01-01", "2027-12-31"),
    ],
)
def test_publication_runs_from_the_decision(
    disclosure_class: str, decided: str, earliest: str, latest: str
) -> None:
    record = penalty(disclosure_class=disclosure_class, decided_on=decided)
    assert last_days(record, PUBLICATION) == (earliest, latest)


@pytest.mark.parametrize(
    ("act_to", "last"),
    [("2021-05-02", "2026-05-02"), ("2020-02-29", "2025-02-28"), ("2024-02-29", "2029-02-28")],
)
def test_the_query_limit_runs_from_the_end_of_the_conduct(act_to: str, last: str) -> None:
    record = penalty(act_from="2019-01-01", act_to=act_to, decided_on="2022-01-01")
    assert last_days(record, QUERY) == (last, last)


@pytest.mark.parametrize(
    ("day", "ended"),
    [
        ("2026-07-09", Answer.NO),
        ("2026-07-10", Answer.NO),  # the least term ends: on its last day nobody can have asked for repair
        ("2026-07-11", Answer.UNKNOWN),
        ("2027-04-10", Answer.UNKNOWN),
        ("2027-04-11", Answer.YES),
    ],
)
def test_between_the_least_and_the_greatest_term_nobody_can_tell(day: str, ended: Answer) -> None:
    record = penalty(disclosure_class="general", decided_on="2026-04-10")
    assert ends(record, day)[PUBLICATION].ended is ended


@pytest.mark.parametrize(("day", "ended"), [("2026-05-02", Answer.NO), ("2026-05-03", Answer.YES)])
def test_the_last_day_of_the_query_limit_is_included(day: str, ended: Answer) -> None:
    assert ends(penalty(act_to="2021-05-02"), day)[QUERY].ended is ended


@pytest.mark.parametrize(
    ("day", "profiles"),
    [
        ("2017-09-30", [None]),
        ("2017-10-01", [QUERY]),
        ("2026-03-31", [QUERY]),
        ("2026-04-01", [PUBLICATION, QUERY]),
    ],
)
def test_a_profile_speaks_from_its_first_day(day: str, profiles: list[str | None]) -> None:
    found = ends(penalty(disclosure_class="minor", decided_on="2017-01-01", act_to="2016-06-01"), day)
    assert list(found) == profiles
    if profiles == [None]:
        assert found[None].ground is DisclosureGround.NO_PROFILE


def test_what_is_missing_is_named_and_never_guessed() -> None:
    found = ends(penalty(decided_on="2026-04-10"), "2026-05-02")
    assert (found[PUBLICATION].ground, found[QUERY].ground) == (
        DisclosureGround.NO_CLASS,
        DisclosureGround.NO_DATE,
    )
    assert {end.ended for end in found.values()} == {Answer.UNKNOWN}
    undated = ends(penalty(disclosure_class="minor", act_from="2020-01-01"), "2026-05-02")
    assert {end.ground for end in undated.values()} == {DisclosureGround.NO_DATE}


@pytest.mark.parametrize(
    ("kind", "polarity", "concerned"),
    [
        (RecordKind.PENALTY, None, True),
        (RecordKind.PENALTY, "basic", False),
        (RecordKind.RATING, None, False),
        (RecordKind.RATING, "negative", True),
        (RecordKind.JUDGMENT, None, False),
        (RecordKind.GOOD_RECORD, "positive", False),
    ],
)
def test_only_information_about_dishonesty_has_an_end(
    kind: RecordKind, polarity: str | None, *, concerned: bool
) -> None:
    found = ends(penalty(kind=kind, polarity=polarity), "2026-05-02")
    assert list(found) == ([PUBLICATION, QUERY] if concerned else [None])
    assert (found.get(None) is None) is concerned or found[None].ground is DisclosureGround.NOT_CONCERNED


@pytest.mark.parametrize(
    ("event", "ground"),
    [
        (EventKind.REMOVED, DisclosureGround.REMOVED),
        (EventKind.REPAIRED, DisclosureGround.REPAIRED),
        (EventKind.UNPUBLISHED, DisclosureGround.UNPUBLISHED),
    ],
)
def test_an_event_ends_it_from_its_day_on(event: EventKind, ground: DisclosureGround) -> None:
    record = penalty(
        build.event("a:r", event, "2026-05-02"), disclosure_class="serious", decided_on="2026-04-10"
    )
    assert ends(record, "2026-05-01")[PUBLICATION].ground is DisclosureGround.TERM
    end = ends(record, "2026-05-02")[PUBLICATION]
    assert end == DisclosureEnd(PUBLICATION, ground, Answer.YES, *[build.day("2026-05-02")] * 2)


def test_an_annulled_act_never_was_one() -> None:
    record = penalty(
        build.event("a:r", EventKind.ANNULLED, "2026-06-20"),
        build.event("a:r", EventKind.REPAIRED, "2026-05-20"),
        disclosure_class="serious",
        decided_on="2026-04-10",
    )
    for day in ("2026-04-01", "2026-06-01", "2026-07-01"):
        end = ends(record, day)[PUBLICATION]
        assert (end.ground, end.ended) == (DisclosureGround.ANNULLED, Answer.YES)


def test_an_event_of_one_party_does_not_end_it_for_all() -> None:
    record = penalty(
        build.event("a:r", EventKind.REPAIRED, "2026-04-20", party=build.pid("a:1")),
        disclosure_class="minor",
        decided_on="2026-04-10",
    )
    assert ends(record, "2026-05-02")[PUBLICATION].ground is DisclosureGround.TERM


def test_an_undated_event_ends_it_and_has_no_day() -> None:
    record = penalty(build.event("a:r", EventKind.REMOVED), disclosure_class="minor", decided_on="2026-04-10")
    end = ends(record, "2026-05-02")[PUBLICATION]
    assert (end.ground, end.earliest, end.latest) == (DisclosureGround.REMOVED, None, None)
