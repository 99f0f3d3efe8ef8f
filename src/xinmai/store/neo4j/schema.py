"""What stands in a server before the first fact: constraints, indexes, and the node by which a store describes itself."""

import re
from typing import Final

from neo4j import AsyncManagedTransaction

from xinmai.errors import StoreForeign, StoreMissing, StoreNewer, StoreUnfinished, StoreUnindexed
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.statements import schema, statement
from xinmai.store.neo4j.sweep import settle_left
from xinmai.store.neo4j.write import take_lock

SCHEMA_VERSION: Final = 1
_SECONDS: Final = 30.0
_NAME: Final = re.compile(r"CREATE (?:CONSTRAINT|FULLTEXT INDEX|INDEX) (\w+)")


async def prepare(server: Server, *, write: bool, restoring: bool = False) -> None:
    """See that a store stands in the server, and make one for a writer where there is nothing.

    Raises
    ------
    StoreForeign
        If something stands there that is no store of ours.
    StoreMissing
        If nothing stands there, and nothing may be written.
    StoreNewer
        If a newer version of this program wrote it.
    StoreUnfinished
        If a copy into it has not ended, and it is not opened to go on with that (``restoring``).
    StoreUnindexed
        If constraints or indexes are missing, and nothing may be written: Neo4j's importer makes none.
    """
    heads = await server.rows(statement("read", "head"), _SECONDS, {})
    if heads and heads[0]["schemaVersion"] > SCHEMA_VERSION:
        raise StoreNewer(server.where)
    if heads and heads[0]["isUnfinished"] and not restoring:
        raise StoreUnfinished(server.where)
    if not heads and await server.rows(statement("read", "anything"), _SECONDS, {}):
        raise StoreForeign(server.where, "the database holds other data.")
    if not heads and not write:
        raise StoreMissing(server.where)
    missing = await _missing(server)
    if missing and not write:
        raise StoreUnindexed(server.where)
    if write:
        await _define(server, missing)
        await server.write(_begin)
        await settle_left(server)


async def _missing(server: Server) -> list[str]:
    """Return the statements that make what is not there of constraints and indexes."""
    rows = await server.rows(statement("read", "indexes"), _SECONDS, {})
    there = {row["name"] for row in rows}
    return [text for text in schema() if (found := _NAME.search(text)) and found[1] not in there]


async def _define(server: Server, missing: list[str]) -> None:
    """Make constraints and indexes, and wait until they are filled."""
    for text in missing:
        await server.define(text)
    if missing:
        await server.define(statement("write", "await_indexes"))


async def _begin(tx: AsyncManagedTransaction) -> None:
    await take_lock(tx)
