"""One question asked of the embedded store, of Neo4j, and of Neo4j in plain Cypher, side by side."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

import neo4j
from neo4j import AsyncDriver

from bench.timing import Times, awaited
from xinmai.errors import BudgetExceeded
from xinmai.ports.store import Store

_REPEATS: Final = 3
HEAD: Final = (
    "question",
    "n",
    *(f"{side} {part}" for side in ("file", "Neo4j", "plain") for part in ("p50", "p95", "p99")),
    "Neo4j at first",
)
"""Columns of :func:`row`."""


class Question(NamedTuple):
    """One question: as the product asks it of a store, and as plain Cypher, where there is such a statement."""

    ask: Callable[[Store], Awaitable[Any]]
    text: str | None = None
    values: dict[str, Any] = {}  # noqa: RUF012 - never changed


async def row(
    embedded: Store, served: Store, driver: AsyncDriver, title: str, questions: Sequence[Question]
) -> list[object]:
    """Return the percentiles of some questions on each side; each is asked three times, its median counts.

    What the very first one took on Neo4j stands last: in it the server makes the plan of the statement.
    """
    taken: list[list[float]] = [[], [], []]
    first = await awaited(questions[0].ask(served))
    for question in questions:  # so that the server has its plans, and in memory what it reads
        with suppress(BudgetExceeded):
            await question.ask(served)
    for question in questions[:3]:
        await _plain(driver, question)
    for question in questions:
        asked = partial(question.ask, embedded), partial(question.ask, served)
        ways = (*asked, partial(_plain, driver, question)) if question.text else asked
        times = [[await awaited(way()) for way in ways] for _ in range(_REPEATS)]
        for place, own in enumerate(zip(*times, strict=True)):
            taken[place].append(sorted(own)[_REPEATS // 2])
    found = [Times.of(own) if own else None for own in taken]
    cells = [value for times in found for value in _cells(times)]
    return [title, len(questions), *cells, first]


def _cells(times: Times | None) -> tuple[object, ...]:
    return ("", "", "") if times is None else (times.p50, times.p95, times.p99)


async def _plain(driver: AsyncDriver, question: Question) -> None:
    if question.text is not None:
        async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            result = await session.run(question.text, question.values)
            _ = [record.values() async for record in result]
