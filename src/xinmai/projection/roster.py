"""Ids, kinds and names of the parties that a list of groups shows: only these are asked for."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from xinmai.model.ownership_columns import PartyColumns
from xinmai.model.vocabulary import PartyKind
from xinmai.projection.arrays import Flags, Ints, Ownership, runs
from xinmai.projection.groups import Groups

TOGETHER: Final = 2
"""Least number of parties in a group that is listed."""


class Roster:
    """The parties of all groups of two or more, and who holds half of their heads; described while they are read."""

    def __init__(self, ownership: Ownership, groups: Groups) -> None:
        sizes = np.bincount(groups.label, minlength=len(groups.label))
        self.is_listed: Flags = sizes[groups.label] >= TOGETHER
        """Of the parties at all places."""
        shown = self.is_listed.copy()
        shown[groups.joint_parents[self.is_listed[groups.joint_heads]]] = True
        self.places: Ints = np.flatnonzero(shown)
        """Of the parties here, and of stand-ins."""
        self.ids: list[str] = [""] * len(self.places)
        self.kinds: list[PartyKind | None] = [None] * len(self.places)
        self.names = [""] * len(self.places)
        numbers = ownership.numbers[self.places]
        self._rows = np.argsort(numbers, kind="stable")
        self._numbers = numbers[self._rows]

    def wanted(self, size: int) -> Iterator[list[int]]:
        """Yield the store's numbers of the parties, so many at a time."""
        numbers = self._numbers[runs(self._numbers)]
        for start in range(0, len(numbers), size):
            yield numbers[start : start + size].tolist()

    def add(self, columns: PartyColumns) -> None:
        """Take the descriptions of some of them."""
        numbers = np.frombuffer(columns.numbers, np.int64)
        first, last = (np.searchsorted(self._numbers, numbers, side).tolist() for side in ("left", "right"))
        for a, b, id_, kind, name in zip(first, last, columns.ids, columns.kinds, columns.names, strict=True):
            for row in self._rows[a:b].tolist():
                self.ids[row], self.kinds[row], self.names[row] = id_, kind, name
