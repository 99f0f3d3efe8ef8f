"""One load in a process of its own, so that its memory is its own: ``python -m bench.pipelines full|bare|names BUNDLE STORE``."""

import asyncio
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bench.bare import load_bare
from xinmai.bootstrap import open_store
from xinmai.bootstrap.login import NOBODY, Login
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.rows import Reject
from xinmai.service.load import LoadReport, load


class LoadRun(msgspec.Struct, frozen=True):
    """What one load took."""

    pipeline: str
    facts: int
    seconds: float
    """Wall time from opening the files to the closed store."""
    processor_seconds: float
    """User and system time of all threads."""
    peak_mib: float
    """Greatest resident set of the process."""
    store_mib: float
    """Size of the store file after the load, its write-ahead log merged."""
    rejected: int = 0

    @property
    def rate(self) -> float:
        """Facts a second."""
        return self.facts / self.seconds

    @property
    def processor_rate(self) -> float:
        """Facts a second of processor time: what other work on the machine disturbs least."""
        return self.facts / self.processor_seconds


class _Silent:
    """Watches a load and says nothing."""

    def rejected(self, reject: Reject) -> None:
        """Take note of a refused row."""

    def progress(self, report: LoadReport) -> None:
        """Take note of a batch."""


async def load_into(bundle: Path, url: str, login: Login = NOBODY) -> LoadReport:
    """Load a bundle as ``xinmai load`` does."""
    store: Any = await open_store(url, write=True, login=login)
    try:
        hasher = IdentityHasher(b"benchmark key of thirty-two byte")
        return await load(store, BundleSource(bundle), hasher, lambda: datetime.now(UTC), _Silent())
    finally:
        await store.close()


def run(pipeline: str, bundle: Path, path: Path) -> LoadRun:
    """Load a bundle into a new store and measure it."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    began, rejected = time.perf_counter(), 0
    if pipeline == "full":
        report = asyncio.run(load_into(bundle, f"sqlite:///{path}"))
        facts, rejected = report.added, report.rejected
    else:
        facts = load_bare(bundle, path, names=pipeline == "names")
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    return LoadRun(
        pipeline=pipeline,
        facts=facts,
        seconds=seconds,
        processor_seconds=used.ru_utime + used.ru_stime,
        peak_mib=used.ru_maxrss / 1024,
        store_mib=path.stat().st_size / 2**20,
        rejected=rejected,
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
