"""Links among many parties: up to fifty at once, above that as a job."""

from collections.abc import Callable
from typing import Final

import msgspec
import structlog

from xinmai.errors import XinmaiError
from xinmai.errors.frames import place_of
from xinmai.model.links import ConnectionMatrix
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import JobState
from xinmai.ports.store import Reader
from xinmai.rules.hubs import HubList
from xinmai.service.connections import (
    MAX_AT_ONCE,
    ConnectionSearch,
    check,
    connections,
    finished,
    unanswered,
)
from xinmai.service.jobs import Job, Jobs

MORE_NODES: Final = 10
"""A job may read so many times the nodes of a question that is answered at once …"""
MORE_SECONDS: Final = 12
"""… and take so many times its seconds."""

_log = structlog.get_logger(__name__)


async def connections_or_job(
    store: Reader,
    view: View,
    asked: ConnectionSearch,
    hubs: HubList,
    budget: Budget,
    jobs: Jobs,
) -> ConnectionMatrix:
    """Return the matrix, or how far the job is that makes it. The same parties and options in the same view are one job.

    Raises
    ------
    BadArgument
        If something cannot be asked: said at once, no job is begun.
    UnknownId
        If one of the parties is none in this view, where the answer comes at once or the job has found it out.
    TooManyJobs
        If as many jobs run as may.
    """
    kinds = check(asked)
    if len(asked.among) <= MAX_AT_ONCE:
        return await connections(store, view, asked, hubs, budget)
    own = msgspec.structs.replace(
        budget, nodes=budget.nodes * MORE_NODES, seconds=budget.seconds * MORE_SECONDS
    )

    async def work(progress: Callable[[int], None]) -> ConnectionMatrix:
        return await connections(store, view, asked, hubs, own, progress)

    newest = await store.view(view.as_of)  # what is disclosed is judged today, whatever revision is asked for
    key = (view, newest.revision, tuple(sorted(asked.among)), kinds, asked.depth, asked.included)
    job = jobs.ask(key, len(asked.among), work)
    if job.answer is not None:
        return finished(job.answer, len(asked.among))
    return unanswered(view, asked, kinds, job.progress, _reason(job))


def _reason(job: Job[ConnectionMatrix]) -> str:
    """Return why there is no answer.

    Raises
    ------
    XinmaiError
        If the job ended with one.
    """
    progress = job.progress
    if progress.state is JobState.RUNNING:
        return f"the job runs: {progress.done} of {progress.total} parties done; ask the same question again"
    problem = job.problem
    if isinstance(problem, XinmaiError):
        raise problem
    _log.error("job failed", **place_of(problem))
    return "the job failed; asked again, it begins anew"
