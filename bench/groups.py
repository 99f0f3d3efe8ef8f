"""All groups of the whole graph: in arrays, out of either store, and beside what a library or plain Cypher needs for the same."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import msgspec

from bench import load
from bench.generate import Plan, bundle
from bench.groups_run import DAY, GroupRun
from bench.report import Table, machine
from bench.server import driver_of, holding, opened
from xinmai.projection.arrays import ownership
from xinmai.projection.groups import groups
from xinmai.provision import Running

_PLANTED: Final = (0.1125, 1.125)
"""About one and ten million parties."""
_BEARABLE: Final = 0.02
_SERVED: Final = 0.2
_GOAL: Final = (
    "Goal: 10 M parties with 11.5 M holdings within 40 s and 4 GB, 1 M enterprises within 3 s. `wrong` counts planted pyramids, "
    "pairs and rings that were not found as planted."
)
_SAID: Final = {
    "arrays": "`projection`, in arrays",
    "networkx": "networkx: votes by block in a dictionary, connected components until nothing changes",
    "party": "`analysis.groups.partition`, party by party",
}
_ROUND: Final = """
MATCH (holder:Party)-[stake:HOLDS]->(held:Party)
WHERE stake.dayFrom <= $day AND stake.dayTo > $day
WITH held, holder, sum(stake.share) AS votes
WHERE votes > 500000000
RETURN count(*) AS pulled
"""
"""The first round in plain Cypher, nothing written: each further one needs the blocks, as a property, written before it."""


def run_one(way: str, what: str) -> GroupRun:
    """Run one way in a process of its own and return what it took."""
    command = [sys.executable, "-m", "bench.groups_run", way, what]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own module
    return msgspec.json.decode(done.stdout, type=GroupRun)


def measure(cache: Path, plan: Plan) -> dict[str, str]:
    """Return the sections about groups; what is not in the cache is made first."""
    store = load.store_of(cache, plan)
    if not store.exists():
        load.run_one("full", bundle(cache, plan), store)
    arrays = f"{_planted()}\n\n{_beside()}\n\n{_GOAL}"
    stored = [machine(), "", _from_file(str(store))]
    if plan.scale <= _SERVED:
        with holding(cache, plan) as server:
            stored += ["", asyncio.run(_from_server(server))]
    else:
        stored += ["", f"The server is measured up to scale {_SERVED:g}."]
    return {
        "All groups in arrays": f"{machine()}\n\n{arrays}",
        f"All groups of a store, scale {plan.scale:g}": "\n".join(stored),
    }


def _planted() -> str:
    runs = [run_one("arrays", f"{scale:g}") for scale in _PLANTED]
    rows = [
        (
            run.parties,
            run.holdings,
            run.groups,
            run.steps["arrays"],
            run.steps["groups"],
            run.peak_mib,
            run.wrong,
        )
        for run in runs
    ]
    head = ("parties", "holdings", "groups", "columns to arrays s", "groups s", "peak MiB", "wrong")
    return "Planted graphs, from columns as a store streams them.\n\n" + Table(head, rows).text()


def _beside() -> str:
    runs = {way: run_one(way, f"{_BEARABLE:g}") for way in _SAID}
    rows = [(_SAID[way], run.groups, sum(run.steps.values()), run.peak_mib) for way, run in runs.items()]
    one = runs["arrays"]
    said = f"The same at a size that all can bear: {one.parties:,} parties, {one.holdings:,} holdings."
    return f"{said}\n\n" + Table(("way", "groups", "seconds", "peak MiB"), rows).text()


def _from_file(store: str) -> str:
    run_one("stored", store)  # so that the file is in memory, as that of a store that answers is
    run = run_one("stored", store)
    said = (
        f"`xinmai groups` on the embedded store: {run.parties:,} parties that hold or are held, {run.holdings:,} holdings, "
        f"{run.groups:,} groups. Peak {run.peak_mib:,.0f} MiB, the mapped pages of the store file among them."
    )
    steps = ("holdings", "holdings, now grouped", "parties of groups", "rows")
    rows = [("file", *(run.steps[step] for step in steps), sum(run.steps.values()))]
    head = ("store", "reading s", "grouping s", "names s", "rows s", "in all s")
    return f"{said}\n\n" + Table(head, rows).text()


async def _from_server(server: Running) -> str:
    async with opened(server) as store, driver_of(server) as driver:
        began = time.perf_counter()
        view = await store.view(DAY.toordinal())
        batches = [batch async for batch in store.ownership(view, ())]
        read = time.perf_counter() - began
        whole = ownership(batches)
        groups(whole, list(whole.coalitions))
        grouped = time.perf_counter() - began - read
        taken = []
        for _ in range(2):
            began = time.perf_counter()
            await driver.execute_query(_ROUND, day=DAY.toordinal())
            taken.append(time.perf_counter() - began)
    rows = [("server, ours: reading", read), ("server, ours: grouping", grouped)]
    rows.append(("server, plain Cypher: the first round alone, nothing written", min(taken)))
    return Table(("what", "seconds"), rows).text()
