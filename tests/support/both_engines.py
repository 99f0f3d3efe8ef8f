"""One content in a file and on a server, for tests that compare what the two engines answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support.neo4j_servers import Neo4jServer


class Both(NamedTuple):
    """The same content in both engines."""

    file: str
    server: Neo4jServer

    @asynccontextmanager
    async def stores(self) -> AsyncIterator[tuple[Store, Store]]:
        embedded = await open_store(self.file)
        served = await open_store(self.server.url, login=self.server.login)
        try:
            yield embedded, served
        finally:
            await embedded.close()
            await served.close()


def filled(path: Path, server: Neo4jServer, *loads: Callable[[Store], Awaitable[object]]) -> Both:
    """Load the same into a new file and into the server, emptied."""
    file = f"sqlite:///{path}"

    async def fill() -> None:
        for store in (await open_store(file, write=True), await server.new_store()):
            for load in loads:
                await load(store)
            await store.close()

    asyncio.run(fill())
    return Both(file, server)
