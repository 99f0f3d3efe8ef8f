"""A computation in a thread: its outcome, its error, and that it ends with the question."""

import asyncio
import threading
import time
from collections.abc import Callable
from itertools import count

import pytest

from xinmai.errors import BudgetExceeded
from xinmai.model.view import Budget
from xinmai.ports.budget import LARGE, apart, computed, within


async def test_what_it_gives_and_what_it_raises() -> None:
    assert await computed(LARGE, sum, (1, 2)) == 3
    with pytest.raises(ZeroDivisionError):
        await apart(divmod, 1, 0)


async def test_a_stopped_question_stops_its_computation() -> None:
    steps: list[int] = []

    def endless() -> None:
        for number in count():
            steps.append(number)
            del steps[:-1]

    with pytest.raises(BudgetExceeded):
        async with within(Budget(seconds=0.1)):
            await apart(endless)
    await _until(lambda: not any(own.name == "computation" for own in threading.enumerate()))
    last = list(steps)
    await asyncio.sleep(0.05)
    assert steps == last


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_finaliser_that_swallows_the_end_does_not_keep_it_going() -> None:
    class Slow:
        def __del__(self) -> None:
            for _ in range(2_000):
                pass

    def endless() -> None:
        while True:
            Slow()

    with pytest.raises(BudgetExceeded):
        async with within(Budget(seconds=0.1)):
            await apart(endless)
    await _until(lambda: not any(own.name == "computation" for own in threading.enumerate()))


async def test_others_are_served_while_it_runs() -> None:
    released = threading.Event()
    waiting = asyncio.ensure_future(apart(released.wait, 30))
    await asyncio.sleep(0)
    released.set()
    assert await waiting


async def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it went on")
