"""Brings the rows of a table that refers to itself into an order in which a reference finds what it names."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from xinmai.ingest.rows import CHUNK_ROWS, Chunk

_PARENTS: Final = {"cases": "parent"}
"""Table → its column that names another row of the same table."""


class _Waiting(NamedTuple):
    """A row whose whole has not come yet."""

    chunk: Chunk
    place: int
    own: str
    parent: str


def wholes_first(chunks: Iterable[Chunk], namespace: str) -> Iterator[Chunk]:
    """Yield the chunks of a delivery, in a table that refers to itself every row behind the row that it is a part of.

    The order follows from the rows alone, never from what a store holds: a load that was killed and is run again writes
    the same. In memory stay the ids of such a table, and the rows that stand before their wholes.
    """
    order = _Order(f"{namespace}:")
    for chunk in chunks:
        column = _PARENTS.get(chunk.table, "")
        if not column:
            yield from order.rest()
        yield from order.ready(chunk, column) if {"id", column}.issubset(chunk.columns) else (chunk,)
    yield from order.rest()


class _Order:
    """What was said of a table, and what waits."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._said: set[str] = set()
        self._waiting: list[_Waiting] = []

    def ready(self, chunk: Chunk, column: str) -> Iterator[Chunk]:
        """Yield the rows of a chunk that need not wait."""
        own, parent = chunk.columns.index("id"), chunk.columns.index(column)
        rows = [
            _Waiting(chunk, place, row[own].strip(), self._local(row[parent]))
            for place, row in enumerate(chunk.rows)
        ]
        first, later = self._split(rows)
        self._waiting += later
        yield from (chunk,) if not later else _chunks(first)

    def rest(self) -> Iterator[Chunk]:
        """Yield what waited: level by level, last what waits for something that never came."""
        while self._waiting:
            first, self._waiting = self._split(self._waiting)
            if not first:
                first, self._waiting = self._waiting, []
            yield from _chunks(first)

    def _split(self, rows: list[_Waiting]) -> tuple[list[_Waiting], list[_Waiting]]:
        """Return the rows whose wholes are said, before them or among them, and the others."""
        first: list[_Waiting] = []
        while True:
            ready = [row for row in rows if not row.parent or row.parent in self._said]
            if not ready:
                return first, rows
            first += ready
            self._said.update(row.own for row in ready)
            rows = [row for row in rows if row.parent and row.parent not in self._said]

    def _local(self, reference: str) -> str:
        """Return the local id that a reference names; empty for a row of another namespace or for none."""
        local = reference.strip().removeprefix(self._prefix)
        return "" if ":" in local else local


def _chunks(rows: list[_Waiting]) -> Iterator[Chunk]:
    """Yield rows as chunks, each of one file."""
    batch: list[_Waiting] = []
    for row in rows:
        if batch and (len(batch) == CHUNK_ROWS or not _is_alike(batch[0].chunk, row.chunk)):
            yield _chunk(batch)
            batch = []
        batch.append(row)
    if batch:
        yield _chunk(batch)


def _is_alike(one: Chunk, other: Chunk) -> bool:
    return (one.file, one.columns) == (other.file, other.columns)


def _chunk(batch: list[_Waiting]) -> Chunk:
    chunk = batch[0].chunk
    rows = [row.chunk.rows[row.place] for row in batch]
    return Chunk(chunk.table, chunk.file, chunk.columns, rows, [row.chunk.lines[row.place] for row in batch])
