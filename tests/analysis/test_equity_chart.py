"""The equity chart of drawn graphs: who stands where, what the edges say, what is cut and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.chart.boxes import Known
from xinmai.analysis.chart.chart import equity_chart
from xinmai.model.chart import ChartAsked, ChartBox, ChartEdge, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.shares import percent_of
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import (
    Bound,
    CompletenessState,
    CutReason,
    Direction,
    Flag,
    PartyKind,
    RelationKind,
)

from support import facts as build
from support.drawn import DAY, drawn, holdings, pyramid

X = PublicId("t:X")


def chart(
    graph: Subgraph, of: str = "X", *, up: int = 5, down: int = 2, boxes: int = 60, hubs: str = ""
) -> EquityChart:
    """Return the chart of a graph that was read as a whole."""
    behind: dict[tuple[PublicId, Direction], int] = {}
    for relation in graph.relations:
        if relation.kind in {RelationKind.HOLDS, RelationKind.CONTROLS}:
            for end, side in ((relation.to_id, Direction.IN), (relation.from_id, Direction.OUT)):
                behind[end, side] = behind.get((end, side), 0) + 1
    read = frozenset((p.id, side) for p in graph.parties for side in (Direction.IN, Direction.OUT))
    known = Known(read, behind, frozenset(PublicId(f"t:{hub}") for hub in hubs.split()))
    return equity_chart(graph, ChartAsked(PublicId(f"t:{of}"), up, down, boxes), DAY, known)


def rows(found: EquityChart) -> dict[int, str]:
    """Return the names of each row, in order."""
    levels = sorted({box.level for box in found.boxes})
    return {n: " ".join(build.local(b.party) for b in found.boxes if b.level == n) for n in levels}


def box(found: EquityChart, name: str) -> ChartBox:
    return next(box for box in found.boxes if box.party == f"t:{name}")


def edge(found: EquityChart, holder: str, held: str) -> ChartEdge:
    (own,) = [e for e in found.edges if (e.holder, e.held) == (f"t:{holder}", f"t:{held}")]
    return own


def percents(own: ChartEdge) -> tuple[str, str]:
    assert own.share is not None
    return percent_of(own.share.lower), percent_of(own.share.upper)


def cut(found: EquityChart, name: str) -> list[tuple[str, int, str]]:
    return [(cut.side, cut.count, cut.reason) for cut in box(found, name).cuts]


def test_a_holder_stands_above_whom_it_holds_though_it_also_holds_the_asked_one() -> None:
    found = chart(pyramid("P 60 H", "H 51 T", "T 30 X", "H 25 X", "X 70 D", "H 5 D", "D 100 E"))
    assert rows(found) == {-3: "P", -2: "H", -1: "T", 0: "X", 1: "D", 2: "E"}
    assert len(found.edges) == 7
    assert found.completeness.state is CompletenessState.COMPLETE
    assert found.completeness.reason is None


def test_a_diamond_has_four_boxes() -> None:
    found = chart(pyramid("P 60 A", "P 70 B", "A 50 X", "B 50 X"))
    assert rows(found) == {-2: "P", -1: "A B", 0: "X"}
    assert len(found.edges) == 4


def test_in_a_row_greater_stakes_along_the_chain_come_first() -> None:
    found = chart(pyramid("A 10 X", "B 90 X", "P 100 A", "Q 20 B"))
    assert rows(found) == {-2: "Q P", -1: "B A", 0: "X"}


def test_a_cycle_is_drawn_once_and_its_way_back_is_marked() -> None:
    found = chart(pyramid("A 55 B", "B 55 A", "P 45 A"), "A")
    assert rows(found) == {-1: "B P", 0: "A"}
    assert [e.closes_cycle for e in (edge(found, "B", "A"), edge(found, "A", "B"))] == [False, True]
    assert Flag.CLOSED_CYCLE in box(found, "A").marks
    assert Flag.CLOSED_CYCLE in box(found, "B").marks
    assert box(found, "P").marks == ()


def test_a_subsidiary_that_holds_its_parent_stands_below_it() -> None:
    found = chart(pyramid("X 70 D", "D 10 X", "P 90 X"))
    assert rows(found) == {-1: "P", 0: "X", 1: "D"}
    assert edge(found, "D", "X").closes_cycle
    assert Flag.SUBSIDIARY_HOLDS_PARENT in box(found, "X").marks


def test_own_shares_are_an_edge_to_oneself() -> None:
    found = chart(pyramid("X 5 X", "P 95 X"))
    assert percents(edge(found, "X", "X")) == ("5", "5")
    assert box(found, "X").marks == (Flag.SELF_HOLDING,)
    assert box(found, "X").unaccounted == 0
    assert cut(found, "X") == []


def test_a_share_that_is_not_stated_is_what_the_register_leaves_and_never_nothing() -> None:
    found = chart(pyramid("A 40 X", "B ? X", "C 20-30 X"))
    unknown, ranged = edge(found, "B", "X"), edge(found, "C", "X")
    assert (percents(unknown), unknown.is_stated, unknown.majority) == (("0", "40"), False, Bound.NO)
    assert (percents(ranged), ranged.is_stated) == (("20", "30"), True)
    assert box(found, "X").unaccounted is None
    assert (found.completeness.state, found.completeness.reason) == (
        CompletenessState.MISSING_DATA,
        "1 share(s) not stated",
    )


def test_where_the_register_leaves_nothing_nothing_is_known() -> None:
    found = chart(pyramid("A 100 X", "B ? X"))
    assert percents(edge(found, "B", "X")) == ("0", "100")


def test_a_majority_is_certain_possible_or_none() -> None:
    found = chart(pyramid("A 50 X", "B ? X", "X 50.1 D", "X ? E", "X 40-60 F"))
    expected = {"A X": Bound.NO, "B X": Bound.NO, "X D": Bound.CERTAIN}
    expected |= {"X E": Bound.POSSIBLE, "X F": Bound.POSSIBLE}
    assert {name: edge(found, *name.split()).majority for name in expected} == expected


def test_votes_are_told_where_they_differ() -> None:
    found = chart(pyramid("A 85/40 X", "B 15 X"))
    own = edge(found, "A", "X")
    assert own.votes is not None
    assert (percents(own)[0], percent_of(own.votes.lower)) == ("85", "40")
    assert own.majority is Bound.NO
    assert edge(found, "B", "X").votes is None


def test_a_register_of_300_percent_is_marked_and_gives_nobody_a_certain_majority() -> None:
    found = chart(pyramid("A 100 X", "B 100 X", "C 100 X"))
    assert box(found, "X").marks == (Flag.OVER_100,)
    assert {own.majority for own in found.edges} == {Bound.POSSIBLE}


def test_two_of_exactly_half_are_marked() -> None:
    assert box(chart(pyramid("A 50 X", "B 50 X")), "X").marks == (Flag.JOINT_50,)


def test_nominees_and_dead_companies_are_drawn_and_not_passed() -> None:
    graph = pyramid("N 60 X", "P 50 N", "Q 40 N", "M 40 X", "R 100 M", nominees="N", dead="M")
    found = chart(graph)
    assert rows(found) == {-1: "N M", 0: "X"}
    assert (box(found, "N").marks, box(found, "M").marks) == ((Flag.NOMINEE,), (Flag.INACTIVE_CUT,))
    assert cut(found, "N") == [("IN", 2, CutReason.NOMINEE)]
    assert cut(found, "M") == [("IN", 1, CutReason.INACTIVE)]
    assert edge(found, "N", "X").majority is Bound.NO
    assert found.completeness.state is CompletenessState.CUT_BY_NODES
    assert rows(chart(graph, "N"))[-1] == "P Q"  # whoever is asked about is passed


def test_what_lies_behind_the_last_row_is_counted() -> None:
    found = chart(pyramid("A 60 X", "P 100 A", "X 60 D", "D 60 E", "D 70 F"), up=1, down=1)
    assert rows(found) == {-1: "A", 0: "X", 1: "D"}
    assert cut(found, "A") == [("IN", 1, CutReason.DEPTH)]
    assert cut(found, "D") == [("OUT", 2, CutReason.DEPTH)]
    assert found.completeness.state is CompletenessState.CUT_BY_DEPTH


def test_hubs_are_named_and_not_followed() -> None:
    found = chart(pyramid("A 60 X", "P 100 A"), hubs="A")
    assert rows(found) == {-1: "A", 0: "X"}
    assert cut(found, "A") == [("IN", 1, CutReason.HUB)]


def test_the_smallest_stakes_are_cut_and_an_unknown_one_is_not_small() -> None:
    found = chart(pyramid("A 50 X", "B 20 X", "C ? X", "D 1 X"), boxes=4)
    assert rows(found) == {-1: "A C B", 0: "X"}
    assert cut(found, "X") == [("IN", 1, CutReason.NUMBER)]


def test_owners_and_holdings_share_the_boxes_and_one_side_takes_what_the_other_leaves() -> None:
    lines = [f"A{n} {10 - n} X" for n in range(6)] + [f"X {60 + n} D{n}" for n in range(6)]
    assert rows(chart(pyramid(*lines), boxes=5)) == {-1: "A0 A1", 0: "X", 1: "D5 D4"}
    assert rows(chart(pyramid(*lines[:6], "X 60 D"), boxes=6)) == {-1: "A0 A1 A2 A3", 0: "X", 1: "D"}


def test_declared_control_and_coalitions_stand_above_with_their_ground() -> None:
    graph = drawn(
        [
            *holdings("A 30 X", "B 30 X", "C 40 X"),
            build.party("t:pact", None, PartyKind.COALITION),
            build.party("t:club", None, PartyKind.GROUP),
            build.relation(RelationKind.MEMBER_OF, "t:A", "t:pact", code="concert"),
            build.relation(RelationKind.MEMBER_OF, "t:B", "t:pact", code="concert"),
            build.relation(RelationKind.MEMBER_OF, "t:C", "t:club"),
            build.relation(RelationKind.CONTROLS, "t:V", "t:X", code="contract"),
        ]
    )
    found = chart(graph)
    assert rows(found) == {-2: "pact", -1: "V C A B", 0: "X"}
    member, ruler = edge(found, "pact", "A"), edge(found, "V", "X")
    assert (member.ground, member.code, member.share) == (RelationKind.MEMBER_OF, "concert", None)
    assert (ruler.ground, ruler.code, ruler.share) == (RelationKind.CONTROLS, "contract", None)
    assert all(own.cuts == () for own in found.boxes)


def test_the_part_that_nobody_accounts_for_is_told() -> None:
    assert box(chart(pyramid("A 30 X", "B 11.5 X")), "X").unaccounted == 585_000_000


def test_a_party_alone_is_one_box() -> None:
    found = chart(pyramid(alone="X"))
    assert (rows(found), found.edges) == ({0: "X"}, ())


LINES = st.lists(
    st.tuples(
        st.sampled_from("ABCDX"), st.sampled_from(["?", "10", "20-30", "60", "100"]), st.sampled_from("ABCDX")
    ),
    min_size=1,
    max_size=14,
)


@given(LINES, st.integers(0, 3), st.integers(0, 3), st.integers(1, 6))
def test_whatever_is_drawn_hangs_together(
    lines: list[tuple[str, str, str]], up: int, down: int, boxes: int
) -> None:
    graph = pyramid(*(" ".join(line) for line in lines), alone="X")
    found = chart(graph, up=up, down=down, boxes=boxes)
    level = {own.party: own.level for own in found.boxes}
    assert len(level) == len(found.boxes) <= boxes
    assert level[X] == 0
    joined = {end for own in found.edges if own.holder != own.held for end in (own.holder, own.held)}
    assert joined == (set(level) if len(level) > 1 else set())
    for own in found.edges:
        if own.holder != own.held:
            assert (level[own.holder] < level[own.held]) is not own.closes_cycle
    for relation in graph.relations:  # every holding between drawn parties is drawn
        if relation.from_id in level and relation.to_id in level:
            assert any(relation.id in own.relations for own in found.edges)
    counted = sum(one.count for own in found.boxes for one in own.cuts)
    assert (counted > 0) is (found.completeness.state.startswith("CUT"))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_facts_plays_no_part(seed: int) -> None:
    lines = ["P 60 H", "H 51 T", "T 30 X", "H 25 X", "X ? D", "D 10 H", "W ? X"]
    turned = lines[seed:] + lines[:seed]
    one, other = chart(pyramid(*lines)), chart(pyramid(*turned))
    assert one.boxes == other.boxes
    shown = [[(e.holder, e.held, e.share, e.closes_cycle) for e in found.edges] for found in (one, other)]
    assert shown[0] == shown[1]
