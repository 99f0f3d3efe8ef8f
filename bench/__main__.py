"""``python -m bench [--scale S] [--seed N] [--only load,reads,resolve,neo4j,lists,paths,ownership,groups,ashare,moving,hostile] [--repeats N]``: measures and writes ``RESULTS.md``."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench import (
    ashare,
    groups,
    hostile,
    lists,
    load,
    moving,
    ownership,
    paths,
    reads,
    report,
    resolve,
    served,
)
from bench.generate import Plan

_CACHE: Final = Path(__file__).parent.parent / ".bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--scale", type=float, default=1.0, help="1: one million enterprises, 8.4 million facts"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the generator and of the questions")
    parser.add_argument(
        "--only",
        default="load,reads,resolve,neo4j,lists,paths,ownership,groups,ashare,moving,hostile",
        help="subjects, separated by commas",
    )
    parser.add_argument("--repeats", type=int, default=1, help="loads of each pipeline")
    asked = parser.parse_args()
    plan = Plan(scale=asked.scale, seed=asked.seed)
    _CACHE.mkdir(exist_ok=True)
    subjects: dict[str, Callable[[], dict[str, str]]] = {
        "load": lambda: load.measure(_CACHE, plan, asked.repeats),
        "reads": lambda: reads.measure(_CACHE, plan),
        "resolve": lambda: resolve.measure(_CACHE, plan),
        "neo4j": lambda: served.measure(_CACHE, plan),
        "lists": lambda: lists.measure(_CACHE, plan),
        "paths": lambda: paths.measure(_CACHE, plan),
        "ownership": lambda: ownership.measure(_CACHE, plan),
        "groups": lambda: groups.measure(_CACHE, plan),
        "ashare": lambda: ashare.measure(_CACHE, plan.seed),
        "moving": lambda: moving.measure(_CACHE, plan),
        "hostile": lambda: hostile.measure(_CACHE),
    }
    for name in (name for name in subjects if name in asked.only.split(",")):
        report.write(subjects[name]())
    print(report.RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
