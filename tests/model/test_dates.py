"""Dates keep their precision and stand for every day that they may mean."""

from calendar import isleap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.dates import (
    BEGINNING,
    FOREVER,
    add_months,
    bounds,
    earliest,
    is_partial_date,
    iso,
    latest,
    to_day,
)

DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))


def ordinals(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-01", "2014-01-01", "2014-01-31"),
        ("2014-02", "2014-02-01", "2014-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2014-04", "2014-04-01", "2014-04-30"),
        ("2014-12", "2014-12-01", "2014-12-31"),
        ("2014-04-28", "2014-04-28", "2014-04-28"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_bounds(text: str, first: str, last: str) -> None:
    assert is_partial_date(text)
    assert bounds(text) == (earliest(text), latest(text)) == ordinals(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "2014-02-30",
            "2015-02-29",
            "1900-02-29",
            "2014-13",
            "2014-00",
            "2014-00-01",
            "2014-04-00",
        ),
        *(
            "2014-04-31",
            "0000",
            "14",
            "20140428",
            "2014-4",
            "2014-04-8",
            "2014/04",
            " 2014",
            "2014 ",
            "2014\n",
        ),
        *("2014-", "2014-04-", "２０１４", "٢٠١٤", "2014年", "+2014", "-2014", "10000", "2014-04-28T00:00"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(ValueError, match=r".*"):
        bounds(text)


@given(DATES)
def test_a_full_date_is_one_day(found: date) -> None:
    text = found.isoformat()
    assert bounds(text) == (found.toordinal(), found.toordinal())
    assert iso(to_day(text)) == text


@given(DATES)
def test_less_precision_holds_more_days(found: date) -> None:
    whole = found.isoformat()
    year, month, day = bounds(whole[:4]), bounds(whole[:7]), bounds(whole)
    assert year[0] <= month[0] <= day[0] == day[1] <= month[1] <= year[1]
    assert year[1] - year[0] + 1 == 365 + isleap(found.year)
    assert year[0] > BEGINNING
    assert year[1] < FOREVER


def test_what_is_not_stated() -> None:
    assert (earliest(None), latest(None)) == (BEGINNING, FOREVER)
    assert (earliest(None, 5), latest(None, 7)) == (5, 7)


@pytest.mark.parametrize("text", ["2014", "2014-04"])
def test_less_than_a_day_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        to_day(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2014-01-31", 1, "2014-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2014-01-30", 1, "2014-02-28"),
        ("2014-03-31", 1, "2014-04-30"),
        ("2014-04-28", 36, "2017-04-28"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2016-02-29", 48, "2020-02-29"),
        ("2014-11-30", 3, "2015-02-28"),
        ("2014-12-15", 1, "2015-01-15"),
        ("2014-01-15", 0, "2014-01-15"),
        ("2014-03-31", -1, "2014-02-28"),
        ("2014-01-15", -1, "2013-12-15"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert iso(add_months(to_day(start), months)) == end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_later_is_the_same_day_of_the_month_or_its_last(start: date, months: int) -> None:
    end = date.fromordinal(add_months(start.toordinal(), months))
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and date.fromordinal(end.toordinal() + 1).day == 1)
