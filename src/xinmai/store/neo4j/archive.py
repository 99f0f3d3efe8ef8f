"""The graph as a whole: all facts with all their versions and all revisions, to be copied."""

from datetime import datetime
from operator import attrgetter

from xinmai.model.answers import Erased
from xinmai.model.stored import StoredFact, StoredRevision, StoredVersion
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import statement


async def stored(server: Server, after: int, first: int, seconds: float) -> tuple[StoredFact, ...]:
    """Return the next facts in the order of their numbers."""
    rows = await server.rows(statement("read", "stored"), seconds, {"after": after, "first": first})
    return tuple(map(_fact, rows))


def _fact(row: Row) -> StoredFact:
    versions = sorted((StoredVersion(*parts) for parts in row["versions"]), key=attrgetter("recorded_from"))
    erased = None if row["erased"] is None else Erased(row["key"], *row["erased"])
    named = (row["number"], row["key"], row["kind"], row["namespace"], row["own"], row["need"])
    return StoredFact(*named, tuple(versions), erased)


async def journal(server: Server, after: int, first: int, seconds: float) -> tuple[StoredRevision, ...]:
    """Return the next revisions."""
    rows = await server.rows(statement("read", "journal"), seconds, {"after": after, "first": first})
    return tuple(
        StoredRevision(
            row["number"],
            datetime.fromisoformat(row["recordedAt"]),
            row["key"],
            row["firstNumber"],
            row["nextNumber"],
            tuple(sorted((key, what) for key, what in row["touched"])),
        )
        for row in rows
    )
