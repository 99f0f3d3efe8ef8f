"""Small random multigraphs with cycles, and the naive answers about their paths: everything is enumerated and sorted."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

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
    doubt, product = naive_worth(facts, nodes)
    return doubt, -product, len(nodes), tuple(nodes)


def naive_worth(facts: Sequence[Fact], nodes: Sequence[str]) -> tuple[int, Fraction]:
    """Return how little sure a path is and what it lets through, over the strongest relation of each step."""
    identity = {fact.key: getattr(fact, "identity", Certainty.PROVEN) for fact in facts}
    doubt, product = max(DOUBTS.index(identity[node]) for node in nodes), Fraction(1)
    for a, b in pairwise(nodes):
        own, least = min(
            (_doubt(r), -_passes(r)) for r in relations_of(facts) if {r.from_id, r.to_id} == {a, b}
        )
        doubt, product = max(doubt, own), product * -least
    return doubt, product


def _doubt(relation: Relation) -> int:
    return DOUBTS.index(Certainty.NAME_ONLY) if relation.kind is RelationKind.POSSIBLY_SAME else 0


def _passes(relation: Relation) -> Fraction:
    if relation.kind is not RelationKind.HOLDS:
        return Fraction(1)
    low = relation.share if relation.share is not None else (relation.share_min or 0)
    return Fraction(min(low, WHOLE), WHOLE)


def is_walked(path: Path, facts: Sequence[Fact]) -> Iterator[bool]:
    """Say for each hop whether its fact leads from where the path stands to where it says it arrives."""
    known = {fact.key: fact for fact in relations_of(facts)}
    here = path.start
    for hop in path.hops:
        ends = known[hop.fact].from_id, known[hop.fact].to_id
        yield ends == ((here, hop.node) if hop.forward else (hop.node, here))
        yield all({known[o].from_id, known[o].to_id} == {here, hop.node} for o in hop.others)
        here = hop.node
