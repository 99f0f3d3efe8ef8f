"""Solves the equations of a cycle of holdings exactly."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import Generic, TypeVar

from xinmai.analysis.ownership.exact import ZERO, Exact

K = TypeVar("K", bound=str)
Row = dict[K, Exact]


class Singular(ArithmeticError):
    """The shares inside the cycle leave nothing for anybody outside it, or come to more than the whole."""


class Factors(Generic[K]):
    """The equations ``x[j] = given[j] + sum(inside[j][k] * x[k])``, taken apart once for any number of givens.

    ``order``: in which order the unknowns are taken out, if that is known.

    Raises
    ------
    Singular
        If the sum over all walks inside does not converge: I - W is then no nonsingular M-matrix, and exactly then some
        pivot is not positive, whatever the order of elimination (Berman and Plemmons 1979, theorem 6.2.3).

    Notes
    -----
    Gaussian elimination over rationals, the unknown with the fewest neighbours first: cycles of holdings are sparse and
    stay so. O(n log n) for a ring, O(n³) operations at worst; each solution then costs what is left in the equations.
    """

    def __init__(self, inside: Mapping[K, Mapping[K, Exact]], order: Iterable[K] | None = None) -> None:
        self._rows: dict[K, Row[K]] = {j: {k: -s for k, s in inside[j].items() if k != j} for j in inside}
        self._pivots = {j: 1 - inside[j].get(j, ZERO) for j in inside}
        self._users: dict[K, set[K]] = {j: set() for j in inside}
        for j, row in self._rows.items():
            for k in row:
                self._users[k].add(j)
        self._taken: list[tuple[K, Row[K]]] = []
        """In which order the unknowns were taken out, and how much of each one's equation was taken from which others."""
        self._eliminate_all(self._cheapest_first() if order is None else order)

    def solved(self, given: Mapping[K, Exact]) -> dict[K, Exact]:
        """Return x for what is given; who is given nothing may be left out."""
        right = {j: share for j, share in given.items() if share}
        for pivot, factors in self._taken:
            if pivot in right:
                for j, factor in factors.items():
                    right[j] = right.get(j, ZERO) - factor * right[pivot]
        found: dict[K, Exact] = {}
        for pivot, _ in reversed(self._taken):
            known = right.get(pivot, ZERO)
            for k, share in self._rows[pivot].items():
                if found[k]:
                    known -= share * found[k]
            found[pivot] = known / self._pivots[pivot] if known else ZERO
        return found

    @property
    def order(self) -> tuple[K, ...]:
        """In which order the unknowns were taken out."""
        return tuple(pivot for pivot, _ in self._taken)

    def _eliminate_all(self, order: Iterable[K]) -> None:
        for pivot in order:
            if self._pivots[pivot] <= 0:
                raise Singular
            self._taken.append((pivot, self._eliminate(pivot)))

    def _cheapest_first(self) -> Iterator[K]:
        """Yield the unknown with the fewest neighbours, as long as one is left; each is taken out before the next is asked for."""
        waiting = [(self._cost(j), j) for j in self._rows]
        heapify(waiting)
        left = set(self._rows)
        while waiting:
            cost, pivot = heappop(waiting)
            if pivot not in left or cost != self._cost(pivot):  # an earlier price; the present one waits too
                continue
            left.remove(pivot)
            touched = {*self._rows[pivot], *self._users[pivot]}
            yield pivot
            for j in touched:
                heappush(waiting, (self._cost(j), j))

    def _cost(self, j: K) -> int:
        return len(self._rows[j]) * len(self._users[j])

    def _eliminate(self, pivot: K) -> Row[K]:
        """Take an unknown out of all equations that are left, and return how much of its own was taken from each."""
        own = self._rows[pivot]
        for k in own:
            self._users[k].discard(pivot)
        factors: Row[K] = {}
        for j in self._users.pop(pivot):
            row = self._rows[j]
            factors[j] = factor = row.pop(pivot) / self._pivots[pivot]
            for k, share in own.items():
                if k == j:
                    self._pivots[j] -= factor * share
                else:
                    row[k] = row.get(k, ZERO) - factor * share
                    self._users[k].add(j)
        self._users[pivot] = set()
        return factors
