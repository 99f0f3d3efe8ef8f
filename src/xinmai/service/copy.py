"""Copies a store as a whole, on both time axes, into another one or into files, and proves it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, TypeVar

import msgspec

from xinmai.errors import CopyDiffers, StoreNotEmpty
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.ports.archive import Archive, Restore

_BATCH: Final = 5_000
_REVISIONS: Final = 20
"""Revisions at a time: each may have touched very many facts."""
T = TypeVar("T", StoredFact, StoredRevision)
Observer = Callable[[str, int], None]
"""Is told what is being copied, and the number of the last of it."""


class CopyReport(msgspec.Struct, frozen=True):
    """What a copy or an export holds, 迁移结果."""

    digest: str
    """Content digest on both time axes, of the source and of the copy."""
    revision: int
    """Number of the newest revision."""
    counts: dict[str, int]
    """Current facts by kind."""


async def copy(source: Archive, target: Archive, observer: Observer) -> CopyReport:
    """Copy a store into an empty one, which was opened for that; killed, it goes on where it stopped when it is run again.

    Cost: the source is streamed four times (twice for its facts, twice for its digest), in batches; memory does not depend on
    its size.

    Raises
    ------
    StoreNotEmpty
        If the target holds something else. If it holds the same, nothing is done.
    CopyDiffers
        If something wrote to the source meanwhile, or the copy is not equal to it.
    """
    report = await _report(source)
    try:
        await _fill(source, target.restore(), report, observer)
    except StoreNotEmpty:
        if await target.digest() != report.digest:
            raise
    await prove(target, report)
    return report


async def export(source: Archive, files: Restore, observer: Observer) -> CopyReport:
    """Write a store into files from which another program fills an empty one.

    Cost: the source is streamed three times (twice for its facts, once for its digest), in batches.

    Raises
    ------
    CopyDiffers
        If something wrote to the source meanwhile.
    """
    report = await _report(source)
    await _fill(source, files, report, observer)
    return report


async def prove(copied: Archive, report: CopyReport) -> None:
    """Make sure that a store holds what was copied or exported.

    Raises
    ------
    CopyDiffers
        If its digest, its newest revision or its counts are others.
    """
    if await _report(copied) != report:
        raise CopyDiffers("copy", "its content digest or its counts are not those of the source.")


async def _report(store: Archive) -> CopyReport:
    revision = await _newest(store)  # first: whatever is written from here on is noticed at the end
    if await store.journal(revision, 1):
        raise CopyDiffers("copy", "a write to it has not ended; run that load again first.")
    return CopyReport(await store.digest(), revision, await store.counts())


async def _fill(source: Archive, restore: Restore, report: CopyReport, observer: Observer) -> None:
    facts, links, revisions = await restore.begin(report.digest)
    async for stored in _batches(source.stored, facts, _BATCH):
        await restore.facts(stored)
        observer("facts", stored[-1].number)
    async for stored in _batches(source.stored, links, _BATCH):
        await restore.links(stored)
        observer("links", stored[-1].number)
    async for journal in _batches(source.journal, revisions, _REVISIONS):
        await restore.revisions(journal)
        observer("revisions", journal[-1].number)
    rejects = await source.rejects()
    if (
        await _newest(source) != report.revision
    ):  # before the end: an unsound copy stays unfinished, and nobody reads it
        raise CopyDiffers("copy", "something was written to the source meanwhile.")
    await restore.finish(rejects)


async def _batches(
    read: Callable[[int, int], Awaitable[Sequence[T]]], after: int, size: int
) -> AsyncIterator[Sequence[T]]:
    while batch := await read(after, size):
        yield batch
        after = batch[-1].number


async def _newest(store: Archive) -> int:
    return (await store.view(0)).revision
