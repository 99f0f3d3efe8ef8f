"""Loads the made network of ``seed/demo`` into a store."""

from datetime import UTC, datetime

from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.rows import Reject
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.load import LoadReport, load


class Quiet:
    """Watches a load of our own seed."""

    def rejected(self, reject: Reject) -> None:
        raise AssertionError(reject)

    def progress(self, report: LoadReport) -> None:
        """Do nothing."""


async def load_network(store: Store) -> None:
    hasher = IdentityHasher(b"a key for tests, 32 characters..")
    source = BundleSource(resource("seed", "demo"))
    await load(store, source, hasher, lambda: datetime(2026, 5, 1, tzinfo=UTC), Quiet())
