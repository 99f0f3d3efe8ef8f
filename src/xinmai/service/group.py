"""Which parties are one group? Up to who controls and is controlled by nobody, then down to all whom that one controls."""

import msgspec

from xinmai.analysis.frontier import registers_above, registers_below, stakes_below
from xinmai.analysis.group import group_of
from xinmai.analysis.holdings import Holdings, read_holdings
from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.ports.store import Reader
from xinmai.service.completeness import with_sources
from xinmai.service.gathering import Gathering

HOLDS = (RelationKind.HOLDS,)
MEMBER_OF = (RelationKind.MEMBER_OF,)


async def group(store: Reader, view: View, of: PublicId, budget: Budget) -> GroupResult:
    """Return the group of a party on the view's day; no limit of depth, only the budget of nodes.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    """
    gathering = Gathering(store, view, budget)
    await gathering.meet([of])
    if of not in gathering.parties:
        raise UnknownId(of)
    known = await _climb(gathering, of)
    depth = await _descend(gathering, of, known)
    found = group_of(gathering.graph(), of, view.as_of)
    said = gathering.completeness(_open(found), depth)
    whole = await with_sources(store, view, said, _used(gathering, found))
    return msgspec.structs.replace(found, completeness=whole)


async def _climb(gathering: Gathering, of: PublicId) -> set[PublicId]:
    """Read the holders on the way up, and the declared coalitions that they are members of."""
    known: set[PublicId] = set()
    asked: set[PublicId] = set()
    while wanted := registers_above(_holdings(gathering), of, known):
        if not await gathering.expand(wanted, HOLDS, Direction.IN):
            break
        known.update(wanted)
        await _read_pacts(gathering, gathering.parties.keys() - asked)
        asked.update(gathering.parties)
    return known


async def _read_pacts(gathering: Gathering, parties: set[PublicId]) -> None:
    await gathering.expand(parties, MEMBER_OF, Direction.OUT)
    kinds = {key: gathering.parties[key].kind for key in gathering.parties}
    coalitions = {key for key, kind in kinds.items() if kind is PartyKind.COALITION}
    await gathering.expand(coalitions, MEMBER_OF, Direction.IN)


async def _descend(gathering: Gathering, of: PublicId, known: set[PublicId]) -> int:
    """Read the holdings of head and members and the registers of whom they hold; return the number of rounds."""
    followed: set[PublicId] = set()
    rounds = 0
    while below := stakes_below(_holdings(gathering), of, followed):
        if not await gathering.expand(below, HOLDS, Direction.OUT):
            break
        followed.update(below)
        rounds += 1
        wanted = registers_below(_holdings(gathering), of, known)
        if not await gathering.expand_in_order(wanted, HOLDS, Direction.IN):
            break
        known.update(wanted)
    return rounds


def _holdings(gathering: Gathering) -> Holdings:
    return read_holdings(gathering.graph(), gathering.view.as_of)


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
