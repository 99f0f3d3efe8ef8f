"""Small foreign files and mappings for tests of the mapping engine."""

from pathlib import Path

import msgspec

from xinmai.ingest.mapping import MappedSource, Tally, load_mapping
from xinmai.ingest.rows import Chunk, Reject

BUNDLE = '[bundle]\nnamespace = "made"\nretrieved_on = "2020-10-15"\n'
PARTIES = """
[files.firm]
path = "firm.csv"
[identity.firm]
id = "E/{code}"
means = "a firm is known by its code"
[[rows]]
table = "parties"
file = "firm"
[rows.set]
id = { identity = "firm" }
kind = "enterprise"
name = "{name}"
"""


class Made(msgspec.Struct, frozen=True):
    """What a mapping made of some files."""

    chunks: list[Chunk]
    rejects: list[Reject]
    tally: Tally

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as dictionaries, without empty cells."""
        return [
            {column: cell for column, cell in zip(chunk.columns, row, strict=True) if cell}
            for chunk in self.chunks
            if chunk.table == table
            for row in chunk.rows
        ]

    def refused(self) -> list[tuple[int, str, str]]:
        """Return line, column and rule of each reject."""
        return [(reject.line, reject.column, reject.rule) for reject in self.rejects]


def write_mapping(folder: Path, toml: str) -> Path:
    """Write a mapping with the usual head."""
    path = folder / "mapping.toml"
    path.write_text(BUNDLE + toml, encoding="utf-8")
    return path


def source(folder: Path, toml: str, files: dict[str, str | bytes]) -> MappedSource:
    """Write files and a mapping, and bind them."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    for name, content in files.items():
        (data / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return MappedSource(load_mapping(write_mapping(folder, toml)), [data])


def make(folder: Path, toml: str, files: dict[str, str | bytes]) -> Made:
    """Run a mapping over files."""
    bound = source(folder, toml, files)
    rejects: list[Reject] = []
    return Made(list(bound.chunks(rejects.append)), rejects, bound.tally)


def make_cell(folder: Path, cell: str, head: str, *rows: str, extra: str = "") -> Made:
    """Run a mapping that makes one note of each row with a cell under test."""
    toml = f"""
[files.firm]
path = "firm.csv"
[identity.row]
id = "{{@line}}"
means = "each row alone"
{extra}
[[rows]]
table = "parties"
file = "firm"
[rows.set]
id = {{ identity = "row" }}
kind = "unknown"
name = "x"
note = {cell}
"""
    return make(folder, toml, {"firm.csv": "\n".join([head, *rows]) + "\n"})


def notes(made: Made) -> list[str]:
    """Return the notes of the parties made, empty where there is none."""
    return [row.get("note", "") for row in made.rows("parties")]
