"""Creating nodes and relationships, many in one statement.

Labels and types that stand in a statement's text are created several times as fast as those that come as parameters, so rows
are grouped by them; they are our own vocabulary, never input.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from neo4j import AsyncManagedTransaction

from xinmai.store.neo4j.server import Row, run
from xinmai.store.neo4j.statements import statement

_ROWS: Final = 5000
"""Rows that one statement writes."""
_labels = itemgetter("labels")
_type = itemgetter("type")


async def create_nodes(tx: AsyncManagedTransaction, nodes: Iterable[Row]) -> None:
    """Create the nodes of facts: rows of ``labels`` and ``properties``."""
    for labels, group in groupby(sorted(nodes, key=_labels), _labels):
        text = statement("write", "create_facts").replace("$(fact.labels)", ":".join(labels))
        await in_parts(tx, text, "facts", list(group))


async def create_links(tx: AsyncManagedTransaction, links: Iterable[Row]) -> None:
    """Join facts: rows of ``from``, ``to``, ``type`` and ``properties``."""
    await _of_types(tx, "create_links", links)


async def create_identifiers(tx: AsyncManagedTransaction, links: Iterable[Row]) -> None:
    """Join parties with identifiers: rows of ``party``, ``term``, ``scheme``, ``value``, ``code``, ``type``, ``properties``."""
    await _of_types(tx, "create_identifiers", links)


async def _of_types(tx: AsyncManagedTransaction, name: str, rows: Iterable[Row]) -> None:
    for type_, group in groupby(sorted(rows, key=_type), _type):
        text = statement("write", name).replace("$(link.type)", type_)
        await in_parts(tx, text, "links", list(group))


async def in_parts(
    tx: AsyncManagedTransaction, text: str, parameter: str, rows: list[Row], **others: Any
) -> None:
    """Run a statement for rows, so many at a time."""
    for start in range(0, len(rows), _ROWS):
        await run(tx, text, {parameter: rows[start : start + _ROWS], **others})
