"""Cores: the companies of a block without a head that control all its others, and one another."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import numpy as np

from xinmai.projection.arrays import Ints, Ownership, Places, is_enough
from xinmai.projection.merging import Blocks

Registers = dict[int, list[tuple[int, int]]]
"""Holder and votes of each stake in a company."""


class Cores(msgspec.Struct, frozen=True):
    """The cores of all blocks without a head, 相互控制核心, one row a company."""

    labels: Places
    """Label of its block."""
    parties: Places


def cores(ownership: Ownership, blocks: Blocks) -> Cores:
    """Return the companies that control all others of their block, as ``analysis.groups.partition`` names them.

    Notes
    -----
    The label of a block without a head is in its core. Where one company after another, from the label upward, is held by one
    alone, they come back to it, and they are the core: who controls the label controls its holder. Otherwise everybody who
    holds something of the label, directly or over others of the block, is tried: O(members times stakes) of that part.
    """
    labels = np.flatnonzero(blocks.is_headless).astype(np.int32)
    circles, open_ = _circles(labels, blocks.alone)
    found = np.concatenate([circles, *_tried(ownership, blocks, open_)])
    return Cores(found[:, 0], found[:, 1])


def _circles(labels: Places, alone: Places) -> tuple[Places, Places]:
    """Return the rows of circles of sole holders, and the labels that lie on none."""
    place, none = labels, np.zeros(0, np.int32)
    rows, opened = [np.zeros((0, 2), np.int32)], [none]
    while len(labels):
        rows.append(np.stack([labels, place], axis=1))
        place = alone[place]
        opened.append(labels[place < 0])
        goes_on = (place >= 0) & (place != labels)
        labels, place = labels[goes_on], place[goes_on]
    found, open_ = np.concatenate(rows), np.concatenate(opened)
    return found[~np.isin(found[:, 0], open_)], open_


def _tried(ownership: Ownership, blocks: Blocks, labels: Places) -> list[Places]:
    """Return the rows of the cores that are only held jointly."""
    if not len(labels):
        return []
    is_asked = np.zeros(len(blocks.label), np.bool_)
    is_asked[labels] = True
    stakes = ownership.control
    own = blocks.label[stakes.held]
    inside = stakes.where(
        is_asked[own]
        & (own == blocks.label[stakes.holders])
        & (stakes.low > 0)
        & ~ownership.barred[stakes.held]
    )
    registers: Registers = defaultdict(list)
    for holder, held, low in zip(
        inside.holders.tolist(), inside.held.tolist(), inside.low.tolist(), strict=True
    ):
        registers[held].append((holder, low))
    return [
        np.array([(label, party) for party in _core(label, registers, ownership.needed)], np.int32)
        for label in labels.tolist()
    ]


def _core(label: int, registers: Registers, room: Ints) -> list[int]:
    """Return who controls a company of the core, itself included.

    Whoever controls one of the core is of it; of those whom somebody outside controls, nobody is.
    """
    above = _above(label, registers)
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for held in above:
        for holder, low in registers.get(held, ()):
            out[holder].append((held, low))
    inside, outside = {label}, set[int]()
    for party in sorted(above):
        if party not in inside and party not in outside:
            reach = _reach(party, out, room, inside)
            if reach.isdisjoint(inside):
                outside |= reach
            else:
                inside.add(party)
    return sorted(inside)


def _above(label: int, registers: Registers) -> set[int]:
    """Return who holds something of a company of the block, directly or over others of it, and the company."""
    seen, waiting = {label}, [label]
    while waiting:
        new = [holder for holder, _ in registers.get(waiting.pop(), ()) if holder not in seen]
        seen.update(new)
        waiting.extend(new)
    return seen


def _reach(party: int, out: dict[int, list[tuple[int, int]]], room: Ints, goal: Iterable[int]) -> set[int]:
    """Return a party and whom it controls, as far as that is needed to meet the goal."""
    inside, waiting = {party}, [party]
    votes: defaultdict[int, int] = defaultdict(int)
    while waiting and inside.isdisjoint(goal):
        for held, low in out.get(waiting.pop(), ()):
            votes[held] += low
            if held not in inside and is_enough(votes[held], int(room[held])):
                inside.add(held)
                waiting.append(held)
    return inside
