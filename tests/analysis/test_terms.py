"""Terms by Civil Code art. 201–202, three-valued logic, and roles against rough dates."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.openness import both, either, exactly_one
from xinmai.analysis.tenure import conduct_of, covers
from xinmai.analysis.terms import days_left, last_day
from xinmai.model.dates import iso
from xinmai.model.vocabulary import Answer
from xinmai.rules.rule_words import Unit

from support import facts as build


@pytest.mark.parametrize(
    ("anchor", "count", "unit", "expected"),
    [
        ("2024-03-01", 5, Unit.YEAR, "2029-03-01"),
        ("2024-02-29", 3, Unit.YEAR, "2027-02-28"),
        ("2024-02-29", 4, Unit.YEAR, "2028-02-29"),
        ("2023-02-28", 1, Unit.YEAR, "2024-02-28"),
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29"),
        ("2024-08-31", 6, Unit.MONTH, "2025-02-28"),
        ("2024-12-31", 2, Unit.MONTH, "2025-02-28"),
        ("2024-12-31", 1, Unit.DAY, "2025-01-01"),
    ],
)
def test_the_last_day_of_a_term(anchor: str, count: int, unit: Unit, expected: str) -> None:
    assert iso(last_day(build.day(anchor), count, unit)) == expected


def test_days_left_are_those_after_today() -> None:
    assert [days_left(10, until) for until in (None, 10, 11)] == [None, 0, 1]


ANSWERS = list(Answer)
BOOLEANS = {Answer.YES: (True,), Answer.NO: (False,), Answer.UNKNOWN: (True, False)}


@given(st.lists(st.sampled_from(ANSWERS), max_size=4))
def test_logic_is_what_all_readings_of_the_unknown_agree_on(answers: list[Answer]) -> None:
    readings = list(product(*(BOOLEANS[answer] for answer in answers)))
    for combine, meaning in (
        (both, all),
        (either, any),
        (exactly_one, lambda reading: sum(reading) == 1),
    ):
        outcomes = {meaning(reading) for reading in readings}
        expected = Answer.UNKNOWN if len(outcomes) > 1 else Answer.YES if outcomes == {True} else Answer.NO
        assert combine(answers) is expected


@pytest.mark.parametrize(
    ("act", "role", "expected"),
    [
        (("2023-09", "2023-11"), ("2023-10-01", None), Answer.YES),
        (("2023-09", "2023-11"), ("2023-11-15", None), Answer.UNKNOWN),
        (("2023-09", "2023-11"), ("2023-12-01", None), Answer.NO),
        (("2023-09", "2023-11"), ("2020", "2023-09-15"), Answer.UNKNOWN),
        (("2023-09", "2023-11"), ("2020", "2023-09-01"), Answer.NO),
        (("2023-09-10", None), ("2020-01-01", "2023-09-11"), Answer.YES),
        (("2023-09-10", None), ("2023-10-01", None), Answer.UNKNOWN),
        ((None, "2023-11-20"), ("2020-01-01", "2023-01-01"), Answer.UNKNOWN),
        ((None, "2023-11-20"), ("2023-11-20", None), Answer.YES),
        ((None, None), ("2020-01-01", None), Answer.UNKNOWN),
        ((None, None), ("2024-03-02", None), Answer.NO),
        (("2023", "2023"), ("2023-06-01", None), Answer.UNKNOWN),
        (("2023", "2023"), ("2022-06-01", None), Answer.YES),
    ],
)
def test_a_role_against_conduct_that_is_known_roughly(
    act: tuple[str | None, str | None], role: tuple[str, str | None], expected: Answer
) -> None:
    record = build.record("t:REC", act_from=act[0], act_to=act[1])
    relation = build.role("t:P", "t:F", valid_from=role[0], valid_to=role[1])

    assert covers(relation, conduct_of(record, build.day("2024-03-01"))) is expected
