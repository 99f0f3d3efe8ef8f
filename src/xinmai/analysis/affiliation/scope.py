"""What affiliates are looked for around: the parties of a group that more than the state ties together."""

from collections.abc import Iterable
from functools import cached_property

import msgspec

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import surely_holds
from xinmai.analysis.ownership.ways import with_certainty
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, HubReason, PartyKind, RelationKind
from xinmai.rules.affiliation import AffiliationGrounds, GroundOfAffiliation
from xinmai.rules.hubs import HubList

_NO_ENTERPRISE = frozenset({PartyKind.PERSON, PartyKind.AGENCY, PartyKind.COALITION, PartyKind.GROUP})


def tied_parties(group: GroupResult) -> frozenset[PublicId]:
    """Return the parties of a group whose affiliates are its affiliates.

    Not a state body that heads it, and nobody who is under the same one and tied by nothing else (公司法 2023 art. 265(4)): asked
    about the state body itself there are none.
    """
    if group.head_kind == "STATE_BODY" and group.of == group.head:
        return frozenset()
    sure = {m.party for m in group.members if m.bound is Bound.CERTAIN and m.ground != "STATE_ONLY"}
    head = group.name if group.head is None else group.head
    return frozenset(sure | {group.of} | ({head} if group.head_kind != "STATE_BODY" else set()))


class Scope(msgspec.Struct, frozen=True, dict=True):
    """A group and what was read around it."""

    group: GroupResult
    graph: Subgraph
    holdings: Holdings
    """The holdings of ``graph`` on the day."""
    day: int
    words: AffiliationGrounds
    """What each ground needs."""
    hubs: HubList

    @cached_property
    def tied(self) -> frozenset[PublicId]:
        """The parties around which affiliates are looked for; see :func:`tied_parties`."""
        return tied_parties(self.group)

    def is_affiliate(self, party: PublicId, entry: GroundOfAffiliation) -> bool:
        """Say whether a party can be an affiliate on a ground: an organisation outside that lives, and none that relates nobody."""
        found = self.graph.party.get(party)
        return (
            found is not None
            and party not in self.tied
            and party not in self.holdings.barred
            and found.kind not in _NO_ENTERPRISE
            and self.reason_over(party) is None
            and not any(found.is_category(category, self.day) for category in entry.excepted)
        )

    def is_person(self, party: PublicId) -> bool:
        """Say whether a party is a natural person."""
        found = self.graph.party.get(party)
        return found is not None and found.kind is PartyKind.PERSON

    def reason_over(self, party: PublicId) -> HubReason | None:
        """Return why a party relates nobody; None if it may."""
        found = self.graph.party.get(party)
        if found is None:
            return None
        return HubReason.STATE_BODY if found.is_state_body(self.day) else self.hubs.reason_of(found, self.day)

    def relations(
        self, party: PublicId, kinds: Iterable[RelationKind], *, outward: bool
    ) -> tuple[Relation, ...]:
        """Return a party's relations of some kinds, from it or into it, that may hold on the day: surest first, then by kind and id."""
        every = (self.graph.out_of if outward else self.graph.into).get(party, ())
        wanted = frozenset(kinds)
        found = [r for r in every if r.kind in wanted and r.may_hold_on(self.day)]
        return tuple(sorted(found, key=lambda own: (not surely_holds(own, self.day), own.kind, own.id)))

    def bound(self, path: Path, relations: Iterable[Relation]) -> Bound:
        """Return how sure a ground is that stands on some relations and leads over the parties of a path."""
        is_sure = all(surely_holds(relation, self.day) for relation in relations)
        is_known = not self.holdings.by_name.intersection(path.nodes)
        return Bound.CERTAIN if is_sure and is_known else Bound.POSSIBLE

    def path(self, start: PublicId, *hops: Hop) -> Path:
        """Return a path with the weakest identity on it."""
        return with_certainty(self.holdings, Path(start, hops))

    def joined(self, first: Path, second: Path) -> Path:
        """Return two paths as one; the second starts where the first ends."""
        return self.path(first.start, *first.hops, *second.hops)


def hop_over(relation: Relation, *, outward: bool, others: Iterable[Relation] = ()) -> Hop:
    """Return the step over a relation, from its start or from its end."""
    node = relation.to_id if outward else relation.from_id
    return Hop(relation.id, relation.kind, outward, node, tuple(other.id for other in others))
