"""Laws of the measures of ownership where every share is known, against independent references."""

from collections.abc import Callable
from fractions import Fraction
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xinmai.analysis.ownership import measures
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.closed import unattributed
from xinmai.analysis.ownership.seeds import Seeds
from xinmai.analysis.ownership.simple_paths import accumulated, best_paths, weakest_link
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import ShareBounds

from support import naive_ownership as naive
from support.drawn import short
from support.naive_ownership import Edge, exact, name

ONE_WAY = naive.known.map(lambda found: [edge for edge in found if edge.holder < edge.held])
COMPLETE = st.lists(
    st.tuples(st.permutations("abcXYZ"), st.sampled_from(((100,), (60, 40), (50, 30, 20), (1, 98, 1)))),
    min_size=3,
    max_size=3,
).map(
    lambda drawn_: [
        exact(holder, held, share)
        for held, (holders, shares) in zip("abc", drawn_, strict=True)
        for holder, share in zip(holders, shares, strict=False)
        if holder != held
    ]
)
"""Three companies among whose holders are outsiders; what a company would hold of itself is left out."""


def measured(
    found: list[Edge], holder: str, held: str, measure: Callable[[Upstream, Seeds], ShareBounds]
) -> Fraction:
    share = measure(Upstream(naive.holdings_of(found), name(held)), (name(holder),))
    assert share.lower == share.upper
    return share.lower


def look_through(found: list[Edge], holder: str, held: str) -> Fraction:
    return measured(found, holder, held, measures.look_through)


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_look_through_is_the_inverse_without_links_into_the_holder(
    found: list[Edge], holder: str, held: str
) -> None:
    assume(holder != held)
    expected = naive.look_through_by_deletion(found, holder, held)
    assume(expected is not None)

    assert look_through(found, holder, held) == expected


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_look_through_is_the_corrected_inverse(found: list[Edge], holder: str, held: str) -> None:
    assume(holder != held)
    solved = naive.converges(naive.weights(found))
    assume(solved is not None)
    assert solved is not None

    assert look_through(found, holder, held) == solved[holder, held] / solved[holder, holder]


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_all_walks_are_the_inverse_less_one(found: list[Edge], holder: str, held: str) -> None:
    solved = naive.converges(naive.weights(found))
    assume(solved is not None)
    assert solved is not None

    walks = measured(found, holder, held, measures.all_walks)
    assert walks == solved[holder, held] - (holder == held)


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_simple_paths_are_those_of_networkx(found: list[Edge], holder: str, held: str) -> None:
    assume(holder != held)
    expected = naive.accumulated_by_networkx(naive.weights(found), holder, held)

    assert measured(found, holder, held, measures.simple_paths) == expected


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_paths_come_in_order_and_are_those_of_networkx(found: list[Edge], holder: str, held: str) -> None:
    assume(holder != held)
    paths = naive.paths_by_networkx(naive.weights(found), holder, held)
    expected = sorted(paths, key=lambda nodes: (-prod(paths[nodes]), len(nodes), nodes))
    upstream = Upstream(naive.holdings_of(found), name(held))
    got, is_whole = best_paths(upstream, (name(holder),), 1000, Fraction(0))

    assert is_whole
    assert [tuple(short(path.nodes)) for path in got] == expected
    assert [path.share.lower for path in got] == [prod(paths[nodes]) for nodes in expected]


@given(found=naive.known, holder=naive.parties, held=naive.parties, most=st.integers(0, 3))
def test_few_paths_are_the_first_of_all(found: list[Edge], holder: str, held: str, most: int) -> None:
    upstream = Upstream(naive.holdings_of(found), name(held))
    every, _ = best_paths(upstream, (name(holder),), 1000, Fraction(0))
    few, is_whole = best_paths(upstream, (name(holder),), most, Fraction(0))
    great, _ = best_paths(upstream, (name(holder),), 1000, Fraction(1, 10))

    assert few == every[:most]
    assert is_whole is (len(every) <= most)
    assert list(great) == [path for path in every if path.share.upper >= Fraction(1, 10)]


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_the_weakest_link_is_the_widest_path_of_networkx(found: list[Edge], holder: str, held: str) -> None:
    assume(holder != held)
    matrix = naive.weights(found)
    upstream = Upstream(naive.holdings_of(found), name(held))
    shares = naive.paths_by_networkx(matrix, holder, held).values()

    assert measured(found, holder, held, weakest_link) == naive.weakest_by_networkx(matrix, holder, held)
    assert accumulated(upstream, (name(holder),)).weakest.lower == sum(min(own) for own in shares)


@given(found=naive.known, holder=naive.parties, held=naive.parties)
def test_paths_are_at_most_look_through_and_that_at_most_all_walks(
    found: list[Edge], holder: str, held: str
) -> None:
    assume(holder != held)
    through = look_through(found, holder, held)

    assert measured(found, holder, held, measures.simple_paths) <= through <= 1
    try:
        assert through <= measured(found, holder, held, measures.all_walks)
    except ClosedCycle:
        assert naive.converges(naive.weights(found)) is None


@given(found=ONE_WAY, holder=naive.parties, held=naive.parties)
def test_without_cycles_the_three_are_one(found: list[Edge], holder: str, held: str) -> None:
    assume(holder != held)
    three = {
        measured(found, holder, held, measure)
        for measure in (measures.simple_paths, measures.look_through, measures.all_walks)
    }

    assert len(three) == 1


@given(found=naive.known, share=st.sampled_from((1, 30, 100)), first=naive.parties, held=naive.parties)
def test_whom_nobody_holds_has_the_same_over_all_walks(
    found: list[Edge], share: int, first: str, held: str
) -> None:
    stated = naive.within_the_whole([exact("X", first, share), *found])
    through = look_through(stated, "X", held)

    assert through == measured(stated, "X", held, measures.all_walks)


@given(found=COMPLETE, held=st.sampled_from("abc"))
def test_whom_nobody_holds_and_nobody_have_the_whole_of_a_company(found: list[Edge], held: str) -> None:
    sums = {company: sum(edge.low for edge in found if edge.held == company) for company in "abc"}
    assume(sums[held])
    assume(naive.converges(naive.weights(found), "abcXYZ") is not None)
    tops = [party for party in "abcXYZ" if not sums.get(party)]
    outside = sum(look_through(found, holder, held) for holder in tops)
    residual = unattributed(Upstream(naive.holdings_of(found), name(held)))

    assert outside + residual == 1
    assert residual == 0 or set(sums.values()) - {0, 100}


@given(found=naive.known, one=naive.parties, other=naive.parties, held=naive.parties)
def test_several_as_one_have_no_less_than_each_and_no_more_than_their_sum(
    found: list[Edge], one: str, other: str, held: str
) -> None:
    assume(held not in {one, other})
    upstream = Upstream(naive.holdings_of(found), name(held))
    each = [look_through(found, holder, held) for holder in sorted({one, other})]
    together = measures.look_through(upstream, (name(one), name(other))).lower

    assert max(each) <= together <= sum(each)


@pytest.mark.parametrize(
    "measure", [measures.look_through, measures.simple_paths, weakest_link, measures.by_cascade]
)
def test_of_itself_a_party_has_nothing_but_over_all_walks(
    measure: Callable[[Upstream, Seeds], ShareBounds],
) -> None:
    found = [exact("a", "b", 50), exact("b", "a", 50), exact("a", "a", 20)]

    assert measured(found, "a", "a", measure) == 0
    assert measured(found, "a", "a", measures.all_walks) == Fraction(5, 11)
