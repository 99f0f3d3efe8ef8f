"""Filling an empty graph with what another store holds. ``Store.copying`` stands in it until that has ended."""

from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Concatenate, ParamSpec

from neo4j import AsyncManagedTransaction

from xinmai.errors import StoreLocked, StoreNotEmpty
from xinmai.model.answers import RejectCount
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.store.neo4j.create import create_identifiers, create_links, create_nodes, in_parts
from xinmai.store.neo4j.order import instant
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.statements import statement
from xinmai.store.neo4j.versions import identifier_rows, link_rows, node_row, version_rows
from xinmai.store.neo4j.write import Head, take_lock

P = ParamSpec("P")


class Neo4jRestore:
    """The filling of one database (see :class:`xinmai.ports.archive.Restore`)."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stands = (0, 0, 0)
        """Last fact, last one with its relationships, last revision that are there, as far as this copy knows."""

    async def begin(self, source: str) -> tuple[int, int, int]:
        """Begin, or go on."""
        self._stands = await self._server.write(_begin, self._server.where, source)
        return self._stands

    async def facts(self, facts: Sequence[StoredFact]) -> None:
        """Enter facts."""
        nodes = [node_row(fact) for fact in facts]
        versions = [row for fact in facts for row in version_rows(fact)]
        await self._step(_enter_facts, nodes, versions, facts[-1].number)
        self._stands = (facts[-1].number, *self._stands[1:])

    async def links(self, facts: Sequence[StoredFact]) -> None:
        """Enter what joins facts."""
        links = [row for fact in facts for row in link_rows(fact)]
        identifiers = [row for fact in facts for row in identifier_rows(fact)]
        await self._step(_enter_links, links, identifiers, facts[-1].number)
        self._stands = (self._stands[0], facts[-1].number, self._stands[2])

    async def revisions(self, revisions: Sequence[StoredRevision]) -> None:
        """Enter revisions."""
        await self._step(_enter_revisions, [revision_row(each) for each in revisions])
        self._stands = (*self._stands[:2], revisions[-1].number)

    async def finish(self, rejects: Sequence[RejectCount]) -> None:
        """End the copy."""
        await self._step(_finish, rejects, self._stands[2])

    async def _step(
        self,
        work: Callable[Concatenate[AsyncManagedTransaction, P], Awaitable[None]],
        *rest: P.args,
        **named: P.kwargs,
    ) -> None:
        """Do one step in a transaction, if the store still stands where this copy left it."""

        async def step(tx: AsyncManagedTransaction) -> None:
            if _stands(await take_lock(tx)) != self._stands:
                raise StoreLocked(self._server.where, "somebody else is copying into it too.")
            await work(tx, *rest, **named)

        await self._server.write(step)


def _stands(head: Head) -> tuple[int, int, int]:
    return head.copied or 0, head.linked or 0, head.newest


async def _begin(tx: AsyncManagedTransaction, where: str, source: str) -> tuple[int, int, int]:
    head = await take_lock(tx)
    (row,) = await ask(tx, "restore_begin", source=source)
    is_begun = row["facts"] > 0 or (head.newest == 0 and head.next_number == 1)
    if row["source"] != source or not is_begun:
        raise StoreNotEmpty(where)
    return row["facts"], row["links"], head.newest


async def _enter_facts(
    tx: AsyncManagedTransaction, nodes: list[Row], versions: list[Row], copied: int
) -> None:
    await create_nodes(tx, nodes)
    await in_parts(tx, statement("write", "restore_versions"), "versions", versions)
    await ask(tx, "restore_step", copied=copied, linked=None)


async def _enter_links(
    tx: AsyncManagedTransaction, links: list[Row], identifiers: list[Row], linked: int
) -> None:
    await create_links(tx, links)
    await create_identifiers(tx, identifiers)
    await ask(tx, "restore_step", copied=None, linked=linked)


async def _enter_revisions(tx: AsyncManagedTransaction, revisions: list[Row]) -> None:
    await ask(tx, "restore_revisions", revisions=[each["properties"] for each in revisions])
    touched = [
        {"revision": each["properties"]["number"], **fact} for each in revisions for fact in each["touched"]
    ]
    await in_parts(tx, statement("write", "restore_touched"), "touched", touched)


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


async def _finish(tx: AsyncManagedTransaction, rejects: Sequence[RejectCount], newest: int) -> None:
    for namespace, group in groupby(rejects, attrgetter("namespace")):
        rows = [
            {"agency": each.agency, "table": each.table, "kind": each.kind, "count": each.count}
            for each in group
        ]
        await ask(tx, "replace_rejects", namespace=namespace, rejects=rows)
    await ask(tx, "restore_end", revision=newest)
