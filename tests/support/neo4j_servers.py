"""Neo4j servers for tests: two of them, started when the first test asks, emptied for each store, stopped at the end.

``NEO4J_SERVERS="bolt://host:port bolt://host:port"`` in the environment names two that run already, without authentication:
everything in them is deleted. On a machine without Java or Maven the tests are skipped, with ``CI=true`` they fail.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import NOBODY, Login
from xinmai.errors import NotRunning
from xinmai.ports.store import Store
from xinmai.provision import start_server, stop_server
from xinmai.settings import cache_folder, read_settings

_GIVEN = os.environ.get("NEO4J_SERVERS", "").split()
_CALM = ("dbms.cypher.statistics_divergence_threshold=1.0", "dbms.cypher.min_replan_interval=1h")
"""Graphs here are small and change all the time: plans are kept, where a server of users would make them anew."""
_EMPTY = (
    "MATCH ()-[link]->() CALL (link) { DELETE link } IN TRANSACTIONS OF 10000 ROWS",
    "MATCH (node) CALL (node) { DELETE node } IN TRANSACTIONS OF 10000 ROWS",
)
"""Relationships first: a node of 100,000 takes more memory than such a server has."""


class Neo4jServer(NamedTuple):
    """A server whose content belongs to the tests."""

    url: str
    login: Login
    home: Path | None = None
    """Its folder; None if it is not ours to stop."""
    pid: int = 0

    def driver(self) -> AsyncDriver:
        """Return a driver of its own: the back door."""
        auth = (self.login.user, self.login.password) if self.login != NOBODY else None
        return AsyncGraphDatabase.driver(self.url, auth=auth)

    async def new_store(self) -> Store:
        """Return an empty store that may be written."""
        async with self.driver() as driver:
            await self._empty(driver)
        return await open_store(self.url, write=True, login=self.login)

    async def forget_plans(self) -> None:
        """Have plans made anew, after a graph grew that is much larger than those of other tests."""
        async with self.driver() as driver:
            await driver.execute_query("CALL db.clearQueryCaches()")

    @staticmethod
    async def _empty(driver: AsyncDriver) -> None:
        async with driver.session() as session:
            for text in _EMPTY:
                await (await session.run(text)).consume()


@contextmanager
def running(folder: Path) -> Iterator[tuple[Neo4jServer, Neo4jServer]]:
    """Start two servers, and stop them."""
    if _GIVEN:
        one, two = (Neo4jServer(url, NOBODY) for url in _GIVEN)
        yield one, two
        return
    require_java()
    homes = [folder / "one", folder / "two"]
    try:
        one, two = (start(home) for home in homes)
        yield one, two
    finally:
        for home in homes:
            with suppress(NotRunning):
                stop_server(home)


def require_java() -> None:
    """Skip without Java or Maven, except where everything has to be there."""
    missing = [program for program in ("java", "javac", "mvn") if shutil.which(program) is None]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"no {' and no '.join(missing)} on this machine, so no Neo4j")


def start(home: Path, port: int = 0, *further: str) -> Neo4jServer:
    """Start the server of a folder."""
    found = start_server(
        home, port, cache_folder(read_settings()), heap="512m", pagecache="64m", further=[*_CALM, *further]
    )
    return Neo4jServer(found.address, Login(found.user, found.password), home, found.pid)
