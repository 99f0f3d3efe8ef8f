"""``python -m bench [--scale S] [--seed N] [--only load,reads,resolve,neo4j,lists,paths,ownership,ashare,moving,hostile] [--repeats N]``: measures and writes ``RESULTS.md``."""

import argparse
from pathlib import Path
from typing import Final

from bench import ashare, hostile, lists, load, moving, ownership, paths, reads, report, resolve, served
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
        default="load,reads,resolve,neo4j,lists,paths,ownership,ashare,moving,hostile",
        help="subjects, separated by commas",
    )
    parser.add_argument("--repeats", type=int, default=1, help="loads of each pipeline")
    asked = parser.parse_args()
    plan = Plan(scale=asked.scale, seed=asked.seed)
    _CACHE.mkdir(exist_ok=True)
    subjects = asked.only.split(",")
    if "load" in subjects:
        report.write(load.measure(_CACHE, plan, asked.repeats))
    if "reads" in subjects:
        report.write(reads.measure(_CACHE, plan))
    if "resolve" in subjects:
        report.write(resolve.measure(_CACHE, plan))
    if "neo4j" in subjects:
        report.write(served.measure(_CACHE, plan))
    if "lists" in subjects:
        report.write(lists.measure(_CACHE, plan))
    if "paths" in subjects:
        report.write(paths.measure(_CACHE, plan))
    if "ownership" in subjects:
        report.write(ownership.measure(_CACHE, plan))
    if "ashare" in subjects:
        report.write(ashare.measure(_CACHE, plan.seed))
    if "moving" in subjects:
        report.write(moving.measure(_CACHE, plan))
    if "hostile" in subjects:
        report.write(hostile.measure(_CACHE))
    print(report.RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
