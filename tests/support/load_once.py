"""A load in a process of its own: ``python -m support.load_once STORE BUNDLE``; one line for each batch written."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.rows import Reject
from xinmai.service.load import LoadReport, load
from xinmai.store.sqlite import open_sqlite

from support.bundles import HASHER


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Teller:
    """Says after each batch that it was written."""

    def rejected(self, reject: Reject) -> None:
        """Do nothing."""

    def progress(self, report: LoadReport) -> None:
        tell(str(report.rows))


async def main(file: str, bundle: str) -> None:
    """Load a bundle into a store."""
    store = await open_sqlite(file, write=True)
    tell("open")
    await load(store, BundleSource(Path(bundle)), HASHER, lambda: datetime.now(UTC), Teller())
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
