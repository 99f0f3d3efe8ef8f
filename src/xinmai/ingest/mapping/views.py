"""File sections bound to files on disk: a stream of rows with null words emptied, packed cells split, rows skipped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from xinmai.ingest.mapping.conditions import Predicate
from xinmai.ingest.mapping.faults import CellReject
from xinmai.ingest.mapping.scope import FileScope
from xinmai.ingest.mapping.session import Session, ignore
from xinmai.ingest.mapping.spec import SEPARATORS, FileSection
from xinmai.ingest.mapping.templates import Row
from xinmai.ingest.rows import Reject, RejectSink
from xinmai.ingest.textfile import TextForm, TextTable, read_table

Cleaner = Callable[[list[str]], list[str]]
"""Strips the cells of a row and empties null words."""


class FoundFile(msgspec.Struct, frozen=True):
    """A foreign file on disk."""

    path: Path
    name: str
    """As the user knows it."""


class View:
    """A file section at work. It is read anew for each table that is made from it, so nothing is kept in memory."""

    scope: FileScope
    """What its cells may refer to; set by the binding, as are the skips."""
    skips: list[tuple[Predicate, str]]
    """Which rows are left out, and why."""

    def __init__(
        self,
        label: str,
        section: FileSection,
        files: Sequence[FoundFile],
        columns: Sequence[str],
        session: Session,
    ) -> None:
        """``columns`` are those of the file, without the one that splitting adds."""
        self.label = label
        self.skips = []
        self._section = section
        self._files = files
        self._session = session
        self._clean = _cleaner(section, columns)
        self._packed = columns.index(section.split.column) if section.split and columns else -1
        self._line = len(columns) + (section.split is not None)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all files; what is wrong with a line is told at the first reading."""
        first = self._session.is_first_reading(self.label)
        sink = self._session.reject if first else ignore
        for file in self._files:
            for rows in self._read(file, sink):
                if first:
                    self._session.tally.read[self.label] += len(rows)
                yield from self._taken(rows, first=first) if self.skips else rows

    def line(self, row: Row) -> int:
        """Return the line on which a row begins."""
        line: int = row[self._line]
        return line

    def file(self, row: Row) -> str:
        """Return the name of the file in which a row stands."""
        name: str = row[self._line + 1]
        return name

    def reject(self, row: Row, fault: CellReject, table: str = "") -> None:
        """Tell that something of a row cannot be used."""
        file, line = self.file(row), self.line(row)
        self._session.reject(Reject(file, line, fault.column, fault.rule, fault.value, fault.hint, table))

    def _read(self, file: FoundFile, sink: RejectSink) -> Iterator[list[Row]]:
        """Yield the rows of one file, a batch at a time."""
        slots = [None] * self.scope.slots
        with file.path.open("rb") as stream:
            for lines, rows in open_table(stream, file, self._section, sink).batches:
                pairs = zip(lines, map(self._clean, rows), strict=True)
                yield [
                    [*whole, line, file.name, *slots]
                    for line, cells in pairs
                    for whole in self._unpacked(cells)
                ]

    def _unpacked(self, cells: list[str]) -> Iterable[list[str]]:
        split = self._section.split
        if split is None:
            return (cells,)
        return [[*cells, part.strip()] for part in cells[self._packed].split(split.at)]

    def _taken(self, rows: Iterable[Row], *, first: bool) -> Iterator[Row]:
        for row in rows:
            reason = self._reason_to_skip(row, first=first)
            if reason is None:
                yield row
            elif first and reason:
                self._session.tally.skipped[self.label, reason] += 1

    def _reason_to_skip(self, row: Row, *, first: bool) -> str | None:
        """Return why a row is skipped; empty: it was rejected; None: it is taken."""
        try:
            return next((reason for applies, reason in self.skips if applies(row)), None)
        except CellReject as fault:
            if first:
                self.reject(row, fault.masked())
            return ""


def open_table(stream: IO[bytes], file: FoundFile, section: FileSection, sink: RejectSink) -> TextTable:
    """Open a foreign file as its section says."""
    separator = SEPARATORS.get(section.separator, section.separator)
    form = TextForm(section.encoding, separator, section.quote)
    return read_table(stream, file.name, form, sink, section.columns)


def _cleaner(section: FileSection, columns: Sequence[str]) -> Cleaner:
    nulls = frozenset(section.nulls)
    of_column = [
        (columns.index(name), frozenset(words)) for name, words in section.nulls_of.items() if columns
    ]
    if not nulls and not of_column:
        return lambda cells: list(map(str.strip, cells))

    def clean(cells: list[str]) -> list[str]:
        stripped = ["" if (bare := cell.strip()) in nulls else bare for cell in cells]
        for index, words in of_column:
            if stripped[index] in words:
                stripped[index] = ""
        return stripped

    return clean
