"""Whom a party controls: the story S3, who acts as one, presets, options, flags, the fact that decides."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.control.control import control_of
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.model.control import ControlResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import (
    CONTROL,
    Aggregate,
    Basis,
    Coalitions,
    Comparison,
    OwnershipOptions,
    ParentVotes,
    for_cascade,
)
from xinmai.model.subgraph import Subgraph

from support import facts as build
from support import naive_ownership as naive
from support.drawn import DAY, drawn, pyramid, short
from support.naive_ownership import Edge, exact
from support.pyramids import GROUNDS, PRESETS, S3, flags, share

DECLARED = msgspec.structs.replace(CONTROL, grounds=GROUNDS)


def ask(graph: Subgraph, of: str, options: OwnershipOptions = CONTROL, together: str = "") -> ControlResult:
    return control_of(
        graph, PublicId(f"t:{of}"), DAY, options, [PublicId(f"t:{p}") for p in together.split()]
    )


def members(result: ControlResult) -> str:
    """Return the members, those that are possible with a question mark."""
    marks = {"CERTAIN": "", "POSSIBLE": "?"}
    return " ".join(build.local(own.party) + marks[own.bound] for own in result.members)


def by(preset: str) -> OwnershipOptions:
    return for_cascade(PRESETS[preset].options.applied(CONTROL))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("韩一", "H T1 X U?"),
        ("李三", ""),
        ("王九", ""),
        ("秦六", ""),
        ("鲁二", "K"),
        ("J", "Y"),
        ("H", "T1 X U?"),
    ],
)
def test_the_pyramid(of: str, expected: str) -> None:
    assert members(ask(S3, of)) == expected


def test_each_member_shows_share_path_and_what_it_stands_on() -> None:
    found = {build.local(own.party): own for own in ask(S3, "韩一").members}

    assert {name: share(own.share) for name, own in found.items()} == {
        "H": (60, 60),
        "T1": (51, 51),
        "X": (55, 55),
        "U": (0, 60),
    }
    assert short(found["X"].path.nodes) == ["韩一", "H", "T1", "X"]
    assert short(found["X"].via) == ["h0004", "h0005"]
    assert [own.deciding for own in found.values()] == [None, None, None, "t:h0012"]
    assert flags(ask(S3, "韩一").flags) == ["JOINT_50 J", "NEAR_THRESHOLD J"]


@pytest.mark.parametrize(
    ("preset", "halves", "pieces"),
    [
        ("OFAC@1", "T U", "T"),
        ("EU_SANCTIONS@2", "T U", "T"),
        ("EU_SANCTIONS@1", "", "T"),
        ("UK_SANCTIONS@1", "", ""),
    ],
)
def test_sanction_regimes(preset: str, halves: str, pieces: str) -> None:
    half = pyramid("A 50 T", "C 50 T", "T 50 U", "D 50 U")
    assert members(ask(half, "A", by(preset))) == halves

    assert members(ask(pyramid("A 30 T", "B 25 T", "C 45 T"), "A", by(preset), "B")) == pieces


@pytest.mark.parametrize(
    ("aggregate", "together", "expected"),
    [
        (Aggregate.COALITIONS, "", ""),
        (Aggregate.COALITIONS, "b", "T"),
        (Aggregate.COALITIONS, "z", ""),
        (Aggregate.NONE, "b", ""),
        (Aggregate.ALL_SEEDS, "z", "T"),
    ],
)
def test_who_acts_as_one(aggregate: Aggregate, together: str, expected: str) -> None:
    graph = pyramid("a 30 T", "b 25 T", "z 35 T", coalitions={"c": "a b"})
    options = msgspec.structs.replace(CONTROL, aggregate=aggregate)

    assert members(ask(graph, "a", options, together)) == expected


@pytest.mark.parametrize(
    ("family", "which", "expected"),
    [
        (False, Coalitions.CONCERT, "T"),
        (False, Coalitions.FAMILY, ""),
        (False, Coalitions.NONE, ""),
        (True, Coalitions.CONCERT, ""),
        (True, Coalitions.FAMILY, "T"),
        (True, Coalitions.BOTH, "T"),
    ],
)
def test_which_coalitions_count(family: bool, which: Coalitions, expected: str) -> None:
    graph = pyramid("a 30 T", "b 25 T", coalitions={"c": "a b"}, family=family)
    result = ask(graph, "c", msgspec.structs.replace(CONTROL, coalitions=which))

    assert members(result) == expected
    assert [short(own.path.nodes) for own in result.members] == [["c", "a", "T"]] * bool(expected)


@pytest.mark.parametrize(
    ("lines", "told", "expected"),
    [
        ("A 60 T, B 60 T", "T?", ["OVER_100 T"]),
        ("A 50.3 T, B 50.1 T", "T", ["NEAR_THRESHOLD T"]),
        ("A 50 T, B 50 T", "", ["JOINT_50 T", "NEAR_THRESHOLD T"]),
        ("A 50.05 T", "T", ["NEAR_THRESHOLD T"]),
        ("A 50.1000001 T", "T", []),
        ("A 30 T, T 45 T", "T", ["SELF_HOLDING T"]),
        ("A 60 N, N 60 T", "", ["NOMINEE N"]),
        ("A 60 D, D 60 T", "", ["INACTIVE_CUT D"]),
        ("A 60 S, S 10 A", "S", ["SUBSIDIARY_HOLDS_PARENT A"]),
        ("A 40 I", "", ["INCOMPLETE_REGISTER I"]),
        ("A 60 I", "I", []),
    ],
)
def test_flags(lines: str, told: str, expected: list[str]) -> None:
    result = ask(pyramid(*lines.split(", "), nominees="N", dead="D", incomplete="I"), "A")

    assert members(result) == told
    assert flags(result.flags) == expected


def test_dead_companies_and_nominees_pass_votes_on_only_if_asked() -> None:
    graph = pyramid("A 60 N", "N 60 T", "A 60 D", "D 60 U", nominees="N", dead="D")

    assert members(ask(graph, "A")) == ""
    assert members(ask(graph, "A", msgspec.structs.replace(CONTROL, include_nominees=True))) == "N T"
    assert members(ask(graph, "A", msgspec.structs.replace(CONTROL, include_inactive=True))) == "D U"


def test_votes_of_subsidiaries_in_their_parent() -> None:
    graph = pyramid("P 60 S", "S 20 P", "a 45 P", "b 35 P")

    assert members(ask(graph, "a")) == ""
    result = ask(graph, "a", msgspec.structs.replace(CONTROL, parent_votes=ParentVotes.EXCLUDE))
    assert members(result) == "P S"
    assert share(result.members[0].share) == (56.25, 56.25)


def test_a_range_of_struck_votes_is_a_range_of_the_others() -> None:
    graph = pyramid("P 60 S", "S 5-30 P", "a 45 P", "b 25 P")
    result = ask(graph, "a", msgspec.structs.replace(CONTROL, parent_votes=ParentVotes.EXCLUDE))

    assert members(result) == "P? S?"
    assert [own.share.upper for own in result.members] == [Fraction(45, 70), Fraction(3, 5)]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (Basis.CAPITAL_SUBSCRIBED, "T"),
        (Basis.VOTES_ELSE_CAPITAL, ""),
        (Basis.VOTES, ""),
        (Basis.CAPITAL_PAID_IN, "T?"),
    ],
)
def test_which_share_counts(basis: Basis, expected: str) -> None:
    graph = pyramid("A 85/40 T", "B 15/60 T")

    assert members(ask(graph, "A", msgspec.structs.replace(CONTROL, basis=basis))) == expected


def test_a_line_other_than_half() -> None:
    graph = pyramid("A 30 T", "T 30 U")
    line = msgspec.structs.replace(CONTROL, threshold=Fraction(3, 10), comparison=Comparison.GTE)

    assert members(ask(graph, "A", for_cascade(line))) == "T U"
    assert (
        members(ask(graph, "A", for_cascade(msgspec.structs.replace(line, comparison=Comparison.GT)))) == ""
    )


@pytest.mark.parametrize(
    ("controls", "a", "b", "c"),
    [
        ("A contract T", "T", "", ""),
        ("A veto T", "", "T", ""),
        ("A - T", "", "T", ""),
        ("A contract? T", "T?", "T?", ""),
        ("A concert T, C concert T", "", "", ""),
        ("A concert T, C concert? T", "T?", "", ""),
    ],
)
def test_votes_follow_declared_control(controls: str, a: str, b: str, c: str) -> None:
    graph = pyramid("B 100 T", controls=controls, alone="A C")

    assert [members(ask(graph, party, DECLARED)) for party in "ABC"] == [a, b, c]


def test_joint_declared_control_is_that_of_all_together() -> None:
    graph = pyramid("B 100 T", controls="A concert T, C concert T")
    options = msgspec.structs.replace(DECLARED, aggregate=Aggregate.ALL_SEEDS)

    assert members(ask(graph, "A", options, "C")) == "T"


@given(
    found=naive.open_ones,
    pairs=st.lists(
        st.tuples(naive.parties, st.sampled_from(("contract", "veto", "contract?")), naive.parties),
        max_size=4,
    ),
    seed=naive.parties,
    other=naive.parties,
)
def test_more_seeds_never_mean_less_with_declared_control_too(
    found: list[Edge], pairs: list[tuple[str, str, str]], seed: str, other: str
) -> None:
    declared = pyramid(controls=",".join({(a, b): f"{a} {g} {b}" for a, g, b in pairs}.values()))
    holdings = read_holdings(drawn([*map(naive.relation_of, found), *declared.relations]), DAY, DECLARED)
    one, both = [f"t:{seed}"], [f"t:{seed}", f"t:{other}"]
    sets = [
        cascade(holdings, map(PublicId, seeds), bounding).holders
        for bounding in Bounding
        for seeds in (one, both)
    ]

    assert sets[0] <= sets[1]
    assert sets[2] <= sets[3]
    assert sets[0] <= sets[2]
    assert sets[1] <= sets[3]


@given(found=naive.open_ones, seed=st.sampled_from(naive.NAMES[:5]))
def test_the_deciding_fact_decides_at_both_ends(found: list[Edge], seed: str) -> None:
    graph = drawn([*map(naive.relation_of, found), build.party(f"t:{seed}")])
    for own in ask(graph, seed).members:
        if own.deciding is None:
            continue
        told = next(edge for edge in found if naive.relation_of(edge).id == own.deciding)
        left = 100 - sum(edge.low for edge in found if edge.held == told.held and edge != told)
        for known, expected in ((told.low, False), (min(told.high, left), True)):
            fixed = [exact(*told[:2], known) if edge == told else edge for edge in found]
            result = ask(drawn([*map(naive.relation_of, fixed), build.party(f"t:{seed}")]), seed)
            bounds = {one.party: one.bound for one in result.members}
            assert bounds.get(own.party) == ("CERTAIN" if expected else None)


def test_only_members_that_are_asked_about_act_together() -> None:
    graph = pyramid("a 20 T", "b 20 T", "d 15 T", persons="a b d", coalitions={"pact": "a b d"})

    assert members(ask(graph, "a", together="b")) == ""
    assert members(ask(graph, "a", together="b d")) == "T"
    assert members(ask(graph, "pact")) == "T"


def test_a_sum_above_the_whole_is_told_of_who_is_not_controlled() -> None:
    assert "OVER_100 T" in flags(ask(pyramid("A 40 T", "B 80 T"), "A").flags)
