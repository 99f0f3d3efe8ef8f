"""Cycles of holdings."""

from collections.abc import Iterable

import networkx as nx

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.model.ids import PublicId


def cycles(holdings: Holdings, among: Iterable[PublicId]) -> tuple[tuple[PublicId, ...], ...]:
    """Return the sets of parties that reach one another over holdings, each with two or more, ordered.

    Notes
    -----
    Strongly connected components of the holdings among the given parties (networkx, Tarjan's algorithm without recursion);
    linear in their holdings. A holding in oneself is no cycle; declared control that counts is like a holding.
    """
    inside = set(among)
    graph = nx.DiGraph()
    graph.add_edges_from(
        (holder, held) for holder in inside for held in holdings.below(holder) if held in inside
    )
    components = nx.strongly_connected_components(graph)
    return tuple(sorted(tuple(sorted(component)) for component in components if len(component) > 1))
