"""A list of any length, batch after batch: who is meant by each row."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import Final

from xinmai.ingest.rowlist import ListRow
from xinmai.model.resolution import Resolution, Row, Unusable
from xinmai.model.view import Budget, View
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher
from xinmai.service.resolve import MAX_ROWS, resolve

Answered = tuple[ListRow, Resolution]
"""A row and who is meant by it."""

_BATCH_CHARACTERS: Final = 1 << 22
"""A batch of long rows ends early."""


async def resolve_list(
    store: Reader, view: View, rows: Iterable[ListRow], scheme: str | None, hasher: Hasher, budget: Budget
) -> AsyncIterator[list[Answered]]:
    """Yield the rows with who is meant by each, batch after batch in their order; the budget is that of one batch.

    Parameters
    ----------
    scheme
        Of what the looked-up cells are codes; None: tried as id, code and name.
    """
    for batch in _batches(rows):
        readable = [row for row in batch if not row.problem]
        asked = [_row(row.asked, scheme) for row in readable]
        found = iter(await resolve(store, view, asked, hasher, budget) if asked else [])
        yield [(row, Unusable(row.problem) if row.problem else next(found)) for row in batch]


def _row(cell: str, scheme: str | None) -> Row:
    return Row(text=cell) if scheme is None else Row(identifier=(scheme, cell))


def _batches(rows: Iterable[ListRow]) -> Iterator[Sequence[ListRow]]:
    batch: list[ListRow] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(map(len, row.cells))
        if len(batch) == MAX_ROWS or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
