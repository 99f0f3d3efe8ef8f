"""A group as evidence: head, members, who stands beside, and each with the holdings that say so."""

from collections.abc import Iterable, Iterator
from typing import Final

from xinmai.analysis.evidence import Answered
from xinmai.analysis.evidence_parts import Ground, path_content, sentence
from xinmai.analysis.sentences import listed, name_text
from xinmai.model.absence import Absence, Gap
from xinmai.model.consequence import Wording
from xinmai.model.evidence import Claim, Question
from xinmai.model.group import Flagged, GroupMember, GroupResult, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.party import PartyFact
from xinmai.model.path import Path
from xinmai.model.relation import Relation
from xinmai.model.shares import percent_of
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import CompletenessState, Property, RelationKind
from xinmai.rules.evidence_words import EvidenceWords

LONGEST_WAY: Final = 12
"""Hops of a way that a member tells; the claims of those between lead further, and all ways of a long chain would be its square."""
_SENTENCE = {
    "CONTROL": "member",
    "DECLARED": "member_declared",
    "STATE_ONLY": "member_state",
    "POSSIBLE": "possible",
    "JOINT_50": "apart",
}


def group_answered(found: GroupResult, graph: Subgraph, day: int, words: EvidenceWords) -> Answered:
    """Return a group as claims, each with its facts.

    Parameters
    ----------
    found, graph
        The group, and the surroundings by which it was judged.
    day, words
        The day of the question; the sentences.
    """
    told = _Told(found, graph, day, words)
    notes = ["group_note", *(["state_note"] if found.note else [])]
    return Answered(
        question=Question(
            "group", {"of": found.of}, told.sentence("question_group", name=told.name(found.of))
        ),
        claims=tuple(told.claims()),
        completeness=found.completeness,
        relations=(RelationKind.HOLDS, RelationKind.MEMBER_OF),
        gaps=tuple(told.gaps()),
        notes=tuple(told.sentence(name) for name in notes),
    )


class _Told:
    """Tells a group."""

    def __init__(self, found: GroupResult, graph: Subgraph, day: int, words: EvidenceWords) -> None:
        self.found = found
        self.graph = graph
        self.day = day
        self.words = words
        self.ground = Ground(graph, day)
        self.is_cut = found.completeness.state is CompletenessState.CUT_BY_NODES
        """Whether there may be somebody above who was not read."""

    def sentence(self, name: str, /, **places: Wording) -> Wording:
        return sentence(self.words, name, **places)

    def name(self, *parties: PublicId) -> Wording:
        return listed([name_text(party, self.graph, self.day) for party in parties])

    def claims(self) -> Iterator[Claim]:
        """Yield what is answered."""
        yield self._head()
        yield from (self._member("member", member) for member in self.found.members)
        yield from (self._member("apart", member) for member in self.found.apart)
        yield from map(self._flag, self.found.flags)
        yield from map(self._open, self.found.open_registers)

    def gaps(self) -> Iterator[Gap]:
        """Yield what no source states: holders of the head, the rest of open registers, single shares."""
        head = self.found.head
        is_open = head is not None and self.found.head_kind not in {"PERSON", "COALITION"}
        if head is not None and is_open and not self.is_cut and not self._register(head):
            yield self._no_holders(head)
        for party in self.found.open_registers:
            yield Gap(f"{party}.holders", Absence.NOT_STATED, "its register is stated to be incomplete")
        used = {key for member in (*self.found.members, *self.found.apart) for key in member.via}
        for relation in self.graph.relations:
            low, high = relation.vote_bounds()
            if relation.id in used and low != high:
                because = f"{relation.source} states the holding without one exact share"
                yield Gap(f"{relation.id}.share", Absence.NOT_STATED, because)

    def _head(self) -> Claim:
        found = self.found
        parties = (found.of, found.name, *found.core, *found.joint_parents, *found.possible_heads)
        content = {
            "head": found.head,
            "head_kind": found.head_kind,
            "name": found.name,
            "core": list(found.core),
            "joint_parents": list(found.joint_parents),
            "possible_heads": list(found.possible_heads),
        }
        above = {relation.id for party in {found.name, *found.core} for relation in self._register(party)}
        pact = {r.id for r in self.graph.into.get(found.name, ()) if r.kind is RelationKind.MEMBER_OF}
        body = [fact.key for fact in self._stated(found.name, Property.CATEGORY)]
        return self.ground.claim("head", content, parties, {*above, *pact, *body}, self._head_text())

    def _head_text(self) -> Wording:
        found = self.found
        name = self.name(found.name)
        if found.head_kind == "MUTUAL_CONTROL_CORE":
            core = "core_cut" if self.is_cut else "core"
            return self.sentence(core, core=self.name(*found.core), name=name)
        if found.head_kind == "JOINT":
            return self.sentence("joint", parents=self.name(*found.joint_parents), name=name)
        head = "head_cut" if self.is_cut else "head"
        return self.sentence(head, head=name, kind=self.words.head_kind[found.head_kind])

    def _member(self, kind: str, member: GroupMember) -> Claim:
        is_short = len(member.path.hops) <= LONGEST_WAY
        content = {
            "party": member.party,
            "ground": member.ground,
            "bound": str(member.bound),
            "strength": {
                "lower": percent_of(member.strength.lower),
                "upper": percent_of(member.strength.upper),
            },
            "path": path_content(member.path) if is_short else None,
            "via": list(member.via),
        }
        own = {relation.id for relation in self._register(member.party) if relation.from_id == member.party}
        way = member.path if is_short else Path(member.party)
        keys = {*own, *member.via, *way.facts}
        return self.ground.claim(kind, content, {member.party, *way.nodes}, keys, self._text(member))

    def _text(self, member: GroupMember) -> Wording:
        if (
            member.party == self.found.name
        ):  # it stands for a core or a joint venture: held by those above, not by itself
            return self._head_text()
        return self.sentence(
            _SENTENCE[member.ground],
            head=self.name(self.found.name),
            party=self.name(member.party),
            strength=strength_text(member.strength),
        )

    def _flag(self, flagged: Flagged) -> Claim:
        party = flagged.party
        keys: set[str] = {relation.id for relation in self._register(party)}
        keys |= {
            fact.key for prop in (Property.CATEGORY, Property.STATUS) for fact in self._stated(party, prop)
        }
        text = self.sentence("flag", party=self.name(party), flag=self.words.flag[flagged.flag])
        return self.ground.claim("flag", {"party": party, "flag": str(flagged.flag)}, [party], keys, text)

    def _open(self, party: PublicId) -> Claim:
        keys = [fact.key for fact in self._stated(party, Property.HOLDERS_REGISTER)]
        text = self.sentence("open_register", party=self.name(party))
        return self.ground.claim("open_register", {"party": party}, [party], keys, text)

    def _no_holders(self, head: PublicId) -> Gap:
        stated = self._stated(head, Property.HOLDERS_REGISTER)
        if stated and stated[-1].value == "complete":
            because = f"{stated[-1].source} states its register complete, and it names nobody"
            return Gap(f"{head}.holders", Absence.KNOWN_NONE, because)
        return Gap(f"{head}.holders", Absence.NOT_STATED, "no source states a holder of it on this day")

    def _register(self, party: PublicId) -> Iterable[Relation]:
        return [r for r in self.graph.into.get(party, ()) if r.kind is RelationKind.HOLDS]

    def _stated(self, party: PublicId, prop: Property) -> tuple[PartyFact, ...]:
        found = self.graph.party.get(party)
        return () if found is None else found.facts_on(self.day, prop)


def strength_text(strength: ShareBounds) -> Wording:
    """Return a share as each language writes it."""
    low, high = percent_of(strength.lower), percent_of(strength.upper)
    return (
        Wording(f"{low}%", f"{low} %") if low == high else Wording(f"{low}%至{high}%", f"{low} % to {high} %")
    )
