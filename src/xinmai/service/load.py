"""Loads a delivery into the store: read, check, write, report; in batches, safe to repeat."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

import msgspec

from xinmai.ingest.bundle.rows import Made, RowMaker
from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.order import wholes_first
from xinmai.ingest.rows import Chunk, Reject, RowSource
from xinmai.ingest.sources import KnownSources
from xinmai.model.answers import Applied, Refusal
from xinmai.model.facts import KIND_OF
from xinmai.ports.store import Load, Store

_RULES = {
    "DANGLING": (
        "dangling",
        "Nothing has this id. Deliver what it names, or load the other namespace first.",
    ),
    "ID_TWICE": ("id_twice", "This id is in use for something else; ids are unique in the namespace."),
    "ERASED": ("erased", "This was erased because the law demands it and is not taken again; leave it out."),
    "TOO_LONG": (
        "too_long",
        "An id, name, identifier or value of more than 8,000 bytes is not taken; shorten it.",
    ),
}
_CONTRADICTION = (
    "contradiction",
    "Another row says this of the same thing, the rest of it otherwise; keep the one that is right.",
)
_ALLOCATIONS = 200_000
"""New containers between two runs of the cycle collector."""
_COUNTERS = 10_000
"""Groups in which rejects are counted; where there are more, the column named ``agency`` holds something else."""


class LoadReport(msgspec.Struct):
    """What a load did, 装载结果."""

    namespace: str
    revision: int = 0
    rows: int = 0
    """Rows read, without those that no reader could make a row of."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Rows said twice in the same words; kept once."""
    closed: int = 0
    """Facts that this snapshot no longer says."""
    spared: tuple[str, ...] = ()
    """Tables of a snapshot of which nothing was closed, because a row of theirs was rejected."""
    rejected: int = 0
    by_table: Counter[str] = msgspec.field(default_factory=Counter)
    """Rows read, by table."""
    by_rule: Counter[str] = msgspec.field(default_factory=Counter)
    """Rejects, by rule."""

    def count(self, applied: Applied) -> None:
        """Add what one write did."""
        self.revision = applied.revision
        self.added += applied.added
        self.changed += applied.changed
        self.unchanged += applied.unchanged
        self.repeated += applied.repeated
        self.closed += applied.closed


class Observer(Protocol):
    """Who watches a load: the progress bar and the file of rejects."""

    def rejected(self, reject: Reject) -> None:
        """Take note of a refused row."""
        ...

    def progress(self, report: LoadReport) -> None:
        """Take note that a batch was written."""
        ...


async def load(
    store: Store,
    source: RowSource,
    hasher: IdentityHasher,
    clock: Callable[[], datetime],
    observer: Observer,
) -> LoadReport:
    """Write everything a source says.

    Each batch is written whole or not at all; a load that was killed goes on where it stopped when it is run again. Memory
    does not depend on the size of the delivery. Rejects never stop it.

    Raises
    ------
    BundleError, MappingError, EncodingFault
        If a file as a whole cannot be used; batches written before stay, running again goes on from there.
    StoreError
        If the store cannot be written.
    """
    with _rare_collections():
        return await _Loading(store, source, hasher, clock, observer).run()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let the cycle collector run once a few batches: a load makes many values and hardly a cycle (an eighth of its time)."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Loading:
    """One load on its way."""

    def __init__(
        self,
        store: Store,
        source: RowSource,
        hasher: IdentityHasher,
        clock: Callable[[], datetime],
        observer: Observer,
    ) -> None:
        self._store = store
        self._source = source
        self._maker = RowMaker(source.manifest, hasher)
        self._clock = clock
        self._observer = observer
        self._sources = KnownSources(store)
        self._rejects: Counter[tuple[str, str, str]] = Counter()
        self.report = LoadReport(source.manifest.namespace)

    async def run(self) -> LoadReport:
        manifest = self._source.manifest
        async with self._store.load(manifest.namespace) as session:
            self.report.count(await session.apply([self._maker.bundle_source()], self._clock()))
            self.report.added = self.report.changed = self.report.unchanged = 0
            for chunk in wholes_first(self._source.chunks(self._reject), manifest.namespace):
                await self._write(session, chunk)
            is_snapshot = manifest.mode == "snapshot"
            self.report.spared = self._spared() if is_snapshot else ()
            done = await session.finish(
                self._clock(),
                close_unsaid=is_snapshot,
                rejects=dict(self._rejects),
                spared={KIND_OF[TABLES[table].fact] for table in self.report.spared},
            )
            self.report.count(done)
        self._observer.progress(self.report)
        return self.report

    def _spared(self) -> tuple[str, ...]:
        """Return the tables with rejects: what a rejected row said is not known, so nothing of its table is closed."""
        tables = {table for _, table, _ in self._rejects}
        return tuple(TABLES) if "" in tables else tuple(table for table in TABLES if table in tables)

    async def _write(self, session: Load, chunk: Chunk) -> None:
        self.report.rows += len(chunk.rows)
        self.report.by_table[chunk.table] += len(chunk.rows)
        made = await self._sourced(chunk, self._maker.make(chunk, self._reject))
        applied = await session.apply(made.facts, self._clock())
        self.report.count(applied)
        for refusal in applied.refused:
            if (
                made.rows[refusal.index] >= 0
            ):  # a contact value has no row of its own; its relation is refused with it
                self._reject(self._refused(chunk, made, refusal))
        self._observer.progress(self.report)

    async def _sourced(self, chunk: Chunk, made: Made) -> Made:
        """Refuse the rows that name a source that is none."""
        unknown = await self._sources.unknown(made.facts)
        if not unknown:
            return made
        kept = Made([], [])
        for fact, place in zip(made.facts, made.rows, strict=True):
            if fact.source in unknown:
                self._reject(self._maker.reject(chunk, place, "source", *_RULES["DANGLING"]))
            else:
                kept.facts.append(fact)
                kept.rows.append(place)
        return kept

    def _refused(self, chunk: Chunk, made: Made, refusal: Refusal) -> Reject:
        """Return the reject of a row that the store did not take."""
        place = made.rows[refusal.index]
        name, hint = _RULES[refusal.rule]
        if refusal.rule == "DANGLING":
            column = self._maker.column_of(chunk, place, refusal.detail)
        elif "id" in chunk.columns:
            column = "id"
        else:
            column = TABLES[chunk.table].required[0]
            name, hint = (name, hint) if refusal.rule in {"ERASED", "TOO_LONG"} else _CONTRADICTION
        return self._maker.reject(chunk, place, column, name, hint)

    def _reject(self, reject: Reject) -> None:
        self.report.rejected += 1
        self.report.by_rule[reject.rule] += 1
        key = (reject.agency or self._source.manifest.agency, reject.table, reject.kind)
        if len(self._rejects) >= _COUNTERS and key not in self._rejects:
            key = (self._source.manifest.agency, reject.table, "")
        self._rejects[key] += 1
        self._observer.rejected(reject)
