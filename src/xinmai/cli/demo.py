"""``xinmai demo``."""

from xinmai.bootstrap import is_empty, now, open_desk
from xinmai.cli.load import note_new_key
from xinmai.cli.options import StoreOption
from xinmai.cli.output import note
from xinmai.cli.running import run
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.rows import Reject
from xinmai.resources import resource
from xinmai.service.load import LoadReport, load
from xinmai.settings import Settings, read_settings

_BUNDLES = ("plan-2014", "demo")


def demo(*, store: StoreOption = None) -> None:
    """Fill the store from seed/ if it is empty, and answer three questions about it."""
    settings = read_settings(store=store)
    run(_fill(settings))


async def _fill(settings: Settings) -> None:
    async with open_desk(settings) as (store, identity):
        if not await is_empty(store):
            return
        note_new_key(identity)
        for name in _BUNDLES:
            report = await load(store, BundleSource(resource("seed", name)), identity.hasher, now, _Silent())
            note(f"Loaded seed/{name}: {report.added:,} facts.")


class _Silent:
    """Watches a load of our own seed, which has no rejects: a test sees to that."""

    def rejected(self, reject: Reject) -> None:
        """Do nothing."""

    def progress(self, report: LoadReport) -> None:
        """Do nothing."""
