"""Who holds a party and whom does it hold? Read step by step, the greatest stakes first, and drawn as one chart."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from xinmai.analysis.chart.boxes import Known
from xinmai.analysis.chart.chart import equity_chart as draw
from xinmai.analysis.chart.choice import choose, meet
from xinmai.analysis.chart.ownership import Ownership, Ties, read_ownership, ties_down, ties_up
from xinmai.errors import BadArgument
from xinmai.model.chart import ChartAsked, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering
from xinmai.service.group import gathered_group
from xinmai.service.upward import HELD, MEMBER_OF, known

UP: Final = 5
DOWN: Final = 2
BOXES: Final = 60
"""Drawn unless something else is asked for: owners mostly up to the last ones, holdings of holdings, what a sheet can show."""
MAX_BOXES: Final = 500
"""More boxes than that are no chart."""

_CHUNK: Final = 25
"""Parties that are read together: what does not fit any longer loses the smallest stakes only."""


async def equity_chart(
    store: Reader, view: View, asked: ChartAsked, budget: Budget, options: OwnershipOptions = CONTROL
) -> EquityChart:
    """Return the equity chart of a party on the view's day; ``options`` say what control is, for its head.

    Raises
    ------
    BadArgument
        If one of the numbers is out of range.
    UnknownId
        If no party has this id in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    _check(asked, budget)
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await known(gathering, of=asked.of)
        reading = _Reading(gathering, asked)
        await reading.run()
        around = Gathering(store, view, budget)
        group = await gathered_group(around, asked.of, options)
        graph, met = gathering.graph(), await reading.known()
        chart = await computed(len(graph.relations), draw, graph, asked, view.as_of, met, group.head)
        whole = await with_sources(store, view, chart.completeness, chart.facts)
    head = around.facts({group.head} - {fact.key for fact in chart.facts}) if group.head else ()
    return msgspec.structs.replace(chart, completeness=whole, facts=(*chart.facts, *head))


def _check(asked: ChartAsked, budget: Budget) -> None:
    numbers = (
        ("up", asked.up, 0, budget.depth),
        ("down", asked.down, 0, budget.depth),
        ("boxes", asked.boxes, 1, MAX_BOXES),
    )
    for name, value, least, greatest in numbers:
        if not least <= value <= greatest:
            raise BadArgument(name, f"must be between {least} and {greatest}, not {value}.")


class _Reading:
    """What was read around the asked party: whose holders, whose holdings."""

    def __init__(self, gathering: Gathering, asked: ChartAsked) -> None:
        self.gathering = gathering
        self.asked = asked
        self.read: set[tuple[PublicId, Direction]] = set()

    async def run(self) -> None:
        """Read owners, then holdings, as many as may be drawn; then the register of everybody who is drawn."""
        await self._walk(Direction.IN, self.asked.up, ties_up)
        await self._walk(Direction.OUT, self.asked.down, ties_down)
        while wanted := await self._without_register():
            if not await self._expand(wanted, Direction.IN):
                return

    async def known(self) -> Known:
        """Return what was read, and how much there is behind each box."""
        store, view = self.gathering.store, self.gathering.view
        degrees = await store.degrees(view, sorted(await self._drawn()))
        behind: Counter[tuple[PublicId, Direction]] = Counter()
        for party, own in degrees.items():
            for degree in own:
                behind[party, degree.direction] += degree.count if degree.kind in HELD else 0
        return Known(frozenset(self.read), behind, self._hubs)

    async def _walk(self, side: Direction, steps: int, ties: Callable[[Ownership], Ties]) -> None:
        """Read step by step what may be drawn; each round only those with the greatest stakes so far."""
        while steps:
            ownership = await self._ownership()
            closed = self._hubs.union(ownership.votes.barred) - {self.asked.of}
            met = meet(self.asked.of, ties(ownership), closed, steps, self.asked.boxes)
            near = (self.asked.of, *(one.party for one in met if one.steps < steps))
            wanted = [party for party in near if party not in closed and (party, side) not in self.read]
            if not wanted or not await self._expand(wanted, side):
                return

    async def _without_register(self) -> list[PublicId]:
        """Return who is drawn and whose holders were not read; only their bounds and edges are wanted."""
        read = {party for party, side in self.read if side is Direction.IN}
        drawn = await self._drawn() - read - self._hubs
        return sorted(p for p in drawn if self.gathering.parties[p].kind is not PartyKind.PERSON)

    async def _expand(self, parties: Sequence[PublicId], side: Direction) -> bool:
        """Read one step from some parties, the first ones first, and say whether all of it fitted."""
        for start in range(0, len(parties), _CHUNK):
            some = parties[start : start + _CHUNK]
            if not (await self._read_pacts(some, side) and await self.gathering.expand(some, HELD, side)):
                return False
            self.read.update((party, side) for party in some)
        return True

    async def _read_pacts(self, parties: Sequence[PublicId], side: Direction) -> bool:
        """Read the coalitions above some parties, or the members below those that are coalitions."""
        if side is Direction.IN:
            return await self.gathering.expand(parties, MEMBER_OF, Direction.OUT)
        kinds = {party: self.gathering.parties[party].kind for party in parties}
        pacts = [party for party, kind in kinds.items() if kind is PartyKind.COALITION]
        return await self.gathering.expand(pacts, MEMBER_OF, Direction.IN)

    async def _drawn(self) -> frozenset[PublicId]:
        chosen = choose(await self._ownership(), self.asked, self._hubs)
        return chosen.parties | {self.asked.of}

    async def _ownership(self) -> Ownership:
        graph = self.gathering.graph()
        return await computed(len(graph.relations), read_ownership, graph, self.gathering.view.as_of)

    @property
    def _hubs(self) -> frozenset[PublicId]:
        return frozenset(self.gathering.completeness().hubs_excluded)
