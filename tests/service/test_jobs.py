"""Long questions: the same one is the same job, answers are kept for a while, jobs are bounded and end with the process."""

import asyncio
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from xinmai.errors import TooManyJobs, UnknownId
from xinmai.model.ids import PublicId
from xinmai.model.links import JobProgress
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import CompletenessState, JobState
from xinmai.ports.budget import LARGE
from xinmai.ports.store import Store
from xinmai.service.connection_jobs import connections_or_job
from xinmai.service.connections import ConnectionSearch, connections
from xinmai.service.jobs import KEPT_SECONDS, MOST_KEPT, MOST_RUNNING, Job, Jobs

from support import facts as build
from support.drawn import holdings
from support.linked import DAY, HUBS, drawn_store
from support.model_store import ModelStore


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def at_once(progress: Callable[[int], None]) -> str:
    progress(1)
    return "answer"


async def ended(job: Job[Any]) -> None:
    assert job.task is not None
    await asyncio.wait([job.task])


async def test_the_same_question_is_the_same_job_and_its_answer_is_kept() -> None:
    jobs = Jobs()
    job = jobs.ask("key", 1, at_once)
    assert (job.progress.state, job.answer) == (JobState.RUNNING, None)
    await ended(job)
    again = jobs.ask("key", 1, at_once)
    assert again is job
    assert (again.progress.state, again.progress.done, again.answer) == (JobState.DONE, 1, "answer")
    assert jobs.ask("other", 1, at_once) is not job
    await jobs.close()


async def test_an_answer_is_forgotten_after_a_while() -> None:
    clock = Clock()
    jobs = Jobs(clock)
    job = jobs.ask("key", 1, at_once)
    await ended(job)
    clock.now = KEPT_SECONDS
    assert jobs.ask("key", 1, at_once) is job
    clock.now += 1
    assert jobs.ask("key", 1, at_once) is not job
    await jobs.close()


async def test_the_oldest_answers_go_where_there_are_too_many() -> None:
    clock = Clock()
    jobs = Jobs(clock)
    first = jobs.ask(0, 1, at_once)
    await ended(first)
    for number in range(1, MOST_KEPT):
        clock.now += 1
        await ended(jobs.ask(number, 1, at_once))
    second = jobs.ask(1, 1, at_once)
    await ended(jobs.ask("one more", 1, at_once))
    assert jobs.ask(1, 1, at_once) is second
    assert jobs.ask(0, 1, at_once) is not first
    await jobs.close()


async def test_only_so_many_run_and_all_end_with_the_process() -> None:
    jobs = Jobs()
    gate = asyncio.Event()

    async def waiting(progress: Callable[[int], None]) -> None:
        await gate.wait()

    running = [jobs.ask(number, 1, waiting) for number in range(MOST_RUNNING)]
    with pytest.raises(TooManyJobs):
        jobs.ask("one more", 1, waiting)
    assert jobs.ask(0, 1, waiting) is running[0]
    await jobs.close()
    assert [job.progress.state for job in running] == [JobState.FAILED] * MOST_RUNNING
    assert [job.problem for job in running] == [None] * MOST_RUNNING


async def test_a_job_that_failed_is_told_once_and_begins_anew() -> None:
    jobs = Jobs()

    async def failing(progress: Callable[[int], None]) -> str:
        raise ValueError

    job = jobs.ask("key", 1, failing)
    await ended(job)
    told = jobs.ask("key", 1, at_once)
    assert told is job
    assert (told.progress.state, told.answer, type(told.problem)) == (JobState.FAILED, None, ValueError)
    assert jobs.ask("key", 1, at_once) is not job
    await jobs.close()


NAMES = [f"F{number:02}" for number in range(60)]


async def crowd() -> tuple[Store, View, ConnectionSearch]:
    store = await drawn_store(*holdings(*(f"{a} 10 {b}" for a, b in pairwise(NAMES))))
    among = tuple(PublicId(f"t:{name}") for name in reversed(NAMES))
    return store, await store.view(build.day(DAY)), ConnectionSearch(among=among, depth=4)


async def test_many_parties_are_a_job_with_the_answer_that_comes_at_once() -> None:
    store, view, asked = await crowd()
    jobs = Jobs()
    first = await connections_or_job(store, view, asked, HUBS, Budget(), jobs)
    assert first.job is not None
    assert (first.job.state, first.job.done, first.job.total) == (JobState.RUNNING, 0, 60)
    assert (first.cells, first.unlinked) == ((), None)
    assert first.completeness.state is CompletenessState.MISSING_DATA
    assert "the job runs: 0 of 60 parties done" in (first.completeness.reason or "")
    done = first
    while done.job is not None and done.job.state is JobState.RUNNING:
        await asyncio.sleep(0)
        done = await connections_or_job(store, view, asked, HUBS, Budget(), jobs)
    assert done.job is not None
    assert (done.job.state, done.job.done) == (JobState.DONE, 60)
    at_once = await connections(store, view, asked, HUBS, Budget())
    assert (done.cells, done.unlinked) == (at_once.cells, at_once.unlinked)
    assert len(done.cells) == 59 + 58 + 57 + 56
    await jobs.close()


async def test_how_far_a_job_is_can_be_seen_while_it_runs() -> None:
    leaves = [f"{NAMES[n % 60]} 10 x{n}" for n in range(LARGE)]  # so much is left to a thread, party by party
    store = await drawn_store(*holdings(*(f"{a} 10 {b}" for a, b in pairwise(NAMES)), *leaves))
    view, (_, _, asked) = await store.view(build.day(DAY)), await crowd()
    jobs, seen = Jobs(), [JobProgress(JobState.RUNNING, 0, 60)]
    while seen[-1].state is JobState.RUNNING:
        answer = await connections_or_job(store, view, asked, HUBS, Budget(), jobs)
        assert answer.job is not None
        seen.append(answer.job)
        await asyncio.sleep(0)
    assert seen[-1] == JobProgress(JobState.DONE, 60, 60)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert any(0 < count < 60 for count in done)
    await jobs.close()


async def test_up_to_fifty_parties_are_no_job() -> None:
    store, view, asked = await crowd()
    few = ConnectionSearch(among=asked.among[:50], depth=4)
    matrix = await connections_or_job(store, view, few, HUBS, Budget(), Jobs())
    assert matrix.job is None
    assert len(matrix.cells) == 49 + 48 + 47 + 46


async def test_another_view_or_option_is_another_job() -> None:
    store, view, asked = await crowd()
    jobs = Jobs()
    other_view = await store.view(build.day("2020-01-01"))
    deeper = ConnectionSearch(among=asked.among, depth=5)
    same = ConnectionSearch(among=asked.among[::-1], depth=4)
    for each_view, each in ((view, asked), (other_view, asked), (view, deeper), (view, same)):
        await connections_or_job(store, each_view, each, HUBS, Budget(), jobs)
    assert len(jobs._jobs) == 3
    await jobs.close()


async def test_an_unknown_party_is_named_once_the_job_has_found_out() -> None:
    store, view, asked = await crowd()
    unknown = ConnectionSearch(among=(*asked.among, PublicId("t:nobody")), depth=4)
    jobs = Jobs()
    await connections_or_job(store, view, unknown, HUBS, Budget(), jobs)
    await asyncio.gather(*(ended(job) for job in jobs._jobs.values()))
    with pytest.raises(UnknownId, match="t:nobody"):
        await connections_or_job(store, view, unknown, HUBS, Budget(), jobs)
    await jobs.close()


async def test_a_job_that_fails_is_told_without_what_failed() -> None:
    class Broken(ModelStore):
        async def expand(self, *args: Any) -> Any:
            raise RuntimeError("a secret")

    store, view, asked = await crowd()
    broken = Broken()
    broken.__dict__.update(store.__dict__)
    jobs = Jobs()
    answer = await connections_or_job(broken, view, asked, HUBS, Budget(), jobs)
    while answer.job is not None and answer.job.state is JobState.RUNNING:
        await asyncio.sleep(0)
        answer = await connections_or_job(broken, view, asked, HUBS, Budget(), jobs)
    assert answer.job is not None
    assert answer.job.state is JobState.FAILED
    assert answer.completeness.reason == "the job failed; asked again, it begins anew"
    await jobs.close()
