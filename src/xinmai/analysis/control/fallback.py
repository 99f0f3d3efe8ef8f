"""Who manages a company from day to day: named where no other test finds a natural person."""

from collections.abc import Sequence

from xinmai.analysis.ownership.registers import surely_holds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import MissingOwner, MissingReason, Owner, OwnerProng
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, PartyKind, RelationKind


def managers(
    graph: Subgraph, of: PublicId, day: int, offices: Sequence[RelationKind], *, sure: bool
) -> tuple[Owner, ...]:
    """Return the natural persons in the first of some offices that somebody holds on a day, ordered by id.

    ``sure``: whether it is certain that no other test finds anybody.
    """
    for office in offices:
        holding = [
            relation
            for relation in graph.into.get(of, ())
            if relation.kind is office and relation.may_hold_on(day) and _is_person(graph, relation.from_id)
        ]
        if holding:
            certain = {r.from_id for r in holding if sure and surely_holds(r, day)}
            return tuple(
                Owner(
                    party=party,
                    prong=OwnerProng.FALLBACK,
                    bound=Bound.CERTAIN if party in certain else Bound.POSSIBLE,
                    share=None,
                    role=office,
                )
                for party in sorted({relation.from_id for relation in holding})
            )
    return ()


def no_manager(of: PublicId) -> MissingOwner:
    """Return the gap that nobody is named as managing a company."""
    return MissingOwner(MissingReason.NO_MANAGER, of)


def _is_person(graph: Subgraph, party: PublicId) -> bool:
    found = graph.party.get(party)
    return found is not None and found.kind is PartyKind.PERSON
