"""Holdings as control reads them: for each company who holds what share of the votes, between which bounds.

Votes where votes are stated, capital elsewhere, in exact whole numbers. A holding whose share is not stated counts 0 in
the lower and the residual in the upper bound; one that may not hold on the day counts 0 in the lower bound. Several
holdings of one holder add up within a source; where two sources speak of one holder, they bound the share, for the same
holding told twice is not twice the holding.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import msgspec

from xinmai.model.dates import FOREVER, bounds, earliest
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Flag, PartyKind, Property, RelationKind

INACTIVE = frozenset({"revoked", "annulled", "deregistered", "closed", "bankrupt"})
"""Statuses in which a company passes no votes on (``ownership.md`` 11: a dead intermediary cuts the path)."""
FAMILY = "family"
"""Code of membership in a family: by default no coalition, for family alone is no pact."""


class Stake(msgspec.Struct, frozen=True):
    """What one party holds of another, 持股, in 1e-9 of the whole."""

    holder: PublicId
    held: PublicId
    low: int
    high: int
    relations: tuple[PublicId, ...]
    """The holdings it is made of, ordered by id."""


class Register(msgspec.Struct, frozen=True, dict=True):
    """All stated stakes in one company, 股东名册, its own apart."""

    held: PublicId
    stakes: dict[PublicId, Stake]
    """By holder."""
    own_low: int
    """What it holds of itself, 库存股, at least …"""
    own_high: int
    """… and at most."""

    @cached_property
    def total(self) -> int:
        """Sum of the lower bounds of all stakes but its own."""
        return sum(stake.low for stake in self.stakes.values())


class Holdings(msgspec.Struct, frozen=True):
    """The holdings of a subgraph on a day, ready for cascades."""

    registers: dict[PublicId, Register]
    """By company held."""
    out: dict[PublicId, tuple[Stake, ...]]
    """Stakes by holder, ordered by company held."""
    parties: dict[PublicId, Party]
    barred: dict[PublicId, Flag]
    """Parties that neither control nor are controlled, and why: dead companies, nominees."""
    coalitions: dict[PublicId, dict[PublicId, Relation]]
    """Members of each declared coalition and what says so, both ordered by id."""


def read_holdings(graph: Subgraph, day: int) -> Holdings:
    """Return the holdings of a subgraph on a day. Linear in its relations."""
    pairs: defaultdict[tuple[PublicId, PublicId], list[Relation]] = defaultdict(list)
    for relation in graph.relations:
        if relation.kind is RelationKind.HOLDS and relation.may_hold_on(day):
            pairs[relation.from_id, relation.to_id].append(relation)
    stakes = [stake_of(holder, held, pairs[holder, held], day) for holder, held in sorted(pairs)]
    return Holdings(
        registers=_registers(stakes),
        out=_by_holder(stakes),
        parties=graph.party,
        barred={p.id: flag for p in graph.parties if (flag := why_barred(p, day)) is not None},
        coalitions=_coalitions(graph, day),
    )


def why_barred(party: Party, day: int) -> Flag | None:
    """Return why a party takes no part in control on a day; None if it does."""
    if party.value_on(day, Property.STATUS) in INACTIVE:
        return Flag.INACTIVE_CUT
    return Flag.NOMINEE if party.is_category("nominee", day) else None


def stake_of(holder: PublicId, held: PublicId, relations: list[Relation], day: int) -> Stake:
    """Return what all holdings of one holder in one company come to on a day."""
    by_source: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for relation in relations:
        low, high = relation.vote_bounds()
        by_source[relation.namespace].append((low if _surely_holds(relation, day) else 0, high))
    sums = [(sum(low for low, _ in told), sum(high for _, high in told)) for told in by_source.values()]
    ids = tuple(sorted(relation.id for relation in relations))
    return Stake(holder, held, min(low for low, _ in sums), max(high for _, high in sums), ids)


def _surely_holds(relation: Relation, day: int) -> bool:
    """Say whether a holding that may hold surely does: an entry without a start stands in the register."""
    begun = relation.valid_from is None or bounds(relation.valid_from)[1] <= day
    lasting = not relation.ended if relation.valid_to is None else day < earliest(relation.valid_to, FOREVER)
    return begun and lasting


def _registers(stakes: Iterable[Stake]) -> dict[PublicId, Register]:
    by_held: defaultdict[PublicId, dict[PublicId, Stake]] = defaultdict(dict)
    for stake in stakes:
        by_held[stake.held][stake.holder] = stake
    return {held: register_of(held, holders) for held, holders in by_held.items()}


def register_of(held: PublicId, holders: dict[PublicId, Stake]) -> Register:
    """Return the register of a company from its stakes by holder, its own apart."""
    own = holders.pop(held, None)
    others = sum(stake.low for stake in holders.values())
    low, high = (0, 0) if own is None else (own.low, own.high)
    return Register(held, holders, low, max(low, min(high, WHOLE - others)))


def _by_holder(stakes: Iterable[Stake]) -> dict[PublicId, tuple[Stake, ...]]:
    by_holder: defaultdict[PublicId, list[Stake]] = defaultdict(list)
    for stake in stakes:
        if stake.holder != stake.held:
            by_holder[stake.holder].append(stake)
    return {holder: tuple(own) for holder, own in by_holder.items()}


def _coalitions(graph: Subgraph, day: int) -> dict[PublicId, dict[PublicId, Relation]]:
    members: defaultdict[PublicId, dict[PublicId, Relation]] = defaultdict(dict)
    for relation in sorted(
        graph.relations, key=lambda relation: (relation.to_id, relation.from_id, relation.id)
    ):
        coalition = graph.party.get(relation.to_id)
        if (
            relation.kind is RelationKind.MEMBER_OF
            and coalition is not None
            and coalition.kind is PartyKind.COALITION
            and relation.code != FAMILY
            and relation.may_hold_on(day)
        ):
            members[coalition.id].setdefault(relation.from_id, relation)
    return dict(members)
