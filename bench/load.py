"""The whole load path against the bare pipeline, in turn, each in a process of its own."""

import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from bench.generate import Plan, bundle
from bench.pipelines import LoadRun
from bench.report import Table, machine

_PIPELINES: Final = ("bare", "names", "full")
_SAID: Final = {
    "bare": "bare: csv, one hash a row, `fact` and twice `arc`",
    "names": "bare, and names, terms, bigrams too",
    "full": "whole load path",
}


def store_of(cache: Path, plan: Plan) -> Path:
    """Return where the loaded store stands in the cache."""
    return cache / f"store-{plan.name}.db"


def run_one(pipeline: str, folder: Path, store: Path) -> LoadRun:
    """Load in a process of its own and return what it took."""
    command = [sys.executable, "-m", "bench.pipelines", pipeline, str(folder), str(store)]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own module
    return msgspec.json.decode(done.stdout, type=LoadRun)


def measure(cache: Path, plan: Plan, repeats: int) -> dict[str, str]:
    """Return the section about loads; the store that the last whole load wrote stays in the cache."""
    folder = bundle(cache, plan)
    runs: dict[str, list[LoadRun]] = {pipeline: [] for pipeline in _PIPELINES}
    for _ in range(repeats):
        for pipeline in _PIPELINES:
            store = store_of(cache, plan) if pipeline == "full" else cache / "bare.db"
            runs[pipeline].append(run_one(pipeline, folder, store))
            for ending in ("", "-wal", "-shm") if pipeline != "full" else ():
                Path(f"{store}{ending}").unlink(missing_ok=True)
    return {f"Load, scale {plan.scale:g}": _text(plan, folder, runs)}


def _text(plan: Plan, folder: Path, runs: dict[str, list[LoadRun]]) -> str:
    size = sum(file.stat().st_size for file in folder.iterdir()) / 2**20
    head = ("pipeline", "facts/s", "facts/s of processor time", "peak MiB", "store MiB", "seconds")
    rows = [
        (
            _SAID[pipeline],
            _median(runs[pipeline], "rate"),
            _median(runs[pipeline], "processor_rate"),
            _median(runs[pipeline], "peak_mib"),
            _median(runs[pipeline], "store_mib"),
            _median(runs[pipeline], "seconds"),
        )
        for pipeline in _PIPELINES
    ]
    whole = runs["full"][-1]
    ratios = [
        f"- Whole path to {name}: **{_ratio(runs, pipeline, 'rate'):.2f}** by wall time, "
        f"**{_ratio(runs, pipeline, 'processor_rate'):.2f}** by processor time."
        for pipeline, name in (("bare", "bare"), ("names", "bare with names and terms"))
    ]
    head_line = (
        f"{plan.enterprises:,} enterprises, {plan.persons:,} persons, {whole.facts:,} facts, {size:,.0f} MiB of CSV, "
        f"{whole.rejected} rejects; {len(runs['full'])} run(s) of each pipeline in turn, medians."
    )
    goals = (
        "- Goals: ratio at least 0.6, peak at most 600 MiB. Pipelines run one after the other: where other work shares the "
        "machine (load average above 1), wall times of two of them do not compare, processor times do."
    )
    return "\n".join([machine(), "", head_line, "", Table(head, rows).text(), "", *ratios, goals])


def _median(runs: list[LoadRun], name: str) -> float:
    return float(statistics.median(getattr(run, name) for run in runs))


def _ratio(runs: dict[str, list[LoadRun]], base: str, name: str) -> float:
    """Return the median of the ratios of runs that followed one another."""
    pairs = zip(runs["full"], runs[base], strict=True)
    return float(statistics.median(getattr(full, name) / getattr(bare, name) for full, bare in pairs))
