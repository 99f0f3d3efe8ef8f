"""What a group carries: sanctions that hold on the day, ratings, numbers. Nothing is passed on."""

from fractions import Fraction

import pytest

from xinmai.analysis.groups.carried import holds_on, live_sanctions, ratings
from xinmai.analysis.groups.group import group_of
from xinmai.analysis.groups.indices import indices_of
from xinmai.model.dates import PartialDate
from xinmai.model.group import GroupIndices
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Capacity, EventKind, RecordKind, SanctionKind

from support import facts as build
from support.drawn import drawn, pyramid, record_of

DAY = build.day("2025-06-01")
PENALTY = build.record("t:r", decided_on=PartialDate("2024-03-01"))


@pytest.mark.parametrize(
    ("kind", "dates", "expected"),
    [
        (SanctionKind.BAN, {"to_date": "2025-06-02"}, Bound.CERTAIN),
        (SanctionKind.BAN, {"to_date": "2025-06-01"}, Bound.NO),
        (SanctionKind.BAN, {"to_date": "2025-06"}, Bound.POSSIBLE),
        (SanctionKind.BAN, {"to_date": "2025"}, Bound.POSSIBLE),
        (SanctionKind.BAN, {"to_date": "2026"}, Bound.CERTAIN),
        (SanctionKind.BAN, {"from_date": "2025-06-02", "to_date": "2026"}, Bound.NO),
        (SanctionKind.BAN, {"from_date": "2025", "to_date": "2026"}, Bound.POSSIBLE),
        (SanctionKind.BAN, {"lifetime": True}, Bound.CERTAIN),
        (SanctionKind.BAN, {}, Bound.POSSIBLE),
        (SanctionKind.FINE, {}, Bound.NO),
        (SanctionKind.WARNING, {}, Bound.NO),
        (SanctionKind.FINE, {"to_date": "2026"}, Bound.CERTAIN),
    ],
)
def test_a_sanction_holds_by_its_dates(kind: SanctionKind, dates: dict[str, object], expected: Bound) -> None:
    sanction = build.sanction("t:s", "t:r", "t:A", kind, **dates)
    assert holds_on(sanction, PENALTY, DAY) is expected


def test_without_any_start_nothing_is_certain() -> None:
    sanction = build.sanction("t:s", "t:r", "t:A", SanctionKind.BAN, lifetime=True)
    assert holds_on(sanction, build.record("t:r"), DAY) is Bound.POSSIBLE


def live(*events: EventKind, against: str | None = "t:A") -> list[tuple[str, str]]:
    facts = [
        PENALTY,
        build.record_party("t:r", "t:A", capacity=Capacity.SUBJECT),
        build.record_party("t:r", "t:B", capacity=Capacity.DIRECTOR),
        build.sanction("t:s", "t:r", against, SanctionKind.BAN, to_date="2027"),
        *(build.event("t:r", event, "2024-05-01") for event in events),
    ]
    record = record_of(facts, "t:r")
    found = live_sanctions([record], {PublicId("t:A"), PublicId("t:B")}, DAY)
    return [(own.party, own.sanction.id) for own in found]


def test_a_sanction_is_against_whom_it_names_else_the_subjects() -> None:
    assert live() == [("t:A", "t:s")]
    assert live(against=None) == [("t:A", "t:s")]
    assert live(against="t:B") == [("t:B", "t:s")]
    assert live(against="t:C") == []


def test_an_objection_suspends_nothing_and_an_end_ends_it() -> None:
    assert live(EventKind.OBJECTED) == [("t:A", "t:s")]
    for event in (EventKind.ANNULLED, EventKind.REMOVED, EventKind.REPAIRED):
        assert live(event) == []


def test_ratings_are_listed_by_party_and_scheme_and_old_ones_are_left_out() -> None:
    facts = []
    for key, scheme, until in (
        ("1", "tax_credit", None),
        ("2", "customs", None),
        ("3", "tax_credit", "2024-01-01"),
    ):
        own = f"t:r{key}"
        end = {} if until is None else {"effective_to": PartialDate(until)}
        facts += [
            build.record(own, RecordKind.RATING, scheme=scheme, decided_on=PartialDate("2023-04-01"), **end),
            build.record_party(own, "t:A", capacity=Capacity.SUBJECT),
        ]
    records = drawn(facts).records
    found = ratings(records, {PublicId("t:A")}, DAY)
    assert [(own.party, own.record.id) for own in found] == [("t:A", "t:r2"), ("t:A", "t:r1")]
    assert ratings(records, {PublicId("t:B")}, DAY) == ()


def numbers(graph: Subgraph, of: str) -> GroupIndices:
    party = PublicId(f"t:{of}")
    return indices_of(group_of(graph, party, DAY), graph, DAY, CONTROL)


def test_the_numbers_of_a_pyramid() -> None:
    found = numbers(
        pyramid("P 60 A", "q 40 A", "A 60 B", "r 30 B", "s 10 B", "A 100 C", persons="P q r s"), "B"
    )

    assert (found.size, found.depth, found.breadth) == (4, 2, 2)
    assert (found.wedge, found.wedge_at) == (1 - Fraction(36, 100), "t:B")
    assert found.minority == Fraction(40 + 40 + 0, 300)
    assert found.herfindahl == Fraction(60**2 + 30**2 + 10**2, 100**2)
    assert found.self_ownership is None


def test_a_core_owns_of_itself() -> None:
    found = numbers(pyramid("b 55 a", "p 45 a", "a 55 b", "q 45 b", persons="p q"), "a")

    loop = Fraction(55, 100) ** 2
    assert found.self_ownership == loop / (1 - loop)
    assert (found.wedge, found.wedge_at) == (None, None)


def test_a_closed_core_owns_no_number_of_itself() -> None:
    assert numbers(pyramid("b 100 a", "a 100 b"), "a").self_ownership is None


def test_a_party_alone_is_a_group_of_one() -> None:
    found = numbers(pyramid("a 30 b", "c 30 b"), "b")

    assert (found.size, found.depth, found.breadth) == (1, 0, 0)
    assert (found.wedge, found.minority) == (None, None)
