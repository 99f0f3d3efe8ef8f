"""Declared coalitions come second: a block belongs to one whose members together control its head and no single party does."""

import msgspec
import numpy as np

from xinmai.projection.arrays import Flags, Ints, Ownership, Places, Stakes, passing
from xinmai.projection.merging import Blocks


class Pact(msgspec.Struct, frozen=True):
    """What a declared coalition and its members control together, 一致行动人共同控制."""

    coalition: int
    companies: Places
    """Whom they control, beside themselves."""
    holders: Places
    """They and those companies, as far as they take part in control."""


class Outgoing:
    """The stakes by holder."""

    def __init__(self, stakes: Stakes, parties: int) -> None:
        self._order = np.argsort(stakes.holders, kind="stable")
        counts = np.bincount(stakes.holders, minlength=parties)
        self._start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])

    def of(self, holders: Places) -> Ints:
        """Return the rows of the stakes of some holders."""
        begin, counts = self._start[holders], self._start[holders + 1] - self._start[holders]
        before = np.cumsum(counts) - counts
        rows: Ints = self._order[np.arange(int(counts.sum())) + np.repeat(begin - before, counts)]
        return rows


def pacts(ownership: Ownership) -> list[Pact]:
    """Return what each coalition controls. Linear in the stakes of all that they control, beside one sort of all stakes."""
    if not ownership.coalitions:
        return []
    count = len(ownership.numbers)
    outgoing, votes = Outgoing(ownership.control, count), np.zeros(count, np.int64)
    return [
        _pact(ownership, outgoing, votes, coalition, members)
        for coalition, members in ownership.coalitions.items()
    ]


def _pact(ownership: Ownership, outgoing: Outgoing, votes: Ints, coalition: int, members: Places) -> Pact:
    """Follow the votes of a coalition downward; ``votes`` is zero everywhere, before and after."""
    seeds = np.union1d(members, np.array([coalition], np.int32))
    newest = seeds[~ownership.barred[seeds]]
    holders, touched = newest, np.zeros(0, np.int32)
    while len(newest):
        rows = outgoing.of(newest)
        held = ownership.control.held[rows]
        np.add.at(votes, held, ownership.control.low[rows])
        reached = np.unique(held)
        touched = np.union1d(touched, reached)
        newest = _new(ownership, votes, reached, holders)
        holders = np.union1d(holders, newest)
    votes[touched] = 0
    return Pact(coalition, np.setdiff1d(holders, seeds, assume_unique=True), holders)


def _new(ownership: Ownership, votes: Ints, reached: Places, inside: Places) -> Places:
    enough = passing(votes[reached], ownership.needed[reached]) & ~ownership.barred[reached]
    return np.setdiff1d(reached[enough], inside, assume_unique=True)


def united(blocks: Blocks, found: list[Pact]) -> tuple[Places, Flags]:
    """Return the label of each party with the blocks of coalitions united, and which labels are coalitions.

    Parameters
    ----------
    found
        Coalitions in the order of their ids: the first one that controls a head has its block. One that is itself controlled
        stays where it is, and heads nothing.
    """
    count = len(blocks.label)
    above, is_pact = np.full(count, -1, np.int32), np.zeros(count, np.bool_)
    is_head = (blocks.label == np.arange(count)) & ~blocks.is_headless
    free = [pact for pact in found if is_head[pact.coalition]]
    own = np.array([pact.coalition for pact in free], np.int32)
    above[own] = own
    for pact in free:
        new = pact.companies[above[pact.companies] < 0]
        above[new] = pact.coalition
    heads = np.flatnonzero((above >= 0) & is_head)
    renamed = np.arange(count, dtype=np.int32)
    renamed[heads] = above[heads]
    is_pact[above[heads]] = True
    return renamed[blocks.label], is_pact
