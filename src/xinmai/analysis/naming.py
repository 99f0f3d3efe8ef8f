"""Whom a record names. A printed name identifies somebody inside one organisation and nowhere else (CONTRACT 3)."""

import msgspec

from xinmai.analysis.openness import OpenQuestion
from xinmai.analysis.triggers import annulled_for
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord, RecordParty
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Answer, Capacity, Certainty, PartyKind, Property
from xinmai.rules.risk_weights import SUSPECTED
from xinmai.rules.rule_words import Finding


class Named(msgspec.Struct, frozen=True):
    """A party that a record names otherwise than as its subject, 被列名者."""

    party: PublicId
    row: RecordParty
    certainty: Certainty
    link: Relation | None = None
    """For a printed name: the relation to the organisation that identifies the person there."""


class Names(msgspec.Struct, frozen=True):
    """All parties that a record names, and the printed names that nobody can be bound to."""

    named: tuple[Named, ...] = ()
    questions: tuple[tuple[RecordParty, OpenQuestion], ...] = ()

    def finding_on(self, party: PublicId, enterprise: PublicId) -> Finding:
        """Return what the record says of a party's responsibility for an enterprise; yes or no outweighs silence."""
        said = {
            named.row.personal_responsibility
            for named in self.named
            if named.party == party and named.row.party_scope in (None, enterprise)
        }
        if not said:
            return Finding.NONE
        return next(finding for answer, finding in _BY_WEIGHT if answer in said)


_BY_WEIGHT = (
    (Answer.YES, Finding.YES),
    (Answer.NO, Finding.NO),
    (Answer.UNKNOWN, Finding.UNKNOWN),
)


def read_names(record: CreditRecord, graph: Subgraph) -> Names:
    """Bind the rows of a record to parties: by id, or by name inside the stated organisation and source only."""
    gone = annulled_for(record)
    named: list[Named] = []
    questions: list[tuple[RecordParty, OpenQuestion]] = []
    for row in record.parties:
        if row.capacity is Capacity.SUBJECT or row.party in gone:
            continue
        if row.party is not None:
            named.append(Named(row.party, row, identity_of(row.party, graph)))
            continue
        bound = bind(row, graph)
        if bound is None:
            questions.append((row, OpenQuestion(row.party_name or row.key, _unbound(row))))
        elif bound.from_id not in gone:
            named.append(Named(bound.from_id, row, Certainty.SCOPED, bound))
    return Names(tuple(named), tuple(questions))


def identity_of(party: PublicId, graph: Subgraph) -> Certainty:
    """Return how the source knows a party; a party that was not read is taken by its id."""
    found = graph.party.get(party)
    return Certainty.PROVEN if found is None else found.identity


def bind(row: RecordParty, graph: Subgraph) -> Relation | None:
    """Return the relation of the one person of that name in that organisation by that source; None if none or several."""
    if row.party_scope is None or row.party_name is None:
        return None
    links = [
        relation
        for relation in graph.into.get(row.party_scope, ())
        if relation.kind not in SUSPECTED
        and relation.namespace == row.namespace
        and bears(graph.party.get(relation.from_id), row.party_name)
    ]
    return links[0] if len({link.from_id for link in links}) == 1 else None


def bears(party: Party | None, name: str) -> bool:
    """Say whether a person has, or had, a name: as stated or by a dated fact, spelling variants of print apart."""
    if party is None or party.kind is not PartyKind.PERSON:
        return False
    wanted = normal_form(name)
    names = (party.name, *(fact.value for fact in party.facts if fact.prop is Property.NAME))
    return any(normal_form(own) == wanted for own in names)


def _unbound(row: RecordParty) -> str:
    return f"the name stands for no one person inside {row.party_scope or 'any organisation'}; a name alone reaches nobody"
