"""The immutable part of the graph that analysis receives."""

from collections import defaultdict
from functools import cached_property

import msgspec

from xinmai.model.case import Case
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue, Party
from xinmai.model.provenance import Source
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.view import Completeness


class Subgraph(msgspec.Struct, frozen=True, dict=True):
    """Parties, relations and records as one view shows them, 子图. Nothing in it changes; nothing is fetched later."""

    parties: tuple[Party, ...]
    """Ordered by id."""
    relations: tuple[Relation, ...]
    """Ordered by id; both ends are in ``parties`` or are a case or contact value."""
    completeness: Completeness
    """What was cut."""
    records: tuple[CreditRecord, ...] = ()
    """Ordered by id, with parties, sanctions, events and links attached."""
    others: tuple[Case | ContactValue, ...] = ()
    """Nodes that are no parties, ordered by id."""
    sources: tuple[Source, ...] = ()
    """Sources of the facts, ordered by id; may be left out by the store."""

    @cached_property
    def party(self) -> dict[PublicId, Party]:
        """Parties by id."""
        return {p.id: p for p in self.parties}

    @cached_property
    def out_of(self) -> dict[PublicId, tuple[Relation, ...]]:
        """Relations by the id they start at."""
        return _grouped([(r.from_id, r) for r in self.relations])

    @cached_property
    def into(self) -> dict[PublicId, tuple[Relation, ...]]:
        """Relations by the id they end at."""
        return _grouped([(r.to_id, r) for r in self.relations])


def _grouped(pairs: list[tuple[PublicId, Relation]]) -> dict[PublicId, tuple[Relation, ...]]:
    groups: defaultdict[PublicId, list[Relation]] = defaultdict(list)
    for key, relation in pairs:
        groups[key].append(relation)
    return {key: tuple(group) for key, group in groups.items()}
