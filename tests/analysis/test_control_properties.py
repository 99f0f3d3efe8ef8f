"""Laws of control, on random graphs with cycles, self-holdings, unknown shares and sums above the whole."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

import msgspec
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmai.analysis.groups.partition import partition
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.cycles import cycles
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, Over100, OwnershipOptions
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE

from support import facts as build
from support.drawn import drawn

DAY = build.day("2025-06-01")
NAMES = "abcdefg"
KEEP = OwnershipOptions(over_100=Over100.KEEP)

Edge = tuple[str, str, int | None]

edges = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.one_of(st.none(), st.sampled_from((10, 20, 25, 30, 45, 50, 51, 60, 100))),
    ),
    max_size=18,
    unique_by=lambda edge: edge[:2],
)
known_edges = edges.map(lambda found: [edge for edge in found if edge[2] is not None])


def relations(found: Iterable[Edge]) -> list[Relation]:
    return [build.holds(f"t:{a}", f"t:{b}", None if share is None else str(share)) for a, b, share in found]


def held_by(found: Iterable[Edge], options: OwnershipOptions = CONTROL) -> Holdings:
    return read_holdings(drawn(relations(found)), DAY, options)


def name(letter: str) -> PublicId:
    return PublicId(f"t:{letter}")


def within_the_whole(found: list[Edge]) -> list[Edge]:
    """Return the edges, in order, as far as the shares of each company sum to no more than the whole."""
    sums: defaultdict[str, int] = defaultdict(int)
    kept = []
    for a, b, share in found:
        if sums[b] + (share or 0) <= 100:
            sums[b] += share or 0
            kept.append((a, b, share))
    return kept


def naive(found: list[Edge], seed: str) -> set[str]:
    """Return whom a seed controls by the definition: repeat over all companies until nothing changes."""
    own = {b: share or 0 for a, b, share in found if a == b}
    inside = {seed}
    while True:
        sums: defaultdict[str, Fraction] = defaultdict(Fraction)
        for a, b, share in found:
            if a in inside and a != b and own.get(b, 0) < 100:
                sums[b] += Fraction(share or 0, 100 - own.get(b, 0))
        new = {b for b, total in sums.items() if total > Fraction(1, 2)} - inside
        if not new:
            return inside - {seed}
        inside |= new


@given(found=edges, seed=st.sampled_from(NAMES))
def test_the_cascade_is_the_naive_fixpoint(found: list[Edge], seed: str) -> None:
    reach = cascade(held_by(found, KEEP), [name(seed)])

    assert {build.local(party) for party in reach.members} == naive(found, seed)


@given(found=edges, seed=st.sampled_from(NAMES), shuffled=st.randoms(use_true_random=False))
def test_order_plays_no_part(found: list[Edge], seed: str, shuffled: object) -> None:
    other = list(found)
    getattr(shuffled, "shuffle")(other)  # noqa: B009 - hypothesis gives a random.Random

    for bounding in Bounding:
        one = cascade(held_by(found), [name(seed)], bounding)
        assert one == cascade(held_by(other), [name(seed)], bounding)


@given(found=known_edges, more=known_edges, seed=st.sampled_from(NAMES))
def test_more_holdings_never_mean_less_control(found: list[Edge], more: list[Edge], seed: str) -> None:
    pairs = {edge[:2] for edge in found}
    grown = found + [(a, b, share) for a, b, share in more if (a, b) not in pairs and a != b]
    before = cascade(held_by(found, KEEP), [name(seed)]).members

    assert before <= cascade(held_by(grown, KEEP), [name(seed)]).members


@given(found=edges, one=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
def test_more_seeds_never_mean_less_control(found: list[Edge], one: str, other: str) -> None:
    holdings = held_by(found, KEEP)
    alone = cascade(holdings, [name(one)])
    both = cascade(holdings, [name(one), name(other)])

    assert alone.holders <= both.holders


@given(found=edges, seed=st.sampled_from(NAMES), data=st.data())
def test_the_two_bounds_bracket_every_completion(found: list[Edge], seed: str, data: st.DataObject) -> None:
    stated = within_the_whole(found)
    left: defaultdict[str, int] = defaultdict(lambda: 100)
    for _, b, share in stated:
        left[b] -= share or 0
    completed: list[Edge] = []
    for a, b, share in stated:
        drawn_share = data.draw(st.integers(0, left[b])) if share is None else share
        left[b] -= drawn_share if share is None else 0
        completed.append((a, b, drawn_share))
    lower = cascade(held_by(stated), [name(seed)], Bounding.LOWER).members
    upper = cascade(held_by(stated), [name(seed)], Bounding.UPPER).members
    truth = {name(party) for party in naive(completed, seed)}

    assert lower <= truth <= upper


@given(found=edges)
def test_a_block_is_what_its_head_controls(found: list[Edge]) -> None:
    holdings = held_by(within_the_whole(found))
    for block in partition(holdings).values():
        starts = block.core if block.head is None else (block.head,)
        assert starts
        for start in starts:
            reach = cascade(holdings, [start])
            assert reach.holders == set(block.parties)


@given(found=edges)
def test_nobody_outside_a_block_controls_its_head(found: list[Edge]) -> None:
    holdings = held_by(within_the_whole(found))
    blocks = partition(holdings)
    for party, block in blocks.items():
        outside = {other for other in blocks if other not in block.parties}
        assert not any(party in cascade(holdings, [other]).members for other in outside)


@given(found=edges)
def test_cycles_are_the_components_of_networkx(found: list[Edge]) -> None:
    graph = nx.DiGraph([(a, b) for a, b, _ in found if a != b])
    expected = {frozenset(component) for component in nx.strongly_connected_components(graph)}
    got = {
        frozenset(build.local(party) for party in cycle) for cycle in cycles(held_by(found), map(name, NAMES))
    }

    assert got == {component for component in expected if len(component) > 1}


@settings(max_examples=25)
@given(depth=st.integers(30, 200))
def test_a_chain_has_no_limit_of_depth(depth: int) -> None:
    chain = [build.holds(f"t:{n:03}", f"t:{n + 1:03}", "50.0000001") for n in range(depth)]
    holdings = read_holdings(drawn(chain), DAY)

    assert len(cascade(holdings, [PublicId("t:000")]).members) == depth
    assert partition(holdings)[PublicId(f"t:{depth:03}")].head == "t:000"


def test_a_group_of_five_thousand() -> None:
    members = [build.holds("t:head", f"t:{n}", "60") for n in range(5_000)]
    holdings = read_holdings(drawn(members), DAY)

    assert len(cascade(holdings, [PublicId("t:head")]).members) == 5_000
    assert len(partition(holdings)[PublicId("t:1")].parties) == 5_001


def test_units_are_whole_numbers() -> None:
    stake = held_by([("a", "b", 30)]).registers[name("b")].stakes[name("a")]

    assert (stake.low, stake.high) == (3 * WHOLE // 10, 3 * WHOLE // 10)
    assert all(isinstance(value, int) for value in (stake.low, stake.high))
    assert msgspec.structs.replace(stake) == stake
