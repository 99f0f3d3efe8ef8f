"""All blocks at once: the finest partition in which a block that holds enough of a company contains it.

The same partition as :func:`xinmai.analysis.groups.partition.partition` makes party by party. In each round every block looks at all that
its parties hold together; a company of which one holds enough comes under it with its whole block. Blocks that so come under
one another in a circle become one without a head.
"""

import msgspec
import numpy as np

from xinmai.projection.arrays import Flags, Ownership, Places, Stakes, passing, runs, summed


class Blocks(msgspec.Struct, frozen=True):
    """Which parties are under one control, 同一控制."""

    label: Places
    """For each party the head of its block; where there is none, one of the companies that control all the others."""
    is_headless: Flags
    """Of labels: nobody heads the block."""
    alone: Places
    """For each company who by itself holds enough of it; -1: nobody."""


def blocks(ownership: Ownership) -> Blocks:
    """Return the finest partition closed under control.

    Notes
    -----
    Nobody's votes sum to more than the whole, so at most one block has enough of a company, and order plays no part
    (``ownership.md`` 2 and 7). A round sorts the stakes of which a block may have grown, O(E log E); there are as many rounds
    as control that is only reached jointly stands above one another, in registers few.
    """
    merging = _Merging(ownership)
    single = _single(ownership, merging.stakes)
    alone = np.full(len(ownership.numbers), -1, np.int32)
    alone[single.held] = single.blocks
    merging.take(single)
    merging.stakes = _jointly_held(ownership, merging.stakes, merging.is_pulled)
    while len(merging.stakes.held) and merging.has_grown:
        merging.take(merging.joint())
    return Blocks(merging.label, merging.is_headless, alone)


class _Pulls(msgspec.Struct, frozen=True):
    """Companies and the blocks that hold enough of them."""

    held: Places
    blocks: Places


def _single(ownership: Ownership, stakes: Stakes) -> _Pulls:
    """Return who holds enough of a company alone."""
    enough = passing(stakes.low, ownership.needed[stakes.held])
    return _Pulls(stakes.held[enough], stakes.holders[enough])


def _jointly_held(ownership: Ownership, stakes: Stakes, is_pulled: Flags) -> Stakes:
    """Return the stakes of companies that nobody holds alone and all together may."""
    stakes = stakes.where(~is_pulled[stakes.held])
    starts = runs(stakes.held)
    companies = stakes.held[starts]
    may = np.zeros(len(ownership.numbers), np.bool_)
    may[companies] = passing(summed(stakes.low, starts), ownership.needed[companies])
    return stakes.where(may[stakes.held])


class _Merging:
    """The blocks so far; each is named by its head, for only a head can still be pulled."""

    def __init__(self, ownership: Ownership) -> None:
        count = len(ownership.numbers)
        self.ownership = ownership
        self.label = np.arange(count, dtype=np.int32)
        self.is_headless = np.zeros(count, np.bool_)
        self.is_pulled = np.zeros(count, np.bool_)
        self.has_grown = True
        self.stakes = ownership.control.where(
            (ownership.control.low > 0) & ~ownership.barred[ownership.control.held]
        )
        self._moved = np.zeros(count, np.bool_)

    def take(self, pulls: _Pulls) -> None:
        """Bring pulled companies with their blocks under the blocks that pulled them."""
        self.has_grown = len(pulls.held) > 0
        if not self.has_grown:
            return
        self.is_pulled[pulls.held] = True
        above, circles = _roots(pulls, len(self.label))
        self.is_headless[circles] = True
        label = above[self.label]
        self._moved = label != self.label
        self.label = label

    def joint(self) -> _Pulls:
        """Return which blocks hold enough of a company that no block had enough of before."""
        self.stakes = self.stakes.where(~self.is_pulled[self.stakes.held])
        grown = self._grown()
        holders, key = self.label[grown.holders], grown.held.astype(np.int64) << 32
        key |= holders
        order = np.argsort(key)
        starts = runs(key[order])
        first = order[starts]
        enough = passing(summed(grown.low[order], starts), self.ownership.needed[grown.held[first]])
        return _Pulls(grown.held[first][enough], holders[first][enough])

    def _grown(self) -> Stakes:
        """Return all stakes of the companies of which a stake changed its block in the last round."""
        touched = np.zeros(len(self.label), np.bool_)
        touched[self.stakes.held[self._moved[self.stakes.holders]]] = True
        return self.stakes.where(touched[self.stakes.held])


def _roots(pulls: _Pulls, count: int) -> tuple[Places, Places]:
    """Return for each label the one that it comes under in the end, and the labels of circles.

    Pointer jumping over those that were pulled. What still points at a pulled one after as many steps as there are such
    leads into a circle, and then stands on it: its smallest place names it.
    """
    above = np.arange(count, dtype=np.int32)
    above[pulls.held] = pulls.blocks
    once = above.copy()
    is_pulled = np.zeros(count, np.bool_)
    is_pulled[pulls.held] = True
    waiting, steps = pulls.held[is_pulled[pulls.blocks]], 1
    while len(waiting) and steps <= len(pulls.held):
        above[waiting] = above[above[waiting]]
        waiting = waiting[is_pulled[above[waiting]]]
        steps *= 2
    names = _named(np.unique(above[waiting]), once)
    above[waiting] = names[above[waiting]]
    return above, np.unique(above[waiting])


def _named(on_circles: Places, once: Places) -> Places:
    """Return for the places on circles the smallest one of each circle; ``once`` leads a step along it."""
    least, next_ = np.arange(len(once), dtype=np.int32), once.copy()
    steps = 1
    while steps < len(on_circles):
        least[on_circles] = np.minimum(least[on_circles], least[next_[on_circles]])
        next_[on_circles] = next_[next_[on_circles]]
        steps *= 2
    return least
