"""Reads whom parties control: their holdings, and the registers of those in whom they have enough, level by level."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count, islice
from typing import Final, NamedTuple

from xinmai.analysis.groups.frontier import Climb, Descent, registers_below, stakes_below
from xinmai.analysis.ownership.cascade import Cascade
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.ledger import Ledger
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.vocabulary import Direction
from xinmai.ports.budget import computed
from xinmai.service.gathering import Gathering
from xinmai.service.upward import HELD

LONG: Final = 6
"""Levels after which a way up or down counts as long: the rest of it is then read ahead in one go."""


class Reached(NamedTuple):
    """Whom some parties control at most, and in whom these hold something."""

    holders: frozenset[PublicId]
    touched: frozenset[PublicId]


def reached_by(cascades: Iterable[Cascade]) -> Reached:
    """Return what some cascades reach together."""
    every = tuple(cascades)
    holders = frozenset(party for cascade in every for party in cascade.holders)
    return Reached(holders, frozenset(party for cascade in every for party in cascade.touched))


class ControlWalk:
    """The way up and down, register by register; each is read and added once.

    ``reach`` says whom the parties that are asked about control at most, as far as was read.
    """

    def __init__(
        self, gathering: Gathering, options: OwnershipOptions, reach: Callable[[Holdings], Reached]
    ) -> None:
        self.gathering = gathering
        self.options = options
        self.ledger = Ledger(gathering.view.as_of, options)
        self.known: set[PublicId] = set()
        """Whose holders were read."""
        self.followed: set[PublicId] = set()
        """Whose holdings were read."""
        self.rounds = 0
        self._reach = reach
        self._added = (0, 0)

    async def up(self, of: PublicId) -> None:
        """Read the holders on the way up from a party, as far as somebody above may control it."""
        self._add()
        climb = Climb(self.ledger, of)
        for level in count():
            wanted = climb.wanted()
            if level == LONG:
                await self.gathering.look_ahead(wanted, HELD, Direction.IN)
            if not wanted or not await self.gathering.expand(wanted, HELD, Direction.IN):
                return
            self.known.update(wanted)
            self._add()
            climb.go_on()

    async def down(self) -> None:
        """Read the holdings of the controlling parties and of whom they control, and the registers of whom these hold."""
        inside = (await self._reached()).holders
        self._add()
        descent = Descent(self.ledger, inside, self.known)
        while descent.newest:
            if self.rounds == LONG:
                await self._look_below(descent.newest)
            if not await self._follow(descent.newest):
                return
            wanted = descent.wanted()
            if not await self._read(wanted):
                return
            descent.go_on(wanted)
        await self._finish()

    async def _finish(self) -> None:
        """Read what the whole still asks for, which is rarely anything."""
        while not self._is_over:
            below = stakes_below((await self._reached()).holders, self.followed)
            if not below or not await self._follow(below):
                return
            reached = await self._reached()
            if not await self._read(registers_below(self.ledger, *reached, self.known)):
                return

    @property
    def _is_over(self) -> bool:
        return self.gathering.is_cut or self.rounds == self.options.max_depth

    async def _follow(self, parties: Collection[PublicId]) -> bool:
        """Read the holdings of some parties and say whether they fitted."""
        if self.rounds == self.options.max_depth:
            self.gathering.cut_by_depth(self.rounds)
            return False
        if not await self.gathering.expand(parties, HELD, Direction.OUT):
            return False
        self.followed.update(parties)
        self.rounds += 1
        self._add()
        return True

    async def _read(self, wanted: Sequence[PublicId]) -> bool:
        """Read the registers of some companies, in that order, and say whether they fitted."""
        if not await self.gathering.expand_in_order(wanted, HELD, Direction.IN):
            return False
        self.known.update(wanted)
        self._add()
        return True

    async def _reached(self) -> Reached:
        graph, day = self.gathering.graph(), self.gathering.view.as_of
        size = len(self.gathering.relations)
        return await computed(size, lambda: self._reach(read_holdings(graph, day, self.options)))

    async def _look_below(self, parties: Collection[PublicId]) -> None:
        below = await self.gathering.look_ahead(parties, HELD, Direction.OUT)
        if below:
            await self.gathering.look_around(below, HELD, Direction.IN)

    def _add(self) -> None:
        """Add to the ledger what was read since the last time; what was read keeps its order."""
        parties, relations = self._added
        self.ledger.add(
            islice(self.gathering.parties.values(), parties, None),
            islice(self.gathering.relations.values(), relations, None),
        )
        self._added = (len(self.gathering.parties), len(self.gathering.relations))
