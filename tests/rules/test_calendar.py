"""Working days: the library's years, the shifted weekends, and nothing outside."""

from datetime import date

import pytest

from xinmai.errors import BadArgument
from xinmai.resources import resource
from xinmai.rules.calendar import add_working_days, is_working_day
from xinmai.rules.catalogue import load_catalogue


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2014, 4, 28), True),  # a Monday
        (date(2014, 4, 27), False),  # a Sunday
        (date(2014, 5, 1), False),  # Labour Day, a Thursday
        (date(2014, 5, 4), True),  # a Sunday worked for the bridge of Labour Day
        (date(2025, 10, 6), False),  # Mid-Autumn Festival
    ],
)
def test_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_outside_the_years_of_the_library_nothing_is_guessed() -> None:
    calendar = load_catalogue(resource("seed", "catalogue")).calendar
    assert is_working_day(date(calendar.first_year, 1, 1)) is False
    assert is_working_day(date(calendar.last_year, 12, 31)) is not None
    assert is_working_day(date(calendar.first_year - 1, 12, 31)) is None
    assert is_working_day(date(calendar.last_year + 1, 1, 1)) is None


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2025, 6, 23), 3, date(2025, 6, 26)),  # Monday to Thursday: the first day is not counted
        (date(2025, 6, 23), 0, date(2025, 6, 23)),
        (date(2025, 6, 20), 1, date(2025, 6, 23)),  # over a weekend
        (date(2025, 6, 21), 1, date(2025, 6, 23)),  # an event on a day off
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # over the National Day and Mid-Autumn holidays
        (date(2025, 9, 26), 1, date(2025, 9, 28)),  # a Sunday that was worked
        (date(2024, 12, 31), 1, date(2025, 1, 2)),  # over the turn of the year
    ],
)
def test_periods(start: date, length: int, end: date) -> None:
    assert add_working_days(start, length) == end


def test_a_period_that_leaves_the_library_cannot_be_told() -> None:
    last = load_catalogue(resource("seed", "catalogue")).calendar.last_year
    assert add_working_days(date(last, 12, 30), 5) is None
    assert add_working_days(date(last + 10, 1, 1), 1) is None


def test_a_period_has_no_negative_length() -> None:
    with pytest.raises(BadArgument, match="negative"):
        add_working_days(date(2025, 6, 23), -1)
