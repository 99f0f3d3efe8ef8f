"""The connection to a Neo4j server: reads in one round trip, writes in managed transactions, faults in our own words."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    Query,
)
from neo4j.exceptions import DriverError, Neo4jError

from xinmai.errors import BudgetExceeded
from xinmai.store.neo4j.faults import fault_of
from xinmai.store.neo4j.statements import given, statement

P = ParamSpec("P")
R = TypeVar("R")
Row = dict[str, Any]

_PAUSE: Final = 0.05
"""Seconds before a read is tried once more after the connection was lost."""
_LEAST: Final = 0.001
"""Shortest limit that the server takes; none at all would mean for ever."""


async def ask(tx: AsyncManagedTransaction, name: str, /, **parameters: Any) -> list[Row]:
    """Run ``cypher/write/<name>.cypher`` in a transaction and return its rows."""
    return await run(tx, statement("write", name), parameters)


async def run(tx: AsyncManagedTransaction, text: str, parameters: Mapping[str, Any]) -> list[Row]:
    """Run a statement in a transaction and return its rows."""
    return await _rows(await tx.run(text, given(parameters)))


async def _rows(result: AsyncResult) -> list[Row]:
    """Return rows as they came: there are no nodes among them, which ``data()`` looks for in each list."""
    return [dict(record) async for record in result]


class Server:
    """One database of a Neo4j server."""

    def __init__(self, driver: AsyncDriver, database: str | None, where: str) -> None:
        self._driver = driver
        self._database = database
        self.where = where
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        """So that in a cluster a read follows what this process wrote."""

    async def rows(self, text: str, seconds: float, parameters: Mapping[str, Any]) -> list[Row]:
        """Run one reading statement as a transaction of its own and return its rows.

        The client keeps the time and takes the statement back when it is over or when the caller goes away; the server's
        own limit is the second line, for a client that dies.

        Raises
        ------
        BudgetExceeded
            If it was stopped for its time.
        StoreError
            If the server cannot answer.
        """
        started = time.monotonic()
        with self._faults(seconds):
            async with asyncio.timeout(seconds):
                try:
                    return await self._run(text, seconds, parameters)
                except (DriverError, Neo4jError) as error:
                    if not error.is_retryable():
                        raise
                await asyncio.sleep(_PAUSE)
                return await self._run(text, seconds - (time.monotonic() - started), parameters)

    async def _run(self, text: str, seconds: float, parameters: Mapping[str, Any]) -> list[Row]:
        async with self._session(default_access_mode=READ_ACCESS, fetch_size=-1) as session:
            result = await session.run(Query(text, timeout=max(seconds, _LEAST)), given(parameters))
            return await _rows(result)

    async def stream(self, text: str, parameters: Mapping[str, Any]) -> AsyncIterator[Row]:
        """Run one reading statement without a limit of time and yield its rows as they come."""
        with self._faults(None):
            async with self._session(default_access_mode=READ_ACCESS) as session:
                async for record in await session.run(text, given(parameters)):
                    yield dict(record)

    async def write(
        self,
        function: Callable[Concatenate[AsyncManagedTransaction, P], Awaitable[R]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a function in one writing transaction, again if the server says that this may help."""
        with self._faults(None):
            async with self._session() as session:
                return await session.execute_write(function, *args, **kwargs)

    async def define(self, text: str) -> None:
        """Run one statement of the schema in a transaction of its own."""
        with self._faults(None):
            async with self._session() as session:
                await (await session.run(text)).consume()

    def _session(self, **how: Any) -> AsyncSession:
        return self._driver.session(database=self._database, bookmark_manager=self._bookmarks, **how)

    async def close(self) -> None:
        """Give the connections back."""
        await self._driver.close()

    @contextmanager
    def _faults(self, seconds: float | None) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise BudgetExceeded(seconds or 0) from error
        except (DriverError, Neo4jError, OSError) as error:
            raise fault_of(error, self.where, seconds) from error
