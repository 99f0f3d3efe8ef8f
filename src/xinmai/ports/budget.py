"""How a budget is kept: the time of a question as a whole, and the time it may hold up others."""

import asyncio
import ctypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from threading import Thread
from typing import Any, Final, ParamSpec, TypeVar

from xinmai.errors import BudgetExceeded
from xinmai.model.view import Budget

LARGE: Final = 500
"""Relations from which on a computation is left to a thread."""

_AGAIN: Final = 0.05
"""Seconds after which a thread that goes on is stopped again."""

P = ParamSpec("P")
T = TypeVar("T")


@asynccontextmanager
async def within(budget: Budget) -> AsyncIterator[None]:
    """Stop a question whose steps together take longer than the budget's seconds.

    Raises
    ------
    BudgetExceeded
        If it was stopped.
    """
    try:
        async with asyncio.timeout(budget.seconds):
            yield
    except (TimeoutError, BudgetExceeded) as error:  # a step that had only what was left says so of that
        raise BudgetExceeded(budget.seconds) from error


async def computed(size: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a pure function gives; one over a large graph is left to a thread, so that others are served meanwhile.

    Where the question is stopped, the thread is stopped too.
    """
    if size < LARGE:
        return function(*args, **kwargs)
    return await apart(function, *args, **kwargs)


async def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a pure function gives that may take long, however small the graph is; it is stopped with the question."""
    found: T = await _Work(partial(function, *args, **kwargs)).outcome()
    return found


class _Stopped(BaseException):
    """Raised in a thread whose question was stopped."""


class _Work:
    """A computation in a thread of its own: a pool's thread would outlive the question, and the program."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self.function = function
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.thread = Thread(target=self._run, name="computation", daemon=True)

    async def outcome(self) -> Any:
        self.thread.start()
        try:
            return await self.future
        except asyncio.CancelledError:
            self._stop()
            raise

    def _run(self) -> None:
        with suppress(_Stopped):
            try:
                tell = partial(self._tell, self.function())
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                tell = partial(self._tell, None, error)
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                self.loop.call_soon_threadsafe(tell)

    def _tell(self, found: Any, error: Exception | None = None) -> None:
        if self.future.done():
            return
        if error is None:
            self.future.set_result(found)
        else:
            self.future.set_exception(error)

    def _stop(self) -> None:
        """Raise in the thread at its next step, until it ends: a finaliser that runs there by chance would swallow it once.

        It runs pure Python, which has nothing open that would stay half done.
        """
        if self.thread.is_alive() and self.thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self.thread.ident), ctypes.py_object(_Stopped)
            )
            self.loop.call_later(_AGAIN, self._stop)
