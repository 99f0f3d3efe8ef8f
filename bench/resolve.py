"""A list of 10,000 mixed rows looked up: through the service on both engines, as GraphQL, from file to file; beside it the registers."""

import asyncio
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import orjson

from bench import load
from bench.generate import Plan, bundle
from bench.people import person_name
from bench.report import Table, machine
from bench.server import holding, opened
from xinmai.api.context import make_context
from xinmai.bootstrap import open_store
from xinmai.bootstrap.application import open_answering
from xinmai.bootstrap.lookup import open_lookup
from xinmai.cli import main as command
from xinmai.model.resolution import Row, outcome_of
from xinmai.model.view import Budget
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.service.codes import Hasher
from xinmai.service.resolve import MAX_ROWS, resolve
from xinmai.settings import Settings
from xinmai.store.sqlite.connection import connect

DAY: Final = date(2023, 6, 1)
ROWS: Final = 10_000
_REPEATS: Final = 3
_REGISTERS: Final = ("coverage", "items", "record-kinds")


def measure(cache: Path, plan: Plan, *, served: bool = True) -> dict[str, str]:
    """Return the section about lists; a store that is not in the cache is loaded first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    texts = _texts(store, plan)
    settings = Settings(store=f"sqlite:///{store}", today=DAY)
    ways, counts = asyncio.run(_embedded(settings, texts))
    ways["from file to file, `xinmai resolve`"] = _filed(cache, store, texts)
    if served:
        with holding(cache, plan) as server:
            ways["service, Neo4j"] = asyncio.run(_served(server, settings, texts))
    rows = [(way, seconds, int(ROWS / seconds)) for way, seconds in ways.items()]
    said = ", ".join(f"{counts[word]:,} {word}" for word in sorted(counts))
    text = [
        machine(),
        "",
        (
            f"{ROWS:,} rows of free text in batches of {MAX_ROWS:,} (seed {plan.seed}): a fifth each ids, credit codes, firms' names "
            f"with spaces, persons' names, and what nobody has; {said}. Median of {_REPEATS}."
        ),
        "",
        Table(("way", "seconds", "rows/s"), rows).text(),
        "",
        asyncio.run(_registers(settings)),
    ]
    return {f"Lists and registers, scale {plan.scale:g}": "\n".join(text)}


def _texts(store: Path, plan: Plan) -> list[str]:
    """Draw the rows, a fifth of each sort, mixed."""
    chance = random.Random(plan.seed)
    fifth = ROWS // 5
    connection = connect(str(store), write=False)
    ids = _column(connection, "SELECT key FROM fact WHERE kind = 2 AND payload IS NOT NULL ORDER BY key")
    codes = _column(
        connection, "SELECT term FROM term WHERE term >= 'uscc:' AND term < 'uscc;' ORDER BY term"
    )
    firms = _column(connection, "SELECT text FROM name WHERE text LIKE '%公司' ORDER BY nid")
    connection.close()
    texts = chance.sample(ids, fifth)
    texts += [code.partition(":")[2] for code in chance.sample(codes, fifth)]
    texts += [f"{name[:4]} {name[4:]}" for name in chance.sample(firms, fifth)]
    texts += [person_name(chance) for _ in range(fifth)]
    texts += [f"无此企业{number}号有限公司" for number in range(ROWS - len(texts))]
    chance.shuffle(texts)
    return texts


def _column(connection: sqlite3.Connection, sql: str) -> list[str]:
    return [row[0] for row in connection.execute(sql)]


async def _embedded(settings: Settings, texts: Sequence[str]) -> tuple[dict[str, float], Counter[str]]:
    counts: Counter[str] = Counter()
    async with open_lookup(settings) as (_, hasher):
        store = await open_store(settings.store)
        service = await _median(lambda: _service(store, hasher, texts, counts))
        await store.close()
    graphql = await _graphql(settings, texts)
    counts = Counter({word: count // _REPEATS for word, count in counts.items()})
    return {"service, embedded": service, "GraphQL in, JSON out, embedded": graphql}, counts


async def _served(server: Any, settings: Settings, texts: Sequence[str]) -> float:
    async with open_lookup(settings) as (_, hasher), opened(server) as store:
        await _service(store, hasher, texts[:MAX_ROWS], Counter())
        return await _median(lambda: _service(store, hasher, texts, Counter()))


async def _service(store: Store, hasher: Hasher, texts: Sequence[str], counts: Counter[str]) -> None:
    view = await store.view(DAY.toordinal())
    for start in range(0, len(texts), MAX_ROWS):
        rows = [Row(text=text) for text in texts[start : start + MAX_ROWS]]
        found = await resolve(store, view, rows, hasher, Budget(seconds=60))
        counts.update(outcome_of(resolution).value for resolution in found)


async def _graphql(settings: Settings, texts: Sequence[str]) -> float:
    document = resource("graphql", "operations", "resolve.graphql").read_text(encoding="utf-8")
    async with open_answering(settings) as answering:

        async def ask() -> None:
            for start in range(0, len(texts), MAX_ROWS):
                rows = [{"text": text} for text in texts[start : start + MAX_ROWS]]
                context = make_context(answering.application)
                answer = await answering.schema.execute(document, {"list": rows}, context)
                if answer.errors:
                    raise answer.errors[0]
                orjson.dumps(answer.data)

        return await _median(ask)


async def _registers(settings: Settings) -> str:
    """Return the part about the registers: what came is counted over all records, then kept until something is written."""
    rows = []
    for name in _REGISTERS:
        document = resource("graphql", "operations", f"{name}.graphql").read_text(encoding="utf-8")
        firsts = [await _register(settings, document, 1) for _ in range(_REPEATS)]
        rows.append((name, _middle(firsts), await _register(settings, document, 1 + _REPEATS)))
    store = await open_store(settings.store)
    count = (await store.counts()).get("record", 0)
    await store.close()
    head = ("operation", "first after a start", "again")
    return f"### Registers over {count:,} records, embedded, milliseconds\n\n{Table(head, rows).text()}"


async def _register(settings: Settings, document: str, times: int) -> float:
    """Return how long an operation took the last time, or the median of all but the first."""
    taken = []
    async with open_answering(settings) as answering:
        for _ in range(times):
            began = time.perf_counter()
            answer = await answering.schema.execute(document, {}, make_context(answering.application))
            taken.append((time.perf_counter() - began) * 1_000)
            if answer.errors:
                raise answer.errors[0]
    return _middle(taken[1:] or taken)


def _middle(taken: Sequence[float]) -> float:
    return sorted(taken)[len(taken) // 2]


def _filed(cache: Path, store: Path, texts: Sequence[str]) -> float:
    source, out = cache / "list.txt", cache / "resolved.csv"
    source.write_text("\n".join(texts), encoding="utf-8")
    words = ["xinmai", "resolve", str(source), "--out", str(out), "--as-of", DAY.isoformat()]
    taken = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        with patch("sys.argv", [*words, "--store", f"sqlite:///{store}"]), redirect_stdout(StringIO()):
            _run()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[_REPEATS // 2]


def _run() -> None:
    try:
        command()
    except SystemExit as end:
        if end.code:
            raise


async def _median(way: Any) -> float:
    taken = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        await way()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[_REPEATS // 2]
