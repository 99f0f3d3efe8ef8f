"""The bare pipeline: reads the same files with csv, hashes each row, inserts into the same tables. Nothing else.

No check of any cell, no vocabulary, no dates, no look-up of what the store holds, no refusal, no versions, no identity
hash; numbers of nodes come from a dictionary in memory that only grows. Each row becomes one row of ``fact`` (its text as
payload, its key in the unique index) and, if it joins nodes, its two rows of ``arc``; batches of the same size, one commit a
batch, same pragmas, same schema. ``names``: it also fills ``name``, ``term`` and the bigram index as the store does.
"""

import csv
import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from xinmai.ingest.rows import CHUNK_ROWS
from xinmai.model.names import grams, normal_form
from xinmai.store.sqlite.connection import connect, prepare

_TABLES: Final = ("parties", "party_facts", "relations", "records", "record_parties", "sanctions")
_ENDS: Final = {
    "party_facts": (0, None),
    "relations": (2, 3),
    "records": (None, 2),
    "record_parties": (0, 1),
    "sanctions": (1, None),
}
"""Columns in which the ends of a row's arc stand; None: the row itself, or nothing."""
_KEYED: Final = {"parties", "relations", "records", "sanctions"}
_NEVER: Final = 4_000_000


def load_bare(bundle: Path, store: Path, *, names: bool) -> int:
    """Load a bundle; return the number of rows."""
    connection = connect(str(store), write=True)
    prepare(connection, str(store), write=True)
    pipeline = _Pipeline(connection, names=names)
    for table in _TABLES:
        for rows in _batches(bundle / f"{table}.csv"):
            pipeline.write(table, rows)
    connection.close()
    return pipeline.rows


def _batches(path: Path) -> Iterator[list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        while rows := list(islice(reader, CHUNK_ROWS)):
            yield rows


class _Pipeline:
    """Inserts batches; numbers rows as they come."""

    def __init__(self, connection: sqlite3.Connection, *, names: bool) -> None:
        self.rows = 0
        self._connection = connection
        self._names = names
        self._number: dict[str, int] = {}
        self._revision = 0

    def write(self, table: str, rows: list[list[str]]) -> None:
        """Insert one batch in one transaction."""
        first = self.rows + 1
        self.rows += len(rows)
        self._revision += 1
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        facts = self._facts(table, rows, first)
        if table in _ENDS:
            arcs = sorted(self._arcs(table, rows, first))
            connection.executemany("INSERT INTO arc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", arcs)
        connection.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
        if self._names and table in {"parties", "party_facts"}:
            self._index(table, rows, first)
        connection.execute("COMMIT")

    def _facts(self, table: str, rows: list[list[str]], first: int) -> list[tuple[int | str, ...]]:
        kind, revision = _TABLES.index(table) + 1, self._revision
        found: list[tuple[int | str, ...]] = []
        for fid, row in enumerate(rows, first):
            text = ",".join(row)
            digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
            if table in _KEYED:
                key = row[0]
                if table in {"parties", "records"}:
                    self._number[key] = fid
            else:
                key = f"{row[0]}/{digest}"
            found.append((fid, key, kind, 0, 1, 0, 0, revision, text))
        return found

    def _arcs(self, table: str, rows: list[list[str]], first: int) -> Iterator[tuple[int, ...]]:
        start, end = _ENDS[table]
        number, revision, kind = self._number, self._revision, _TABLES.index(table)
        for fid, row in enumerate(rows, first):
            a = fid if start is None else number[row[start]]
            b = number[row[end]] if end is not None and row[end] else 0
            yield a, kind, 0, b, fid, 0, _NEVER, 0, revision
            if b:
                yield b, kind, 1, a, fid, 0, _NEVER, 0, revision

    def _index(self, table: str, rows: list[list[str]], first: int) -> None:
        named: list[tuple[int | str, ...]] = []
        terms: list[tuple[int | str, ...]] = []
        for fid, row in enumerate(rows, first):
            if table == "parties":
                named.append((fid, fid, fid, normal_form(row[2]), row[2], 0, _NEVER, 1, _NEVER))
                if row[3]:
                    code = row[3].partition(":")[2]
                    terms += [(term, fid, fid, 0, _NEVER, 1, _NEVER) for term in (row[3], f"#{code}")]
                continue
            n = self._number[row[0]]
            terms.append((f"{row[1]}={row[2]}", n, fid, 0, _NEVER, 1, _NEVER))
            if row[1] == "name":
                named.append((fid, n, fid, normal_form(row[2]), row[2], 0, _NEVER, 1, _NEVER))
        insert = self._connection.executemany
        insert("INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(terms))
        insert("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", named)
        insert(
            "INSERT INTO name_gram (rowid, grams) VALUES (?, ?)",
            [(row[0], " ".join(grams(str(row[3])))) for row in named],
        )
