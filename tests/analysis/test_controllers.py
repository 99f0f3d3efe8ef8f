"""Who controls a company: the story S3, one drawn graph for each tier, reason and contradiction."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.control.control import control_of
from xinmai.analysis.control.controllers import controllers_of
from xinmai.model.control import Controller, ControllersResult, ControllerTier
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, Comparison, Over100, OwnershipOptions, for_cascade
from xinmai.model.subgraph import Subgraph

from support import facts as build
from support import naive_ownership as naive
from support.drawn import DAY, drawn, pyramid, short
from support.naive_ownership import Edge
from support.pyramids import GROUNDS, S3, flags, share

DECLARED = msgspec.structs.replace(CONTROL, grounds=GROUNDS)


def ask(graph: Subgraph, of: str, options: OwnershipOptions = DECLARED) -> ControllersResult:
    return controllers_of(graph, PublicId(f"t:{of}"), DAY, options)


def told(result: ControllersResult) -> list[str]:
    """Return the controllers as ``MAJORITY A``, those that are possible with a question mark."""
    marks = {"CERTAIN": "", "POSSIBLE": "?"}
    return [f"{own.tier} {build.local(own.party)}{marks[own.bound]}" for own in result.controllers]


def nobody(result: ControllersResult) -> str | None:
    """Return why nobody is at the top as ``JOINT_50 J: H K``."""
    none = result.none
    return None if none is None else f"{none.reason} {build.local(none.at)}: {' '.join(short(none.parties))}"


def only(result: ControllersResult, tier: ControllerTier) -> Controller:
    (found,) = [own for own in result.controllers if own.tier is tier]
    return found


@pytest.mark.parametrize(
    ("of", "expected", "none"),
    [
        ("X", ["MAJORITY 韩一"], None),
        ("T1", ["MAJORITY 韩一"], None),
        ("J", [], "JOINT_50 J: H K"),
        ("Y", ["MAJORITY J"], "JOINT_50 J: H K"),
        ("U", ["MAJORITY 韩一?", "SUSPECTED 秦六?"], "UNKNOWN_SHARES U: 韩一"),
    ],
)
def test_the_pyramid(of: str, expected: list[str], none: str | None) -> None:
    result = ask(S3, of)

    assert told(result) == expected
    assert nobody(result) == none
    assert not result.contradictions


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("A 50 T, B 50 T", "JOINT_50 T: A B"),
        ("A 55 B, B 55 A, B 60 T", "MUTUAL_CONTROL_CORE A: A B"),
        ("A 60 T, B 60 T", "OVER_100 T: "),
        ("A ? T, B 40 T", "UNKNOWN_SHARES T: A"),
        ("A 20 I, B 25 I, I 100 T", "INCOMPLETE_REGISTER I: "),
        ("N 60 T, B 20 T", "NOMINEE T: N"),
        ("D 60 T, B 20 T", "INACTIVE_CUT T: D"),
        ("N 49 T, B 20 T", "WIDELY_HELD T: "),
        ("T 60 U", "NO_HOLDERS T: "),
        ("A 60 T", "NO_HOLDERS A: "),
        ("A 20 T, B 20 T, C 20 T", "WIDELY_HELD T: "),
    ],
)
def test_why_nobody(lines: str, reason: str) -> None:
    assert nobody(ask(pyramid(*lines.split(", "), nominees="N", dead="D", incomplete="I"), "T")) == reason


@pytest.mark.parametrize(
    ("controls", "expected", "contradictions"),
    [
        ("A - T", ["DECLARED A", "MAJORITY A"], []),
        ("B - T", ["DECLARED B", "MAJORITY A"], ["DECLARED_NOT_COMPUTED B A"]),
        ("Z - T", ["DECLARED Z", "MAJORITY A"], ["DECLARED_WITHOUT_PATH Z A"]),
        ("M - T", ["DECLARED M", "MAJORITY A"], ["DECLARED_NOT_ULTIMATE M A"]),
        ("A - T,Z - T", ["DECLARED A", "DECLARED Z", "MAJORITY A"], ["DECLARED_TWICE A Z", "DECLARED_TWICE Z A", "DECLARED_WITHOUT_PATH Z A"]),
        ("Z contract T", ["DECLARED Z", "MAJORITY Z"], []),
        ("Z veto T", ["DECLARED Z", "MAJORITY A"], ["DECLARED_WITHOUT_PATH Z A"]),
        ("Z contract? T", ["DECLARED Z?", "MAJORITY A?", "MAJORITY Z?", "SUSPECTED A"], []),
    ],
)  # fmt: skip
def test_what_is_declared(controls: str, expected: list[str], contradictions: list[str]) -> None:
    graph = pyramid("A 60 M", "M 60 T", "B 10 T", persons="A B Z", controls=controls)
    result = ask(graph, "T")

    assert told(result) == expected
    assert [
        f"{one.kind} {build.local(one.declared)} {' '.join(short(one.computed))}"
        for one in result.contradictions
    ] == contradictions


def test_two_who_are_declared_in_concert_control_together_and_not_alone() -> None:
    graph = pyramid("A 60 T", "T 60 U", controls="B concert T,C concert T", persons="B C")
    result = ask(graph, "T")

    assert nobody(result) == "JOINT_CONTROL T: B C"
    assert told(result) == ["DECLARED B", "DECLARED C", "SUSPECTED A"]
    assert result.contradictions == ()


def test_one_who_may_still_act_in_concert_leaves_it_open() -> None:
    result = ask(pyramid("A 60 T", controls="B concert T,C concert? T", persons="A B C"), "T")
    assert told(result) == ["DECLARED B", "DECLARED C?", "MAJORITY B?", "SUSPECTED A"]


def test_two_who_are_declared_apart_are_in_conflict() -> None:
    result = ask(pyramid("A 60 T", controls="B contract T,C appointment T", persons="B C"), "T")

    assert nobody(result) == "DECLARED_CONFLICT T: B C"
    assert told(result)[:4] == ["DECLARED B", "DECLARED C", "MAJORITY B?", "MAJORITY C?"]
    assert [own.ground for own in result.controllers[:2]] == ["contract", "appointment"]


@pytest.mark.parametrize(
    ("lines", "expected", "path", "runner_up", "margin"),
    [
        ("A 35 T, B 20 T, C 5 T", "A", "A T", "t:B", 15),
        ("A 30 T, B 20 T", "A", "A T", "t:B", 10),
        ("A 30 T", "A", "A T", None, 30),
        ("M 35 T, B 20 T, K 40 M, L 10 M, P 60 K", "P", "P K M T", "t:B", 15),
        ("a 20 T, b 20 T, B 15 T", "pact", "pact a T", "t:B", 25),
        ("M 35 T, B 20 T, a 20 M, b 20 M", "pact", "pact a M T", "t:B", 15),
        ("M 35 T, T 35 M, B 1 T", "M", "M T", "t:B", 34),
        ("S 40 T, Q 40 S, B 20 T", "S", "S T", "t:B", 20),
    ],
)
def test_who_is_suspected(lines: str, expected: str, path: str, runner_up: str | None, margin: int) -> None:
    graph = pyramid(*lines.split(", "), persons="A B C L P a b", state="S", coalitions={"pact": "a b"})
    suspected = only(ask(graph, "T"), ControllerTier.SUSPECTED)

    assert (build.local(suspected.party), suspected.bound) == (expected, "CERTAIN")
    assert suspected.path is not None
    assert short(suspected.path.nodes) == path.split()
    assert (suspected.runner_up, suspected.margin) == (runner_up, Fraction(margin, 100))


@pytest.mark.parametrize(
    "lines",
    [
        "A 40 T, B 40 T",
        "A 35 T, B 25.0000001 T",
        "A 29.9999999 T",
        "A 55 B, B 55 A, B 60 T",
        "A 55 T, T 55 A",
    ],
)
def test_nobody_is_suspected(lines: str) -> None:
    assert not [line for line in told(ask(pyramid(*lines.split(", ")), "T")) if line.startswith("SUSPECTED")]


def test_in_an_open_register_nobody_is_suspected_for_certain() -> None:
    result = ask(pyramid("A 35 T", "B 5 T", incomplete="T"), "T")

    assert told(result) == ["SUSPECTED A?"]
    assert flags(result.flags) == ["INCOMPLETE_REGISTER T"]


@pytest.mark.parametrize(
    ("lines", "head"), [("S 100 M, M 60 T", "S"), ("a 30 T, b 30 T, B 20 T", "pact"), ("a 60 T, b 30 T", "a")]
)
def test_heads(lines: str, head: str) -> None:
    graph = pyramid(*lines.split(", "), state="S", persons="a b B", coalitions={"pact": "a b"})
    result = ask(graph, "T")

    assert told(result) == [f"MAJORITY {head}"]
    assert result.none is None


def test_runner_up_and_margin_count_votes_by_heads() -> None:
    majority = only(
        ask(pyramid("a 60 M", "M 40 T", "a 20 T", "b 25 T", "c 15 T"), "T"), ControllerTier.MAJORITY
    )

    assert share(majority.share) == (60, 60)
    assert (majority.runner_up, majority.margin) == ("t:b", Fraction(35, 100))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (msgspec.structs.replace(CONTROL, threshold=Fraction(3, 10)), ["MAJORITY a", "MAJORITY b"]),
        (
            msgspec.structs.replace(CONTROL, threshold=Fraction(2, 5), comparison=Comparison.GTE),
            ["MAJORITY a"],
        ),
        (msgspec.structs.replace(CONTROL, threshold=Fraction(2, 5)), []),
    ],
)
def test_another_line(options: OwnershipOptions, expected: list[str]) -> None:
    graph = pyramid("a 40 T", "b 35 T", persons="a b")

    assert told(ask(graph, "T", for_cascade(options))) == expected


def test_several_may_control_where_sums_above_the_whole_are_kept() -> None:
    options = msgspec.structs.replace(CONTROL, over_100=Over100.KEEP)
    result = ask(pyramid("A 60 T", "B 60 T", persons="A B"), "T", options)

    assert told(result) == ["MAJORITY A", "MAJORITY B"]
    assert flags(result.flags) == ["OVER_100 T"]


@given(found=naive.open_ones, of=st.sampled_from(naive.NAMES[:5]))
def test_who_controls_for_certain_is_whom_control_of_names(found: list[Edge], of: str) -> None:
    graph = drawn([*map(naive.relation_of, found), build.party(f"t:{of}")])
    for own in ask(graph, of).controllers:
        if own.tier is ControllerTier.MAJORITY:
            below = {one.party: one for one in control_of(graph, own.party, DAY).members}
            assert below[naive.name(of)].bound is own.bound
            assert below[naive.name(of)].share == own.share


def test_votes_of_a_nominee_may_be_one_holders() -> None:
    few = pyramid("N 69 T", "A 31 T", nominees="N", persons="A")
    most = pyramid("N 15 T", "A 50 T", "B 35 T", nominees="N", persons="A B")

    assert told(ask(few, "T")) == ["SUSPECTED A?"]
    assert told(ask(most, "T")) == ["SUSPECTED A"]


def test_who_may_stand_above_a_certain_controller_is_told() -> None:
    result = ask(pyramid("H 60 T", "P ? H", "Q 40 H", "H 30 S", "S ? T", persons="P Q"), "T")

    assert told(result)[:2] == ["MAJORITY H", "MAJORITY P?"]
    assert nobody(result) == "UNKNOWN_SHARES H: P"


def test_a_tie_at_the_top_is_flagged() -> None:
    assert "TIE T" in flags(ask(pyramid("A 40 T", "B 40 T", "C 20 T"), "T").flags)
    assert "TIE T" not in flags(ask(pyramid("A 40 T", "B 39 T", "C 21 T"), "T").flags)


def test_a_threshold_that_is_asked_for_is_what_passes_votes_on() -> None:
    quarter = msgspec.structs.replace(DECLARED, threshold=Fraction(1, 4), comparison=Comparison.GTE)
    assert told(ask(pyramid("A 25 B", "B 25 C", persons="A"), "C", quarter))[0] == "MAJORITY A"


def test_a_declaration_that_may_have_ended_leaves_a_sure_one_uncertain() -> None:
    graph = pyramid("p 100 T", controls="A contract T, B contract? T", persons="p")
    assert [own for own in told(ask(graph, "T")) if own.startswith("MAJORITY")] == [
        "MAJORITY A?",
        "MAJORITY B?",
    ]
