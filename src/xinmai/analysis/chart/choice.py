"""Who is drawn: the parties with the greatest stakes, counted along the chain, within so many steps and boxes."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from heapq import heappop, heappush

import msgspec

from xinmai.analysis.chart.ownership import Ownership, Ties, pairs, ties_down, ties_up
from xinmai.model.chart import ChartAsked
from xinmai.model.ids import PublicId
from xinmai.model.shares import WHOLE


class Met(msgspec.Struct, frozen=True):
    """A party that was met on the way up or down, 途经主体."""

    party: PublicId
    steps: int
    """Least number of steps from the asked party."""
    weight: Fraction
    """Greatest product of shares along a chain; a share that is not stated counts as great as it may be."""


class Chosen(msgspec.Struct, frozen=True):
    """Who is drawn beside the asked party, greatest stakes first, 入图主体. Nobody is both above and below."""

    above: tuple[Met, ...]
    below: tuple[Met, ...]

    @property
    def parties(self) -> frozenset[PublicId]:
        """All of them."""
        return frozenset(met.party for met in (*self.above, *self.below))


def choose(ownership: Ownership, asked: ChartAsked, hubs: Collection[PublicId] = ()) -> Chosen:
    """Return who is drawn of what was read.

    Parameters
    ----------
    ownership
        What was read; whom it does not know is not drawn.
    asked
        How far and how many. Where owners and holdings do not fit together, each side has half, and what it does not need
        is the other's.
    hubs
        Parties that are drawn and not followed, beside nominees and dead companies. The asked party is always followed.
    """
    closed = frozenset({*hubs, *ownership.votes.barred}) - {asked.of}
    above = meet(asked.of, ties_up(ownership), closed, asked.up, asked.boxes)
    below = meet(asked.of, ties_down(ownership), closed, asked.down, asked.boxes)
    above, below = _one_side(above, below)
    room = asked.boxes - 1
    for_above = min(len(above), max(room - len(below), (room + 1) // 2))
    chosen = Chosen(above[:for_above], below[: room - for_above])
    return _connected(ownership, asked.of, chosen)


def meet(of: PublicId, ties: Ties, closed: Collection[PublicId], steps: int, most: int) -> tuple[Met, ...]:
    """Return the parties that ties lead to, greatest weight first, so that whoever leads to a party comes before it.

    Notes
    -----
    Dijkstra's algorithm over products (no share is above the whole), O(E log E). Ties by steps, then by id.
    """
    distance = _steps(of, ties, closed, steps)
    found: dict[PublicId, Met] = {}
    waiting = [(Fraction(-1), 0, of)]
    while waiting and len(found) <= most:
        weight, _, party = heappop(waiting)
        if party in found:
            continue
        found[party] = Met(party, distance[party], -weight)
        if party in closed or distance[party] == steps:
            continue
        for far, share in ties.get(party, {}).items():
            if far not in found:
                heappush(waiting, (weight * Fraction(share, WHOLE), distance[far], far))
    return tuple(met for met in found.values() if met.party != of)


def _steps(of: PublicId, ties: Ties, closed: Collection[PublicId], steps: int) -> dict[PublicId, int]:
    """Return the least number of steps to each party; closed ones are reached and not passed."""
    distance, newest = {of: 0}, [of]
    for step in range(1, steps + 1):
        passed = [party for party in newest if party not in closed]
        newest = [far for party in passed for far in ties.get(party, {}) if far not in distance]
        distance.update(dict.fromkeys(newest, step))
    return distance


def _one_side(above: Iterable[Met], below: Iterable[Met]) -> tuple[tuple[Met, ...], tuple[Met, ...]]:
    """Leave whoever was met on both sides, which closes a cycle, on the nearer one, then on that of the greater stake."""
    up, down = {met.party: met for met in above}, {met.party: met for met in below}
    upper = tuple(met for met in up.values() if met.party not in down or _rank(met) <= _rank(down[met.party]))
    own = {met.party for met in upper}
    return upper, tuple(met for met in down.values() if met.party not in own)


def _rank(met: Met) -> tuple[int, Fraction]:
    return met.steps, -met.weight


def _connected(ownership: Ownership, of: PublicId, chosen: Chosen) -> Chosen:
    """Leave out whom no drawn tie leads to any longer."""
    drawn, joined, waiting = chosen.parties, {of}, [of]
    beside: dict[PublicId, set[PublicId]] = {party: set() for party in (of, *drawn)}
    for upper, lower in pairs(ownership):
        if upper in beside and lower in beside:
            beside[upper].add(lower)
            beside[lower].add(upper)
    while waiting:
        new = beside[waiting.pop()] - joined
        joined |= new
        waiting.extend(new)
    return Chosen(
        tuple(met for met in chosen.above if met.party in joined),
        tuple(met for met in chosen.below if met.party in joined),
    )
