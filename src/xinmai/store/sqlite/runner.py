"""Runs statements beside the event loop, inside a time budget, in one snapshot."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from xinmai.errors import BudgetExceeded
from xinmai.store.sqlite.connection import connect, prepare, translated

P = ParamSpec("P")
R = TypeVar("R")

_STEPS = 4_000
"""Steps of the engine between two looks at the clock: well under a millisecond."""


class _Job:
    """One call: its deadline, and whether its caller has gone away."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.cancelled = False

    def stop(self) -> bool:
        """Say whether the engine must stop now."""
        return self.cancelled or time.monotonic() > self.deadline


class Runner:
    """Threads with a connection each: many for reading, or one for writing."""

    def __init__(self, path: str, *, threads: int, write: bool, restoring: bool = False) -> None:
        self._path = path
        self._write = write
        self._restoring = restoring
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="xinmai-store")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    async def run(
        self,
        seconds: float,
        function: Callable[Concatenate[sqlite3.Connection, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run ``function(connection, …)`` in a thread; stop it after ``seconds`` or when the caller is cancelled.

        Raises
        ------
        BudgetExceeded
            If it was stopped for its time.
        """
        job = _Job(seconds)
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._pool, lambda: self._call(job, function, *args, **kwargs))
        try:
            return await future
        except asyncio.CancelledError:
            job.cancelled = True
            raise
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise BudgetExceeded(seconds) from error
            raise

    def _call(
        self,
        job: _Job,
        function: Callable[Concatenate[sqlite3.Connection, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        with translated(self._path):
            connection = self._connection()
            if self._write:
                return function(connection, *args, **kwargs)
            connection.set_progress_handler(job.stop, _STEPS)
            connection.execute("BEGIN")
            try:
                return function(connection, *args, **kwargs)
            finally:
                connection.set_progress_handler(None, 0)
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = connect(self._path, write=self._write)
            try:
                prepare(found, self._path, write=self._write, restoring=self._restoring)
            except BaseException:
                found.close()
                raise
            self._connections.append(found)
            self._local.connection = found
        return found

    async def close(self) -> None:
        """Wait for what runs and give the connections back."""
        await asyncio.get_running_loop().run_in_executor(None, self._pool.shutdown)
        while self._connections:
            self._connections.pop().close()
