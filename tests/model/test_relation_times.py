"""Whether a relation held: yes, no, or unknown because a date is missing or not precise enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.dates import BEGINNING, FOREVER, PartialDate, bounds, iso
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer, RelationKind

from support.facts import day, relation

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
LONG_AGO = day("1000-01-01")


def director(
    start: str | None, end: str | None, over_by: str | None = None, *, ended: bool = False
) -> Relation:
    return relation(
        RelationKind.DIRECTOR,
        "a:p",
        "a:1",
        valid_from=start,
        valid_to=end,
        ended=ended or over_by is not None,
        over_by=over_by,
    )


@pytest.mark.parametrize(
    ("post", "answers"),
    [
        # days asked: 2013-12-31, 2014-01-01, 2014-04-28, 2014-12-31, 2015-01-01
        (director("2014-01-01", "2014-12-31"), (NO, YES, YES, NO, NO)),
        (director("2014-01-01", "2015-01-01"), (NO, YES, YES, YES, NO)),
        (director("2014-01-01", None), (NO, YES, YES, YES, YES)),
        (director(None, "2014-12-31"), (UNKNOWN, UNKNOWN, UNKNOWN, NO, NO)),
        (director(None, None), (UNKNOWN,) * 5),
        (director("2014", None), (NO, UNKNOWN, UNKNOWN, YES, YES)),
        (director("2014-04", None), (NO, NO, UNKNOWN, YES, YES)),
        (director("2013", "2014"), (YES, UNKNOWN, UNKNOWN, NO, NO)),
        (director("2014", "2014"), (NO, UNKNOWN, UNKNOWN, NO, NO)),
        (director("2013-01-01", None, "2014-04-28"), (UNKNOWN, UNKNOWN, NO, NO, NO)),
        (director("2013-01-01", None, "2014"), (UNKNOWN, UNKNOWN, UNKNOWN, NO, NO)),
        (director("2014-04-28", None, "2014-12-31"), (NO, NO, UNKNOWN, NO, NO)),
        (director("2015", None, "2014"), (NO,) * 5),
        (director("2013-01-01", None, ended=True), (UNKNOWN,) * 5),
        (director("2014-04-28", "2014-04-28"), (NO,) * 5),
        (director("2014-01-01", "2014-12-31", "2014-02-01"), (NO, YES, YES, NO, NO)),
    ],
)
def test_held_on(post: Relation, answers: tuple[Answer, ...]) -> None:
    days = ("2013-12-31", "2014-01-01", "2014-04-28", "2014-12-31", "2015-01-01")
    assert tuple(post.held_on(day(text)) for text in days) == answers


@pytest.mark.parametrize(
    ("post", "first", "last", "answer"),
    [
        (director("2014-04-28", "2014-06-01"), "2014-01-01", "2014-12-31", YES),
        (director("2014-04-28", "2014-06-01"), "2014-01-01", "2014-04-28", YES),
        (director("2014-04-28", "2014-06-01"), "2014-01-01", "2014-04-27", NO),
        (director("2014-04-28", "2014-06-01"), "2014-05-31", "2014-12-31", YES),
        (director("2014-04-28", "2014-06-01"), "2014-06-01", "2014-12-31", NO),
        (director("2014-04", "2014-06"), "2014-04-29", "2014-04-29", UNKNOWN),
        (director("2014-04", "2014-06"), "2014-04-29", "2014-04-30", YES),
        (director("2014-04", "2014-06"), "2014-06-01", "2014-06-30", UNKNOWN),
        (director("2014-04-28", "2014-04-28"), "2014-01-01", "2014-12-31", NO),
        (director(None, "2014-06-01"), "2014-05-31", "2014-12-31", UNKNOWN),
        (director(None, None), "1900-01-01", "2100-01-01", UNKNOWN),
    ],
)
def test_held_during(post: Relation, first: str, last: str, answer: Answer) -> None:
    assert post.held_during(day(first), day(last)) is answer


def starts(post: Relation) -> range:
    """Return the days on which it may have begun, among a few."""
    if post.valid_from is None:
        return range(LONG_AGO, day("2016-01-01"), 50)
    first, last = bounds(post.valid_from)
    return range(first, last + 1)


def ends(post: Relation) -> range:
    """Return the days on which it may have been over first."""
    if post.valid_to is not None:
        first, last = bounds(post.valid_to)
        return range(first, last + 1)
    if post.over_by is not None:
        return range(LONG_AGO, bounds(post.over_by)[1] + 1)
    return range(FOREVER, FOREVER + 1)


NEAR = st.integers(day("2014-01-01"), day("2014-06-30")).map(iso)
DATES = NEAR | NEAR.map(lambda text: PartialDate(text[:7])) | st.none()


@given(DATES, DATES, NEAR | st.none(), NEAR, st.integers(0, 40))
def test_it_agrees_with_every_course_of_events_that_the_dates_allow(
    start: str | None, end: str | None, over_by: str | None, first: str, length: int
) -> None:
    post = director(start, end, over_by if end is None else None)
    low = day(first)
    high = low + length
    held = set()
    for begin in starts(post):
        for over in (ends(post)[0], ends(post)[-1], begin + 1, low, low + 1, high + 1):
            if over in ends(post) and begin < over:
                held.add(begin <= high and low < over)
    answer = post.held_during(low, high)
    assert (answer is NO) == (True not in held)
    assert answer is not YES or held == {True}


@given(DATES, DATES, NEAR | st.none(), NEAR)
def test_a_read_shows_what_may_have_held(
    start: str | None, end: str | None, over_by: str | None, asked: str
) -> None:
    post = director(start, end, over_by if end is None else None)
    assert post.may_hold_on(day(asked)) == (post.held_on(day(asked)) is not NO)


def test_an_undated_end_without_a_witness_is_shown_on_no_day() -> None:
    post = director("2014", None, ended=True)
    assert post.end_day == BEGINNING
    assert not post.may_hold_on(day("2014-06-01"))
    assert post.held_on(day("2014-06-01")) is UNKNOWN
