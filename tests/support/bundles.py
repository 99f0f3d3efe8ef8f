"""Tiny bundles for tests of the ingest, and what loading them did."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec
from stdnum.cn import ric, uscc

from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.rows import Reject, RowSource
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.ports.store import Store
from xinmai.service.load import LoadReport, load

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row] | str | bytes]
"""Name of each table → its rows, or the text or bytes of its file."""

HASHER = IdentityHasher(b"a key for tests, 32 characters..")
MANIFEST: Mapping[str, str | int] = {
    "format": 1,
    "namespace": "a",
    "retrieved_on": "2026-01-01",
    "agency": "市某局",
    "mode": "delta",
}


def identity_number(serial: int) -> str:
    """Return a made resident identity number of 18 places."""
    body = f"31000019000101{serial:03}"
    return f"{body}{ric.calc_check_digit(f'{body}0')}"


NEW_NUMBER = next(number for number in map(identity_number, range(100)) if number.isdigit())
NUMBER_WITH_X = next(number for number in map(identity_number, range(100)) if number.endswith("X"))
OLD_NUMBER = "310000500101001"
"""A made one of 15 places."""
CREDIT_CODE = "91310000MADE00001" + uscc.calc_check_digit("91310000MADE00001")
"""A made unified social credit code."""

GOOD: Mapping[str, Sequence[Row]] = {
    "sources": [{"id": "s1", "title": "公告"}],
    "parties": [
        {"id": "1", "kind": "enterprise", "name": "沪滨甲有限公司", "identifiers": f"uscc:{CREDIT_CODE}"},
        {"id": "2", "kind": "enterprise", "name": "沪滨乙有限公司", "identifiers": "reg_no:310000000000017"},
        {"id": "p1", "kind": "person", "name": "王一"},
        {"id": "p2", "kind": "person", "name": "王一"},
        {"id": "g", "kind": "agency", "name": "市某局"},
    ],
    "cases": [{"id": "c1", "kind": "tender", "agency": "g"}],
    "systems": [{"id": "y1", "name": "平台", "operator": "g"}],
    "tasks": [{"id": "t1", "no": "1", "title": "归集"}],
    "party_facts": [{"party": "1", "property": "status", "value": "active", "valid_from": "2014"}],
    "relations": [{"id": "h1", "kind": "holds", "from": "2", "to": "1", "share": "60", "source": "s1"}],
    "records": [
        {"id": "r1", "kind": "penalty", "agency": "g", "decided_on": "2014-04-28"},
        {"id": "r2", "kind": "penalty", "agency": "g"},
    ],
    "record_parties": [{"record": "r1", "party": "1", "capacity": "subject"}],
    "sanctions": [{"id": "z1", "record": "r1", "kind": "fine", "amount": "1000.50"}],
    "record_events": [{"record": "r1", "event": "published", "on": "2014-05"}],
    "record_links": [{"from": "r2", "to": "r1", "kind": "corrects"}],
    "measures_applied": [{"record": "r1", "agency": "g", "measure": "M1"}],
    "consents": [{"id": "n1", "subject": "p1", "grantee": "银行"}],
    "judgements": [{"a": "p1", "b": "p2", "verdict": "different"}],
    "task_links": [{"task": "t1", "kind": "responsible", "to": "g", "position": "1"}],
}
"""One good row or more of every table."""


class Loaded(msgspec.Struct, frozen=True):
    """What a load did."""

    report: LoadReport
    rejects: list[Reject]

    def places(self) -> list[tuple[str, int, str, str]]:
        """Return file, line, column and rule of each reject."""
        return [(reject.file, reject.line, reject.column, reject.rule) for reject in self.rejects]

    def changes(self) -> tuple[int, int, int]:
        """Return how many facts were added, changed and closed."""
        return self.report.added, self.report.changed, self.report.closed


class Deliver(Protocol):
    """Writes a bundle and loads it; each call is another delivery."""

    async def __call__(self, tables: Tables, ending: str = "", **manifest: str | int) -> Loaded: ...


class Watch:
    """Keeps the rejects of a load."""

    def __init__(self) -> None:
        self.rejects: list[Reject] = []

    def rejected(self, reject: Reject) -> None:
        self.rejects.append(reject)

    def progress(self, report: LoadReport) -> None:
        """Do nothing."""


def with_row(table: str, row: Row) -> Tables:
    """Return the good tables with one more row, which stands in line 2 of its file."""
    return {**GOOD, table: [row, *GOOD[table]]}


def csv_of(rows: Sequence[Row]) -> bytes:
    """Return rows as a file; its columns are all that any row names."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def toml_of(manifest: Mapping[str, object]) -> bytes:
    """Return a manifest as a file."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in manifest.items()]
    return "".join(lines).encode()


def write_bundle(path: Path, tables: Tables, **manifest: str | int) -> Path:
    """Write a bundle; what is stated of its manifest replaces the usual. A path that ends in ``.zip`` becomes one."""
    files = dict(_files(tables, manifest))
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        return path
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def _files(tables: Tables, manifest: Mapping[str, str | int]) -> Iterator[tuple[str, bytes]]:
    yield "bundle.toml", toml_of({**MANIFEST, **manifest})
    for table, content in tables.items():
        if isinstance(content, bytes):
            yield f"{table}.csv", content
        else:
            yield f"{table}.csv", content.encode() if isinstance(content, str) else csv_of(content)


async def first_party(store: Store) -> Party:
    """Return the party ``a:1`` as it is now."""
    own = PublicId("a:1")
    return (await store.parties(await store.view(as_of=0), [own]))[own]


async def load_into(store: Store, source: RowSource | Path) -> Loaded:
    """Load a bundle, or whatever delivers rows."""
    watch = Watch()
    rows = BundleSource(source) if isinstance(source, Path) else source
    report = await load(store, rows, HASHER, lambda: datetime(2026, 1, 2, tzinfo=UTC), watch)
    return Loaded(report, watch.rejects)
