"""Makes ownership as columns, without a store: power laws for who holds, and planted structures that only closure finds.

At scale 1: 6 M companies, 4 M persons, about 11.5 M holdings, among them 300,000 pyramids under joint control, 50,000 pairs that
control each other and 10,000 rings of five (``ownership.md`` 10). The same columns for one seed.
"""

from array import array
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from xinmai.model.ownership_columns import OwnershipColumns
from xinmai.model.shares import WHOLE

Ints = npt.NDArray[np.int64]

COMPANIES: Final = 6_000_000
PERSONS: Final = 4_000_000
PYRAMIDS, PAIRS, RINGS = 300_000, 50_000, 10_000
_PERCENT: Final = WHOLE // 100


class Planted(msgspec.Struct, frozen=True):
    """What was planted, by the numbers of parties: the answer that must be found."""

    columns: OwnershipColumns
    pyramids: Ints
    """Head of each pyramid; three companies follow: two that it controls, and one that only both together hold enough of."""
    pairs: Ints
    """First of each pair."""
    rings: Ints
    """First of each ring of five."""


def planted(scale: float, seed: int) -> Planted:
    """Return the columns of a graph of this scale."""
    chance = np.random.default_rng(seed)
    companies, persons = int(COMPANIES * scale), int(PERSONS * scale)
    pyramids, pairs, rings = (int(count * scale) for count in (PYRAMIDS, PAIRS, RINGS))
    heads = companies + chance.permutation(persons)[:pyramids]
    ones = np.arange(pyramids) * 3
    twos = 3 * pyramids + np.arange(pairs) * 2
    fives = 3 * pyramids + 2 * pairs + np.arange(rings) * 5
    parts = [
        _rows(heads, ones, 60),
        _rows(heads, ones + 1, 70),
        _rows(ones, ones + 2, 30),
        _rows(ones + 1, ones + 2, 25),
        _rows(twos, twos + 1, 60),
        _rows(twos + 1, twos, 60),
        *(_rows(fives + n, fives + (n + 1) % 5, 55) for n in range(5)),
        *_others(chance, int(fives[-1]) + 5 if rings else 0, companies, persons),
    ]
    holders, held, low = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Planted(_columns(holders, held, low), heads, twos, fives)


def _rows(holders: Ints, held: Ints, percent: int) -> tuple[Ints, Ints, Ints]:
    return holders, held, np.full(len(held), percent * _PERCENT)


def _others(
    chance: np.random.Generator, first: int, companies: int, persons: int
) -> list[tuple[Ints, Ints, Ints]]:
    """Return the registers of the other companies: one to four holders that share the whole unevenly."""
    held = np.arange(first, companies)
    counts = 1 + (3.6 * chance.random(len(held)) ** 2).astype(np.int64)
    parts: list[tuple[Ints, Ints, Ints]] = []
    for place, percents in enumerate(((100, 62, 41, 34), (0, 38, 33, 26), (0, 0, 26, 25), (0, 0, 0, 15))):
        own = held[counts > place]
        shares = np.array(percents)[counts[counts > place] - 1] * _PERCENT
        parts.append((_holders(chance, own, companies, persons), own, shares))
    return parts


def _holders(chance: np.random.Generator, held: Ints, companies: int, persons: int) -> Ints:
    """Return a holder for each company: three in ten are companies, and a few of either hold very much."""
    count = len(held)
    by_rank = chance.random(count) ** 2
    firm = (companies * by_rank).astype(np.int64) * 1_000_003 % companies
    person = companies + (persons * by_rank).astype(np.int64) * 1_000_003 % persons
    return np.where(chance.random(count) < 0.3, firm, person)


def _columns(holders: Ints, held: Ints, low: Ints) -> OwnershipColumns:
    column = _column(low)
    return OwnershipColumns(
        holders=_column(holders),
        held=_column(held),
        speakers=_column(np.zeros_like(held)),
        low=column,
        high=column,
    )


def _column(values: Ints) -> "array[int]":
    found = array("q")
    found.frombytes(values.astype(np.int64).tobytes())
    return found
