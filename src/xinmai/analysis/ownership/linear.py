"""Solves the equations of a cycle of holdings exactly."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=str)
Rows = dict[K, dict[K, Fraction]]


class Singular(ArithmeticError):
    """The shares inside the cycle leave nothing for anybody outside it, or come to more than the whole."""


def solve(inside: Mapping[K, Mapping[K, Fraction]], given: Mapping[K, Fraction]) -> dict[K, Fraction]:
    """Return x with ``x[j] = given[j] + sum(inside[j][k] * x[k])``, for coefficients of at least 0.

    Raises
    ------
    Singular
        If the sum over all walks inside does not converge: I - W is then no nonsingular M-matrix, and exactly then some
        pivot is not positive, whatever the order of elimination (Berman and Plemmons 1979, theorem 6.2.3).

    Notes
    -----
    Gaussian elimination over rationals, the unknown with the fewest neighbours first: cycles of holdings are sparse and
    stay so. O(n) for a ring, O(n³) operations at worst.
    """
    rows: Rows[K] = {j: {k: -share for k, share in inside[j].items() if k != j} for j in inside}
    pivots = {j: 1 - inside[j].get(j, Fraction(0)) for j in inside}
    right = {j: given.get(j, Fraction(0)) for j in inside}
    users: dict[K, set[K]] = {j: set() for j in inside}
    for j, row in rows.items():
        for k in row:
            users[k].add(j)
    order: list[K] = []
    left = set(inside)
    while left:
        pivot = min(left, key=lambda j: (len(rows[j]) * len(users[j]), j))
        if pivots[pivot] <= 0:
            raise Singular
        left.remove(pivot)
        order.append(pivot)
        _eliminate(pivot, rows, pivots, right, users)
    found: dict[K, Fraction] = {}
    for j in reversed(order):
        known = sum((share * found[k] for k, share in rows[j].items()), Fraction(0))
        found[j] = (right[j] - known) / pivots[j]
    return found


def _eliminate(
    pivot: K,
    rows: Rows[K],
    pivots: dict[K, Fraction],
    right: dict[K, Fraction],
    users: dict[K, set[K]],
) -> None:
    """Take an unknown out of all equations that are left."""
    own = rows[pivot]
    for k in own:
        users[k].discard(pivot)
    for j in users.pop(pivot):
        factor = rows[j].pop(pivot) / pivots[pivot]
        right[j] -= factor * right[pivot]
        for k, share in own.items():
            if k == j:
                pivots[j] -= factor * share
            else:
                rows[j][k] = rows[j].get(k, Fraction(0)) - factor * share
                users[k].add(j)
    users[pivot] = set()
