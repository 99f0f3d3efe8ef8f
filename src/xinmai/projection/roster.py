"""Ids, kinds and names of the parties that a list of groups shows: only these are asked for."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from xinmai.model.ownership_columns import PartyColumns
from xinmai.model.vocabulary import PartyKind
from xinmai.projection.arrays import Flags, Ints, Ownership
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
        """Of the parties here."""
        self.ids: list[str] = [""] * len(self.places)
        self.kinds: list[PartyKind | None] = [None] * len(self.places)
        self.names = [""] * len(self.places)
        self._numbers = ownership.numbers[self.places]

    def wanted(self, size: int) -> Iterator[list[int]]:
        """Yield the store's numbers of the parties, so many at a time."""
        for start in range(0, len(self._numbers), size):
            yield self._numbers[start : start + size].tolist()

    def add(self, columns: PartyColumns) -> None:
        """Take the descriptions of some of them."""
        rows = np.searchsorted(self._numbers, np.frombuffer(columns.numbers, np.int64)).tolist()
        for row, id_, kind, name in zip(rows, columns.ids, columns.kinds, columns.names, strict=True):
            self.ids[row], self.kinds[row], self.names[row] = id_, kind, name
