"""A name alone joins nobody for certain: control, groups and shares where holders are known by name only."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.close_links import close_links_of
from xinmai.analysis.control.control import control_of
from xinmai.analysis.control.controllers import controllers_of
from xinmai.analysis.control.ownership import ownership_of
from xinmai.analysis.groups.group import group_of
from xinmai.model.control import ControllerTier
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import MissingReason
from xinmai.model.ownership_options import OWNERSHIP, OwnershipMeasure
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Certainty

from support import facts as build
from support.drawn import DAY, drawn, named_only, pyramid, short
from support.naive_ownership import Edge, exact, relation_of, within_the_whole
from support.pyramids import PRESETS, flags

NAMES = "abcdef"
MEASURES = list(OwnershipMeasure)


def own(name: str) -> PublicId:
    return PublicId(f"t:{name}")


def marked(bounds: dict[PublicId, Bound]) -> str:
    """Return parties by id, those that are possible with a question mark."""
    marks = {Bound.CERTAIN: "", Bound.POSSIBLE: "?"}
    return " ".join(build.local(party) + marks[bound] for party, bound in sorted(bounds.items()))


def controllers(graph: Subgraph, of: str) -> str:
    found = controllers_of(graph, own(of), DAY).controllers
    return marked({each.party: each.bound for each in found if each.tier is ControllerTier.MAJORITY})


def controlled(graph: Subgraph, of: str) -> str:
    return marked({each.party: each.bound for each in control_of(graph, own(of), DAY).members})


def members(graph: Subgraph, of: str) -> str:
    return marked({each.party: each.bound for each in group_of(graph, own(of), DAY).members})


TWO_FIRMS = pyramid("刘 60 X", "刘 60 Y", "X 30 Z", "刘 30 Z", persons="刘", by_name="刘")
"""Somebody of one name stands in three registers."""
A_NAME_BETWEEN = pyramid("Q 60 C", "C 60 X", "C 55 Y", persons="Q", by_name="C")
"""A company that is known by name only stands between its holder and two others."""


def test_one_name_in_two_registers_is_one_group_for_nobody() -> None:
    assert members(TWO_FIRMS, "X") == "X Y? Z?"
    assert members(TWO_FIRMS, "Y") == "X? Y Z?"
    assert members(TWO_FIRMS, "刘") == "X? Y? Z?"


def test_the_group_of_a_name_is_called_by_the_company_it_is_meant_in() -> None:
    found = group_of(TWO_FIRMS, own("X"), DAY)

    assert (found.name, found.head, found.head_kind) == (own("X"), own("刘"), "PERSON")
    assert found.parties == (own("X"), own("刘"))
    assert "BY_NAME 刘" in flags(found.flags)


def test_each_register_says_for_certain_who_controls_its_company() -> None:
    assert controllers(TWO_FIRMS, "X") == "刘"
    assert controllers(TWO_FIRMS, "Y") == "刘"


def test_what_only_a_name_brings_together_is_possible() -> None:
    assert controllers(TWO_FIRMS, "Z") == "刘?"
    assert controlled(TWO_FIRMS, "刘") == "X Y Z?"


def test_who_holds_a_company_of_a_name_may_hold_another_one() -> None:
    found = controllers_of(A_NAME_BETWEEN, own("X"), DAY)

    assert controllers(A_NAME_BETWEEN, "X") == "C Q?"
    assert controllers(A_NAME_BETWEEN, "C") == "Q"
    assert found.none is not None
    assert (found.none.reason, found.none.at, short(found.none.parties)) == ("BY_NAME", own("C"), ["Q"])
    assert "BY_NAME C" in flags(found.flags)


def test_a_group_ends_at_a_company_of_a_name() -> None:
    assert members(A_NAME_BETWEEN, "Q") == "C X? Y?"
    assert members(A_NAME_BETWEEN, "X") == "X Y?"
    assert short(group_of(A_NAME_BETWEEN, own("X"), DAY).possible_heads) == ["Q"]


def test_the_suspected_tier_does_not_climb_over_a_name() -> None:
    graph = pyramid("Q 40 C", "A 5 C", "C 40 X", "B 5 X", persons="Q A B", by_name="C")
    found = controllers_of(graph, own("X"), DAY).controllers

    assert [(each.tier, each.party) for each in found] == [(ControllerTier.SUSPECTED, own("C"))]


def test_shares_add_up_over_a_name_only_at_most() -> None:
    graph = pyramid("刘 60 X", "X 30 Z", "刘 20 Z", persons="刘", by_name="刘")
    share = ownership_of(graph, own("刘"), own("Z"), DAY).share.share

    assert share == ShareBounds(Fraction(20, 100), Fraction(38, 100))


def test_a_name_between_owns_nothing_for_certain() -> None:
    found = ownership_of(A_NAME_BETWEEN, own("Q"), own("X"), DAY)

    assert found.share.share == ShareBounds(Fraction(0), Fraction(36, 100))
    assert found.bound is Bound.POSSIBLE
    assert [path.certainty for path in found.paths] == [Certainty.NAME_ONLY]


def test_who_may_be_an_owner_over_a_name_is_said_to_be_open() -> None:
    found = beneficial_owners_of(A_NAME_BETWEEN, own("X"), DAY, PRESETS["CN_UBO_2024@1"])

    assert {(each.party, each.bound) for each in found.owners} == {(own("Q"), Bound.POSSIBLE)}
    assert (MissingReason.BY_NAME, own("C")) in {(gap.reason, gap.party) for gap in found.missing}


@pytest.mark.parametrize(("by_name", "expected"), [("", Bound.CERTAIN), ("刘", Bound.POSSIBLE)])
def test_a_name_links_two_companies_at_most_possibly(by_name: str, expected: Bound) -> None:
    graph = pyramid("刘 60 X", "刘 60 Y", persons="刘", by_name=by_name)

    assert close_links_of(graph, own("X"), own("Y"), DAY).linked is expected


def test_known_inside_one_organisation_is_no_more_outside_it() -> None:
    scoped = tuple(
        msgspec.structs.replace(party, identity=Certainty.SCOPED) if party.id == own("刘") else party
        for party in TWO_FIRMS.parties
    )
    assert members(msgspec.structs.replace(TWO_FIRMS, parties=scoped), "X") == "X Y? Z?"


def edges() -> st.SearchStrategy[list[Edge]]:
    name = st.sampled_from(NAMES)
    edge = st.builds(exact, name, name, st.sampled_from([10, 30, 51, 60, 100]))
    unlike = st.lists(edge, max_size=10, unique_by=lambda own: own[:2]).map(
        lambda found: [own for own in found if own.holder != own.held]
    )
    return unlike.map(within_the_whole)


def named(found: list[Edge], who: set[str]) -> Subgraph:
    return named_only(drawn(relation_of(edge) for edge in found), {own(name) for name in who})


def parted(found: list[Edge], who: set[str]) -> Subgraph:
    """Return the graph in which the holders of a name are another party in each register."""
    return drawn(
        relation_of(edge._replace(holder=edge.holder + edge.held) if edge.holder in who else edge)
        for edge in found
    )


@given(edges(), st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_what_is_certain_holds_where_each_register_means_another(
    found: list[Edge], who: set[str], of: str
) -> None:
    if of in who or not any(of == edge.held for edge in found):
        return
    mine, apart = (f(found, who) for f in (named, parted))
    expected = controllers_of(apart, own(of), DAY).controllers
    result = controllers_of(mine, own(of), DAY).controllers

    sure = {
        build.local(each.party)[0]
        for each in expected
        if each.tier is ControllerTier.MAJORITY and each.bound is Bound.CERTAIN
    }
    assert {
        build.local(each.party)
        for each in result
        if each.tier is ControllerTier.MAJORITY and each.bound is Bound.CERTAIN
    } == sure


@given(edges(), st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_a_group_is_certain_where_each_register_means_another(
    found: list[Edge], who: set[str], of: str
) -> None:
    if not any(of == edge.held for edge in found):
        return
    mine, apart = (group_of(f(found, who), own(of), DAY) for f in (named, parted))

    assert {build.local(party)[0] for party in apart.parties} == {build.local(p) for p in mine.parties}


@given(edges(), st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES), st.sampled_from(MEASURES))
def test_the_least_share_is_that_of_one_register(
    found: list[Edge], who: set[str], of: str, measure: OwnershipMeasure
) -> None:
    options = msgspec.structs.replace(OWNERSHIP, measure=measure)
    mine, one = named(found, who), drawn(relation_of(edge) for edge in found)
    apart = parted(found, who)
    if own(of) not in apart.party or all(edge.held != of for edge in found):
        return
    for holder in sorted({edge.holder for edge in found} - {of}):
        share = ownership_of(mine, own(holder), own(of), DAY, options).share.share
        stand_ins = (
            [holder + edge.held for edge in found if edge.holder == holder] if holder in who else [holder]
        )
        least = [ownership_of(apart, own(name), own(of), DAY, options).share.share for name in stand_ins]
        most = ownership_of(one, own(holder), own(of), DAY, options).share.share
        if share is None or most is None or None in least:
            continue
        assert share.lower == max(each.lower for each in least if each is not None)
        assert share.upper >= most.upper
