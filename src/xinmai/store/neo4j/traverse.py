"""Traversals: one statement each; the walk, its limits and the mask are the engine's work."""

from collections.abc import Sequence

from xinmai.model.cuts import beyond_depth, no_path, too_many_nodes, too_many_on_paths
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import CompletenessState, Direction
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Kinds
from xinmai.store.assembly import Cuts, assembled
from xinmai.store.neo4j.facts import nodes_of
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import FOLLOWED
from xinmai.store.reading import read_all


async def expand(
    server: Server, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
) -> Subgraph:
    """Return what lies within ``budget.depth`` hops, breadth first."""
    asked = {"seeds": list(seeds), "depth": budget.depth, "nodes": budget.nodes, "hub": budget.hub}
    return await _walked(server, view, "expand", asked, kinds, direction, budget)


async def closure(
    server: Server, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
) -> Subgraph:
    """Return everything that is reachable, at any depth."""
    asked = {"seeds": list(seeds), "nodes": budget.nodes}
    return await _walked(server, view, "closure", asked, kinds, direction, budget)


async def _walked(
    server: Server,
    view: View,
    name: str,
    asked: dict[str, object],
    kinds: Kinds,
    direction: Direction,
    budget: Budget,
) -> Subgraph:
    async with within(budget):
        lens = Lens(server, view, budget.seconds)
        followed = FOLLOWED if kinds is None else kinds
        (row,) = await lens.rows(name, asked, direction=direction, kinds=followed)
        return await computed(len(row["relations"]), _read_walk, view, budget, row)


def _read_walk(view: View, budget: Budget, row: Row) -> Subgraph:
    cuts = Cuts()
    if row["tooMany"] is not None:
        cuts.say(CompletenessState.CUT_BY_NODES, too_many_nodes(row["tooMany"], budget.nodes))
    if row["goesOn"]:
        cuts.say(CompletenessState.CUT_BY_DEPTH, beyond_depth(row["reached"]))
    return _answer(view, budget, row, cuts, row["reached"])


async def shortest(
    server: Server, view: View, a: PublicId, b: PublicId, kinds: Kinds, budget: Budget
) -> Subgraph:
    """Return the union of all shortest paths between two nodes."""
    asked = {"a": a, "b": b, "depth": budget.depth, "nodes": budget.nodes, "hub": budget.hub}
    async with within(budget):
        lens = Lens(server, view, budget.seconds)
        (row,) = await lens.rows("shortest", asked, kinds=FOLLOWED if kinds is None else kinds)
        return await computed(len(row["relations"]), _read_paths, view, budget, row)


def _read_paths(view: View, budget: Budget, row: Row) -> Subgraph:
    cuts = Cuts()
    if row["tooMany"]:
        cuts.say(CompletenessState.CUT_BY_NODES, too_many_on_paths(budget.nodes))
    elif not row["met"] and row["goesOn"]:
        cuts.say(CompletenessState.CUT_BY_DEPTH, no_path(row["steps"]))
    return _answer(view, budget, row, cuts, row["steps"])


def _answer(view: View, budget: Budget, row: Row, cuts: Cuts, depth: int) -> Subgraph:
    met = read_all("relation", row["relations"])
    relations = {relation.key: relation for relation in met}  # a path may be met from both ends
    hubs = [PublicId(hub) for hub in row["hubs"]]
    return assembled(view, budget, nodes_of(row["nodes"]), relations.values(), hubs, cuts, depth)
