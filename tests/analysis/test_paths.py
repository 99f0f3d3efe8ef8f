"""The best paths between two nodes, against naive enumeration on random multigraphs with cycles."""

from decimal import Decimal
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.links import Links
from xinmai.analysis.paths import Found, best_paths
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Certainty, PathOrder, RelationKind

from support import facts as build
from support.drawn import drawn, holdings, short
from support.linked import NAMES, is_walked, naive, naive_worth, networks, relations_of

SHORTEST, STRONGEST = PathOrder.SHORTEST, PathOrder.STRONGEST
A, B = PublicId("t:A"), PublicId("t:B")


def found(
    facts: list[Fact], by: PathOrder = SHORTEST, most: int = 6, first: int = 3, blocked: str = "", **rest: int
) -> Found:
    hubs = [PublicId(f"t:{name}") for name in blocked]
    return best_paths(Links(drawn(facts), hubs, by), A, B, by=by, most=most, first=first, **rest)


def ways(result: Found) -> list[str]:
    return ["".join(short(path.nodes)) for path in result.paths]


@pytest.mark.parametrize("by", PathOrder)
@given(
    facts=networks(),
    most=st.integers(1, 8),
    first=st.integers(1, 12),
    blocked=st.sets(st.sampled_from(NAMES), max_size=3),
)
def test_paths_are_those_of_naive_enumeration(
    by: PathOrder, facts: list[Fact], most: int, first: int, blocked: set[str]
) -> None:
    hubs = {PublicId(f"t:{name}") for name in blocked}
    result = best_paths(Links(drawn(facts), hubs, by), A, B, by=by, most=most, first=first)
    expected = naive(facts, A, B, by=by, most=most, first=first, blocked=hubs)

    assert [path.nodes for path in result.paths] == expected
    assert not result.truncated
    for path in result.paths:
        assert all(is_walked(path, facts))
        assert len({hop.fact for hop in path.hops} | {o for h in path.hops for o in h.others}) == sum(
            1 + len(hop.others) for hop in path.hops
        )


@given(facts=networks())
def test_certainty_and_product_of_the_strongest_path(facts: list[Fact]) -> None:
    for path in found(facts, STRONGEST, first=5).paths:
        doubt, product = naive_worth(facts, path.nodes)
        assert list(Certainty).index(path.certainty) == doubt
        assert (None if path.product is None else Fraction(path.product)) == product


@given(facts=networks(), first=st.integers(1, 8))
def test_lengths_are_those_of_networkx(facts: list[Fact], first: int) -> None:
    graph = nx.Graph((r.from_id, r.to_id) for r in relations_of(facts))
    graph.add_nodes_from([A, B])
    try:
        lengths = [len(nodes) - 1 for nodes in nx.shortest_simple_paths(graph, A, B)]
    except nx.NetworkXNoPath:
        lengths = []
    assert [len(path.hops) for path in found(facts, most=12, first=first).paths] == lengths[:first]


@given(facts=networks())
def test_towards_is_the_first_shortest_path(facts: list[Fact]) -> None:
    towards = Links(drawn(facts), (), SHORTEST).towards(B, 6)
    best = found(facts, first=1).paths
    assert (towards.path_from(A),) == best if A in towards.distance else best == ()


def test_a_hub_may_be_an_end_and_is_passed_by_nobody() -> None:
    facts = [*holdings("H 10 A", "H 10 B", "A 10 C", "C 10 B")]
    assert ways(found(list(facts))) == ["ACB", "AHB"]
    assert ways(found(list(facts), blocked="H")) == ["ACB"]
    assert ways(found(list(facts), blocked="AB")) == ["ACB", "AHB"]


def test_the_best_of_parallel_relations_is_taken_and_the_others_are_named() -> None:
    facts = [
        build.relation(RelationKind.DIRECTOR, "t:A", "t:B", "t:d"),
        build.holds("t:A", "t:B", "5", public_id="t:small"),
        build.holds("t:B", "t:A", "60", public_id="t:back"),
        build.holds("t:A", "t:B", public_id="t:unstated"),
        build.relation(RelationKind.POSSIBLY_SAME, "t:A", "t:B", "t:alike"),
    ]
    (short_hop,) = found(list(facts)).paths[0].hops
    assert (short_hop.fact, short_hop.forward) == ("t:back", False)
    assert short_hop.others == ("t:small", "t:d", "t:unstated", "t:alike")

    (strong_hop,) = found(list(facts), STRONGEST).paths[0].hops
    assert strong_hop.fact == "t:d"
    assert strong_hop.others == ("t:back", "t:small", "t:unstated", "t:alike")


@pytest.mark.parametrize(
    ("lines", "product"),
    [
        (("A 60 C", "C 50 B"), "0.3"),
        (("A 33.3333333 C", "C 33.3333333 B"), "0.111111110888888889"),
        (("A 120 B",), "1"),
        (("A 20-30 B",), "0.2"),
        (("A 0 B",), "0"),
        (("A ? B",), None),
        (("A 60 C", "C ? B"), None),
    ],
)
def test_product_is_exact_and_unknown_is_never_zero(lines: tuple[str, ...], product: str | None) -> None:
    for by in PathOrder:
        (path,) = found(list(holdings(*lines)), by).paths
        assert path.product == (None if product is None else Decimal(product))
        assert product is None or str(path.product) == product


@pytest.mark.parametrize(("stated", "unstated"), [("t:x", "t:y"), ("t:y", "t:x")])
def test_of_a_share_of_nothing_and_one_that_is_not_stated_the_stated_one_is_taken(
    stated: str, unstated: str
) -> None:
    both = [
        build.holds("t:A", "t:B", "0", public_id=stated),
        build.holds("t:A", "t:B", public_id=unstated),
    ]
    for by in PathOrder:
        (path,) = found(list(both), by).paths
        assert (path.hops[0].fact, path.product) == (stated, Decimal(0))


def test_the_sure_path_comes_before_the_strong_one() -> None:
    facts: list[Fact] = [*holdings("A 90 C", "C 90 B", "A 1 D", "D 1 B")]
    facts.append(build.party("t:C", identity=Certainty.SCOPED))
    result = found(facts, STRONGEST)
    assert [(w, p.certainty) for w, p in zip(ways(result), result.paths, strict=True)] == [
        ("ADB", Certainty.PROVEN),
        ("ACB", Certainty.SCOPED),
    ]


def test_a_path_over_a_suspicion_is_no_surer_than_a_name() -> None:
    facts: list[Fact] = [build.relation(RelationKind.POSSIBLY_SAME, "t:A", "t:B")]
    assert found(facts).paths[0].certainty is Certainty.NAME_ONLY


def test_a_search_that_ends_early_says_so() -> None:
    names = "CDEFGH"
    facts: list[Fact] = [
        build.holds(f"t:{x}", f"t:{y}", "10") for x in f"A{names}" for y in f"{names}B" if x != y
    ]
    whole = found(facts, STRONGEST, most=7, first=5)
    assert len(whole.paths) == 5
    assert not whole.truncated
    cut = found(facts, STRONGEST, most=7, first=5, steps=12)
    assert cut.truncated
    assert cut.paths == whole.paths[: len(cut.paths)]
