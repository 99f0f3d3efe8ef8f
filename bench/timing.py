"""Times of many questions: each is asked a few times, its median counts; then percentiles over the questions."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

_REPEATS = 3


class Times(msgspec.Struct, frozen=True):
    """Milliseconds over many questions."""

    p50: float
    p95: float
    p99: float
    total: float
    """Sum of all: what the whole set of questions took."""

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Times":
        """Return the percentiles (nearest rank) of some times."""
        ordered = sorted(milliseconds)
        last = len(ordered) - 1
        p50, p95, p99 = (ordered[round(last * part)] for part in (0.5, 0.95, 0.99))
        return cls(p50, p95, p99, sum(ordered))


def side_by_side(pairs: Sequence[Sequence[Callable[[], Any]]]) -> list[Times]:
    """Time several ways of doing the same thing, one after the other for each question, so that noise meets all alike."""
    found: list[list[float]] = [[] for _ in pairs[0]]
    for ways in pairs:
        taken: list[list[float]] = [[] for _ in ways]
        for _ in range(_REPEATS):
            for place, way in enumerate(ways):
                taken[place].append(milliseconds(way))
        for place, own in enumerate(taken):
            found[place].append(statistics.median(own))
    return [Times.of(own) for own in found]


def milliseconds(way: Callable[[], Any]) -> float:
    """Return what one call takes."""
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1_000


async def awaited(work: Awaitable[Any]) -> float:
    """Return what some work takes."""
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1_000
