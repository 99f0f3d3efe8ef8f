"""What came is counted once until something is written."""

import asyncio

import pytest

from xinmai.model.answers import CoverageCount
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import RecordKind, Visibility
from xinmai.store.supply import Counts, SupplyCounts

VIEW = View(as_of=20_000, revision=3)


class Counting:
    """Stands for reading all records."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> Counts:
        self.times += 1
        await asyncio.sleep(0)
        return (CoverageCount(None, RecordKind.PENALTY, None, self.times, None),)


async def test_many_at_once_cause_one_reading_whatever_their_day() -> None:
    supply, read = SupplyCounts(), Counting()
    views = [View(as_of=day, revision=3) for day in range(20)]
    answers = await asyncio.gather(*(supply.counts(7, view, None, read) for view in views))
    assert read.times == 1
    assert set(answers) == {answers[0]}


async def test_another_caller_agency_or_past_is_another_question() -> None:
    supply, read = SupplyCounts(), Counting()
    officials = View(as_of=20_000, revision=3, sees=Visibility.GOVERNMENT)
    for view, agency in ((VIEW, None), (officials, None), (VIEW, PublicId("a:g")), (View(20_000, 2), None)):
        before = read.times
        await supply.counts(7, view, agency, read)
        await supply.counts(7, view, agency, read)
        assert read.times == before + 1


async def test_a_newer_revision_forgets_all() -> None:
    supply, read = SupplyCounts(), Counting()
    await supply.counts(7, VIEW, None, read)
    (again,) = await supply.counts(8, VIEW, None, read)
    assert again.count == 2


async def test_what_failed_is_not_kept() -> None:
    async def fail() -> Counts:
        raise TimeoutError

    supply, read = SupplyCounts(), Counting()
    with pytest.raises(TimeoutError):
        await supply.counts(7, VIEW, None, fail)
    (count,) = await supply.counts(7, VIEW, None, read)
    assert count.count == 1


async def test_old_answers_make_room() -> None:
    supply, read = SupplyCounts(), Counting()
    for revision in range(70):
        await supply.counts(70, View(20_000, revision), None, read)
    assert len(supply._counts) <= 64
    await supply.counts(70, View(20_000, 69), None, read)
    assert read.times == 70
