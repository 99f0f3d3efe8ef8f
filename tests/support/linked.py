"""Small random multigraphs with cycles, and the naive answers about their paths: everything is enumerated and sorted."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from math import prod

import networkx as nx
from hypothesis import strategies as st

from xinmai.model.fact import Fact
from xinmai.model.path import Path
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Certainty, PathOrder, RelationKind
from xinmai.ports.store import Store
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.risk_weights import SUSPECTED

from support import facts as build
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = "2025-06-01"
HUBS = load_catalogue(resource("seed", "catalogue")).hubs
FOLLOWED = frozenset(RelationKind) - SUSPECTED
NAMES = "ABCDEFGH"
KINDS = (
    RelationKind.HOLDS,
    RelationKind.HOLDS,
    RelationKind.DIRECTOR,
    RelationKind.GUARANTEES,
    RelationKind.POSSIBLY_SAME,
)
SHARES: tuple[dict[str, int], ...] = (
    {},
    {"share": 0},
    {"share": 510_000_000},
    {"share": 333_333_333},
    {"share": 1_200_000_000},
    {"share_min": 200_000_000, "share_max": 300_000_000},
    {"share_max": 300_000_000},
)
IDENTITIES = (Certainty.PROVEN, Certainty.PROVEN, Certainty.PROVEN, Certainty.SCOPED, Certainty.NAME_ONLY)
DOUBTS = list(Certainty)


@st.composite
def networks(draw: st.DrawFn, names: str = NAMES, least: int = 0, most: int = 22) -> list[Fact]:
    """Draw parties and relations among them: parallel ones, loops, cycles."""
    parties: list[Fact] = [
        build.party(f"t:{name}", identity=draw(st.sampled_from(IDENTITIES))) for name in names
    ]
    ends = st.sampled_from(names)
    relations = []
    for number in range(draw(st.integers(least, most))):
        kind = draw(st.sampled_from(KINDS))
        said = draw(st.sampled_from(SHARES)) if kind is RelationKind.HOLDS else {}
        a, b = draw(ends), draw(ends)
        relations.append(build.relation(kind, f"t:{a}", f"t:{b}", f"t:r{number:02}", **said))
    return [*parties, *relations]


async def drawn_store(*facts: Fact) -> Store:
    """Return a store of some facts; ends in namespace ``t`` that nobody states are enterprises."""
    store = ModelStore()
    stated = {fact.key for fact in facts}
    ends = {end for relation in relations_of(facts) for end in (relation.from_id, relation.to_id)}
    parties = [build.party(end) for end in sorted(ends - stated) if end.startswith("t:")]
    applied = await store.apply([build.source("t:bundle"), *parties, *facts], key="drawn", at=NOW)
    assert applied.refused == ()
    return store


def followed(facts: Sequence[Fact], kinds: Collection[RelationKind] = FOLLOWED) -> list[Fact]:
    """Return the facts without the relations of other kinds."""
    return [fact for fact in facts if not isinstance(fact, Relation) or fact.kind in kinds]


def hubs_among(facts: Sequence[Fact], names: str, limit: int) -> set[str]:
    """Return who stands in more relations than a limit; one with itself is one relation."""
    met: Counter[str] = Counter(
        end for relation in relations_of(facts) for end in {relation.from_id, relation.to_id}
    )
    return {f"t:{name}" for name in names if met[f"t:{name}"] > limit}


def relations_of(facts: Sequence[Fact]) -> list[Relation]:
    return [fact for fact in facts if isinstance(fact, Relation)]


def simple_paths(
    facts: Sequence[Fact], start: str, goal: str, most: int, blocked: Collection[str] = ()
) -> list[tuple[str, ...]]:
    """Return the nodes of every simple path, in no order, by networkx."""
    graph = nx.Graph()
    graph.add_nodes_from([start, goal])
    graph.add_edges_from((r.from_id, r.to_id) for r in relations_of(facts) if r.from_id != r.to_id)
    graph.remove_nodes_from(set(blocked) - {start, goal})
    return [tuple(nodes) for nodes in nx.all_simple_paths(graph, start, goal, cutoff=most)]


def met(facts: Sequence[Fact], ends: Mapping[str, int]) -> set[str]:
    """Return who is met within so many hops of each end, over none of the other ends, by networkx."""
    graph = nx.Graph((r.from_id, r.to_id) for r in relations_of(facts))
    graph.add_nodes_from(ends)
    found = set(ends)
    for end, hops in ends.items():
        own = graph.subgraph(graph.nodes - (ends.keys() - {end}))
        found |= nx.single_source_shortest_path_length(own, end, cutoff=hops).keys()
    return found


def naive(
    facts: Sequence[Fact],
    start: str,
    goal: str,
    *,
    by: PathOrder,
    most: int,
    first: int,
    blocked: Collection[str] = (),
) -> list[tuple[str, ...]]:
    """Return the nodes of the best paths."""
    every = simple_paths(facts, start, goal, most, blocked)
    return sorted(every, key=lambda nodes: naive_rank(facts, nodes, by))[:first]


def naive_rank(facts: Sequence[Fact], nodes: Sequence[str], by: PathOrder) -> tuple[object, ...]:
    if by is PathOrder.SHORTEST:
        return len(nodes), tuple(nodes)
    steps = _strongest(facts, nodes)
    product = prod(map(_passes, steps), start=Fraction(1))  # what is not stated counts nothing here
    return _least_sure(facts, nodes, steps), -product, len(nodes), tuple(nodes)


def naive_worth(facts: Sequence[Fact], nodes: Sequence[str]) -> tuple[int, Fraction | None]:
    """Return how little sure a path is and what it lets through; None where a step does not state its share."""
    steps = _strongest(facts, nodes)
    product = None if any(map(_is_unstated, steps)) else prod(map(_passes, steps), start=Fraction(1))
    return _least_sure(facts, nodes, steps), product


def _strongest(facts: Sequence[Fact], nodes: Sequence[str]) -> list[Relation]:
    """Return the strongest relation of each step: the surest, then what lets most through, then what is stated, by kind and id."""
    pairs = [{a, b} for a, b in pairwise(nodes)]
    between = [[r for r in relations_of(facts) if {r.from_id, r.to_id} == pair] for pair in pairs]
    return [
        min(own, key=lambda r: (_doubt(r), -_passes(r), _is_unstated(r), r.kind, r.id)) for own in between
    ]


def _least_sure(facts: Sequence[Fact], nodes: Sequence[str], steps: Sequence[Relation]) -> int:
    identity = {fact.key: getattr(fact, "identity", Certainty.PROVEN) for fact in facts}
    return max([*(DOUBTS.index(identity[node]) for node in nodes), *map(_doubt, steps)])


def _doubt(relation: Relation) -> int:
    return DOUBTS.index(Certainty.NAME_ONLY) if relation.kind is RelationKind.POSSIBLY_SAME else 0


def _passes(relation: Relation) -> Fraction:
    if relation.kind is not RelationKind.HOLDS:
        return Fraction(1)
    low = relation.share if relation.share is not None else (relation.share_min or 0)
    return Fraction(min(low, WHOLE), WHOLE)


def _is_unstated(relation: Relation) -> bool:
    return relation.kind is RelationKind.HOLDS and relation.share is None and relation.share_min is None


def is_walked(path: Path, facts: Sequence[Fact]) -> Iterator[bool]:
    """Say for each hop whether its fact leads from where the path stands to where it says it arrives."""
    known = {fact.key: fact for fact in relations_of(facts)}
    here = path.start
    for hop in path.hops:
        ends = known[hop.fact].from_id, known[hop.fact].to_id
        yield ends == ((here, hop.node) if hop.forward else (hop.node, here))
        yield all({known[o].from_id, known[o].to_id} == {here, hop.node} for o in hop.others)
        here = hop.node
