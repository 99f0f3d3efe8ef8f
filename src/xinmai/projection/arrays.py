"""Ownership as arrays: parties as places 0, 1, …, stakes as columns, ready for answers about all of them at once.

What a stake is, and which register is trusted, is said in :mod:`xinmai.analysis.ownership.registers`; here it is
computed for all registers together, in whole numbers.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from xinmai.model.ownership_columns import OwnershipColumns
from xinmai.model.ownership_options import CONTROL
from xinmai.model.shares import WHOLE
from xinmai.projection.apart import StandIns, stand_ins
from xinmai.projection.declared import Claims, Declared, claims_of

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_MOST: Final = 8 * WHOLE
"""More than this is counted as this: so much in one register is trusted for nobody, and no sum leaves 64 bits."""
_PARTIES: Final = ("holders", "held", "members", "coalitions", "declarers", "controlled")
_SPARSE: Final = 8
"""Numbers of parties are looked up in a table if it has at most this many rows a holding."""


class Stakes(msgspec.Struct, frozen=True):
    """Who holds how much of whom, 持股, one row a pair of parties, ordered by company held, then holder."""

    holders: Places
    held: Places
    low: Ints
    """At least, in 1e-9 of the whole."""
    high: Ints
    """At most."""

    def where(self, chosen: Flags) -> "Stakes":
        """Return some of them."""
        return Stakes(self.holders[chosen], self.held[chosen], self.low[chosen], self.high[chosen])


class Ownership(msgspec.Struct, frozen=True):
    """All holdings of a graph on a day, 股权结构; a party is its place among those that hold, are held or belong to a pact.

    Behind the parties stand the stand-ins of those known by name only, one in each register.
    """

    numbers: Ints
    """The store's number of the party at each place, ascending as far as the parties go."""
    stand_ins: StandIns
    stakes: Stakes
    """Stakes of those that take part in control, in others than themselves."""
    room: Ints
    """Votes of each party that count: the whole without its own shares, or what is stated where rounding made it more; 0 where
    nobody is trusted to hold any."""
    control: Stakes
    """What decides control: the stakes, or what declared control puts in their place."""
    needed: Ints
    """Of what more than half is needed for control; the room, but where control is declared."""
    is_declared: Flags
    """Of whom control is declared."""
    barred: Flags
    """Who takes no part in control."""
    state_bodies: Flags
    coalitions: dict[int, Places]
    """Members of each declared coalition, 一致行动人."""
    is_known: Flags
    """Of parties: who holds something or is held; the others only belong to pacts."""


def ownership(batches: Iterable[OwnershipColumns]) -> Ownership:
    """Return the ownership that some batches state.

    Notes
    -----
    O(H log H) for H holdings, less where they come ordered. Least and greatest votes of a stake are those of
    :func:`xinmai.analysis.ownership.registers.stake_of`: holdings add up within a namespace, and namespaces bound one another.
    """
    told = _joined(batches)
    parties = _all_numbers(told)
    counts = ~np.isin(told["declarers"], told["barred"])
    declarers, controlled = (_places(parties, told[name][counts]) for name in ("declarers", "controlled"))
    holders, held = (_places(parties, told[name]) for name in ("holders", "held"))
    apart = stand_ins(_marked(parties, told["by_name"]), (holders, held), (declarers, controlled))
    numbers = apart.extended(parties)
    declared = Declared(apart.holders(declarers, controlled), controlled, told["sure"][counts] > 0)
    stakes = _stakes(apart.holders(holders, held), held, told["speakers"], told["low"], told["high"])
    barred, state = (_marked(numbers, told[name]) for name in ("barred", "state_bodies"))
    own = stakes.holders == stakes.held
    room = _room(stakes, own, len(numbers))
    claims = claims_of(declared, room)
    own_apart = stakes.where(~own & ~barred[stakes.holders])
    return Ownership(
        numbers=numbers,
        stand_ins=apart,
        stakes=own_apart,
        room=room,
        control=_with_claims(own_apart, claims, barred) if len(declared.companies) else own_apart,
        needed=claims.room,
        is_declared=claims.is_declared,
        barred=barred,
        state_bodies=state,
        coalitions=_coalitions(_places(parties, told["members"]), _places(parties, told["coalitions"])),
        is_known=_known(len(parties), holders, held, declarers, controlled),
    )


def _known(parties: int, *columns: Places) -> Flags:
    """Return which parties stand in one of some columns."""
    known = np.zeros(parties, np.bool_)
    for column in columns:
        known[column] = True
    return known


def passing(votes: Ints, room: Ints) -> Flags:
    """Say where votes are enough for control: more than half, as ``ownership_options.CONTROL``; never where there is no room."""
    enough: Flags = (room > 0) & (2 * votes > room)
    return enough


def is_enough(votes: int, room: int) -> bool:
    """Say the same of one company."""
    return 0 < room < 2 * votes


def runs(*keys: npt.NDArray[np.int32] | Ints) -> Ints:
    """Return where a run of equal keys begins, in columns that are ordered by them."""
    if not len(keys[0]):
        return np.zeros(0, np.int64)
    differs = np.zeros(len(keys[0]), np.bool_)
    differs[0] = True
    for key in keys:
        differs[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(differs)


def summed(values: Ints, starts: Ints) -> Ints:
    """Return the sum of each run."""
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, np.int64)


def _joined(batches: Iterable[OwnershipColumns]) -> dict[str, Ints]:
    parts: dict[str, list[Ints]] = {name: [] for name in OwnershipColumns.__struct_fields__}
    for batch in batches:
        for name, own in parts.items():
            column = getattr(batch, name)
            if len(column):
                own.append(np.frombuffer(column, np.int64))
    return {name: _taken(own) for name, own in parts.items()}


def _taken(parts: list[Ints]) -> Ints:
    """Return the parts as one column; what they were made of is given back."""
    whole = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    parts.clear()
    return whole


def _all_numbers(told: dict[str, Ints]) -> Ints:
    columns = [told[name] for name in _PARTIES]
    most = max((int(column.max()) for column in columns if len(column)), default=-1)
    if most < _SPARSE * sum(map(len, columns)):
        there = np.zeros(most + 1, np.bool_)
        for column in columns:
            there[column] = True
        return np.flatnonzero(there)
    return np.unique(np.concatenate(columns))


def _places(numbers: Ints, column: Ints) -> Places:
    """Return the place of each number, all of which there are."""
    if len(numbers) and int(numbers[-1]) < _SPARSE * len(numbers):
        table = np.zeros(int(numbers[-1]) + 1, np.int32)
        table[numbers] = np.arange(len(numbers), dtype=np.int32)
        return table[column]
    return np.searchsorted(numbers, column).astype(np.int32)


def _marked(numbers: Ints, column: Ints) -> Flags:
    """Return which of the parties stand in a column that may name others too."""
    return np.isin(numbers, column)


def _stakes(holders: Places, held: Places, speakers: Ints, low: Ints, high: Ints) -> Stakes:
    low, high = np.minimum(low, _MOST), np.minimum(high, _MOST)
    key = held.astype(np.int64) << 32 | holders
    order = (
        np.lexsort((speakers, key)) if len(speakers) and speakers.min() != speakers.max() else np.argsort(key)
    )
    key, speakers, low, high = key[order], speakers[order], low[order], high[order]
    told = runs(key, speakers)
    key, low, high = key[told], summed(low, told), summed(high, told)
    pairs = runs(key)
    if len(pairs) < len(key):
        key, low, high = key[pairs], np.minimum.reduceat(low, pairs), np.maximum.reduceat(high, pairs)
    return Stakes((key & 0xFFFFFFFF).astype(np.int32), (key >> 32).astype(np.int32), low, high)


def _room(stakes: Stakes, own: Flags, parties: int) -> Ints:
    """Return what counts as the whole of each register, as ``registers.fraction_of`` has it for the lower bound."""
    total, treasury = np.zeros(parties, np.int64), np.zeros(parties, np.int64)
    others = stakes.where(~own)
    starts = runs(others.held)
    total[others.held[starts]] = summed(others.low, starts)
    treasury[stakes.held[own]] = stakes.low[own]
    room = np.maximum(WHOLE - treasury, total)
    room[(total + treasury > WHOLE + CONTROL.tolerance) | (room < 0)] = 0
    return room


def _with_claims(stakes: Stakes, claims: Claims, barred: Flags) -> Stakes:
    """Return the stakes with the claims, of which shares only count where no declaration surely holds."""
    count = stakes.where(claims.by_shares[stakes.held])
    free = ~barred[claims.holders]
    key = np.concatenate([count.held, claims.held[free]]).astype(np.int64) << 32
    key |= np.concatenate([count.holders, claims.holders[free]])
    order = np.argsort(key, kind="stable")
    low, key = np.concatenate([count.low, claims.claims[free]])[order], key[order]
    pairs = runs(key)
    total = summed(low, pairs)
    return Stakes(
        (key[pairs] & 0xFFFFFFFF).astype(np.int32), (key[pairs] >> 32).astype(np.int32), total, total
    )


def _coalitions(members: Places, coalitions: Places) -> dict[int, Places]:
    order = np.lexsort((members, coalitions))
    coalitions, members = coalitions[order], members[order]
    bounds = [*runs(coalitions).tolist(), len(coalitions)]
    return {int(coalitions[a]): np.unique(members[a:b]) for a, b in pairwise(bounds)}
