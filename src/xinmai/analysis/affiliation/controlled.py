"""Enterprises outside that somebody near the group controls."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from xinmai.analysis.affiliation.approaches import Approach
from xinmai.analysis.affiliation.scope import Scope
from xinmai.analysis.ownership.cascade import Cascade, cascade
from xinmai.analysis.ownership.reading import is_open
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.ways import way_down
from xinmai.model.affiliates import Affiliation
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Bound

Found = tuple[PublicId, Affiliation]
"""An affiliated party, and on which ground."""


class Reach(NamedTuple):
    """What somebody controls, by both readings of what is not known."""

    certain: Cascade
    possible: Cascade


def reaches_of(scope: Scope, approaches: Iterable[Approach]) -> dict[PublicId, Reach]:
    """Return what each of those near the group controls alone. Two cascades for each of them."""
    everybody = sorted({own.to for own in approaches})
    return {
        party: Reach(*(cascade(scope.holdings, [party], bounding) for bounding in Bounding))
        for party in everybody
    }


def controlled(
    scope: Scope, approaches: Iterable[Approach], reaches: dict[PublicId, Reach]
) -> Iterator[Found]:
    """Yield whom those near the group control alone, at any depth, with the way there."""
    for own in approaches:
        entry, reach = scope.words.of(own.ground), reaches[own.to]
        for party in sorted(reach.possible.members):
            if scope.is_affiliate(party, entry):
                yield party, _affiliation(scope, own, reach, party)


def _affiliation(scope: Scope, own: Approach, reach: Reach, party: PublicId) -> Affiliation:
    is_sure = party in reach.certain.entered_by and own.bound is Bound.CERTAIN
    way = way_down(scope.holdings, reach.certain if is_sure else reach.possible, party)
    path = scope.joined(own.path, way)
    bound = scope.bound(path, ()) if is_sure else Bound.POSSIBLE
    return Affiliation(ground=own.ground, bound=bound, path=path)


def left_open(scope: Scope, reaches: Iterable[Reach], sure: Collection[PublicId]) -> tuple[PublicId, ...]:
    """Return the companies outside whose register is incomplete and of which the group, or somebody near it, has a part.

    ``sure``: who is an affiliate for certain, of whom nothing is left open. Ordered by id.
    """
    held = {stake.held for party in scope.tied for stake in scope.holdings.out.get(party, ())}
    held |= {company for reach in reaches for company in reach.possible.touched}
    outside = held - scope.tied - set(sure)
    return tuple(sorted(party for party in outside if is_open(scope.holdings, party, scope.day)))
