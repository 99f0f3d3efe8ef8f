"""Ways down over holdings, as answers show them."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from xinmai.analysis.links import weakest
from xinmai.analysis.ownership.cascade import Cascade
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.vocabulary import RelationKind


def step_down(holdings: Holdings, holder: PublicId, held: PublicId) -> Hop:
    """Return the step from a holder to whom it holds: over declared control where there is some, else over its stake."""
    declared = [one.relation for one in holdings.declared.get(held, ()) if one.holder == holder]
    register = holdings.registers.get(held)
    stake = None if register is None else register.stakes.get(holder)
    holds = () if stake is None else stake.relations
    if declared:
        return Hop(
            declared[0], RelationKind.CONTROLS, forward=True, node=held, others=(*declared[1:], *holds)
        )
    return Hop(holds[0], RelationKind.HOLDS, forward=True, node=held, others=holds[1:])


def way_over(holdings: Holdings, nodes: Sequence[PublicId]) -> Path:
    """Return the path over some parties, each held by the one before it."""
    hops = tuple(step_down(holdings, holder, held) for holder, held in pairwise(nodes))
    return with_certainty(holdings, Path(nodes[0], hops))


def way_down(holdings: Holdings, reach: Cascade, party: PublicId) -> Path:
    """Return one way from a seed of a cascade down to a member, over the greatest stake at each step.

    From a coalition among the seeds it begins there, over the member that leads down.
    """
    nodes = [party]
    while nodes[-1] in reach.entered_by:
        nodes.append(reach.entered_by[nodes[-1]])
    return from_coalition(holdings, reach.seeds, way_over(holdings, nodes[::-1]))


def from_coalition(holdings: Holdings, seeds: Collection[PublicId], path: Path) -> Path:
    """Return a path that begins at the coalition among some seeds that its first party is a member of."""
    for coalition in seeds:
        membership = holdings.coalitions.get(coalition, {}).get(path.start)
        if membership is not None:
            hop = Hop(membership.id, RelationKind.MEMBER_OF, forward=False, node=path.start)
            return with_certainty(holdings, Path(coalition, (hop, *path.hops)))
    return path


def with_certainty(holdings: Holdings, path: Path) -> Path:
    """Return a path with the weakest identity on it."""
    known = [holdings.parties[key].identity for key in path.nodes if key in holdings.parties]
    return Path(path.start, path.hops, weakest(known), path.product)
