"""Questions that take longer than a request: asked once, worked on beside the requests, their answers kept some minutes."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Final, Generic, TypeVar

from xinmai.errors import TooManyJobs
from xinmai.model.links import JobProgress
from xinmai.model.vocabulary import JobState

MOST_RUNNING: Final = 4
"""Jobs that run at once."""
MOST_KEPT: Final = 8
"""Jobs that are known, with their answers."""
KEPT_SECONDS: Final = 600.0
"""How long an answer is kept after it is there."""

T = TypeVar("T")
Work = Callable[[Callable[[int], None]], Awaitable[T]]
"""Does the work; it is given where to tell how much is done."""


class Job(Generic[T]):
    """One question that is worked on, 作业."""

    def __init__(self, total: int) -> None:
        self.done = 0
        self.total = total
        self.ended: float | None = None
        """Instant at which it ended, on a clock of this process."""
        self.task: asyncio.Task[T] | None = None

    @property
    def progress(self) -> JobProgress:
        """How far it is."""
        if self.task is None or not self.task.done():
            return JobProgress(JobState.RUNNING, self.done, self.total)
        failed = self.task.cancelled() or self.task.exception() is not None
        return JobProgress(JobState.FAILED if failed else JobState.DONE, self.done, self.total)

    @property
    def answer(self) -> T | None:
        """The answer, once it is done."""
        is_done = self.progress.state is JobState.DONE and self.task is not None
        return self.task.result() if is_done and self.task is not None else None

    @property
    def problem(self) -> BaseException | None:
        """Why it failed; None if it did not, or if it was stopped."""
        ended = self.task is not None and self.task.done() and not self.task.cancelled()
        return self.task.exception() if ended and self.task is not None else None


class Jobs:
    """The jobs of one process. The same question is the same job; a job that failed is told once and then forgotten."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._jobs: dict[Hashable, Job[Any]] = {}

    def ask(self, key: Hashable, total: int, work: Work[T]) -> Job[T]:
        """Return the job of a question, begun now if nobody asked it before.

        Raises
        ------
        TooManyJobs
            If as many others run as may run at once.
        """
        self._forget()
        known = self._jobs.get(key)
        if known is None:
            return self._begin(key, total, work)
        if known.progress.state is JobState.FAILED:
            del self._jobs[key]
        return known

    async def close(self) -> None:
        """Stop what runs, and forget everything."""
        tasks = [job.task for job in self._jobs.values() if job.task is not None]
        self._jobs.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, key: Hashable, total: int, work: Work[T]) -> Job[T]:
        running = sum(job.progress.state is JobState.RUNNING for job in self._jobs.values())
        if running >= MOST_RUNNING:
            raise TooManyJobs(running)
        self._forget(len(self._jobs) - MOST_KEPT + 1)
        job: Job[T] = Job(total)

        async def run() -> T:
            try:
                return await work(lambda done: setattr(job, "done", done))
            finally:
                job.ended = self._now()

        job.task = asyncio.ensure_future(run())
        job.task.add_done_callback(_see)
        self._jobs[key] = job
        return job

    def _forget(self, surplus: int = 0) -> None:
        """Forget answers whose time is over, and so many of the oldest ones."""
        now = self._now()
        ended = [(job.ended, key) for key, job in self._jobs.items() if job.ended is not None]
        for order, (instant, key) in enumerate(sorted(ended, key=lambda one: one[0])):
            if order < surplus or now - instant > KEPT_SECONDS:
                del self._jobs[key]


def _see(task: asyncio.Task[Any]) -> None:
    """Look at how a job ended: whoever asked may have gone away."""
    if not task.cancelled():
        task.exception()
