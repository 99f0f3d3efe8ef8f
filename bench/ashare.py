"""Links among the real listed companies of 2020, which are read in place beside the checkout: on both engines, beside plain Cypher."""

import asyncio
import random
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bench import plain
from bench.report import Table, machine
from bench.server import HEAP, PAGECACHE, driver_of, holding_store, opened
from bench.sides import HEAD, Question, row
from xinmai.bootstrap import open_store
from xinmai.bootstrap.application import read_catalogue
from xinmai.ingest.identity import IdentityHasher
from xinmai.ingest.mapping import MappedSource, load_mapping
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.connections import ConnectionSearch, connections
from xinmai.service.load import LoadReport, load
from xinmai.service.paths import PathSearch, paths

NAME: Final = "ashare-2020"
DAY: Final = date(2020, 10, 16)
_DATA: Final = Path(__file__).parents[2] / "shared" / "data" / NAME
_DRAWS: Final = 20
_AMONG: Final = 50
_HUBS = read_catalogue().hubs


def measure(cache: Path, seed: int) -> dict[str, str]:
    """Return the section; nothing where the data set is not beside the checkout."""
    if not _DATA.is_dir():
        print(f"{_DATA} is not there: {NAME} is left out.")
        return {}
    store = cache / f"{NAME}.db"
    if not store.exists():
        asyncio.run(_load(store))
    with holding_store(cache, store, NAME) as server:
        return {"Links among the listed companies of 2020": asyncio.run(_section(store, server, seed))}


class _Silent:
    """Takes no note of a load."""

    def rejected(self, reject: object) -> None:
        """Take no note."""

    def progress(self, report: LoadReport) -> None:
        """Take no note."""


async def _load(file: Path) -> None:
    mapping = load_mapping(resource("seed", "mappings", f"{NAME}.toml"))
    store = await open_store(f"sqlite:///{file}", write=True)
    source = MappedSource(mapping, [_DATA])
    await load(store, source, IdentityHasher(b"k" * 32), lambda: datetime.now(UTC), _Silent())
    await store.close()


async def _section(file: Path, server: Any, seed: int) -> str:
    embedded = await open_store(f"sqlite:///{file}")
    view, chance = await embedded.view(DAY.toordinal()), random.Random(seed)
    companies = await _companies(embedded, view)
    facts = sum((await embedded.counts()).values())
    cases = {
        f"connections among {_AMONG}, four hops": [
            _many(view, chance.sample(companies, _AMONG)) for _ in range(_DRAWS)
        ],
        "paths, 3 shortest, any two": [
            _pair(view, a, b) for a, b in pairwise(chance.sample(companies, 2 * _DRAWS))
        ],
    }
    async with opened(server) as served, driver_of(server) as driver:
        rows = [await row(embedded, served, driver, title, own) for title, own in cases.items()]
    await embedded.close()
    said = (
        f"{len(companies):,} companies, {facts:,} facts; as of {DAY}, a public caller, warm, the usual budget. Heap {HEAP}, page cache "
        f"{PAGECACHE}. Milliseconds; percentiles over the questions (seed {seed}), each asked three times, its median counts. Goal: "
        f"connections among {_AMONG} within 2,000 on both engines."
    )
    return "\n".join([machine(), "", said, "", Table(HEAD, rows).text()])


async def _companies(store: Store, view: View) -> list[PublicId]:
    found = [fact.key async for batch in store.scan(view, "party") for fact in batch]
    return sorted(PublicId(key) for key in found if key.startswith("ashare:E/"))


def _many(view: View, among: list[PublicId]) -> Question:
    asked = ConnectionSearch(among=tuple(among), depth=4)
    values = {"ids": sorted(among), "day": view.as_of}
    return Question(lambda store: connections(store, view, asked, _HUBS, Budget()), plain.MATRIX, values)


def _pair(view: View, a: PublicId, b: PublicId) -> Question:
    asked = PathSearch(start=a, goal=b, depth=6, first=3)
    values = {"a": a, "b": b, "day": view.as_of}
    return Question(lambda store: paths(store, view, asked, _HUBS, Budget()), plain.SHORTEST, values)
