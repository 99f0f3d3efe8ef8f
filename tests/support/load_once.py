"""A load in a process of its own: ``python -m support.load_once URL BUNDLE``; one line for each batch written."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from xinmai.bootstrap import open_configured
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.rows import Reject
from xinmai.service.load import LoadReport, load
from xinmai.settings import read_settings

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


async def main(url: str, bundle: str) -> None:
    """Load a bundle into a store."""
    store = await open_configured(read_settings(store=url), write=True)
    tell("open")
    await load(store, BundleSource(Path(bundle)), HASHER, lambda: datetime.now(UTC), Teller())
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
