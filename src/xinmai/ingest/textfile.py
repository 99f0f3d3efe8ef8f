"""Reading separated text files: one guarded, fast way for bundles and for foreign files.

Blocks of whole lines go to the standard :mod:`csv` reader, so that rows are made at its speed; a line is never held in
memory beyond :data:`LINE_LIMIT`. What cannot be read is told with file and line: a file in another encoding raises
:class:`~xinmai.errors.EncodingFault`, a single bad line becomes a :class:`~xinmai.ingest.rows.Reject` and is left out.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from xinmai.ingest.rows import CHUNK_ROWS, Reject, RejectSink
from xinmai.ingest.textlines import LINE_LIMIT, LineBlocks

__all__ = ["LINE_LIMIT", "Batch", "TextForm", "TextTable", "open_rows", "read_batches", "read_table", "span"]

Batch = tuple[Sequence[int], list[list[str]]]
"""Line numbers (of each row's first line, from 1) and rows."""

_LINE_BREAKS: Final = "\r\n"
_BATCH_BYTES: Final = 8 * LINE_LIMIT
"""A batch of long rows ends early …"""
_AT_ONCE: Final = 50
"""… looked at after so many rows."""


class TextForm(msgspec.Struct, frozen=True):
    """How a text file is written."""

    encoding: str = "utf-8"
    """``utf-8`` (with or without byte-order mark), ``gb18030``, or another that keeps ASCII bytes for ASCII."""
    separator: str = ","
    """One character."""
    quote: str = '"'
    """One character, doubled inside a quoted cell; empty: the file does not quote."""


class TextTable(msgspec.Struct, frozen=True):
    """A text file with its column names; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    """Empty when the file holds nothing at all."""
    batches: Iterator[Batch]


def open_rows(
    path: Path,
    *,
    reject: RejectSink,
    encoding: str = "utf-8",
    separator: str = ",",
    quote: str = '"',
    name: str = "",
) -> Iterator[tuple[int, list[str]]]:
    """Yield ``(line, cells)`` of a file, header included; ``name`` is the file as the user knows it."""
    with path.open("rb") as stream:
        form = TextForm(encoding, separator, quote)
        for lines, rows in read_batches(stream, name or str(path), form, reject):
            yield from zip(lines, rows, strict=True)


def read_table(
    stream: IO[bytes],
    file: str,
    form: TextForm,
    reject: RejectSink,
    columns: tuple[str, ...] | None = None,
) -> TextTable:
    """Read the column names (from the first row, unless given) and deliver the rows that fit them."""
    batches = read_batches(stream, file, form, reject)
    if columns is None:
        lines, rows = next(batches, ([], []))
        columns = tuple(cell.strip() for cell in rows[0]) if rows else ()
        batches = chain([(lines[1:], rows[1:])], batches)
    return TextTable(columns, _fitting(batches, len(columns), file, reject))


def read_batches(
    stream: IO[bytes], file: str, form: TextForm, reject: RejectSink, size: int = CHUNK_ROWS
) -> Iterator[Batch]:
    """Yield rows in batches of at most ``size`` and of bounded bytes; blank lines are left out.

    Raises
    ------
    EncodingFault
        If the file is not in the stated encoding. A single undecodable line in a file that otherwise is becomes a reject.
    """
    blocks = LineBlocks(stream, file, form.encoding, reject)
    reader = csv.reader(chain.from_iterable(blocks), **_dialect(form))
    blocks.count = lambda: reader.line_num
    while True:
        before = reader.line_num
        rows: list[list[str]] = []
        fault = _fill(rows, reader, blocks, size)
        if not rows and fault is None:
            return
        lines = _line_numbers(before, rows, reader.line_num, certain=fault is None)
        if rows:
            yield lines if all(rows) else _without_blank(lines, rows), [row for row in rows if row]
        if fault is not None:
            reject(_refused(file, _next_line(before, lines, rows), reader.line_num, str(fault)))


def _fill(
    rows: list[list[str]], reader: Iterator[list[str]], blocks: LineBlocks, size: int
) -> csv.Error | None:
    """Read a batch into ``rows``; a fault ends it, and the rows before the fault are kept."""
    limit = blocks.given + _BATCH_BYTES
    try:
        while len(rows) < size and blocks.given <= limit:
            target = min(len(rows) + _AT_ONCE, size)
            # `extend` keeps the rows read before a fault; `list(islice(…))` would lose them.
            rows.extend(islice(reader, target - len(rows)))
            if len(rows) < target:
                break
    except csv.Error as error:
        return error
    return None


def _dialect(form: TextForm) -> dict[str, Any]:
    if not form.quote:
        return {"delimiter": form.separator, "quoting": csv.QUOTE_NONE, "strict": True}
    return {"delimiter": form.separator, "quotechar": form.quote, "strict": True}


def _line_numbers(before: int, rows: list[list[str]], after: int, *, certain: bool) -> Sequence[int]:
    """Return the first line of each row; rows that span lines are rare, so counting comes last."""
    if certain and after - before == len(rows):
        return range(before + 1, after + 1)
    numbers = []
    for row in rows:
        numbers.append(before + 1)
        before += span(row)
    return numbers


def span(row: Iterable[str]) -> int:
    """Return how many lines a row takes."""
    return 1 + sum(
        cell.count("\n") + cell.count("\r") - cell.count(_LINE_BREAKS)
        for cell in row
        if "\n" in cell or "\r" in cell
    )


def _next_line(before: int, lines: Sequence[int], rows: list[list[str]]) -> int:
    return lines[-1] + span(rows[-1]) if rows else before + 1


def _without_blank(lines: Sequence[int], rows: list[list[str]]) -> Sequence[int]:
    return [line for line, row in zip(lines, rows, strict=True) if row]


def _refused(file: str, line: int, last: int, problem: str) -> Reject:
    lost = f"line {line} was" if last <= line else f"lines {line} to {last} were"
    if "field limit" in problem:
        hint = f"A cell is too long, or a quotation mark is never closed; {lost} not read."
        return Reject(file, line, "", "cell_too_long", "", hint)
    hint = (
        f"A quoted cell is not closed as it should be ({problem}); {lost} not read. Double the quotation marks inside "
        'quoted cells; if the file does not quote at all, a mapping says quote = "".'
    )
    return Reject(file, line, "", "quotation", "", hint)


def _fitting(batches: Iterable[Batch], width: int, file: str, reject: RejectSink) -> Iterator[Batch]:
    """Keep the rows that have ``width`` cells, reject the others."""
    expected = {width}
    for lines, rows in batches:
        if not rows:
            continue
        if set(map(len, rows)) == expected:
            yield lines, rows
            continue
        yield _sort_out(lines, rows, width, file, reject)


def _sort_out(
    lines: Sequence[int], rows: list[list[str]], width: int, file: str, reject: RejectSink
) -> Batch:
    kept: Batch = ([], [])
    kept_lines = []
    for line, row in zip(lines, rows, strict=True):
        if len(row) == width:
            kept_lines.append(line)
            kept[1].append(row)
            continue
        hint = f"The row has {len(row)} cells, the file has {width} columns; look for a missing separator or quotation mark."
        reject(Reject(file, line, "", "cell_count", str(len(row)), hint))
    return kept_lines, kept[1]
