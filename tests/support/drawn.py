"""Small drawn graphs: facts in, the subgraph that a store would hand to analysis out.

``pyramid("韩一 60 H", "H ? U", persons="韩一")`` draws holdings; ``drawn(facts…)`` puts any facts together as a read would:
dated facts attached to parties; parties, sanctions and events attached to records; everything ordered by id.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from xinmai.model.dates import to_day
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, RecordParty, Sanction
from xinmai.model.relation import Relation
from xinmai.model.shares import parse_percent
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Certainty, CompletenessState, PartyKind, Property, RelationKind

from support import facts as build

F = TypeVar("F", bound=Fact)

DAY = to_day("2025-06-01")


def drawn(facts: Iterable[Fact], as_of: int = DAY) -> Subgraph:
    """Return the subgraph of some facts; ends that nobody states are enterprises."""
    given = list(facts)
    relations = sorted(_of(given, Relation), key=lambda r: r.id)
    parties = {p.id: p for p in _of(given, Party)}
    facts_of = _of(given, PartyFact)
    for relation in relations:
        for end in (relation.from_id, relation.to_id):
            parties.setdefault(end, build.party(end))
    return Subgraph(
        parties=tuple(_with_facts(parties[key], facts_of) for key in sorted(parties)),
        relations=tuple(relations),
        completeness=Completeness(CompletenessState.COMPLETE, as_of, 1, len(parties)),
        records=tuple(sorted((record_of(given, r.id) for r in _of(given, CreditRecord)), key=lambda r: r.id)),
    )


def record_of(facts: Iterable[Fact], public_id: str) -> CreditRecord:
    """Return one record with everything attached."""
    given = list(facts)
    record = next(r for r in _of(given, CreditRecord) if r.id == public_id)
    return msgspec.structs.replace(
        record,
        parties=tuple(sorted((p for p in _of(given, RecordParty) if p.record == public_id), key=_key)),
        sanctions=tuple(sorted((s for s in _of(given, Sanction) if s.record == public_id), key=_key)),
        events=tuple(sorted((e for e in _of(given, RecordEvent) if e.record == public_id), key=_key)),
    )


def holdings(*lines: str) -> list[Relation]:
    """Return holdings: ``A 60 B``, ``A ? B`` (not stated), ``A 20-30 B`` (a range), ``A 85/60 B`` (capital/votes)."""
    return [_holding(line, number) for number, line in enumerate(lines)]


def pyramid(
    *lines: str,
    persons: str = "",
    state: str = "",
    nominees: str = "",
    dead: str = "",
    incomplete: str = "",
    alone: str = "",
    coalitions: Mapping[str, str] | None = None,
    family: bool = False,
    controls: str = "",
    by_name: str = "",
) -> Subgraph:
    """Return a graph of holdings; names are ids of namespace ``t`` and enterprises unless listed as something else.

    ``controls="A contract B, C - D"``: declared control by its ground, ``-`` for none; ``contract?`` may have ended, and so may
    ``q?`` among the members of a coalition.
    ``by_name``: who is known by name only.
    """
    facts: list[Fact] = [
        *holdings(*lines),
        *(_control(*line.split()) for line in controls.split(",") if line),
    ]
    facts += [build.person(f"t:{name}") for name in persons.split()]
    facts += [build.party(f"t:{name}") for name in alone.split()]
    facts += [build.party_fact(f"t:{name}", Property.CATEGORY, "state_body") for name in state.split()]
    facts += [build.party_fact(f"t:{name}", Property.CATEGORY, "nominee") for name in nominees.split()]
    facts += [build.party_fact(f"t:{name}", Property.STATUS, "deregistered") for name in dead.split()]
    facts += [
        build.party_fact(f"t:{name}", Property.HOLDERS_REGISTER, "incomplete") for name in incomplete.split()
    ]
    code = "family" if family else None
    for name, members in (coalitions or {}).items():
        facts.append(build.party(f"t:{name}", None, PartyKind.COALITION))
        facts += [_membership(m, name, code) for m in members.split()]
    named = {f.party for f in _of(facts, PartyFact)} - {p.id for p in _of(facts, Party)}
    graph = drawn([*facts, *(build.party(name) for name in sorted(named))])
    return named_only(graph, {f"t:{name}" for name in by_name.split()})


def named_only(graph: Subgraph, parties: Collection[str]) -> Subgraph:
    """Return a graph in which some parties are known by name only."""
    changed = (
        msgspec.structs.replace(party, identity=Certainty.NAME_ONLY) if party.id in parties else party
        for party in graph.parties
    )
    return msgspec.structs.replace(graph, parties=tuple(changed))


def short(ids: Iterable[PublicId]) -> list[str]:
    """Return ids without their namespace, in the order given."""
    return [build.local(public_id) for public_id in ids]


def _holding(line: str, number: int) -> Relation:
    holder, share, held = line.split()
    own = f"t:h{number:04}"
    capital, _, votes = share.partition("/")
    rest: dict[str, int | None] = {"vote_share": parse_percent(votes)} if votes else {}
    if capital == "?":
        return build.holds(f"t:{holder}", f"t:{held}", None, public_id=own)
    low, _, high = capital.partition("-")
    if high:
        rest |= {"share_min": parse_percent(low), "share_max": parse_percent(high)}
        return build.relation(RelationKind.HOLDS, f"t:{holder}", f"t:{held}", own, **rest)
    return build.holds(f"t:{holder}", f"t:{held}", low, public_id=own, **rest)


def _membership(member: str, coalition: str, code: str | None) -> Relation:
    name, ended = member.strip("?"), member.endswith("?")
    until = "2025" if ended else None
    return build.relation(RelationKind.MEMBER_OF, f"t:{name}", f"t:{coalition}", code=code, valid_to=until)


def _control(holder: str, ground: str, held: str) -> Relation:
    code, ended = ground.strip("-?") or None, ground.endswith("?")
    own = f"t:controls/{holder}/{held}"
    return build.relation(
        RelationKind.CONTROLS, f"t:{holder}", f"t:{held}", own, code=code, valid_to="2025" if ended else None
    )


def _with_facts(party: Party, facts: Sequence[PartyFact]) -> Party:
    own = sorted((f for f in facts if f.party == party.id), key=lambda f: (f.prop, f.valid_from or "", f.key))
    return msgspec.structs.replace(party, facts=tuple(own))


def _of(facts: Iterable[Fact], kind: type[F]) -> list[F]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _key(fact: Fact) -> str:
    return fact.key
