"""Where shares are unknown or ranges: the bounds hold for every completion, and are no wider than they must be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product
from random import Random

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xinmai.analysis.control.ownership import ownership_of
from xinmai.analysis.ownership import measures
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.closed import unattributed
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.seeds import Seeds
from xinmai.analysis.ownership.simple_paths import weakest_link
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OWNERSHIP, OwnershipMeasure

from support import facts as build
from support import naive_ownership as naive
from support.drawn import DAY, drawn
from support.naive_ownership import Edge, exact, name

Measured = Callable[[Upstream, Seeds], ShareBounds]
Truth = Callable[[Sequence[Edge], str, str], Fraction | None]
ENDS = st.permutations(naive.NAMES[:5]).map(lambda order: order[:2])
TINY_ENDS = st.permutations(naive.NAMES[:4]).map(lambda order: order[:2])


def walks(found: Sequence[Edge], holder: str, held: str) -> Fraction | None:
    solved = naive.converges(naive.weights(found))
    return None if solved is None else solved[holder, held]


def paths(found: Sequence[Edge], holder: str, held: str) -> Fraction:
    return naive.accumulated_by_networkx(naive.weights(found), holder, held)


def weakest(found: Sequence[Edge], holder: str, held: str) -> Fraction:
    return naive.weakest_by_networkx(naive.weights(found), holder, held)


def votes(found: Sequence[Edge], holder: str, held: str) -> Fraction:
    matrix = naive.weights(found)
    inside = {holder} | naive.controlled(matrix, holder)
    return sum((matrix.get((one, held), Fraction(0)) for one in inside - {held}), Fraction(0))


def completed(found: Sequence[Edge], random: Random) -> list[Edge]:
    """Return the holdings with some shares that the facts allow."""
    left: defaultdict[str, int] = defaultdict(lambda: 100)
    for edge in found:
        left[edge.held] -= edge.low
    whole = []
    for edge in random.sample(found, len(found)):
        own = 99 if edge.holder == edge.held else 100
        most = min(edge.high, own, edge.low + left[edge.held])
        share = random.choice((edge.low, most, random.randint(edge.low, max(edge.low, most))))
        left[edge.held] -= share - edge.low
        whole.append(exact(edge.holder, edge.held, share))
    return whole


@pytest.mark.parametrize(
    ("measure", "truth"),
    [
        (measures.look_through, naive.look_through_by_deletion),
        (measures.all_walks, walks),
        (measures.simple_paths, paths),
        (weakest_link, weakest),
        (measures.by_cascade, votes),
    ],
)
@given(found=naive.open_ones, ends=ENDS, random=st.randoms(use_true_random=False))
def test_the_bounds_hold_for_every_completion(
    measure: Measured, truth: Truth, found: list[Edge], ends: list[str], random: Random
) -> None:
    holder, held = ends
    try:
        bounds = measure(Upstream(naive.holdings_of(found), name(held)), (name(holder),))
    except ClosedCycle:
        assert measure is measures.all_walks
        return
    for _ in range(5):
        share = truth(completed(found, random), holder, held)
        assert share is None or bounds.lower <= share <= bounds.upper


@given(found=naive.open_ones, seed=st.sampled_from(naive.NAMES[:5]), random=st.randoms(use_true_random=False))
def test_control_is_between_its_two_cascades(found: list[Edge], seed: str, random: Random) -> None:
    holdings = naive.holdings_of(found)
    lower, upper = (cascade(holdings, [name(seed)], bounding).members for bounding in Bounding)
    truth = set(map(name, naive.controlled(naive.weights(completed(found, random)), seed)))

    assert lower <= truth <= upper


def shares_of(upstream: Upstream, holders: Sequence[str]) -> list[ShareBounds | None]:
    """Return what each holder has, asked in this order of one upstream."""

    def share_of(holder: str) -> ShareBounds | None:
        try:
            return measures.look_through(upstream, (name(holder),))
        except ClosedCycle:
            return None

    return [share_of(holder) for holder in holders]


@given(found=naive.open_ones, order=st.permutations(naive.NAMES[:5]))
def test_what_one_question_leaves_behind_changes_no_other(found: list[Edge], order: list[str]) -> None:
    holdings, (held, *holders) = naive.holdings_of(found), order
    alone = [shares_of(Upstream(holdings, name(held)), [holder])[0] for holder in holders]
    together = Upstream(holdings, name(held))

    assert shares_of(together, holders) == alone
    assert shares_of(together, holders) == alone


@given(found=naive.open_ones, ends=ENDS)
def test_answers_hold_fractions_of_the_standard_library_only(found: list[Edge], ends: list[str]) -> None:
    facts = [*map(naive.relation_of, found), *(build.party(name(end)) for end in ends)]
    result = ownership_of(drawn(facts), name(ends[0]), name(ends[1]), DAY)
    shares = [own.share for own in result.beside if own.share is not None]
    ends_of = [end for share in shares for end in (share.lower, share.upper)]

    assert {type(end) for end in (*ends_of, result.residual)} == {Fraction}
    assert {type(part) for end in ends_of for part in (end.numerator, end.denominator)} <= {int}


def extremes(found: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Yield the completions in which the free part of each register goes to its open holders in some order."""
    registers: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in found:
        registers[edge.held].append(edge)
    yield from (
        [edge for register in choice for edge in register]
        for choice in product(*(list(_fillings(register)) for register in registers.values()))
    )


def _fillings(register: Sequence[Edge]) -> Iterator[list[Edge]]:
    for order in permutations(edge for edge in register if edge.is_open):
        left = 100 - sum(edge.low for edge in register)
        shares = {edge: edge.low for edge in register}
        for edge in order:
            more = min(left, edge.high - edge.low)
            shares[edge], left = edge.low + more, left - more
        yield [exact(edge.holder, edge.held, share) for edge, share in shares.items()]


@settings(max_examples=60)
@given(found=naive.tiny, ends=TINY_ENDS)
def test_the_bounds_of_look_through_are_reached(found: list[Edge], ends: list[str]) -> None:
    holder, held = ends
    bounds = measures.look_through(Upstream(naive.holdings_of(found), name(held)), (name(holder),))
    least = naive.look_through_by_deletion(
        [exact(edge.holder, edge.held, edge.low) for edge in found], holder, held
    )
    ends_of = [naive.look_through_by_deletion(whole, holder, held) for whole in extremes(found)]

    assert bounds.lower == least
    assert None in ends_of or bounds.upper == max(share for share in ends_of if share is not None)


@settings(max_examples=60)
@given(found=naive.tiny, ends=TINY_ENDS)
def test_the_upper_cascade_is_reached(found: list[Edge], ends: list[str]) -> None:
    seed, held = ends
    possible = cascade(naive.holdings_of(found), [name(seed)], Bounding.UPPER).members
    reached = any(held in naive.controlled(naive.weights(whole), seed) for whole in extremes(found))

    assert (name(held) in possible) is reached


@given(found=naive.open_ones, ends=ENDS, data=st.data())
def test_to_know_more_never_widens_the_bounds(
    found: list[Edge], ends: list[str], data: st.DataObject
) -> None:
    holder, held = ends
    unknown = [edge for edge in found if edge.is_open and edge.holder != edge.held]
    assume(unknown)
    told = data.draw(st.sampled_from(unknown))
    left = 100 - sum(edge.low for edge in found if edge.held == told.held)
    share = data.draw(st.integers(told.low, min(told.high, told.low + left)))
    better = [exact(*told[:2], share) if edge == told else edge for edge in found]
    before, after = (
        measures.look_through(Upstream(naive.holdings_of(known), name(held)), (name(holder),))
        for known in (found, better)
    )

    assert before.lower <= after.lower <= after.upper <= before.upper


@given(found=naive.open_ones, ends=ENDS, random=st.randoms(use_true_random=False))
def test_no_order_changes_a_byte(found: list[Edge], ends: list[str], random: Random) -> None:
    holder, held = map(name, ends)
    stated = [naive.relation_of(edge) for edge in found]
    graph = drawn([*stated, build.party(f"t:{ends[0]}"), build.party(f"t:{ends[1]}")])
    mixed = msgspec.structs.replace(
        graph,
        relations=tuple(random.sample(graph.relations, len(graph.relations))),
        parties=tuple(random.sample(graph.parties, len(graph.parties))),
    )

    assert told(ownership_of(graph, holder, held, DAY)) == told(ownership_of(mixed, holder, held, DAY))


def told(result: object) -> bytes:
    return msgspec.json.encode(msgspec.to_builtins(result, enc_hook=str))


@given(found=naive.open_ones, ends=ENDS)
def test_the_answer_is_consistent_in_itself(found: list[Edge], ends: list[str]) -> None:
    holder, held = map(name, ends)
    graph = drawn([*map(naive.relation_of, found), build.party(holder), build.party(held)])
    result = ownership_of(graph, holder, held, DAY)
    beside = {own.measure: own.share for own in result.beside}
    through = beside[OwnershipMeasure.LOOK_THROUGH]

    assert [own.measure for own in result.beside] == list(OwnershipMeasure)
    assert result.share.share == through is not None
    assert 0 <= through.lower <= through.upper <= 1
    assert holder in {name(edge.held) for edge in found} or through.lower + result.residual <= 1
    products = [path.product for path in result.paths if path.product is not None]
    assert sum(map(Fraction, products)) <= through.upper + Fraction(len(products), 10**12)  # in print
    assert result.options == OWNERSHIP


def test_unknown_shares_are_shared_not_given_twice() -> None:
    found = [Edge("a", "t", 0, 100), Edge("b", "t", 0, 100), exact("c", "t", 70)]
    upstream = Upstream(naive.holdings_of(found), name("t"))
    both: Seeds = (name("a"), name("b"))

    assert measures.look_through(upstream, both) == ShareBounds(Fraction(0), Fraction(3, 10))
    assert unattributed(upstream) == Fraction(3, 10)


@pytest.mark.parametrize(
    ("own", "upper"), [((0, 100), Fraction(1, 2)), ((0, 20), Fraction(1, 2)), ((20, 50), Fraction(3, 8))]
)
def test_own_shares_that_are_not_known_leave_nobody_more_than_there_is(
    own: tuple[int, int], upper: Fraction
) -> None:
    found = [exact("a", "t", 50), Edge("b", "t", 0, 100), Edge("t", "t", *own)]
    holdings = naive.holdings_of(found)

    assert measures.by_cascade(Upstream(holdings, name("t")), (name("b"),)).upper == upper
    assert not cascade(holdings, [PublicId("t:b")], Bounding.UPPER).members
