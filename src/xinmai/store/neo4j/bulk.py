"""The graph as files from which Neo4j's own importer makes a database offline (``neo4j-admin database import full``)."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TextIO

from xinmai.model.answers import RejectCount
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.resources import resource
from xinmai.store.neo4j.restore import revision_row
from xinmai.store.neo4j.schema import SCHEMA_VERSION
from xinmai.store.neo4j.server import Row
from xinmai.store.neo4j.statements import schema
from xinmai.store.neo4j.versions import identifier_rows, link_rows, node_row, version_rows

_TABLES: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    resource("cypher", "import.toml").read_text(encoding="utf-8")
)
_NAME: Final = re.compile(r"[^(:]+|:[A-Z_]+")
"""What the value in a column is called in a row: the property, or the importer's own word where it is none."""
_LINE_END: Final = re.compile(r"[\r\n]")


class BulkFiles:
    """The files of one export, written as a store is filled (see :class:`xinmai.ports.archive.Restore`).

    In the folder stand afterwards a CSV file for each kind of node and relationship (``cypher/import.toml``), ``import.args``
    with the options for the importer, and ``schema.cypher`` with the constraints and indexes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._files = {
            name: _File(folder / f"{name}.csv", table["columns"]) for name, table in _TABLES.items()
        }
        self._version = 0
        self._head = {"published": 0, "nextNumber": 1}

    def __enter__(self) -> Self:
        for file in self._files.values():
            file.stream = self._open.enter_context(file.path.open("w", encoding="utf-8", newline=""))
            file.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    async def begin(self, source: str) -> tuple[int, int, int]:  # noqa: ARG002 - as the port has it
        """Begin; files are always written from the start."""
        return 0, 0, 0

    async def facts(self, facts: Sequence[StoredFact]) -> None:
        """Write facts and the versions they had."""
        self._write(
            "facts",
            ({":LABEL": _labels("Fact", row["labels"]), **row["properties"]} for row in map(node_row, facts)),
        )
        for row in (row for fact in facts for row in version_rows(fact)):
            self._version += 1
            own = {":ID": self._version, ":LABEL": _labels("SupersededVersion", row["labels"])}
            self._write("versions", [own | row["properties"]])
            self._write("had_version", [_joined(row["id"], self._version, "HAD_VERSION")])

    async def links(self, facts: Sequence[StoredFact]) -> None:
        """Write what joins facts, and the identifiers by which parties are found."""
        rows = (row for fact in facts for row in link_rows(fact))
        self._write(
            "links", (_joined(row["from"], row["to"], row["type"]) | row["properties"] for row in rows)
        )
        given = [row for fact in facts for row in identifier_rows(fact)]
        self._write(
            "identified",
            (_joined(row["party"], row["term"], row["type"]) | row["properties"] for row in given),
        )
        named = {row["term"]: row for row in given}
        self._write("identifiers", (_identifier(row) for row in named.values()))

    async def revisions(self, revisions: Sequence[StoredRevision]) -> None:
        """Write revisions and what they touched."""
        for each in map(revision_row, revisions):
            number = each["properties"]["number"]
            self._write("revisions", [{":ID": number, ":LABEL": "Revision", **each["properties"]}])
            touched = (
                _joined(number, fact["key"], "ALTERED") | {"what": fact["what"]} for fact in each["touched"]
            )
            self._write("altered", touched)
        last = revisions[-1]
        self._head = {"published": last.number, "nextNumber": last.next_number}

    async def finish(self, rejects: Sequence[RejectCount]) -> None:
        """Write the rest: rejects, what the store says of itself, options for the importer, the schema."""
        fields = ("namespace", "agency", "table", "kind", "count")
        self._write(
            "rejects",
            ({":LABEL": "Reject", **{name: getattr(each, name) for name in fields}} for each in rejects),
        )
        self._write("store", [self._store()])
        self._text(
            "schema.cypher", "".join(f"{text};\n" for text in (*schema(), "CALL db.awaitIndexes(3600)"))
        )
        self._text("import.args", "\n".join(self._options()) + "\n")

    def _store(self) -> Row:
        head = self._head
        fixed = {":LABEL": "Store", "id": "store", "schemaVersion": SCHEMA_VERSION, "sweeps": 0, "writes": 0}
        return fixed | head | {"sweptTo": head["published"]}

    def _options(self) -> Iterable[str]:
        yield from (f"{table['option']}={name}.csv" for name, table in _TABLES.items())
        # An identifier is written again where another batch meets it again; a fact cannot occur twice.
        yield from ("--skip-duplicate-nodes=true", "--skip-bad-entries-logging=true", "--bad-tolerance=-1")
        if broken := [file.path.name for file in self._files.values() if file.has_line_ends]:
            yield from ("--multiline-fields-format=v2", f"--multiline-fields={','.join(broken)}")

    def _write(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        self._files[name].write(rows)

    def _text(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8")


class _File:
    """One file of the importer's kind of CSV: nothing between two commas is no value, a pair of quotes an empty text."""

    stream: TextIO

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.has_line_ends = False
        self._columns = columns
        self._names = [match[0] for match in map(_NAME.match, columns) if match]

    def begin(self) -> None:
        """Write the header."""
        self.stream.write(",".join(self._columns) + "\n")

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows; one with a value that has no column is an error."""
        for row in rows:
            if strange := row.keys() - set(self._names):
                raise KeyError(f"{self.path.name} has no column for {sorted(strange)}")
            line = ",".join([_cell(row.get(name)) for name in self._names])
            self.has_line_ends = self.has_line_ends or _LINE_END.search(line) is not None
            self.stream.write(f"{line}\n")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"  # any other writing is false to the importer
    return "" if value is None else str(value)


def _labels(first: str, others: Iterable[str]) -> str:
    return ";".join((first, *others))


def _joined(start: object, end: object, type_: str) -> Row:
    return {":START_ID": start, ":END_ID": end, ":TYPE": type_}


def _identifier(row: Row) -> Row:
    return {":LABEL": "Identifier", **{name: row[name] for name in ("term", "scheme", "value", "code")}}
