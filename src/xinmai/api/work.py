"""Work that several fields of one request wait for, which none of them may cancel for the others."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class SharedWork:
    """The running shared reads of one request.

    When a field fails, the executor cancels the fields beside it. A future that is awaited directly is cancelled with
    its waiter, and everybody else who waits for it gets a ``CancelledError`` that nobody asked for; so each waiter
    awaits through ``asyncio.shield``, and whoever ends the request ends the work.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start work that goes on until it is done or the request is over."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def stop(self) -> None:
        """End what still runs: the request is over."""
        for task in self._running:
            task.cancel()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen: its waiters may all have gone
