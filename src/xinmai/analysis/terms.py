"""Terms as the Civil Code counts them: first day not counted, last day inclusive, month end where the day is missing."""

from xinmai.model.dates import add_months
from xinmai.rules.rule_words import Unit

_MONTHS = {Unit.YEAR: 12, Unit.MONTH: 1}


def last_day(anchor: int, count: int, unit: Unit) -> int:
    """Return the last day of a term that an event on ``anchor`` sets running, inclusive.

    Parameters
    ----------
    anchor
        Day of the event; it is not counted.
    count, unit
        Length of the term.

    Notes
    -----
    Civil Code 民法典 art. 201–202 (V1). That it governs administrative bars is an interpretation (G). Art. 203 (last day
    a holiday) is not applied: it would lengthen a bar.

    Examples
    --------
    >>> from xinmai.model.dates import iso, to_day
    >>> iso(last_day(to_day("2024-03-01"), 5, Unit.YEAR))
    '2029-03-01'
    >>> iso(last_day(to_day("2024-02-29"), 3, Unit.YEAR))
    '2027-02-28'
    """
    if unit is Unit.DAY:
        return anchor + count
    return add_months(anchor, count * _MONTHS[unit])


def days_left(as_of: int, until: int | None) -> int | None:
    """Return on how many days after ``as_of`` something still holds; 0 on its last day, None where it has none."""
    return None if until is None else until - as_of
