"""A list to be looked up: a text file with one name or code a line, or a table with a column of them.

Every line is a row, blank ones and lines that cannot be read too, so that what is answered stands beside what was asked; only
blank lines at the end are none.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from typing import Final

import msgspec

from xinmai.errors import BadArgument
from xinmai.ingest.bundle.creditcode import is_credit_code
from xinmai.ingest.identity import has_identity_number, masked, normal_number
from xinmai.ingest.mapping.sniff import Sniffed, sniff
from xinmai.ingest.rows import Reject
from xinmai.ingest.textfile import TextForm, read_batches, span

_WHOLE_LINE: Final = "\x1f"
"""Separator of a file whose lines are one cell: no text has it."""
_TEXT: Final = "text"
"""Name of the one column of a plain list."""
_SWALLOWS: Final = frozenset({"quotation", "cell_too_long"})
"""Faults that cost more than the line in which they are told."""
_NUMBER: Final = re.compile(r"\d{17}[\dX]", re.ASCII)
_CODE_LENGTH: Final = 18


class ListRow(msgspec.Struct, frozen=True):
    """One row as it stands in the file, 名单行."""

    cells: tuple[str, ...]
    """As many as the list has columns."""
    asked: str
    """The cell that is looked up."""
    problem: str = ""
    """Why it cannot be; empty where it can."""


class RowList:
    """A file of rows, read again from the start each time it is asked for them.

    Raises
    ------
    BadArgument
        If the file cannot be read, has several columns and none is named, or the named one is not there just once.
    EncodingFault
        If it is neither UTF-8 nor GB18030.
    """

    def __init__(self, path: Path, column: str | None = None) -> None:
        self._path = path
        try:
            found = sniff(path)
        except OSError as error:
            raise BadArgument("LIST", f"{path} cannot be read ({error.strerror}).") from error
        self._has_header = column is not None
        is_plain = len(found.columns) <= 1
        self._form = TextForm(found.encoding, _WHOLE_LINE if is_plain else found.separator, found.quote)
        self.encoding = found.encoding
        """In which encoding it is read."""
        self.columns: tuple[str, ...] = (_TEXT,)
        """Names of the columns; a plain list has one."""
        self.asked = 0
        """Place of the column that is looked up."""
        if column is not None:
            self.columns = self._header()
            self.asked = _place(self.columns, column)
        elif not is_plain:
            raise BadArgument("--column", _several(found))

    def rows(self) -> Iterator[ListRow]:
        """Yield the rows in their order, in bounded memory.

        Raises
        ------
        EncodingFault
            If the file turns out to be in another encoding.
        """
        rows = self._every_row()
        if self._has_header:
            rows = dropwhile(lambda row: bool(row[1]), rows)
            next(rows, None)
        return (self._row(*row) for row in rows)

    def _header(self) -> tuple[str, ...]:
        cells = next((cells for cells, problem in self._every_row() if not problem), [])
        return tuple(cell.strip() for cell in cells)

    def _every_row(self) -> Iterator[tuple[list[str], str]]:
        """Yield the cells of every line, and what is wrong with one that holds none."""
        told: dict[int, Reject] = {}
        expected = 1
        with self._path.open("rb") as stream:

            def tell(reject: Reject) -> None:
                told[reject.line] = reject

            for lines, rows in read_batches(stream, self._path.name, self._form, tell):
                for line, cells in zip(lines, rows, strict=True):
                    yield from _lost(range(expected, line), told)
                    yield cells, ""
                    expected = line + span(cells)
            yield from _lost(range(expected, max(told, default=0) + 1), told)

    def _row(self, cells: list[str], problem: str) -> ListRow:
        width = len(self.columns)
        if not problem and len(cells) != width:
            problem = f"The row has {len(cells)} cells, the list has {width} columns; look for a missing separator or quotation mark."
        whole = tuple((cells + [""] * width)[:width])
        return ListRow(whole, whole[self.asked], problem)


def _lost(lines: range, told: dict[int, Reject]) -> Iterator[tuple[list[str], str]]:
    """Yield a row for each line that was blank or refused."""
    behind = ""
    for line in lines:
        reject = told.pop(line, None)
        if reject is not None:
            behind = reject.hint if reject.rule in _SWALLOWS else ""
        yield [], reject.hint if reject is not None else behind or "The row is empty."


def _place(columns: tuple[str, ...], column: str) -> int:
    if columns.count(column) != 1:
        problem = "is there more than once" if column in columns else "is not among the columns"
        raise BadArgument("--column", f"{column} {problem} of the first row.")
    return columns.index(column)


def _several(found: Sniffed) -> str:
    """Say which columns there are; what may be a row of persons is not repeated."""
    named = f": {', '.join(found.columns)}" if found.has_header else ""
    return f"must name a column of the list; it has {len(found.columns)}{named}."


def shown(cell: str) -> str:
    """Return a cell as it may be written out: what is or may be an identity number is masked."""
    return masked(cell) if _may_be_number(cell) else cell


def _may_be_number(cell: str) -> bool:
    number = normal_number("", cell)
    if len(number) == _CODE_LENGTH and is_credit_code(number):
        return False
    return _NUMBER.fullmatch(number) is not None or has_identity_number(cell)
