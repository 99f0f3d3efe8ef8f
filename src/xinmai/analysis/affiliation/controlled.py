"""Enterprises outside that somebody near the group controls."""

from collections.abc import Iterable, Iterator

from xinmai.analysis.affiliation.approaches import Approach
from xinmai.analysis.affiliation.scope import Scope
from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.ways import way_down
from xinmai.model.affiliates import Affiliation
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Bound

Found = tuple[PublicId, Affiliation]
"""An affiliated party, and on which ground."""


def controlled(scope: Scope, approaches: Iterable[Approach]) -> Iterator[Found]:
    """Yield whom those near the group control alone, at any depth, with the way there. Two cascades for each of them."""
    reaches: dict[PublicId, tuple[Cascade, Cascade]] = {}
    for own in approaches:
        if own.to not in reaches:
            low, high = (cascade(scope.holdings, [own.to], bounding) for bounding in Bounding)
            reaches[own.to] = low, high
        yield from _reached(scope, own, *reaches[own.to])


def _reached(scope: Scope, own: Approach, certain: Cascade, possible: Cascade) -> Iterator[Found]:
    for party in sorted(possible.members | certain.members):
        if scope.is_affiliate(party):
            is_sure = party in certain.entered_by and own.bound is Bound.CERTAIN
            path = scope.joined(own.path, way_down(scope.holdings, certain if is_sure else possible, party))
            bound = scope.bound(path, ()) if is_sure else Bound.POSSIBLE
            yield party, Affiliation(ground=own.ground, bound=bound, path=path)
