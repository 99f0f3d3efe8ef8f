"""Everything that puts one party above another in an equity chart: holdings, declared control, coalitions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Register, Stake
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, Basis
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import PartyKind, RelationKind

Ties = dict[PublicId, dict[PublicId, int]]
"""Party → who stands next to it on one side → greatest share that ties the two, in 1e-9, at most the whole."""

_BY_CAPITAL: Final = msgspec.structs.replace(CONTROL, basis=Basis.CAPITAL_SUBSCRIBED)


class Ownership(msgspec.Struct, frozen=True):
    """The ownership that a subgraph states on a day, 权属关系."""

    capital: Holdings
    votes: Holdings
    relations: dict[PublicId, Relation]
    """Holdings, declared controls and memberships of coalitions, by id."""
    grounds: tuple[Relation, ...]
    """Those of them that are no holdings, ordered by id."""


def read_ownership(graph: Subgraph, day: int) -> Ownership:
    """Return the ownership in a subgraph on a day. Linear in its relations."""
    held = [relation for relation in graph.relations if relation.may_hold_on(day)]
    grounds = tuple(relation for relation in held if _is_ground(relation, graph))
    stakes = [relation for relation in held if relation.kind is RelationKind.HOLDS]
    return Ownership(
        capital=read_holdings(graph, day, _BY_CAPITAL),
        votes=read_holdings(graph, day),
        relations={relation.id: relation for relation in (*stakes, *grounds)},
        grounds=grounds,
    )


def ends(relation: Relation) -> tuple[PublicId, PublicId]:
    """Return who stands above and who below: a coalition stands above its members, though they are members *of* it."""
    if relation.kind is RelationKind.MEMBER_OF:
        return relation.to_id, relation.from_id
    return relation.from_id, relation.to_id


def ties_up(ownership: Ownership) -> Ties:
    """Return who stands above whom; a share that is not stated counts as much as the register leaves."""
    registers = ownership.capital.registers.values()
    stakes = ((r.held, s.holder, _most(r, s, ownership)) for r in registers for s in r.stakes.values())
    grounds = ((lower, upper, WHOLE) for upper, lower in map(ends, ownership.grounds))
    return _tied((*stakes, *grounds))


def ties_down(ownership: Ownership) -> Ties:
    """Return who stands below whom; a share that is not stated counts as the whole: the registers below are not read yet."""
    stakes = ((s.holder, s.held, s.high) for own in ownership.capital.out.values() for s in own)
    grounds = ((upper, lower, WHOLE) for upper, lower in map(ends, ownership.grounds))
    return _tied((*stakes, *grounds))


def range_of(register: Register, stake: Stake, *, is_stated: bool) -> tuple[int, int]:
    """Return between which bounds a share lies, in 1e-9: as stated, else what the other holders of the register leave.

    Where they leave nothing, register and holding contradict each other and nothing is known.
    """
    room = WHOLE - register.own_low - (register.total - stake.low)
    leaves = room if room > 0 else WHOLE
    return stake.low, stake.high if is_stated else max(stake.low, min(stake.high, leaves))


def is_stated(ownership: Ownership, stake: Stake) -> bool:
    """Say whether each holding that a stake is made of states a share of capital, exactly or as a range."""
    return all(_states(ownership.relations[key]) for key in stake.relations)


def _most(register: Register, stake: Stake, ownership: Ownership) -> int:
    return range_of(register, stake, is_stated=is_stated(ownership, stake))[1]


def _states(relation: Relation) -> bool:
    return any(value is not None for value in (relation.share, relation.share_min, relation.share_max))


def _is_ground(relation: Relation, graph: Subgraph) -> bool:
    """Say whether a relation is a declared control, or the membership of a coalition."""
    if relation.from_id == relation.to_id:
        return False
    if relation.kind is RelationKind.CONTROLS:
        return True
    whole = graph.party.get(relation.to_id)
    return relation.kind is RelationKind.MEMBER_OF and whole is not None and whole.kind is PartyKind.COALITION


def _tied(found: Iterable[tuple[PublicId, PublicId, int]]) -> Ties:
    ties: defaultdict[PublicId, dict[PublicId, int]] = defaultdict(dict)
    for near, far, most in found:
        ties[near][far] = max(ties[near].get(far, 0), min(most, WHOLE))
    return dict(ties)


def pairs(ownership: Ownership) -> Iterator[tuple[PublicId, PublicId]]:
    """Yield who stands above whom, each pair once for each holder and ground; a holding in oneself is left out."""
    for own in ownership.capital.out.values():
        yield from ((stake.holder, stake.held) for stake in own)
    yield from map(ends, ownership.grounds)
