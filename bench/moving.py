"""How long it takes to bring a graph to Neo4j, and to move it: load, copy, export, import; the embedded store beside them."""

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import load
from bench.generate import Plan, bundle
from bench.pipelines import load_into
from bench.report import Table, machine
from bench.server import HEAP, PAGECACHE, imported, running
from xinmai.bootstrap import export_to_neo4j_admin, open_store
from xinmai.bootstrap.login import NOBODY, Login
from xinmai.provision import Running
from xinmai.provision.pinned import PINNED
from xinmai.service.copy import copy
from xinmai.settings import Settings


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the section about loading and moving; every target begins empty."""
    store, folder = load.store_of(cache, plan), bundle(cache, plan)
    if not store.exists():
        load.run_one("full", folder, store)
    work = cache / "moving"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    source = Settings(store=f"sqlite:///{store}")
    counts = asyncio.run(_counts(source.store))
    rows = [[title, counts / seconds, seconds] for title, seconds in _ways(work, folder, source)]
    sizes = f"Afterwards: {_mib(work / 'one.db')} MiB in the file, {_mib(work / 'imported' / 'data' / 'databases')} MiB in Neo4j."
    shutil.rmtree(work)
    said = (
        f"{counts:,} facts; Neo4j {PINNED.version} Community on the same two cores, heap {HEAP}, page cache {PAGECACHE}. Each target "
        "is new; its first use is in the time. Goal of the load on Neo4j: 10,000 facts/s on two cores shared with the server."
    )
    table = Table(("way", "facts/s", "seconds"), rows).text()
    return {f"Loading and moving, scale {plan.scale:g}": f"{machine()}\n\n{said}\n\n{table}\n\n{sizes}"}


async def _counts(url: str) -> int:
    store = await open_store(url)
    counts = await store.counts()
    await store.close()
    return sum(counts.values())


def _ways(work: Path, folder: Path, source: Settings) -> list[tuple[str, float]]:
    file, files, home = work / "one.db", work / "files", work / "imported"
    found = [
        ("load a bundle into a file", _timed(lambda: asyncio.run(load_into(folder, f"sqlite:///{file}"))))
    ]
    with running(work / "loaded") as server:
        found.append(("load a bundle into Neo4j", _timed(lambda: asyncio.run(_load(folder, server)))))
    target = f"sqlite:///{work / 'two.db'}"
    found.append(("copy, file to file, proved", _timed(lambda: asyncio.run(_copy(source.store, target)))))
    with running(work / "copied") as server:
        login = Login(server.user, server.password)
        copying = _timed(lambda: asyncio.run(_copy(source.store, server.address, login)))
        found.append(("copy, file to Neo4j, proved", copying))
        again = f"sqlite:///{work / 'three.db'}"
        back = _timed(lambda: asyncio.run(_copy(server.address, again, login)))
        found.append(("copy, Neo4j to file, proved", back))
    writing = export_to_neo4j_admin(source, files, lambda _what, _number: None)
    found.append(("export for Neo4j's importer", _timed(lambda: asyncio.run(writing))))
    found.append(("import: importer, start, indexes, proof", _timed(lambda: imported(files, home))))
    return found


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def _load(folder: Path, server: Running) -> None:
    await load_into(folder, server.address, Login(server.user, server.password))


async def _copy(source: str, target: str, login: Login = NOBODY) -> None:
    reading = await open_store(source, login=login)
    writing = await open_store(target, write=True, login=login, restoring=True)
    await copy(reading, writing, lambda _what, _number: None)
    await writing.close()
    await reading.close()


def _mib(path: Path) -> str:
    files = path.rglob("*") if path.is_dir() else [path]
    return f"{sum(file.stat().st_size for file in files if file.is_file()) / 2**20:,.0f}"
