"""Both engines beside each other for as long as one likes: ``make differential``, or ``python -m support.differential --minutes 10``.

Each seed draws a random graph and operations on it (loads, snapshots, writes by key, erasures, broken loads) and does them to an
embedded store and to a Neo4j; after each, both answer random questions. The first difference ends it, with its seed.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import report
from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support.neo4j_servers import Neo4jServer, running
from support.operations import Operations

OPERATIONS = range(6, 13)


class Compared(NamedTuple):
    """What was equal."""

    operations: int = 0
    answers: int = 0


class Difference(Exception):
    """The engines differ."""


def same(what: str, one: object, other: object) -> None:
    if one != other:
        raise Difference(f"{what}\nembedded: {one}\nNeo4j:    {other}")


async def compare(seed: int, server: Neo4jServer) -> Compared:
    """Do to two new stores what a seed draws."""
    with tempfile.TemporaryDirectory() as folder:
        embedded = await open_store(f"sqlite:///{Path(folder) / 'store.db'}", write=True)
        served = await server.new_store()
        try:
            return await _compare(Random(seed), embedded, served)  # noqa: S311 - made-up facts, not secrets
        finally:
            await embedded.close()
            await served.close()


async def _compare(random: Random, embedded: Store, served: Store) -> Compared:
    operations, done = Operations(), Compared()
    for _ in range(random.choice(OPERATIONS)):
        name, operation = operations.draw(random)
        same(name, await operation(embedded), await operation(served))
        _, ask = operations.question(random)
        ours, theirs = await ask(embedded), await ask(served)
        for question, answer in ours.items():
            same(question, answer, theirs[question])
        done = Compared(done.operations + 1, done.answers + len(ours))
    same("digest", await embedded.digest(), await served.digest())
    return done


def main() -> int:
    """Compare until the time is over, and write what was compared into the results page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    asked = parser.parse_args()
    end, total, seed = time.monotonic() + asked.minutes * 60, Compared(), asked.first
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as (server, _):
        for seed in count(asked.first):
            try:
                done = asyncio.run(compare(seed, server))
            except Difference as difference:
                sys.stderr.write(f"seed {seed}: {difference}\n")
                return 1
            total = Compared(*map(sum, zip(total, done, strict=True)))
            if time.monotonic() > end:
                break
    said = (
        f"`make differential`, {asked.minutes:g} minutes: seeds {asked.first} to {seed}, each a random graph with operations on it in a "
        f"new embedded store and a new Neo4j; {total.operations:,} operations and {total.answers:,} answers compared, content digests at "
        "the end of each seed. **0 differences.**"
    )
    report.write({"Both engines beside each other": f"{report.machine()}\n\n{said}"})
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
