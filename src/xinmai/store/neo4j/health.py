"""A look at a server from outside: which engine, which schema."""

from typing import Final

from xinmai.model.health import StoreHealth
from xinmai.store.neo4j import open_neo4j
from xinmai.store.neo4j.schema import SCHEMA_VERSION
from xinmai.store.neo4j.statements import statement

_SECONDS: Final = 10.0


async def examine_server(address: str, database: str | None, user: str, password: str) -> StoreHealth:
    """Look at a server; its files are the server's own affair.

    Raises
    ------
    StoreError
        If it does not answer, or holds no store of ours.
    """
    store = await open_neo4j(address, database, user, password, write=False)
    try:
        (engine, *_) = await store.server.rows(statement("read", "engine"), _SECONDS, {})
        (head,) = await store.server.rows(statement("read", "head"), _SECONDS, {})
    finally:
        await store.close()
    return StoreHealth(
        engine=f"{engine['name']} {engine['version']} {engine['edition']}",
        schema_version=head["schemaVersion"],
        known_version=SCHEMA_VERSION,
        size=None,
        problems=(),
    )
