"""Working days 工作日: a library's data, and nothing guessed outside its years.

Which days are worked is no matter of weekdays alone: under the Regulation on Public Holidays 全国年节及纪念日放假办法 the
State Council Office arranges each year's holidays and shifted working days by a notice. The library carries those
notices for the years that ``seed/catalogue/calendar.toml`` names; for other years the answer is ``None``, which callers
show as ``CANNOT_TELL``.
"""

from datetime import date, timedelta

import chinese_calendar

from xinmai.errors import BadArgument

_ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool | None:
    """Say whether a day is worked in mainland China, shifted weekends included, 是否工作日.

    Returns
    -------
    bool or None
        None where the library has no data for the year: CANNOT_TELL.

    Notes
    -----
    Law: 全国年节及纪念日放假办法 and the yearly notice of the State Council Office on the arrangement of holidays.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def add_working_days(start: date, n: int) -> date | None:
    """Return the last day of a period of ``n`` working days that begins with an event on ``start``, 工作日期限届满日.

    The day of the event is not counted, whatever day it is; days off are passed over. ``n = 0`` is ``start`` itself.

    Returns
    -------
    date or None
        None where a day that must be known lies outside the library's years: CANNOT_TELL.

    Raises
    ------
    BadArgument
        If ``n`` is below 0.

    Notes
    -----
    Law: Civil Code 民法典 Art. 201 (the first day is not counted); periods that are counted in working days are, among
    others, those of the Shanghai Social Credit Regulation 上海市社会信用条例 Art. 36–38. O(days passed over).

    Examples
    --------
    A notice that arrives on a Monday, deletion within three working days:

    >>> add_working_days(date(2025, 6, 23), 3)
    datetime.date(2025, 6, 26)
    """
    if n < 0:
        raise BadArgument("n", f"a period has no negative length: {n}")
    day = start
    left = n
    while left:
        day += _ONE_DAY
        worked = is_working_day(day)
        if worked is None:
            return None
        left -= worked
    return day
