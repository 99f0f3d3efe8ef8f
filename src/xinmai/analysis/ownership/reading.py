"""Facts read as holdings: for each company who holds what share of it, between which bounds, and who is said to control it.

What counts follows from the options of the question, which travel with the holdings.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from xinmai.analysis.ownership.holdings import DeclaredControl, Holdings, by_holder
from xinmai.analysis.ownership.parent_votes import without_parent_votes
from xinmai.analysis.ownership.registers import Register, Stake, register_of, stake_of, surely_holds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, Coalitions, OwnershipOptions, ParentVotes
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Certainty, CompletenessState, Flag, PartyKind, Property, RelationKind

INACTIVE = frozenset({"revoked", "annulled", "deregistered", "closed", "bankrupt"})
"""Statuses in which a company passes no votes on (``ownership.md`` 11: a dead intermediary cuts the path)."""
BY_NAME = (Certainty.NAME_ONLY, Certainty.SCOPED)
"""Identities that a name alone gives."""
NOMINEES = ("nominee", "depository")
"""Categories of parties that hold for others."""
FAMILY = "family"
"""Code of membership in a family: by default no coalition, for family alone is no pact."""

CONCERT = "concert"
"""Ground of control by all together who are declared so."""


def read_holdings(graph: Subgraph, day: int, options: OwnershipOptions = CONTROL) -> Holdings:
    """Return the holdings of a subgraph on a day. Linear in its relations."""
    pairs: defaultdict[tuple[PublicId, PublicId], list[Relation]] = defaultdict(list)
    for relation in graph.relations:
        if relation.kind is RelationKind.HOLDS and relation.may_hold_on(day):
            pairs[relation.from_id, relation.to_id].append(relation)
    stakes = [stake_of(holder, held, pairs[holder, held], day, options) for holder, held in sorted(pairs)]
    barred = {p.id: flag for p in graph.parties if (flag := why_barred(p, day, options)) is not None}
    declared = declared_control(graph.relations, day, options)
    counted = taking_part(declared, barred)
    coalitions = _coalitions(graph, day, options.coalitions)
    registers = _registers(stakes)
    found = Holdings(
        registers=registers,
        out=by_holder(stakes),
        parties=graph.party,
        barred=barred,
        coalitions=coalitions,
        unsure_members={c: _unsure(members, day) for c, members in coalitions.items()},
        declared=counted,
        declared_by=_by_declarer(counted),
        idle_declarers={held: _idle(own, barred) for held, own in declared.items() if _idle(own, barred)},
        by_name=frozenset(party.id for party in graph.parties if is_by_name(party)),
        unread=_unread(graph, registers),
        options=options,
    )
    return without_parent_votes(found) if options.parent_votes is ParentVotes.EXCLUDE else found


def is_by_name(party: Party) -> bool:
    """Say whether a party is known by name only, or by name inside one organisation: elsewhere the name may be another's."""
    return party.identity in BY_NAME


def why_barred(party: Party, day: int, options: OwnershipOptions = CONTROL) -> Flag | None:
    """Return why a party takes no part on a day; None if it does."""
    if not options.include_inactive and party.value_on(day, Property.STATUS) in INACTIVE:
        return Flag.INACTIVE_CUT
    if options.include_nominees:
        return None
    return Flag.NOMINEE if any(party.is_category(word, day) for word in NOMINEES) else None


def open_registers(holdings: Holdings, day: int) -> frozenset[PublicId]:
    """Return the companies whose register is stated to be incomplete and leaves a remainder: it may belong to anyone."""
    return frozenset(party for party in holdings.parties if is_open(holdings, party, day))


def is_open(holdings: Holdings, party: PublicId, day: int) -> bool:
    """Say whether the register of a company is stated to be incomplete and leaves a remainder."""
    found, register = holdings.parties.get(party), holdings.registers.get(party)
    if found is None or found.kind is PartyKind.PERSON:
        return False
    stated = 0 if register is None else register.total + register.own_low
    return stated < WHOLE and found.value_on(day, Property.HOLDERS_REGISTER) == "incomplete"


def declared_control(
    relations: Iterable[Relation], day: int, options: OwnershipOptions
) -> dict[PublicId, tuple[DeclaredControl, ...]]:
    """Return who is declared to control whom on a ground that counts, by company."""
    found: defaultdict[PublicId, list[DeclaredControl]] = defaultdict(list)
    for relation in relations:
        if confers_control(relation, day, options):
            is_sure, is_joint = surely_holds(relation, day), relation.code == CONCERT
            own = DeclaredControl(relation.from_id, relation.id, is_sure, is_joint)
            found[relation.to_id].append(own)
    return {
        held: tuple(sorted(own, key=lambda one: (one.holder, one.relation))) for held, own in found.items()
    }


def taking_part(
    declared: Mapping[PublicId, tuple[DeclaredControl, ...]], barred: Collection[PublicId]
) -> dict[PublicId, tuple[DeclaredControl, ...]]:
    """Return the declarations of those who take part: one by a dead company or a nominee counts for nothing."""
    counted = {held: tuple(one for one in own if one.holder not in barred) for held, own in declared.items()}
    return {held: own for held, own in counted.items() if own}


def _idle(own: Iterable[DeclaredControl], barred: Collection[PublicId]) -> tuple[PublicId, ...]:
    return tuple(one.holder for one in own if one.holder in barred)


def confers_control(relation: Relation, day: int, options: OwnershipOptions) -> bool:
    """Say whether a relation is declared control on a ground that counts whatever the shares are."""
    return (
        relation.kind is RelationKind.CONTROLS
        and relation.code in options.grounds
        and relation.from_id != relation.to_id
        and relation.may_hold_on(day)
    )


def _unread(graph: Subgraph, registers: dict[PublicId, Register]) -> frozenset[PublicId]:
    if graph.completeness.state in {CompletenessState.COMPLETE, CompletenessState.MISSING_DATA}:
        return frozenset()
    companies = (party.id for party in graph.parties if party.kind is not PartyKind.PERSON)
    return frozenset(party for party in companies if party not in registers)


def _registers(stakes: Iterable[Stake]) -> dict[PublicId, Register]:
    by_held: defaultdict[PublicId, dict[PublicId, Stake]] = defaultdict(dict)
    for stake in stakes:
        by_held[stake.held][stake.holder] = stake
    return {held: register_of(held, holders) for held, holders in by_held.items()}


def _by_declarer(
    declared: dict[PublicId, tuple[DeclaredControl, ...]],
) -> dict[PublicId, tuple[PublicId, ...]]:
    found: defaultdict[PublicId, set[PublicId]] = defaultdict(set)
    for held, own in declared.items():
        for one in own:
            found[one.holder].add(held)
    return {holder: tuple(sorted(helds)) for holder, helds in found.items()}


def _coalitions(graph: Subgraph, day: int, which: Coalitions) -> dict[PublicId, dict[PublicId, Relation]]:
    members: defaultdict[PublicId, dict[PublicId, Relation]] = defaultdict(dict)
    ordered = sorted(
        graph.relations, key=lambda own: (own.to_id, own.from_id, not surely_holds(own, day), own.id)
    )
    for relation in ordered:
        coalition = graph.party.get(relation.to_id)
        if (
            relation.kind is RelationKind.MEMBER_OF
            and coalition is not None
            and coalition.kind is PartyKind.COALITION
            and _counts(relation.code, which)
            and relation.may_hold_on(day)
        ):
            members[coalition.id].setdefault(relation.from_id, relation)
    return dict(members)


def _unsure(members: Mapping[PublicId, Relation], day: int) -> frozenset[PublicId]:
    return frozenset(member for member, relation in members.items() if not surely_holds(relation, day))


def _counts(code: str | None, which: Coalitions) -> bool:
    if which in {Coalitions.NONE, Coalitions.BOTH}:
        return which is Coalitions.BOTH
    return (code == FAMILY) is (which is Coalitions.FAMILY)
