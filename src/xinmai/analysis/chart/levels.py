"""In which row each party stands, and which edges close a cycle."""

from collections.abc import Collection

import networkx as nx

from xinmai.analysis.chart.choice import Chosen
from xinmai.model.ids import PublicId

Pair = tuple[PublicId, PublicId]
"""Who stands above whom."""


def order_of(of: PublicId, chosen: Chosen) -> dict[PublicId, int]:
    """Return a total order from the top down: farther owners, nearer ones, the asked party, nearer holdings, farther ones."""
    above = sorted(chosen.above, key=lambda met: (-met.steps, met.weight, met.party))
    below = sorted(chosen.below, key=lambda met: (met.steps, -met.weight, met.party))
    parties = (*(met.party for met in above), of, *(met.party for met in below))
    return {party: place for place, party in enumerate(parties)}


def closing(pairs: Collection[Pair], order: dict[PublicId, int]) -> frozenset[Pair]:
    """Return the pairs that lead back up inside a cycle; turned round they leave no cycle. Linear."""
    graph = nx.DiGraph(pairs)
    knot = {party: n for n, own in enumerate(nx.strongly_connected_components(graph)) for party in own}
    return frozenset(
        (upper, lower)
        for upper, lower in pairs
        if knot[upper] == knot[lower] and order[upper] >= order[lower]
    )


def knotted(pairs: Collection[Pair]) -> frozenset[PublicId]:
    """Return the parties that lie on a cycle of two or more."""
    components = nx.strongly_connected_components(nx.DiGraph(pairs))
    return frozenset(party for own in components if len(own) > 1 for party in own)


def levels(of: PublicId, chosen: Chosen, pairs: Collection[Pair]) -> dict[PublicId, int]:
    """Return the row of each party by the longest way to the asked one. Linear.

    ``pairs`` are without cycles: those that close one are given the other way round, so that they lead up by a row at least.
    """
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from((of, *chosen.parties))
    above = {met.party for met in chosen.above}
    below = {met.party for met in chosen.below}
    downwards = list(nx.topological_sort(graph))
    level = {of: 0}
    for party in reversed(downwards):
        if party in above:
            level[party] = min((level[p] for p in graph.successors(party) if p in level), default=0) - 1
    for party in downwards:
        if party in below:
            level[party] = max((level[p] for p in graph.predecessors(party) if p not in above), default=0) + 1
    return level
