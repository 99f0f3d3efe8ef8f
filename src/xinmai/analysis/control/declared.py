"""What is declared about control, and where it differs from what the shares say."""

from collections.abc import Iterable, Iterator

from xinmai.analysis.control.above import Above
from xinmai.analysis.ownership.reading import CONCERT
from xinmai.analysis.ownership.registers import surely_holds
from xinmai.analysis.ownership.ways import with_certainty
from xinmai.model.control import Contradiction, ContradictionKind, Controller, ControllerTier
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, RelationKind


def declared_controllers(graph: Subgraph, above: Above, day: int) -> tuple[Relation, ...]:
    """Return the relations by which somebody is declared to control the company on a day, ordered by holder, then id."""
    found = (
        relation
        for relation in graph.into.get(above.of, ())
        if relation.kind is RelationKind.CONTROLS and relation.may_hold_on(day)
    )
    return tuple(sorted(found, key=lambda relation: (relation.from_id, relation.id)))


def controller_of(relation: Relation, above: Above, day: int) -> Controller:
    """Return a declared controller, with the votes that it is known to have besides."""
    hop = Hop(relation.id, RelationKind.CONTROLS, forward=True, node=above.of)
    return Controller(
        party=relation.from_id,
        tier=ControllerTier.DECLARED,
        bound=Bound.CERTAIN if surely_holds(relation, day) else Bound.POSSIBLE,
        share=above.share(relation.from_id),
        path=with_certainty(above.holdings, Path(relation.from_id, (hop,))),
        ground=relation.code,
    )


def contradictions(
    declared: Iterable[Relation], above: Above, computed: frozenset[PublicId]
) -> Iterator[Contradiction]:
    """Yield where declarations differ from the shares; a declared ground that counts is part of what is computed.

    ``computed``: whom the answer names as controllers on other grounds, suspected ones too.
    """
    told = tuple(declared)
    for relation in told:
        party, kind = relation.from_id, ContradictionKind
        others = tuple(sorted({one.from_id for one in told if not _agree(one, relation)} - {party}))
        if others:
            yield Contradiction(kind.DECLARED_TWICE, party, relation.id, others)
        in_concert = any(_agree(one, relation) for one in told if one is not relation)
        if in_concert or party in above.ultimate or party in computed:
            continue
        if party in above.certain:
            yield Contradiction(kind.DECLARED_NOT_ULTIMATE, party, relation.id, above.ultimate)
        elif party not in {*above.parties, *above.coalitions}:
            yield Contradiction(kind.DECLARED_WITHOUT_PATH, party, relation.id, above.ultimate)
        elif party not in above.possible:
            yield Contradiction(kind.DECLARED_NOT_COMPUTED, party, relation.id, above.ultimate)


def _agree(one: Relation, other: Relation) -> bool:
    """Say whether two declarations are of one and the same control: in concert."""
    return one.code == other.code == CONCERT
