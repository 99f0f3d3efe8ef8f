"""What travels through the ingest: chunks of raw rows in, facts or rejects out."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol

import msgspec

CHUNK_ROWS: Final = 5_000
"""Rows that are read, checked and written together."""

TABLE_ORDER: Final = (
    "sources",
    "parties",
    "cases",
    "systems",
    "tasks",
    "party_facts",
    "relations",
    "records",
    "record_parties",
    "sanctions",
    "record_events",
    "record_links",
    "measures_applied",
    "consents",
    "judgements",
    "task_links",
)
"""Order in which tables are written, so that a reference finds what it names."""


class Chunk(msgspec.Struct, frozen=True):
    """A batch of raw rows of one bundle table."""

    table: str
    file: str
    """Name of the file the rows came from, as the user knows it."""
    columns: tuple[str, ...]
    """Bundle columns present."""
    rows: Sequence[Sequence[str]]
    """Cells; an empty one is not stated."""
    lines: Sequence[int]
    """Line in ``file`` of each row, from 1."""


class Reject(msgspec.Struct, frozen=True):
    """A row that was not taken, and what to do about it, 拒收."""

    file: str
    line: int
    column: str
    rule: str
    """Stable name of the rule that refused it (docs/bundle.md lists them)."""
    value: str
    """The offending value, masked where it may be personal."""
    hint: str
    """What a person does next."""
    table: str = ""
    agency: str = ""
    kind: str = ""
    """Record kind of the row, where it has one."""


class Manifest(msgspec.Struct, frozen=True):
    """Who delivers what, from when: ``bundle.toml``, 交付清单."""

    namespace: str
    retrieved_on: str
    agency: str = ""
    system: str = ""
    licence: str = ""
    mode: str = "delta"
    """``snapshot``: what is no longer said is closed; ``delta``: only what is said changes."""
    format: int = 1


RejectSink = Callable[[Reject], None]


class RowSource(Protocol):
    """Something that delivers bundle rows: a bundle, or foreign files through a mapping."""

    @property
    def manifest(self) -> Manifest:
        """Who delivers."""
        ...

    def chunks(self, reject: RejectSink) -> Iterator[Chunk]:
        """Yield the rows, tables in :data:`TABLE_ORDER`, in bounded memory."""
        ...
