"""The state of a record on a day follows from its events."""

import pytest

from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import EventKind, RecordKind, RecordState

from support.facts import day, event, record

ANNULLED, REPAIRED, REMOVED, OBJECTED, CORRECTED, NOTICED, PUBLISHED = (
    EventKind.ANNULLED,
    EventKind.REPAIRED,
    EventKind.REMOVED,
    EventKind.OBJECTED,
    EventKind.CORRECTED,
    EventKind.NOTICED,
    EventKind.PUBLISHED,
)


def penalty(*events: tuple[EventKind, str | None], **rest: str | RecordKind) -> CreditRecord:
    return record("a:r", events=tuple(event("a:r", kind, on) for kind, on in events), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "before", "after"),
    [
        (penalty(), RecordState.IN_FORCE, RecordState.IN_FORCE),
        (penalty((PUBLISHED, "2014-06-01")), RecordState.IN_FORCE, RecordState.IN_FORCE),
        (penalty((ANNULLED, "2014-06-01")), RecordState.ANNULLED, RecordState.ANNULLED),
        (penalty((ANNULLED, None)), RecordState.ANNULLED, RecordState.ANNULLED),
        (penalty((REPAIRED, "2014-06-01")), RecordState.IN_FORCE, RecordState.REPAIRED),
        (penalty((REPAIRED, None)), RecordState.REPAIRED, RecordState.REPAIRED),
        (penalty((REPAIRED, "2014-06")), RecordState.IN_FORCE, RecordState.REPAIRED),
        (penalty((REMOVED, "2014-06-01"), (REPAIRED, "2014-01")), RecordState.REPAIRED, RecordState.REMOVED),
        (penalty((OBJECTED, "2014-06-01")), RecordState.IN_FORCE, RecordState.OBJECTED),
        (penalty((CORRECTED, "2014-06-01")), RecordState.IN_FORCE, RecordState.CORRECTED),
        (penalty((ANNULLED, "2014-06-01"), (REMOVED, "2014-01")), RecordState.ANNULLED, RecordState.ANNULLED),
        (penalty(effective_to="2014-06-01"), RecordState.IN_FORCE, RecordState.EXPIRED),
        (penalty(effective_to="2014"), RecordState.IN_FORCE, RecordState.IN_FORCE),
        (
            penalty((REPAIRED, "2014-06-01"), effective_to="2014-01-01"),
            RecordState.EXPIRED,
            RecordState.REPAIRED,
        ),
        (penalty(kind=RecordKind.NOTICE), RecordState.ADVANCE_NOTICE, RecordState.ADVANCE_NOTICE),
        (
            penalty((NOTICED, "2014-01-01"), decided_on="2014-06-01"),
            RecordState.ADVANCE_NOTICE,
            RecordState.IN_FORCE,
        ),
        (penalty((NOTICED, "2014-06-01")), RecordState.IN_FORCE, RecordState.ADVANCE_NOTICE),
    ],
)
def test_state_before_and_after_the_first_of_june(
    found: CreditRecord, before: RecordState, after: RecordState
) -> None:
    assert found.state_on(day("2014-05-31")) is before
    assert found.state_on(day("2014-06-01")) is after


def test_an_event_that_concerns_one_party_does_not_change_the_record() -> None:
    only = event("a:r", ANNULLED, "2014-06-01", party="a:1")
    assert record("a:r", events=(only,)).state_on(day("2015-01-01")) is RecordState.IN_FORCE


def test_the_day_of_publication_is_that_of_the_first_dated_event() -> None:
    found = penalty((PUBLISHED, None), (PUBLISHED, "2014-05"), (PUBLISHED, "2014-06-01"))
    assert found.published_on == "2014-05"
    assert penalty().published_on is None
