"""Leads: a telephone, an address or an agent that outsiders share with the group. They prove nothing and are never followed further.

Model 9 of ``ownership.md``: party – shared node – party, never all pairs of those who share; strength by the number of the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from xinmai.analysis.affiliation.controlled import Found
from xinmai.analysis.affiliation.scope import Scope, hop_over
from xinmai.model.affiliates import Affiliation
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Bound
from xinmai.rules.affiliation import GroundOfAffiliation

Nodes = Mapping[PublicId, tuple[Relation, ...]]
"""By shared node, all relations that tie parties to it."""


def suspected(scope: Scope, entry: GroundOfAffiliation, shared: Nodes) -> Iterator[Found]:
    """Yield who shares a node with a party of the group. Linear in the relations of the nodes."""
    for node, relations in sorted(shared.items()):
        ties = ties_to(node, relations)
        inside = min((party for party in ties if party in scope.tied), default=None)
        if inside is None or scope.reason_over(node) is not None:
            continue
        for party in sorted(party for party in ties if scope.is_affiliate(party, entry)):
            first, second = ties[inside], ties[party]
            path = scope.path(
                inside,
                hop_over(first, outward=first.from_id == inside),
                hop_over(second, outward=second.from_id != party),
            )
            yield (
                party,
                Affiliation(
                    ground=entry.code,
                    bound=Bound.POSSIBLE,
                    path=path,
                    shared_by=len(ties),
                    strength=entry.strength(len(ties)),
                ),
            )


def ties_to(node: PublicId, relations: tuple[Relation, ...]) -> dict[PublicId, Relation]:
    """Return by party the first relation that ties it to a node."""
    ties: dict[PublicId, Relation] = {}
    for relation in sorted(relations, key=lambda own: own.id):
        ties.setdefault(relation.to_id if relation.from_id == node else relation.from_id, relation)
    return ties


def by_node(relations: Iterable[Relation], nodes: Collection[PublicId]) -> Nodes:
    """Return relations by the shared node at one of their ends."""
    found: defaultdict[PublicId, list[Relation]] = defaultdict(list)
    for relation in relations:
        for end in {relation.from_id, relation.to_id}.intersection(nodes):
            found[end].append(relation)
    return {node: tuple(own) for node, own in found.items()}
