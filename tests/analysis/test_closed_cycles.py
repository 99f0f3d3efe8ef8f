"""Cycles that hold all of themselves, almost all of themselves, and sums above the whole: a right number or none."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.controllers import controllers_of
from xinmai.analysis.control.ownership import ownership_of
from xinmai.analysis.ownership import linear, measures
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.closed import closed_cycles, unresolved
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.simple_paths import best_paths
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ownership_options import OWNERSHIP, Over100, OwnershipMeasure, Treasury
from xinmai.model.vocabulary import Bound, Flag
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.presets import PresetQuestion, preset_named

from support import facts as build
from support import naive_ownership as naive
from support.drawn import DAY, drawn, holdings, pyramid, short
from support.naive_ownership import Edge, name

CN_UBO = preset_named(
    load_catalogue(resource("seed", "catalogue")).presets, "CN_UBO_2024", PresetQuestion.BENEFICIAL_OWNERS
)
KEEP = msgspec.structs.replace(OWNERSHIP, over_100=Over100.KEEP)

CLOSED = pyramid("A 60 B", "C 40 B", "B 100 C", "B 100 A", "A 50 T", "X 30 T", persons="X")


def upstream_of(target: str, *lines: str) -> Upstream:
    return Upstream(read_holdings(drawn(holdings(*lines)), DAY, OWNERSHIP), name(target))


@given(
    coefficients=st.dictionaries(
        st.tuples(naive.parties, naive.parties),
        st.sampled_from([Fraction(n, 12) for n in (1, 2, 3, 4, 6, 9, 12, 15)]),
        max_size=12,
    ),
    given_=st.dictionaries(naive.parties, st.integers(0, 3).map(Fraction)),
)
@example(coefficients={("a", "b"): Fraction(1), ("b", "a"): Fraction(1)}, given_={})
@example(coefficients={("a", "a"): Fraction(1)}, given_={})
@example(coefficients={("a", "b"): Fraction(2), ("b", "a"): Fraction(3, 4)}, given_={"c": Fraction(1)})
def test_the_solver_is_the_inverse_and_singular_exactly_where_walks_diverge(
    coefficients: naive.Matrix, given_: dict[str, Fraction]
) -> None:
    inside = {j: {k: share for (k, held), share in coefficients.items() if held == j} for j in naive.NAMES}
    inverse = naive.converges(coefficients)
    if inverse is None:
        with pytest.raises(linear.Singular):
            linear.Factors(inside)
    else:
        assert linear.Factors(inside).solved(given_) == {
            j: sum(given_.get(k, Fraction(0)) * inverse[k, j] for k in naive.NAMES) for j in naive.NAMES
        }


@given(found=naive.known, target=naive.parties)
def test_a_closed_cycle_is_told_exactly_where_there_is_no_inverse(found: list[Edge], target: str) -> None:
    upstream = Upstream(naive.holdings_of(found), name(target))
    above = {ends: share for ends, share in naive.weights(found).items() if name(ends[1]) in upstream.above}

    assert bool(closed_cycles(upstream)) is (naive.converges(above) is None)


@given(found=naive.any_known, holder=naive.parties, held=naive.parties)
def test_sums_above_the_whole_that_are_kept_give_the_right_number_or_none(
    found: list[Edge], holder: str, held: str
) -> None:
    others = [edge for edge in found if edge.holder != edge.held]
    assume(holder != held)
    upstream = Upstream(naive.holdings_of(others, KEEP), name(held))
    expected = naive.look_through_by_deletion(others, holder, held)
    try:
        assert measures.look_through(upstream, (name(holder),)).lower == expected or expected is None
    except ClosedCycle:
        assert expected is None


@settings(max_examples=50)
@pytest.mark.parametrize("over", list(Over100))
@pytest.mark.parametrize("treasury", list(Treasury))
@given(found=naive.any_known, ends=st.permutations(naive.NAMES).map(lambda order: order[:2]))
def test_sums_above_the_whole_give_no_number_below_0_and_nothing_certain(
    over: Over100, treasury: Treasury, found: list[Edge], ends: list[str]
) -> None:
    options = msgspec.structs.replace(OWNERSHIP, over_100=over, treasury=treasury)
    facts = [*map(naive.relation_of, found), *(build.party(name(end)) for end in ends)]
    result = ownership_of(drawn(facts), name(ends[0]), name(ends[1]), DAY, options)
    is_doubtful = Flagged(Flag.OVER_100, name(ends[1])) in result.flags

    assert 0 <= result.residual <= 1
    for own in result.beside:
        assert own.share is None or 0 <= own.share.lower <= own.share.upper
        if own.share is not None and over is not Over100.KEEP:
            assert own.share.upper <= 1 or own.measure is OwnershipMeasure.ALL_WALKS
            assert own.share.lower == 0 or not is_doubtful


def test_below_a_closed_cycle() -> None:
    upstream = Upstream(read_holdings(CLOSED, DAY, OWNERSHIP), name("T"))

    assert [short(cycle) for cycle in closed_cycles(upstream)] == [["A", "B", "C"]]
    assert unresolved(upstream, closed_cycles(upstream)[0]) == Fraction(1, 2)
    assert measures.look_through(upstream, (name("X"),)).lower == Fraction(3, 10)
    assert measures.look_through(upstream, (name("A"),)).lower == Fraction(1, 2)


def test_a_share_that_is_no_number_is_possible_and_names_the_cycle() -> None:
    options = msgspec.structs.replace(OWNERSHIP, measure=OwnershipMeasure.ALL_WALKS)
    result = ownership_of(CLOSED, name("A"), name("T"), DAY, options)

    assert result.share.share is None
    assert short(result.share.closed_cycle) == ["A", "B", "C"]
    assert result.bound is Bound.POSSIBLE
    assert {flag.party for flag in result.flags if flag.flag is Flag.CLOSED_CYCLE} == {*map(name, "ABC")}


@pytest.mark.parametrize("short_of", [1, 10**3, 10**6])
def test_a_core_that_is_almost_closed_is_exact(short_of: int) -> None:
    inside = Fraction(10**9 - short_of, 10**7)
    upstream = upstream_of(
        "B", f"A {float(inside):.7f} B", f"B {float(inside):.7f} A", f"X {short_of / 10**7:.7f} A"
    )
    share = measures.look_through(upstream, (name("X"),)).lower

    part = inside / 100
    assert share == (1 - part) * part / (1 - part * part)
    assert not closed_cycles(upstream)


@pytest.mark.parametrize("size", [2, 300])
def test_a_ring(size: int) -> None:
    ring = [f"{n} 60 {(n + 1) % size}" for n in range(size)] + [f"X{n} 40 {n}" for n in range(size)]
    upstream = upstream_of("0", *ring)

    shares = [measures.look_through(upstream, (name(f"X{n}"),)).lower for n in (0, 1)]
    rest = Fraction(3, 5) ** size
    assert shares == [Fraction(2, 5) / (1 - rest), Fraction(2, 5) * Fraction(3, 5) ** (size - 1) / (1 - rest)]
    assert measures.returning(upstream, name("0")).lower == rest


def test_a_dense_core() -> None:
    core = [f"{a} 4 {b}" for a in range(25) for b in range(25) if a != b]
    upstream = upstream_of("0", *core, "X 4 0")
    paths, is_whole = best_paths(upstream, (name("X"), name("1")), 10, Fraction(1, 1000))
    share = measures.look_through(upstream, (name("X"),)).lower

    assert share == Fraction(1, 25) / (1 - measures.returning(upstream, name("0")).lower)
    assert [len(path.nodes) for path in paths] == [2, 2, *[3] * 8]
    assert not is_whole
    found = measures.simple_paths(upstream, (name("1"),))
    assert 0 < found.lower <= found.upper == measures.look_through(upstream, (name("1"),)).upper


def test_a_chain_and_a_company_of_five_thousand_holders() -> None:
    chain = upstream_of("200", *(f"{n} 99 {n + 1}" for n in range(200)))
    assert measures.look_through(chain, (name("0"),)).lower == Fraction(99, 100) ** 200
    assert measures.simple_paths(chain, (name("0"),)).lower == Fraction(99, 100) ** 200

    names = [str(n) for n in range(5_000)]
    wide = pyramid(*(f"{n} 0.02 M" for n in names), "M 60 T", persons=" ".join(names))
    result = ownership_of(wide, name("7"), name("T"), DAY)
    assert result.share.share == ShareBounds(Fraction(12, 10**5), Fraction(12, 10**5))
    assert [own.party for own in controllers_of(wide, name("T"), DAY).controllers] == ["t:M"]
    assert not beneficial_owners_of(wide, name("T"), DAY, CN_UBO).owners


def test_a_closed_cycle_behind_a_dead_company_is_nobodys_question() -> None:
    kept = msgspec.structs.replace(OWNERSHIP, treasury=Treasury.KEEP)
    graph = pyramid("P 100 A", "A 0.4 B", "B 50 B", "C 50 B", "B 100 C", persons="P", dead="A")
    result = ownership_of(graph, name("P"), name("C"), DAY, kept)

    assert result.share.share == ShareBounds(Fraction(0), Fraction(0))
    assert result.bound is Bound.NO
    assert beneficial_owners_of(graph, name("C"), DAY, CN_UBO, kept).owners == ()


def test_a_company_to_which_nothing_comes_has_nothing_whatever_it_holds_of_itself() -> None:
    kept = msgspec.structs.replace(KEEP, treasury=Treasury.KEEP)
    upstream = Upstream(
        read_holdings(pyramid("H ? A", "A 51 D", "D 100 D", persons="H"), DAY, kept), name("D")
    )

    assert measures.least_of(OwnershipMeasure.LOOK_THROUGH, upstream, (name("H"),)) == 0


def test_a_share_of_nothing_is_no_way_and_stops_nobody_else_in_a_doubtful_register() -> None:
    graph = pyramid("P 100 A", "P 50 B", "A 0 D", "B 80 D", "C 70 D", persons="P")
    result = ownership_of(graph, name("P"), name("D"), DAY, OWNERSHIP)

    assert result.share.share == ShareBounds(Fraction(0), Fraction(2, 5))
    assert result.bound is Bound.POSSIBLE
