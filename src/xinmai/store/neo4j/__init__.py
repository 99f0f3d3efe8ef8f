"""The store in a database of a Neo4j server."""

import logging
from typing import Final

from neo4j import AsyncGraphDatabase, NotificationMinimumSeverity

from xinmai.store.neo4j.adapter import Neo4jStore
from xinmai.store.neo4j.schema import prepare
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.warm import warm

__all__ = ["Neo4jStore", "open_neo4j"]

_CONNECT_SECONDS: Final = 5.0
_RETRY_SECONDS: Final = 15.0

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what the driver warns of, our errors say


async def open_neo4j(
    address: str, database: str | None, user: str, password: str, *, write: bool, restoring: bool = False
) -> Neo4jStore:
    """Open the store in a database; a writer creates what is missing of its schema.

    Parameters
    ----------
    address
        Scheme, host and port.
    database
        Name of the database; None = the user's home database.
    user
        Who asks; empty for a server without authentication.
    password
        The password of that user.
    write
        Whether facts will be written.
    restoring
        Whether it is opened to be filled from another store; only then may a copy into it be unfinished.

    Raises
    ------
    StoreError
        One of its kinds: unreachable, denied, missing, not ours, of a newer version.
    """
    driver = AsyncGraphDatabase.driver(
        address,
        auth=(user, password) if user else None,
        connection_timeout=_CONNECT_SECONDS,
        max_transaction_retry_time=_RETRY_SECONDS,
        user_agent="xinmai",
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    )
    server = Server(driver, database, address if database is None else f"{address}/{database}")
    try:
        await prepare(server, write=write, restoring=restoring)
        await warm(server)
    except BaseException:
        await server.close()
        raise
    return Neo4jStore(server)
