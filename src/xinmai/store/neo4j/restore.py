"""Filling an empty graph with what another store holds. ``Store.copying`` stands in it until that has ended."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from neo4j import AsyncManagedTransaction

from xinmai.errors import StoreNotEmpty
from xinmai.model.answers import RejectCount
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.store.neo4j.create import create_identifiers, create_links, create_nodes, in_parts
from xinmai.store.neo4j.order import instant
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.statements import statement
from xinmai.store.neo4j.versions import identifier_rows, link_rows, node_row, version_rows
from xinmai.store.neo4j.write import begin


class Neo4jRestore:
    """The filling of one database (see :class:`xinmai.ports.archive.Restore`)."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def begin(self, source: str) -> tuple[int, int, int]:
        """Begin, or go on."""
        return await self._server.write(_begin, self._server.where, source)

    async def facts(self, facts: Sequence[StoredFact]) -> None:
        """Enter facts."""
        nodes = [node_row(fact) for fact in facts]
        versions = [row for fact in facts for row in version_rows(fact)]
        await self._server.write(_enter_facts, nodes, versions, facts[-1].number)

    async def links(self, facts: Sequence[StoredFact]) -> None:
        """Enter what joins facts."""
        links = [row for fact in facts for row in link_rows(fact)]
        identifiers = [row for fact in facts for row in identifier_rows(fact)]
        await self._server.write(_enter_links, links, identifiers, facts[-1].number)

    async def revisions(self, revisions: Sequence[StoredRevision]) -> None:
        """Enter revisions."""
        await self._server.write(_enter_revisions, [revision_row(each) for each in revisions])

    async def finish(self, rejects: Sequence[RejectCount]) -> None:
        """End the copy."""
        await self._server.write(_finish, rejects)


async def _begin(tx: AsyncManagedTransaction, where: str, source: str) -> tuple[int, int, int]:
    head = await begin(tx)
    (row,) = await ask(tx, "restore_begin", source=source)
    is_begun = row["facts"] > 0 or (head.newest == 0 and head.next_number == 1)
    if row["source"] != source or not is_begun:
        raise StoreNotEmpty(where)
    return row["facts"], row["links"], head.newest


async def _enter_facts(
    tx: AsyncManagedTransaction, nodes: list[Row], versions: list[Row], copied: int
) -> None:
    await begin(tx)
    await create_nodes(tx, nodes)
    await in_parts(tx, statement("write", "restore_versions"), "versions", versions)
    await ask(tx, "restore_step", copied=copied, linked=None)


async def _enter_links(
    tx: AsyncManagedTransaction, links: list[Row], identifiers: list[Row], linked: int
) -> None:
    await begin(tx)
    await create_links(tx, links)
    await create_identifiers(tx, identifiers)
    await ask(tx, "restore_step", copied=None, linked=linked)


async def _enter_revisions(tx: AsyncManagedTransaction, revisions: list[Row]) -> None:
    await begin(tx)
    await ask(tx, "restore_revisions", revisions=revisions)


def revision_row(revision: StoredRevision) -> Row:
    """Return what a revision is in the graph, and what it touched."""
    properties = {
        "number": revision.number,
        "recordedAt": instant(revision.recorded_at),
        "key": revision.key,
        "firstNumber": revision.first_number,
        "nextNumber": revision.next_number,
    }
    return {
        "properties": properties,
        "touched": [{"key": key, "what": what} for key, what in revision.touched],
    }


async def _finish(tx: AsyncManagedTransaction, rejects: Sequence[RejectCount]) -> None:
    head = await begin(tx)
    for namespace, group in groupby(rejects, attrgetter("namespace")):
        rows = [
            {"agency": each.agency, "table": each.table, "kind": each.kind, "count": each.count}
            for each in group
        ]
        await ask(tx, "replace_rejects", namespace=namespace, rejects=rows)
    await ask(tx, "restore_end", revision=head.newest)
