"""Natural persons behind a company: the story S3, each test of each preset, what is missing, who stands in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.control import owner_tests
from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.control import control_of
from xinmai.analysis.control.ownership import ownership_of
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership import BeneficialOwners, OwnerProng
from xinmai.model.ownership_options import OwnershipMeasure
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, PartyKind, Property, RelationKind

from support import facts as build
from support import naive_ownership as naive
from support.drawn import DAY, drawn, pyramid, short
from support.naive_ownership import Edge, name
from support.pyramids import PRESETS, S3, flags, share

CN, EU, UK = "CN_UBO_2024@1", "EU_AMLR@1", "UK_PSC@1"


def ask(graph: Subgraph, of: str, preset: str = CN) -> BeneficialOwners:
    return beneficial_owners_of(graph, PublicId(f"t:{of}"), DAY, PRESETS[preset])


def by(result: BeneficialOwners, prong: OwnerProng) -> list[str]:
    """Return the owners by one test, those that are possible with a question mark."""
    marks = {"CERTAIN": "", "POSSIBLE": "?"}
    return [build.local(own.party) + marks[own.bound] for own in result.owners if own.prong is prong]


def missing(result: BeneficialOwners) -> list[str]:
    return [f"{gap.reason} {build.local(gap.party)}" for gap in result.missing]


def grown(graph: Subgraph, *facts: Fact) -> Subgraph:
    """Return a graph with further facts."""
    dated = [fact for party in graph.parties for fact in party.facts]
    return drawn([*graph.parties, *dated, *graph.relations, *facts])


def in_office(graph: Subgraph, **offices: RelationKind) -> Subgraph:
    """Return a graph with a person in each office of E."""
    persons = [build.person(f"t:{who}") for who in offices]
    return grown(graph, *persons, *(build.role(f"t:{who}", "t:E", kind) for who, kind in offices.items()))


@pytest.mark.parametrize(
    ("of", "owning", "controlling", "below", "flagged"),
    [
        ("X", ["王九"], ["韩一"], "韩一 李三 李四", []),
        ("J", ["鲁二", "韩一"], [], "李三", ["JOINT_50 J"]),
        ("Y", ["鲁二"], [], "韩一 周五 李三", ["JOINT_50 J"]),
        ("U", ["秦六", "韩一?"], ["韩一?"], "李三", []),
    ],
)
def test_the_pyramid(
    of: str, owning: list[str], controlling: list[str], below: str, flagged: list[str]
) -> None:
    result = ask(S3, of)

    assert by(result, OwnerProng.OWNERSHIP) == owning
    assert by(result, OwnerProng.CONTROL) == controlling
    assert by(result, OwnerProng.FALLBACK) == []
    assert short(own.party for own in result.below) == below.split()
    assert {own.bound for own in result.below} == {Bound.NO}
    assert flags(result.flags) == flagged
    assert result.missing == ()
    assert result.preset == CN


def test_what_is_open_in_the_pyramid_and_what_decides_it() -> None:
    result = ask(S3, "U")
    possible = [own for own in result.owners if own.bound is Bound.POSSIBLE]

    assert {own.deciding for own in possible} == {"t:h0012"}
    assert [share(own.share) for own in possible if own.prong is OwnerProng.OWNERSHIP] == [(0, 36)]
    assert share(result.below[0].share) == (0, 24)
    assert float(result.residual) == 0.6


@pytest.mark.parametrize(
    ("preset", "of", "expected"),
    [
        (
            EU,
            "X",
            {"OWNERSHIP": ["王九"], "CONTROL": ["韩一"], "OWNERSHIP_AND_CONTROL": ["韩一", "王九", "李三"]},
        ),
        (EU, "Y", {"OWNERSHIP": ["鲁二"], "CONTROL": [], "OWNERSHIP_AND_CONTROL": ["鲁二", "韩一"]}),
        (UK, "X", {"OWNERSHIP": ["韩一", "王九"], "VOTES_OR_INCOME": []}),
        (UK, "Y", {"OWNERSHIP": [], "VOTES_OR_INCOME": []}),
    ],
)
def test_other_presets_of_the_pyramid(preset: str, of: str, expected: dict[str, list[str]]) -> None:
    result = ask(S3, of, preset)

    assert {prong: by(result, OwnerProng(prong)) for prong in expected} == expected
    assert {own.prong for own in result.owners} <= set(expected)


@pytest.mark.parametrize(
    ("lines", "preset", "prong", "expected"),
    [
        ("p 25 E, q 24.9999999 E", CN, "OWNERSHIP", ["p"]),
        ("p 25 E, q 25.0000001 E", UK, "OWNERSHIP", ["q"]),
        ("p 20/30 E, q 80/70 E", CN, "VOTES_OR_INCOME", ["p"]),
        ("p 60 E, q 40 E", CN, "VOTES_OR_INCOME", []),
        ("p 51 A, A 51 B, B 26 E", UK, "OWNERSHIP", ["p"]),
        ("p 50 A, A 60 E", UK, "OWNERSHIP", []),
        ("p 60 A, A 26 E", EU, "OWNERSHIP_AND_CONTROL", ["p"]),
        ("p 30 A, A 60 E", EU, "OWNERSHIP_AND_CONTROL", ["p"]),
        ("p 50 A, A 26 E", EU, "OWNERSHIP_AND_CONTROL", []),
        ("H 60 E, A ? H, q 40 H, p 30 A, z 70 A", EU, "OWNERSHIP_AND_CONTROL", ["q", "z?", "p?"]),
    ],
)
def test_each_test(lines: str, preset: str, prong: str, expected: list[str]) -> None:
    result = ask(pyramid(*lines.split(", "), persons="p q z"), "E", preset)

    assert by(result, OwnerProng(prong)) == expected


def test_a_coalition_controls_jointly() -> None:
    graph = pyramid("p 24 E", "q 24 E", "M 20 E", "z 24 E", persons="p q z", coalitions={"c": "p q M"})
    found = [own for own in ask(graph, "E").owners if own.prong is OwnerProng.CONTROL]

    assert [(build.local(own.party), short(own.jointly_with)) for own in found] == [
        ("p", ["c", "M", "p", "q"]),
        ("q", ["c", "M", "p", "q"]),
    ]
    assert [short(own.paths[0].nodes) for own in found] == [["c", "p", "E"]] * 2


def test_who_may_control_alone_and_does_jointly_is_certain_jointly() -> None:
    graph = pyramid("p ? A", "A 30 E", "p 30 E", "q 30 E", persons="p q", coalitions={"c": "p q"})

    assert by(ask(graph, "E"), OwnerProng.CONTROL) == ["p", "q", "p?"]


@pytest.mark.parametrize(
    ("offices", "expected"),
    [
        ({"l": RelationKind.LEGAL_REPRESENTATIVE, "m": RelationKind.SENIOR_MANAGER}, ["m"]),
        ({"p": RelationKind.PRINCIPAL, "m": RelationKind.SENIOR_MANAGER}, ["p"]),
        ({"m": RelationKind.SENIOR_MANAGER, "n": RelationKind.SENIOR_MANAGER}, ["m", "n"]),
        ({"d": RelationKind.DIRECTOR}, []),
    ],
)
def test_who_manages_stands_in_where_no_test_finds_anybody(
    offices: dict[str, RelationKind], expected: list[str]
) -> None:
    couple = pyramid("X 15 E", "Y 12 E", persons="X Y", coalitions={"f": "X Y"}, family=True)
    result = ask(in_office(couple, **offices), "E")

    assert by(result, OwnerProng.FALLBACK) == expected
    assert missing(result) == ([] if expected else ["NO_MANAGER E"])
    assert short(own.party for own in result.below) == ["X", "Y"]


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (pyramid("S 100 M", "M 60 E", "x 10 E", state="S", persons="x"), ["l"]),
        (pyramid("S 100 M", "M 50 E", "x 10 E", state="S", persons="x"), ["m"]),
        (pyramid("x 26 E", persons="x"), []),
        (pyramid("x ? E", persons="x"), ["m?"]),
        (pyramid("x 10 E", persons="x", incomplete="E"), ["m?"]),
    ],
)
def test_who_stands_in_for_whom(graph: Subgraph, expected: list[str]) -> None:
    offices = {"m": RelationKind.SENIOR_MANAGER, "l": RelationKind.LEGAL_REPRESENTATIVE}

    assert by(ask(in_office(graph, **offices), "E"), OwnerProng.FALLBACK) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("M 60 E, x 40 E", ["HOLDERS_NOT_STATED M"]),
        ("M 24 E, x 76 E", []),
        ("? 60 E, x 40 E", ["KIND_NOT_KNOWN ?"]),
        ("? 24 E, x 76 E", []),
        ("x 30 I, I 100 E", ["INCOMPLETE_REGISTER I"]),
        ("S 60 E, x 40 E", []),
        ("N 60 E, x 40 E", ["NOMINEE N"]),
        ("D 60 E, x 40 E", ["INACTIVE_CUT D"]),
        ("D 24 E, x 76 E", []),
    ],
)
def test_where_somebody_may_stand_who_is_not_in_the_data(lines: str, expected: list[str]) -> None:
    graph = pyramid(*lines.split(", "), persons="x", incomplete="I", state="S", nominees="N", dead="D")
    unknown = grown(graph, build.party("t:?", None, PartyKind.UNKNOWN)) if "?" in lines else graph

    assert missing(ask(unknown, "E")) == expected


def test_an_open_register_names_nobody_and_rules_nobody_out() -> None:
    result = ask(pyramid("x 20 E", "y 10 E", persons="x y", incomplete="E"), "E")

    assert result.owners == ()
    assert [(build.local(own.party), own.bound) for own in result.below] == [
        ("x", "POSSIBLE"),
        ("y", "POSSIBLE"),
    ]
    assert missing(result) == ["INCOMPLETE_REGISTER E", "NO_MANAGER E"]
    assert flags(result.flags) == ["INCOMPLETE_REGISTER E"]


def test_above_a_closed_cycle_nobody_is_made_up() -> None:
    result = ask(pyramid("A 100 B", "B 100 A", "A 60 E", "p 40 E", persons="p"), "E")

    assert by(result, OwnerProng.OWNERSHIP) == ["p"]
    assert by(result, OwnerProng.CONTROL) == []
    assert {"CLOSED_CYCLE A", "CLOSED_CYCLE B"} <= {*flags(result.flags)}


@given(found=naive.open_ones, of=st.sampled_from(naive.NAMES[:5]), people=st.sets(naive.parties))
def test_each_test_says_what_the_question_itself_says(found: list[Edge], of: str, people: set[str]) -> None:
    tops = people - {edge.held for edge in found} - {of}
    persons = [build.person(f"t:{top}") for top in sorted(tops)]
    graph = drawn([*map(naive.relation_of, found), *persons, build.party(f"t:{of}")])
    result = ask(graph, of)
    for own in result.owners:
        if own.prong is OwnerProng.OWNERSHIP:
            expected = ownership_of(graph, own.party, naive.name(of), DAY)
            assert (own.bound, own.share) == (expected.bound, expected.share.share)
        if own.prong is OwnerProng.CONTROL:
            bounds = {one.party: one.bound for one in control_of(graph, own.party, DAY).members}
            assert bounds[naive.name(of)] is own.bound
    named = {own.party for own in (*result.owners, *result.below)}
    for top in tops & {edge.holder for edge in found}:
        share_ = ownership_of(graph, naive.name(top), naive.name(of), DAY).share.share
        assert (naive.name(top) in named) is (share_ is not None and share_.upper > 0)


@given(found=naive.open_ones, incomplete=st.sets(st.sampled_from(naive.NAMES[2:5]), min_size=1))
def test_what_is_bracketed_is_what_is_computed_for_those_below_the_line(
    found: list[Edge], incomplete: set[str]
) -> None:
    owned = [edge for edge in found if edge.held not in "ab"]
    registers = [build.party_fact(name(one), Property.HOLDERS_REGISTER, "incomplete") for one in incomplete]
    parties = [build.person(name(one)) for one in "ab"] + [build.party(name(one)) for one in "cde"]
    graph = drawn([*map(naive.relation_of, owned), *registers, *parties])
    tested = owner_tests.Tested(graph, name("c"), DAY, PRESETS[CN].test[0])
    below = [own for own in owner_tests.by_share(tested) if own.bound is Bound.NO]

    assert [tested.bound_with_rest(own) for own in below] == [
        tested.asked(own.party).bound(OwnershipMeasure.LOOK_THROUGH) for own in below
    ]
