"""How a group changed between two days, and because of what."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from xinmai.model.group import GroupResult, ShareBounds
from xinmai.model.group_diff import Cause, CauseKind, GroupChange, Place
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Property, RelationKind

Days = tuple[int, int]

_KINDS: Final[Mapping[RelationKind, tuple[CauseKind, CauseKind]]] = {
    RelationKind.HOLDS: (CauseKind.HOLDING_BEGAN, CauseKind.HOLDING_ENDED),
    RelationKind.CONTROLS: (CauseKind.CONTROL_DECLARED, CauseKind.DECLARATION_ENDED),
    RelationKind.MEMBER_OF: (CauseKind.PACT_JOINED, CauseKind.PACT_LEFT),
}
"""Kind of relation → what its beginning and its end are."""
_PASSING: Final = frozenset({Property.STATUS, Property.CATEGORY})
"""Properties that decide whether a party passes votes on."""


def changed_parties(before: GroupResult, after: GroupResult) -> tuple[PublicId, ...]:
    """Return whose place or strength differs, ordered by id."""
    first, second = _places(before), _places(after)
    every = sorted(first.keys() | second.keys())
    return tuple(party for party in every if first.get(party, _OUTSIDE) != second.get(party, _OUTSIDE))


def group_changes(
    before: GroupResult, after: GroupResult, around: Subgraph, days: Days
) -> tuple[GroupChange, ...]:
    """Return the parties whose place or strength differs, each with what made the difference.

    Parameters
    ----------
    before, after
        The group on the two days.
    around
        Relations of all days into and out of the changed parties, with the parties at their ends.
    days
        The first and the second day.

    Notes
    -----
    A cause is what holds on one of the two days only: a holding, declared control, membership of a pact, a status. What comes
    from the group's own parties goes before what others hold, that before what the party itself holds. Where nothing
    differs at a party it follows the changed parties that hold something of it, else those of which it holds something.
    Linear in ``around``.
    """
    first, second = _places(before), _places(after)
    changed = changed_parties(before, after)
    reading = _Reading(around, days, frozenset(changed), first.keys() | second.keys())
    return tuple(
        GroupChange(
            party=party,
            before=first.get(party, _OUTSIDE)[0],
            after=second.get(party, _OUTSIDE)[0],
            strength_before=first.get(party, _OUTSIDE)[1],
            strength_after=second.get(party, _OUTSIDE)[1],
            causes=reading.causes(party),
        )
        for party in changed
    )


Standing = tuple[Place, ShareBounds | None]
_OUTSIDE: Final[Standing] = (Place.OUTSIDE, None)


def _places(result: GroupResult) -> dict[PublicId, Standing]:
    """Return where each party stands."""
    found: dict[PublicId, Standing] = {
        member.party: (_INSIDE[member.bound], member.strength) for member in (*result.members, *result.apart)
    }
    if result.head is not None:
        found[result.head] = (Place.HEAD, None)
    return found


_INSIDE: Final = {Bound.CERTAIN: Place.MEMBER, Bound.POSSIBLE: Place.POSSIBLE, Bound.NO: Place.BESIDE}


class _Reading:
    """What differs between two days."""

    def __init__(
        self, around: Subgraph, days: Days, changed: frozenset[PublicId], inside: Collection[PublicId]
    ) -> None:
        self.around = around
        self.days = days
        self.changed = changed
        self.inside = inside
        """Who belongs to the group on one of the days, or stands beside it."""

    def causes(self, party: PublicId) -> tuple[Cause, ...]:
        """Return what made the difference at a party, by kind, then key."""
        into = self.around.into.get(party, ())
        ours = [relation for relation in into if self._is_ours(relation.from_id)]
        out = [
            r for r in self.around.out_of.get(party, ()) if r.to_id in self.changed or r.to_id in self.inside
        ]
        below = {
            Cause(CauseKind.FOLLOWS, party=r.to_id)
            for r in out
            if r.to_id in self.changed and self._holds_at_all(r)
        }
        ways = (
            self._differing(ours),
            self._differing(into),
            self._differing(out),
            self._followed(into),
            below,
        )
        facts = {cause for one in (party, *(r.from_id for r in ours)) for cause in self._facts(one)}
        first = next((way for way in ways if way), set())
        own = facts | (ways[0] if facts else first)
        return tuple(sorted(own, key=lambda cause: (cause.kind, cause.fact or "", cause.party or "")))

    def _is_ours(self, holder: PublicId) -> bool:
        """Say whether a holder belongs to the group, itself or over a pact that does."""
        return holder in self.inside or any(pact in self.inside for pact in self._pacts(holder))

    def _pacts(self, holder: PublicId) -> list[PublicId]:
        out = self.around.out_of.get(holder, ())
        return [relation.to_id for relation in out if relation.kind is RelationKind.MEMBER_OF]

    def _differing(self, relations: Iterable[Relation]) -> set[Cause]:
        found: set[Cause] = set()
        for relation in relations:
            held = tuple(relation.may_hold_on(day) for day in self.days)
            if relation.kind in _KINDS and held[0] != held[1]:
                began, ended = _KINDS[relation.kind]
                found.add(Cause(began if held[1] else ended, relation.id))
        return found

    def _followed(self, into: Iterable[Relation]) -> set[Cause]:
        holders = {relation.from_id for relation in into if self._holds_at_all(relation)}
        leading = {*holders, *(pact for holder in holders for pact in self._pacts(holder))}
        return {Cause(CauseKind.FOLLOWS, party=one) for one in leading & self.changed}

    def _holds_at_all(self, relation: Relation) -> bool:
        return relation.kind in _KINDS and any(relation.may_hold_on(day) for day in self.days)

    def _facts(self, party: PublicId) -> set[Cause]:
        """Return what differs about whether a party passes votes on."""
        found = self.around.party.get(party)
        facts = () if found is None else found.facts
        return {
            Cause(CauseKind.STATUS_CHANGED, fact.key)
            for fact in facts
            if fact.prop in _PASSING and fact.may_hold_on(self.days[0]) != fact.may_hold_on(self.days[1])
        }
