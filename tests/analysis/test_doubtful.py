"""Memberships that may be over, declarers that take no part, companies known by name: certain for nobody."""

from fractions import Fraction

import msgspec
import pytest

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.control import control_of
from xinmai.analysis.control.controllers import controllers_of
from xinmai.analysis.control.ownership import ownership_of
from xinmai.analysis.groups.group import group_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership import OwnerProng
from xinmai.model.ownership_options import CONTROL, OWNERSHIP, OwnershipMeasure
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, RelationKind

from support import facts as build
from support.drawn import DAY, pyramid, short
from support.pyramids import GROUNDS, flags
from support.vectors import PRESETS

DECLARED = msgspec.structs.replace(CONTROL, grounds=GROUNDS)


def told(graph: Subgraph, of: str) -> list[str]:
    found = controllers_of(graph, PublicId(f"t:{of}"), DAY, DECLARED).controllers
    return [f"{own.tier} {build.local(own.party)} {own.bound}" for own in found]


def nobody(graph: Subgraph, of: str) -> str:
    none = controllers_of(graph, PublicId(f"t:{of}"), DAY, DECLARED).none
    return "" if none is None else f"{none.reason} {' '.join(short(none.parties))}".strip()


def controlled(graph: Subgraph, of: str, *together: str) -> list[str]:
    found = control_of(graph, PublicId(f"t:{of}"), DAY, DECLARED, [PublicId(f"t:{one}") for one in together])
    return [f"{build.local(own.party)} {own.bound}" for own in found.members]


UNSURE = pyramid("p 30 A", "q 30 A", "r 40 A", persons="p q r", coalitions={"K": "p q?"})


def test_votes_of_a_member_that_may_have_left_are_not_certain() -> None:
    assert told(UNSURE, "A") == ["MAJORITY K POSSIBLE", "SUSPECTED r POSSIBLE"]
    assert controlled(UNSURE, "K") == ["A POSSIBLE"]
    assert controlled(UNSURE, "p", "q") == ["A POSSIBLE"]
    found = group_of(UNSURE, PublicId("t:A"), DAY)
    assert (found.head, found.possible_heads) == ("t:A", ("t:K",))


@pytest.mark.parametrize("measure", OwnershipMeasure)
def test_shares_of_a_member_that_may_have_left_count_in_the_upper_bound_only(
    measure: OwnershipMeasure,
) -> None:
    options = msgspec.structs.replace(OWNERSHIP, measure=measure)
    found = ownership_of(UNSURE, PublicId("t:K"), PublicId("t:A"), DAY, options).share.share
    assert found is not None
    assert found.lower == Fraction(3, 10)
    assert found.upper == Fraction(3, 10 if measure is OwnershipMeasure.WEAKEST_LINK else 5)


def test_an_owner_who_may_have_left_the_pact_is_possible_only() -> None:
    graph = pyramid("p 51 A", "q 9 A", persons="p q", coalitions={"K": "p q?"})
    found = beneficial_owners_of(graph, PublicId("t:A"), DAY, PRESETS["CN_UBO_2024"], OWNERSHIP).owners
    by_control = {build.local(own.party): own.bound for own in found if own.prong is OwnerProng.CONTROL}
    assert by_control == {"p": Bound.CERTAIN, "q": Bound.POSSIBLE}


def test_of_two_memberships_of_one_member_the_sure_one_counts() -> None:
    unsure = build.relation(RelationKind.MEMBER_OF, "t:q", "t:K", "t:again", valid_to="2025")
    graph = pyramid("p 30 A", "q 30 A", persons="p q", coalitions={"K": "p q"})
    both = msgspec.structs.replace(graph, relations=(unsure, *graph.relations))
    assert told(both, "A") == ["MAJORITY K CERTAIN"]


def test_all_walks_of_a_pact_take_a_mere_name_for_nothing() -> None:
    graph = pyramid("p 30 X", "q 10 X", coalitions={"K": "p q"}, by_name="p")
    for own in ownership_of(graph, PublicId("t:K"), PublicId("t:X"), DAY, OWNERSHIP).beside:
        assert own.share is not None
        assert own.share.lower == Fraction(1, 10), own.measure


def test_a_share_of_a_firm_known_by_name_makes_no_owner_over_another_of_that_name() -> None:
    graph = pyramid("N 60 A", "p 50 N", "q 40 A", persons="p q", by_name="N")
    found = beneficial_owners_of(graph, PublicId("t:A"), DAY, PRESETS["EU_AMLR"], OWNERSHIP).owners
    assert {own.bound for own in found if own.party == "t:p"} == {Bound.POSSIBLE}


def test_votes_of_a_firm_known_by_name_are_not_its_namesakes_owner_s() -> None:
    assert told(pyramid("Q 60 C", "C 35 X", "Z 10 X", by_name="C"), "X") == ["SUSPECTED C POSSIBLE"]
    halves = pyramid("Q 60 C", "C 25 X", "Q 25 X", "Z 50 X", by_name="C")
    assert nobody(halves, "X").split()[0] != "JOINT_50"


@pytest.mark.parametrize(("dead", "nominees", "flag"), [("D", "", "INACTIVE_CUT D"), ("", "D", "NOMINEE D")])
def test_a_declaration_by_who_takes_no_part_counts_for_nothing_and_is_flagged(
    dead: str, nominees: str, flag: str
) -> None:
    graph = pyramid("X 100 A", controls="D contract A", alone="D", dead=dead, nominees=nominees)
    found = control_of(graph, PublicId("t:X"), DAY, DECLARED)

    assert [(own.party, own.bound) for own in found.members] == [("t:A", Bound.CERTAIN)]
    assert flags(found.flags) == [flag]
    assert "MAJORITY X CERTAIN" in told(graph, "A")


def test_of_two_in_concert_a_dead_one_leaves_the_other() -> None:
    graph = pyramid("X 100 A", controls="B concert A,D concert A", dead="D", alone="B D")
    assert "MAJORITY B CERTAIN" in told(graph, "A")


def test_declared_joint_control_is_told_before_shares_that_cannot_be_right() -> None:
    graph = pyramid("X 60 A", "Y 60 A", controls="P concert A,Q concert A", persons="P Q")
    assert nobody(graph, "A") == "JOINT_CONTROL P Q"


def test_a_group_of_who_is_declared_over_a_company_without_register() -> None:
    graph = pyramid("X 10 Z", controls="B concert A,C concert A", alone="A B C")
    assert group_of(graph, PublicId("t:B"), DAY, DECLARED).head == "t:B"


def test_half_is_judged_by_who_is_a_member_for_certain() -> None:
    graph = pyramid("Q ? Y", "R 40 Y", "Q 25 X", "Y 25 X", "Z 50 X")
    assert group_of(graph, PublicId("t:Q"), DAY).apart == ()
    sure = pyramid("Q 60 Y", "R 40 Y", "Q 25 X", "Y 25 X", "Z 50 X")
    assert [own.party for own in group_of(sure, PublicId("t:Q"), DAY).apart] == ["t:X"]


def test_sisters_under_one_company_of_the_state_are_tied_by_that_company() -> None:
    graph = pyramid("S 100 H", "H 60 A", "H 60 B", "S 60 C", state="S")
    grounds = {build.local(m.party): m.ground for m in group_of(graph, PublicId("t:A"), DAY).members}
    assert grounds == {"A": "CONTROL", "B": "CONTROL", "H": "CONTROL", "C": "STATE_ONLY"}
