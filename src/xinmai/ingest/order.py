"""Brings the rows of a table that refers to itself into an order in which a reference finds what it names."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from xinmai.ingest.rows import CHUNK_ROWS, Chunk

_PARENTS: Final = {"cases": "parent"}
"""Table → its column that names another row of the same table."""


class _Row(NamedTuple):
    """A row, its own id, and that of its whole (empty if it needs none here)."""

    chunk: Chunk
    place: int
    own: str
    whole: str


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
    """What was said of a table, and what waits for which id."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._said: set[str] = set()
        self._waiting: dict[str, list[_Row]] = {}

    def ready(self, chunk: Chunk, column: str) -> Iterator[Chunk]:
        """Yield the rows of a chunk that need not wait, each followed by those that waited for it."""
        rows = list(self._rows(chunk, column))
        released: list[_Row] = []
        for row in rows:
            if row.whole and row.whole not in self._said:
                self._waiting.setdefault(row.whole, []).append(row)
            else:
                released += self._say(row)
        yield from (chunk,) if released == rows else _chunks(released)

    def rest(self) -> Iterator[Chunk]:
        """Yield what waited for something that never came."""
        left = [row for rows in self._waiting.values() for row in rows]
        self._waiting = {}
        yield from _chunks(left)

    def _rows(self, chunk: Chunk, column: str) -> Iterator[_Row]:
        own, whole = chunk.columns.index("id"), chunk.columns.index(column)
        for place, row in enumerate(chunk.rows):
            yield _Row(chunk, place, row[own].strip(), self._local(row[whole]))

    def _say(self, row: _Row) -> Iterator[_Row]:
        """Yield a row and everything that waited for it, nearest first."""
        coming = [row]
        for said in coming:
            yield said
            self._said.add(said.own)
            coming += self._waiting.pop(said.own, [])

    def _local(self, reference: str) -> str:
        """Return the local id that a reference names; empty for a row of another namespace or for none."""
        local = reference.strip().removeprefix(self._prefix).strip()
        return "" if ":" in local else local


def _chunks(rows: list[_Row]) -> Iterator[Chunk]:
    """Yield rows as chunks, each of one file."""
    batch: list[_Row] = []
    for row in rows:
        if batch and (len(batch) == CHUNK_ROWS or not _is_alike(batch[0].chunk, row.chunk)):
            yield _chunk(batch)
            batch = []
        batch.append(row)
    if batch:
        yield _chunk(batch)


def _is_alike(one: Chunk, other: Chunk) -> bool:
    return (one.file, one.columns) == (other.file, other.columns)


def _chunk(batch: list[_Row]) -> Chunk:
    chunk = batch[0].chunk
    rows = [row.chunk.rows[row.place] for row in batch]
    return Chunk(chunk.table, chunk.file, chunk.columns, rows, [row.chunk.lines[row.place] for row in batch])
