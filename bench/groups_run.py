"""One way to all groups in a process of its own, so that its memory is its own: ``python -m bench.groups_run WAY SCALE|STORE``."""

import asyncio
import csv
import io
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import msgspec
import networkx as nx
import numpy as np

from bench.planted import Planted, planted
from xinmai.analysis.groups.partition import partition
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Stake, register_of
from xinmai.bootstrap import open_store
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE
from xinmai.projection.arrays import ownership
from xinmai.projection.groups import Groups, groups
from xinmai.service.whole_groups import whole_groups

DAY: Final = date(2023, 6, 1)


class GroupRun(msgspec.Struct, frozen=True):
    """What one way took."""

    parties: int
    holdings: int
    groups: int
    steps: dict[str, float]
    """Seconds of each step."""
    peak_mib: float
    """Greatest resident set of the process."""
    wrong: int = 0
    """Planted structures that were not found."""


class _Steps:
    """Takes the time of one step after another."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def take(self, name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = work()
        self.seconds[name] = time.perf_counter() - began
        return result


def _arrays(scale: str) -> GroupRun:
    graph, steps = planted(float(scale), 1), _Steps()
    whole = steps.take("arrays", lambda: ownership([graph.columns]))
    found: Groups = steps.take("groups", lambda: groups(whole, []))
    sizes = np.bincount(found.label)
    return GroupRun(
        parties=len(whole.numbers),
        holdings=len(graph.columns.held),
        groups=int((sizes > 1).sum()),
        steps=steps.seconds,
        peak_mib=_peak(),
        wrong=_wrong(graph, found, np.searchsorted(whole.numbers, np.arange(int(whole.numbers[-1]) + 1))),
    )


def _wrong(graph: Planted, found: Groups, place: Any) -> int:
    """Return how many planted structures are not as they were planted."""
    label, headless = found.label, found.is_headless
    ones = np.arange(len(graph.pyramids)) * 3
    pyramids = [label[place[ones + n]] != place[graph.pyramids] for n in range(3)]
    pairs = (label[place[graph.pairs]] != label[place[graph.pairs + 1]]) | ~headless[
        label[place[graph.pairs]]
    ]
    rings = [label[place[graph.rings]] != label[place[graph.rings + n]] for n in range(5)]
    return int(np.any(pyramids, axis=0).sum() + pairs.sum() + np.any(rings, axis=0).sum())


def _stored(path: str) -> GroupRun:
    return asyncio.run(_of_store(path))


async def _of_store(path: str) -> GroupRun:
    store = await open_store(f"sqlite:///{path}")
    seconds, began = {}, time.perf_counter()
    last = ""

    def told(what: str, _: int) -> None:
        nonlocal last, began
        if last and what != last:
            seconds[last] = time.perf_counter() - began
            began = time.perf_counter()
        last = what

    found = await whole_groups(store, await store.view(DAY.toordinal()), (), told)
    told("rows", 0)
    await store.close()
    csv.writer(io.StringIO()).writerows(found.rows)
    told("end", 0)
    summary = found.summary
    return GroupRun(summary.parties, summary.holdings, summary.groups, seconds, _peak())


def _networkx(scale: str) -> GroupRun:
    graph, steps = planted(float(scale), 1), _Steps()
    columns = graph.columns
    edges = list(zip(columns.holders, columns.held, columns.low, strict=True))
    found = steps.take("groups", lambda: _components(edges))
    sizes: defaultdict[int, int] = defaultdict(int)
    for head in found.values():
        sizes[head] += 1
    several = sum(size > 1 for size in sizes.values())
    return GroupRun(len(found), len(edges), several, steps.seconds, _peak())


def _components(edges: list[tuple[int, int, int]]) -> dict[int, int]:
    """Return the block of each party: whom somebody pulls is joined with him, component by component, until nothing changes."""
    block = {party: party for holder, held, _ in edges for party in (holder, held)}
    graph = nx.Graph()
    graph.add_nodes_from(block)
    pulled: set[int] = set()
    room: defaultdict[int, int] = defaultdict(lambda: WHOLE)
    for holder, held, low in edges:
        room[held] -= low if holder == held else 0
    while True:
        votes: defaultdict[tuple[int, int], int] = defaultdict(int)
        for holder, held, low in edges:
            if holder != held and held not in pulled:
                votes[block[holder], held] += low
        new = [(head, held) for (head, held), sum_ in votes.items() if 2 * sum_ > room[held]]
        if not new:
            return block
        pulled.update(held for _, held in new)
        graph.add_edges_from(new)
        for component in nx.connected_components(graph):
            block.update(dict.fromkeys(component, min(component)))


def _party_by_party(scale: str) -> GroupRun:
    """Run ``analysis.groups.partition``, whose holdings are made from the same columns."""
    graph, steps = planted(float(scale), 1), _Steps()
    columns = graph.columns
    registers: defaultdict[PublicId, dict[PublicId, Stake]] = defaultdict(dict)
    out: defaultdict[PublicId, list[Stake]] = defaultdict(list)
    votes: defaultdict[tuple[int, int], int] = defaultdict(int)
    for holder, held, low in zip(columns.holders, columns.held, columns.low, strict=True):
        votes[holder, held] += low
    for (holder, held), low in votes.items():
        stake = Stake(PublicId(f"t:{holder}"), PublicId(f"t:{held}"), low, low, ())
        registers[stake.held][stake.holder] = stake
        if holder != held:
            out[stake.holder].append(stake)
    holdings = Holdings(
        registers={held: register_of(held, stakes) for held, stakes in registers.items()},
        out={holder: tuple(own) for holder, own in out.items()},
        parties={},
        barred={},
        coalitions={},
    )
    found = steps.take("groups", lambda: partition(holdings))
    several = {id(block) for block in found.values() if len(block.parties) > 1}
    return GroupRun(len(found), len(columns.held), len(several), steps.seconds, _peak())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_WAYS: Final = {
    "arrays": _arrays,
    "stored": _stored,
    "networkx": _networkx,
    "party": _party_by_party,
}

if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(_WAYS[sys.argv[1]](sys.argv[2])))
