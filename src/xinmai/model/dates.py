"""Dates that keep their precision, and days as whole numbers.

A :data:`PartialDate` is ``2014``, ``2014-04`` or ``2014-04-28``: what the source said and no more. It stands for every day
that it may mean; :func:`earliest` and :func:`latest` give the two ends. A *day* is the proleptic Gregorian ordinal of
:meth:`datetime.date.toordinal`. Intervals are half-open: ``valid_to`` is the first day on which the fact no longer holds.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, NewType

PartialDate = NewType("PartialDate", str)
"""ISO 8601 calendar date with its precision, 日期（保留精度）: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

BEGINNING: Final = 0
"""Day before every stated day: an interval with no stated start may begin here."""
FOREVER: Final = 4_000_000
"""Day after every stated day (about the year 10950): an interval with no stated end may last until here."""

CHINA: Final = timezone(timedelta(hours=8), "UTC+8")
"""The time by which Chinese law counts its days; it knows no summer time."""

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_MONTH_PRECISION = 7
_LAST_MONTH = 12


@lru_cache(maxsize=65536)
def bounds(text: str) -> tuple[int, int]:
    """Return the first and the last day that a partial date may mean.

    Raises
    ------
    ValueError
        If ``text`` is no date, for example ``2014-02-30``.
    """
    match = _FORM.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day = match.groups()
    if day is not None:
        ordinal = date(int(year), int(month), int(day)).toordinal()
        return ordinal, ordinal
    first, last = (int(month), int(month)) if month is not None else (1, _LAST_MONTH)
    start = date(int(year), first, 1)
    end = date(int(year), last, monthrange(int(year), last)[1])
    return start.toordinal(), end.toordinal()


def is_partial_date(text: str) -> bool:
    """Say whether ``text`` is a date of one of the three precisions."""
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def earliest(text: str | None, unstated: int = BEGINNING) -> int:
    """Return the first day that a date may mean; ``unstated`` if it is not stated."""
    return unstated if text is None else bounds(text)[0]


def latest(text: str | None, unstated: int = FOREVER) -> int:
    """Return the last day that a date may mean; ``unstated`` if it is not stated."""
    return unstated if text is None else bounds(text)[1]


def first_text(text: str) -> str:
    """Return the first day that a date may mean as a text that compares with others as the days do."""
    return text + "-01-01"[len(text) - 4 :]


def last_text(text: str) -> str:
    """Return the last day likewise; the last day of any month is written as its 31st, so that a month needs no calendar."""
    day = date.fromordinal(bounds(text)[1])
    is_last = day.day == monthrange(day.year, day.month)[1]
    return f"{day.isoformat()[:8]}31" if is_last else day.isoformat()


def today_text(day: int) -> str:
    """Return a day as :func:`last_text` writes it; one before all days counts as the first."""
    return last_text(iso(max(day, 1)))


def iso(day: int) -> PartialDate:
    """Return the ISO form of a day."""
    return PartialDate(date.fromordinal(day).isoformat())


def china_day(instant: datetime) -> int:
    """Return the day on which an instant falls in China."""
    return instant.astimezone(CHINA).date().toordinal()


def to_day(text: str) -> int:
    """Return the day that a full date means.

    Raises
    ------
    ValueError
        If ``text`` is no date with day precision.
    """
    first, last = bounds(text)
    if first != last:
        raise ValueError(text)
    return first


def add_months(day: int, months: int) -> int:
    """Return the corresponding day ``months`` later, the month's last day where it is missing (Civil Code art. 202)."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()
