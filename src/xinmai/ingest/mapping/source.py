"""Foreign files through a mapping, as a source of bundle rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xinmai.ingest.mapping.binding import Binding
from xinmai.ingest.mapping.faults import CellReject
from xinmai.ingest.mapping.location import FoundFile, columns_in, find_files
from xinmai.ingest.mapping.rules import RowRule, Seen
from xinmai.ingest.mapping.session import Session, Tally
from xinmai.ingest.mapping.spec import Mapping
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.templates import Row
from xinmai.ingest.mapping.views import View
from xinmai.ingest.rows import CHUNK_ROWS, TABLE_ORDER, Chunk, Manifest, Reject, RejectSink


class MappedSource:
    """Foreign files seen as a bundle.

    Files are read once for each table that is made from them; in memory stay one chunk, the look-ups, and eight bytes
    for each row that ``distinct`` or ``group`` must recognise.

    Raises
    ------
    MappingError
        When made: if a file is not there, or the mapping names a column that a file does not have.
    EncodingFault
        When made or while reading: if a file is not in the encoding that the mapping states.
    """

    def __init__(self, mapping: Mapping, paths: Sequence[Path], mode: str | None = None) -> None:
        """Find the files in ``paths`` (folders or files) and resolve every name; ``mode`` overrides the mapping's."""
        self.mapping = mapping
        self._mode = mode or mapping.bundle.mode
        self._paths = paths
        self._session = Session()
        self._binding = Binding(mapping, self._session, self._find)

    @property
    def manifest(self) -> Manifest:
        """Who delivers."""
        said = self.mapping.bundle
        return Manifest(
            namespace=said.namespace,
            retrieved_on=said.retrieved_on,
            agency=said.agency,
            system=said.system,
            licence=said.licence,
            mode=self._mode,
        )

    @property
    def tally(self) -> Tally:
        """What the last run read, skipped, found repeated and made."""
        return self._session.tally

    def chunks(self, reject: RejectSink) -> Iterator[Chunk]:
        """Yield the rows, tables in the order of a load."""
        self._session.begin(reject)
        self._binding.begin()
        for table in TABLE_ORDER:
            yield from self._table(table)

    def _table(self, table: str) -> Iterator[Chunk]:
        seen: dict[tuple[str, ...], Seen] = {}
        writers = [
            _Writer(rule, seen.setdefault(rule.distinct_columns, set()), self._session)
            for rule in self._binding.rules
            if rule.table == table
        ]
        for label in dict.fromkeys(writer.rule.file for writer in writers):
            group = [writer for writer in writers if writer.rule.file == label]
            yield from self._constants(group) if label is None else _stream(self._binding.views[label], group)

    def _constants(self, writers: Sequence["_Writer"]) -> Iterator[Chunk]:
        for writer in writers:
            for values in writer.rule.made_of([]):
                if isinstance(values, CellReject):
                    self._session.reject(writer.refusal(values, self.mapping.file, 0))
                else:
                    writer.keep(values, 0)
            yield from writer.flush(self.mapping.file)

    def _find(self, label: str) -> tuple[Sequence[FoundFile], Sequence[str] | None]:
        section, spot = self.mapping.files[label], Spot(self.mapping.file, f"files.{label}")
        files = find_files(section, self._paths, spot)
        return files, columns_in(files, section, spot)


class _Writer:
    """Collects the output rows of one rule into chunks."""

    def __init__(self, rule: RowRule, seen: Seen, session: Session) -> None:
        self.rule = rule
        self._seen = seen
        self._session = session
        self._rows: list[list[str]] = []
        self._lines: list[int] = []

    def take(self, row: Row, view: View) -> None:
        """Make the output rows of a foreign row, or reject it."""
        try:
            taken = self.rule.takes(row)
        except CellReject as fault:
            view.reject(row, fault.masked(), self.rule.table)
            return
        if taken:
            for made in self.rule.made_of(row):
                if isinstance(made, CellReject):
                    view.reject(row, made, self.rule.table)
                else:
                    self.keep(made, view.line(row))
        elif taken is None:
            self._session.tally.repeated[self.rule.table] += 1

    def keep(self, values: list[str], line: int) -> None:
        """Keep an output row, unless it was said already."""
        if self.rule.is_repeated(values, self._seen):
            self._session.tally.repeated[self.rule.table] += 1
            return
        self._rows.append(values)
        self._lines.append(line)

    def is_full(self) -> bool:
        """Say whether a chunk is due."""
        return len(self._rows) >= CHUNK_ROWS

    def flush(self, file: str) -> Iterator[Chunk]:
        """Yield what is kept, if anything."""
        if not self._rows:
            return
        rows, lines = self._rows, self._lines
        self._rows, self._lines = [], []
        self._session.tally.made[self.rule.table] += len(rows)
        yield Chunk(self.rule.table, file, self.rule.columns, rows, lines)

    def refusal(self, fault: CellReject, file: str, line: int) -> Reject:
        """Return the reject for a row of constants."""
        return Reject(file, line, fault.column, fault.rule, fault.value, fault.hint, self.rule.table)


def _stream(view: View, writers: Sequence[_Writer]) -> Iterator[Chunk]:
    """Read a file once for all rules that make rows of the same table from it."""
    file = ""
    for row in view.rows():
        if view.file(row) != file:
            for writer in writers:
                yield from writer.flush(file)
            file = view.file(row)
        for writer in writers:
            writer.take(row, view)
            if writer.is_full():
                yield from writer.flush(file)
    for writer in writers:
        yield from writer.flush(file)
