"""All groups of a graph at once: the block of each company, what heads it, and how much of each company it holds."""

from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np

from xinmai.model.shares import WHOLE
from xinmai.projection.arrays import Flags, Ints, Ownership, Places, runs, summed
from xinmai.projection.cores import Cores, cores
from xinmai.projection.merging import Blocks, blocks
from xinmai.projection.pacts import Outgoing, Pact, pacts, united

_HOLDERS_OF_HALF: Final = 2


class Groups(msgspec.Struct, frozen=True):
    """Every group of a graph, 全部集团; a party is its place in the ownership they were found in."""

    label: Places
    """For each party the head of its group, its ultimate controller 最终控制人; without one, some company of the core."""
    is_headless: Flags
    """Of labels: several companies control one another, and nobody controls them."""
    cores: Cores
    joint_heads: Places
    """For each holder of exactly half of a head, beside another one: that head …"""
    joint_parents: Places
    """… and the holder."""
    votes: Ints
    """What the group of each party holds of it, at least, in 1e-9 of the whole."""


def groups(ownership: Ownership, order: Sequence[int]) -> Groups:
    """Return all groups of an ownership.

    Parameters
    ----------
    order
        The coalitions in the order of their ids.

    Notes
    -----
    As :func:`xinmai.analysis.groups.partition.partition`, for all parties in whole columns. See :func:`xinmai.projection.merging.blocks`
    for the cost; beside it two sorts of stakes.
    """
    found = blocks(ownership)
    controlled = {pact.coalition: pact for pact in pacts(ownership)}
    every = [controlled[coalition] for coalition in order]
    label, is_pact = united(found, every)
    heads, parents = _joint(ownership, found)
    free = ~is_pact[label[heads]]
    return Groups(
        label=label,
        is_headless=found.is_headless,
        cores=cores(ownership, found),
        joint_heads=heads[free],
        joint_parents=parents[free],
        votes=_votes(ownership, label, every),
    )


def _joint(ownership: Ownership, found: Blocks) -> tuple[Places, Places]:
    """Return who holds half of a head, where two blocks hold exactly half of it each and no share of theirs is open."""
    heads = (found.label == np.arange(len(found.label))) & ~found.is_headless & (ownership.room > 0)
    heads &= ~ownership.is_declared
    stakes = ownership.stakes.where(_may_be_halved(ownership, heads))
    key = stakes.held.astype(np.int64) << 32 | found.label[stakes.holders]
    order = np.argsort(key, kind="stable")
    starts = runs(key[order])
    low, high = (summed(column[order], starts) for column in (stakes.low, stakes.high))
    held = stakes.held[order][starts]
    is_half = (low == high) & (2 * low == ownership.room[held])
    halves = np.bincount(held[is_half], minlength=len(found.label))
    taken = is_half & (halves[held] >= _HOLDERS_OF_HALF)
    rows = order[np.repeat(taken, np.diff(starts, append=len(order)))]
    return stakes.held[rows], stakes.holders[rows]


def _may_be_halved(ownership: Ownership, heads: Flags) -> Flags:
    """Say which stakes are in heads whose whole room is held by those who take part."""
    stakes = ownership.stakes
    starts = runs(stakes.held)
    companies = stakes.held[starts]
    may = np.zeros(len(heads), np.bool_)
    may[companies] = heads[companies] & (summed(stakes.low, starts) == ownership.room[companies])
    chosen: Flags = may[stakes.held]
    return chosen


def _votes(ownership: Ownership, label: Places, found: Sequence[Pact]) -> Ints:
    """Return what the group of each party holds of it; a coalition holds with its members, who have groups of their own."""
    stakes, votes = ownership.stakes, np.zeros(len(label), np.int64)
    inside = stakes.where(label[stakes.holders] == label[stakes.held])
    starts = runs(inside.held)
    votes[inside.held[starts]] = summed(inside.low, starts)
    if not found:
        return votes
    votes[np.isin(label, [pact.coalition for pact in found])] = 0
    outgoing = Outgoing(stakes, len(label))
    for pact in found:
        rows = outgoing.of(pact.holders)
        rows = rows[label[stakes.held[rows]] == pact.coalition]
        np.add.at(votes, stakes.held[rows], stakes.low[rows])
    return votes


def strengths(votes: Ints, room: Ints) -> Ints:
    """Return shares of votes in 1e-9, rounded half to even, as they are printed; -1 where there is no room."""
    base = np.maximum(room, 1)
    whole, rest = np.divmod(votes * WHOLE, base)
    up = (2 * rest > base) | ((2 * rest == base) & (whole % 2 == 1))
    return np.where(room > 0, whole + up, -1)
