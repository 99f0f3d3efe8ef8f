"""The real data sets beside the checkout: read in place through their mappings, never copied."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.mapping import MappedSource, load_mapping
from xinmai.ingest.rows import Reject
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.load import LoadReport, load

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_shared_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real data sets are not beside this checkout"
)


class Silent:
    """Takes no note of anything but rejects, which must not be."""

    def rejected(self, reject: Reject) -> None:
        raise AssertionError(reject)

    def progress(self, report: LoadReport) -> None:
        """Take no note."""


async def loaded(store: Store, name: str) -> LoadReport:
    """Load a data set as it stands."""
    mapping = load_mapping(resource("seed", "mappings", f"{name}.toml"))
    source = MappedSource(mapping, [DATA / name])
    return await load(store, source, IdentityHasher(b"k" * 32), lambda: datetime.now(UTC), Silent())
