"""Groups: the stories S2 and S3 whole, and one drawn graph for each kind of head and each reason to cut."""

from fractions import Fraction

import pytest

from xinmai.analysis.groups.group import STATE_NOTE, group_of
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.model.group import GroupResult, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag, PartyKind, Property, RelationKind

from support import facts as build
from support.drawn import drawn, holdings, pyramid, short
from support.pyramids import S3

DAY = build.day("2025-06-01")
PERCENT = Fraction(1, 100)

S2 = pyramid(
    "丙 60 丁",
    "丙 5 戊",
    "己 80 庚",
    "己 75 辛",
    "S 100 壬",
    "S 100 癸",
    "子 51 丑",
    "丑 51 寅",
    state="S",
    alone="甲",
)


def group(graph: Subgraph, of: str) -> GroupResult:
    return group_of(graph, PublicId(f"t:{of}"), DAY)


def head(result: GroupResult) -> str | None:
    return None if result.head is None else build.local(result.head)


def members(result: GroupResult, bound: Bound = Bound.CERTAIN) -> str:
    return " ".join(short(member.party for member in result.members if member.bound is bound))


def controls(graph: Subgraph, party: str, bounding: Bounding = Bounding.LOWER) -> str:
    found = cascade(read_holdings(graph, DAY), [PublicId(f"t:{party}")], bounding)
    return " ".join(sorted(short(found.members)))


def flags(result: GroupResult) -> set[tuple[Flag, str]]:
    return {(flagged.flag, build.local(flagged.party)) for flagged in result.flags}


@pytest.mark.parametrize("of", ["X", "H", "T1", "韩一"])
def test_the_pyramid(of: str) -> None:
    result = group(S3, of)

    assert (head(result), result.head_kind) == ("韩一", "PERSON")
    assert members(result) == "H T1 X"
    assert members(result, Bound.POSSIBLE) == "U"
    assert [(m.party, m.ground, m.bound) for m in result.apart] == [("t:J", "JOINT_50", Bound.NO)]
    assert result.possible_heads == ()
    assert flags(result) == {(Flag.JOINT_50, "J")}


def test_each_member_shows_its_ground_strength_and_path() -> None:
    found = {build.local(member.party): member for member in group(S3, "X").members}

    assert {name: member.ground for name, member in found.items()} == {
        "H": "CONTROL",
        "T1": "CONTROL",
        "X": "CONTROL",
        "U": "POSSIBLE",
    }
    assert found["X"].strength == ShareBounds(55 * PERCENT, 55 * PERCENT)
    assert found["U"].strength == ShareBounds(Fraction(0), 60 * PERCENT)
    assert short(found["X"].path.nodes) == ["韩一", "H", "T1", "X"]
    assert short(found["X"].via) == ["h0004", "h0005"]
    assert all(hop.kind == "holds" and hop.forward for hop in found["X"].path.hops)
    assert group(S3, "X").apart[0].strength == ShareBounds(50 * PERCENT, 50 * PERCENT)


@pytest.mark.parametrize(
    ("party", "certain", "possible"),
    [
        ("韩一", "H T1 X", "H T1 U X"),
        ("李三", "", ""),
        ("王九", "", ""),
        ("秦六", "", ""),
        ("鲁二", "K", "K"),
        ("J", "Y", "Y"),
    ],
)
def test_whom_each_of_the_pyramid_controls(party: str, certain: str, possible: str) -> None:
    assert controls(S3, party) == certain
    assert controls(S3, party, Bounding.UPPER) == possible


def test_a_joint_venture_heads_no_group_of_another() -> None:
    for of in ("J", "Y"):
        result = group(S3, of)
        assert (result.head, result.head_kind, result.name) == (None, "JOINT", "t:J")
        assert short(result.joint_parents) == ["H", "K"]
        assert members(result) == "J Y"
        assert [m.ground for m in result.members] == ["JOINT_50", "CONTROL"]


def test_who_may_stand_above_is_named() -> None:
    result = group(S3, "U")

    assert (head(result), result.head_kind, members(result)) == ("U", "ENTERPRISE", "")
    assert short(result.possible_heads) == ["韩一"]


@pytest.mark.parametrize(
    ("of", "expected_head", "kind", "expected"),
    [
        ("丁", "丙", "ENTERPRISE", "丁"),
        ("丙", "丙", "ENTERPRISE", "丁"),
        ("戊", "戊", "ENTERPRISE", ""),
        ("庚", "己", "ENTERPRISE", "庚 辛"),
        ("癸", "S", "STATE_BODY", "壬 癸"),
        ("寅", "子", "ENTERPRISE", "丑 寅"),
        ("甲", "甲", "ENTERPRISE", ""),
    ],
)
def test_the_bidders_of_one_lot(of: str, expected_head: str, kind: str, expected: str) -> None:
    result = group(S2, of)

    assert (head(result), result.head_kind) == (expected_head, kind)
    assert sorted(members(result).split()) == sorted(expected.split())
    assert result.note == (STATE_NOTE if kind == "STATE_BODY" else None)


def test_a_core_that_controls_itself_has_no_head() -> None:
    graph = pyramid("b 55 a", "p 45 a", "a 55 b", "q 45 b", "a 30 1sub", "b 40 1sub", persons="p q")

    for of in ("a", "b", "1sub"):
        result = group(graph, of)
        assert (result.head, result.head_kind, result.name) == (None, "MUTUAL_CONTROL_CORE", "t:a")
        assert short(result.core) == ["a", "b"]
        assert members(result) == "1sub a b"
        assert {m.ground for m in result.members} == {"CONTROL"}
    assert flags(group(graph, "a")) == {
        (Flag.SUBSIDIARY_HOLDS_PARENT, "a"),
        (Flag.SUBSIDIARY_HOLDS_PARENT, "b"),
    }


def test_a_cross_holding_pair_is_no_group() -> None:
    graph = pyramid(
        "b 4.19 a", "p1 51 a", "p2 44.81 a", "a 18.27 b", "p3 48.73 b", "p4 33 b", persons="p1 p2 p3 p4"
    )

    assert (head(group(graph, "a")), members(group(graph, "a"))) == ("p1", "a")
    assert (head(group(graph, "b")), members(group(graph, "b"))) == ("b", "")


def test_a_holding_in_oneself_adds_nothing_and_the_rest_is_rescaled() -> None:
    graph = pyramid("C 25 C", "H1 45 C", "H2 30 C", persons="H1 H2")
    result = group(graph, "C")

    assert (head(result), members(result)) == ("H1", "C")
    assert result.members[0].strength == ShareBounds(60 * PERCENT, 60 * PERCENT)
    assert flags(result) == {(Flag.SELF_HOLDING, "C")}


def test_a_coalition_acts_as_one_and_its_members_stay_apart() -> None:
    graph = pyramid(
        "p1 30 held",
        "p2 30 held",
        "p3 40 held",
        "p1 80 own",
        persons="p1 p2 p3",
        coalitions={"pact": "p1 p2"},
    )
    result = group(graph, "held")

    assert (head(result), result.head_kind, members(result)) == ("pact", "COALITION", "held")
    assert [hop.kind for hop in result.members[0].path.hops] == ["member_of", "holds"]
    assert (head(group(graph, "own")), members(group(graph, "own"))) == ("p1", "own")


def test_a_family_is_no_coalition() -> None:
    lines = holdings("p1 30 held", "p2 30 held", "p3 40 held")
    kin = [build.relation(RelationKind.MEMBER_OF, f"t:{p}", "t:family", code="family") for p in ("p1", "p2")]
    graph = drawn([*lines, *kin, build.party("t:family", None, PartyKind.COALITION)])

    assert head(group(graph, "held")) == "held"


def test_a_dead_company_cuts_the_chain_and_is_named() -> None:
    graph = pyramid("A 60 D", "D 60 B", "A 10 B", dead="D")

    assert members(group(graph, "A")) == ""
    assert flags(group(graph, "A")) == {(Flag.INACTIVE_CUT, "D")}
    assert (head(group(graph, "B")), flags(group(graph, "B"))) == ("B", {(Flag.INACTIVE_CUT, "D")})
    assert flags(group(graph, "D")) == {(Flag.INACTIVE_CUT, "D")}


def test_a_nominee_controls_nobody_and_is_named() -> None:
    graph = pyramid("N 70 A", "N 60 B", "P 30 A", nominees="N", persons="P")

    for of in ("A", "B"):
        assert (head(group(graph, of)), members(group(graph, of))) == (of, "")
        assert flags(group(graph, of)) == {(Flag.NOMINEE, "N")}
    assert members(group(graph, "N")) == ""


def test_shares_above_the_whole_make_nothing_certain() -> None:
    graph = pyramid("A 60 C", "B 60 C")

    assert controls(graph, "A") == ""
    assert controls(graph, "A", Bounding.UPPER) == "C"
    assert flags(group(graph, "C")) == {(Flag.OVER_100, "C")}
    assert short(group(graph, "C").possible_heads) == ["A", "B"]


def test_rounding_is_rescaled_exactly() -> None:
    exact_half = pyramid("A 50.1 C", "B 50.1 C")
    more = pyramid("A 50.2 C", "B 50.1 C")

    assert controls(exact_half, "A") == ""
    assert controls(more, "A") == "C"
    assert head(group(more, "C")) == "A"


def test_exactly_half_is_not_control_and_one_unit_more_is() -> None:
    assert controls(pyramid("A 50 C", "B 50 C"), "A") == ""
    assert controls(pyramid("A 50.0000001 C", "B 49.9999999 C"), "A") == "C"


def test_votes_count_where_they_are_stated() -> None:
    assert controls(pyramid("P 85/45 C", "Q 15/55 C"), "P") == ""
    assert controls(pyramid("P 85/45 C", "Q 15/55 C"), "Q") == "C"


def test_a_range_is_certain_only_by_its_lower_end() -> None:
    graph = pyramid("A 40-60 C", "B 30 C")

    assert (controls(graph, "A"), controls(graph, "A", Bounding.UPPER)) == ("", "C")
    assert controls(pyramid("A 51-60 C", "B 30 C"), "A") == "C"
    assert controls(pyramid("A 40-60 C", "B 50 C"), "A", Bounding.UPPER) == ""


def test_one_holding_told_by_two_sources_is_one_holding() -> None:
    told = [
        build.holds("t:A", "t:C", "30", public_id="t:1"),
        build.holds("t:A", "t:C", "30", public_id="u:1"),
    ]

    assert controls(drawn(told), "A") == ""
    assert controls(drawn(told), "A", Bounding.UPPER) == ""


def test_two_holdings_of_one_source_add_up() -> None:
    assert controls(pyramid("A 30 C", "A 30 C"), "A") == "C"


def test_a_holding_that_may_be_over_is_possible_only() -> None:
    ended = [build.holds("t:A", "t:C", "80", ended=True, over_by="2026-01-01")]

    assert controls(drawn(ended), "A") == ""
    assert controls(drawn(ended), "A", Bounding.UPPER) == "C"


def test_an_incomplete_register_is_said() -> None:
    lines = holdings("A 60 C")
    fact = build.party_fact("t:C", Property.HOLDERS_REGISTER, "incomplete")
    graph = drawn([*lines, fact, build.party("t:C"), build.party("t:A")])

    assert group(graph, "C").open_registers == ("t:C",)
    assert group(pyramid("A 60 C"), "C").open_registers == ()


def test_common_state_control_alone_is_named_in_the_reason() -> None:
    graph = pyramid("S 100 A", "A 60 B", "B 60 C", "S 100 D", "D 60 E", state="S")
    grounds = {
        of: {build.local(m.party): m.ground for m in group(graph, of).members} for of in ("B", "S", "D")
    }

    assert grounds["B"] == {
        "A": "CONTROL",
        "B": "CONTROL",
        "C": "CONTROL",
        "D": "STATE_ONLY",
        "E": "STATE_ONLY",
    }
    assert grounds["D"] == {
        "A": "STATE_ONLY",
        "B": "STATE_ONLY",
        "C": "STATE_ONLY",
        "D": "CONTROL",
        "E": "CONTROL",
    }
    assert set(grounds["S"].values()) == {"CONTROL"}


def test_a_group_of_an_ordinary_head_has_no_such_reason() -> None:
    graph = pyramid("P 100 A", "P 100 D", persons="P")
    assert {m.ground for m in group(graph, "A").members} == {"CONTROL"}


def test_a_coalition_that_is_controlled_heads_nothing() -> None:
    graph = pyramid("P 60 pact", "p1 30 held", "p2 30 held", persons="P p1 p2", coalitions={"pact": "p1 p2"})

    assert head(group(graph, "pact")) == "P"
    assert head(group(graph, "held")) == "held"
