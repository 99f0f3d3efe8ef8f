"""Which parties are one group? Up to who controls and is controlled by nobody, then down to all whom that one controls."""

from collections.abc import Collection, Sequence
from itertools import count, islice
from typing import Final

import msgspec

from xinmai.analysis.groups.frontier import Climb, Descent, registers_below, stakes_below
from xinmai.analysis.groups.group import Outline, group_of, outline_of
from xinmai.analysis.ownership.ledger import Ledger
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering

HOLDS = (RelationKind.HOLDS,)
MEMBER_OF = (RelationKind.MEMBER_OF,)
LONG: Final = 6
"""Levels after which a way up or down counts as long: the rest of it is then read ahead in one go."""


async def group(store: Reader, view: View, of: PublicId, budget: Budget) -> GroupResult:
    """Return the group of a party on the view's day; no limit of depth, only the budget of nodes and seconds.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        return await gathered_group(Gathering(store, view, budget), of)


async def gathered_group(gathering: Gathering, of: PublicId) -> GroupResult:
    """Return the group of a party; what it was judged by is in the gathering then.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    """
    await gathering.meet([of])
    if of not in gathering.parties:
        raise UnknownId(of)
    walk = _Walk(gathering, of)
    await walk.up()
    await _read_pacts(gathering)
    await walk.down()
    depth = await _descend(walk)
    graph = gathering.graph()
    found = await computed(len(graph.relations), group_of, graph, of, gathering.view.as_of)
    said = gathering.completeness(_open(found), depth)
    whole = await with_sources(gathering.store, gathering.view, said, _used(gathering, found))
    return msgspec.structs.replace(found, completeness=whole)


class _Walk:
    """The way up and down, register by register; each is read and added once."""

    def __init__(self, gathering: Gathering, of: PublicId) -> None:
        self.gathering = gathering
        self.of = of
        self.ledger = Ledger(gathering.view.as_of)
        self.known: set[PublicId] = set()
        """Whose holders were read."""
        self.followed: set[PublicId] = set()
        """Whose holdings were read."""
        self.rounds = 0
        self._added = (0, 0)

    async def up(self) -> None:
        """Read the holders on the way up."""
        self._add()
        climb = Climb(self.ledger, self.of)
        for level in count():
            wanted = climb.wanted()
            if level == LONG:
                await self.gathering.look_ahead(wanted, HOLDS, Direction.IN)
            if not wanted or not await self.gathering.expand(wanted, HOLDS, Direction.IN):
                return
            self.known.update(wanted)
            self._add()
            climb.go_on()

    async def down(self) -> None:
        """Read the holdings of head and members and the registers of whom they hold."""
        outline = await self.outline()
        self._add()
        inside = outline.certain.holders | outline.possible.holders
        descent = Descent(self.ledger, inside, self.known)
        while descent.newest:
            if self.rounds == LONG:
                await self._look_below(descent.newest)
            if not await self.follow(descent.newest):
                return
            wanted = descent.wanted()
            if not await self.read(wanted):
                return
            descent.go_on(wanted)

    async def follow(self, parties: Collection[PublicId]) -> bool:
        """Read the holdings of some parties and say whether they fitted."""
        if not await self.gathering.expand(parties, HOLDS, Direction.OUT):
            return False
        self.followed.update(parties)
        self.rounds += 1
        self._add()
        return True

    async def read(self, wanted: Sequence[PublicId]) -> bool:
        """Read the registers of some companies, in that order, and say whether they fitted."""
        if not await self.gathering.expand_in_order(wanted, HOLDS, Direction.IN):
            return False
        self.known.update(wanted)
        self._add()
        return True

    async def outline(self) -> Outline:
        """Return head and reach as far as was read."""
        holdings = read_holdings(self.gathering.graph(), self.gathering.view.as_of)
        return await computed(len(self.gathering.relations), outline_of, holdings, self.of)

    async def _look_below(self, parties: Collection[PublicId]) -> None:
        below = await self.gathering.look_ahead(parties, HOLDS, Direction.OUT)
        if below:
            await self.gathering.look_around(below, HOLDS, Direction.IN)

    def _add(self) -> None:
        """Add to the ledger what was read since the last time; what was read keeps its order."""
        parties, relations = self._added
        self.ledger.add(
            islice(self.gathering.parties.values(), parties, None),
            islice(self.gathering.relations.values(), relations, None),
        )
        self._added = (len(self.gathering.parties), len(self.gathering.relations))


async def _read_pacts(gathering: Gathering) -> None:
    """Read the declared coalitions that parties on the way up are members of."""
    await gathering.expand(tuple(gathering.parties), MEMBER_OF, Direction.OUT)
    coalitions = {key for key, party in gathering.parties.items() if party.kind is PartyKind.COALITION}
    await gathering.expand(coalitions, MEMBER_OF, Direction.IN)


async def _descend(walk: _Walk) -> int:
    """Read what the whole outline still asks for, which is rarely anything; return the number of rounds."""
    while not walk.gathering.is_cut:
        below = stakes_below(await walk.outline(), walk.followed)
        if not below or not await walk.follow(below):
            break
        held = registers_below(walk.ledger, await walk.outline(), walk.known)
        if not await walk.read(held):
            break
    return walk.rounds


def _open(found: GroupResult) -> str | None:
    if not found.open_registers:
        return None
    count = len(found.open_registers)
    return f"{count} register(s) of holders incomplete: the rest may belong to anyone"


def _used(gathering: Gathering, found: GroupResult) -> tuple[Fact, ...]:
    parties = (*found.members, *found.apart)
    keys = {found.of, found.name, *(member.party for member in parties)}
    keys |= {relation for member in parties for relation in member.via}
    return gathering.facts(keys | {fact for member in parties for fact in member.path.facts})
