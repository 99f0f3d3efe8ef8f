"""A finding concerns the organisation inside which it was made: it never crosses to another subject's sanction."""

from collections.abc import Sequence

import pytest

from xinmai.analysis.propagation import propagate
from xinmai.model.consequence import ConsequenceList
from xinmai.model.fact import Fact
from xinmai.model.vocabulary import Answer, Capacity, RelationKind, SanctionKind
from xinmai.resources import resource
from xinmai.rules.rulebook import load_rules

from support import facts as build
from support.drawn import drawn, record_of
from support.story_facts import FOOD, finding, food_revoked, subject

RULES = load_rules(resource("seed", "rules"))
MANAGER = Capacity.DIRECTLY_RESPONSIBLE_MANAGER
ACT = ("2023-09-10", "2023-11-20")
NOWHERE = "whether the decision finds it responsible inside t:A is not stated"


def ask(facts: Sequence[Fact]) -> ConsequenceList:
    day = build.day("2025-06-01")
    return propagate(record_of(facts, "t:REC"), drawn(facts, day), RULES, day)


def two_subjects(*more: Fact) -> list[Fact]:
    """Return a decision that revokes A's permit and warns B."""
    return [
        *food_revoked("t:REC", "t:A", "2024-03-01", ACT),
        subject("t:REC", "t:B"),
        build.sanction("t:REC/2", "t:REC", "t:B", SanctionKind.WARNING),
        build.person("t:P", "刘八"),
        *more,
    ]


def works_in(party: str, start: str | None = "2020-01-01", end: str | None = None) -> Fact:
    return build.role("t:P", party, RelationKind.EMPLOYEE, valid_from=start, valid_to=end)


def printed(scope: str) -> Fact:
    return build.named("t:REC", "刘八", scope, capacity=MANAGER, personal_responsibility=Answer.YES)


def reached(result: ConsequenceList) -> list[str]:
    return [c.rule for c in (*result.items, *result.alerts) if c.party == "t:P"]


def asked_about(result: ConsequenceList) -> list[str]:
    return [line.missing for line in result.unmatched if line.subject == "t:P"]


def test_a_finding_inside_one_subject_does_not_reach_over_the_sanction_of_another() -> None:
    result = ask(two_subjects(works_in("t:B"), printed("t:B")))

    assert (reached(result), asked_about(result)) == ([], [])


def test_a_finding_inside_the_sanctioned_subject_reaches() -> None:
    assert reached(ask(two_subjects(works_in("t:A"), printed("t:A")))) == ["R24"]


def test_a_name_bound_to_nobody_inside_another_subject_is_no_question_of_this_one() -> None:
    assert ask(two_subjects(printed("t:B"))).unmatched == ()


@pytest.mark.parametrize(
    "ties",
    [[], [works_in("t:B")], [works_in("t:A", None)], [works_in("t:A", "2024-05-01")]],
    ids=["none", "another subject", "start not stated", "came later"],
)
def test_with_several_subjects_a_finding_without_an_organisation_is_open(ties: list[Fact]) -> None:
    result = ask(two_subjects(finding("t:REC", "t:P"), *ties))

    assert (reached(result), asked_about(result)) == ([], [NOWHERE])


@pytest.mark.parametrize("end", [None, "2023-12-01"])
def test_a_role_at_the_time_ties_a_finding_to_a_subject(end: str | None) -> None:
    assert reached(ask(two_subjects(finding("t:REC", "t:P"), works_in("t:A", end=end)))) == ["R24"]


def test_a_finding_inside_an_organisation_that_is_no_subject_is_open() -> None:
    result = ask(
        [
            *food_revoked("t:REC", "t:A", "2024-03-01", ACT),
            build.person("t:P", "刘八"),
            works_in("t:C"),
            printed("t:C"),
        ]
    )

    assert reached(result) == []
    assert asked_about(result) == ["t:C, inside which it is found responsible, is no subject of the record"]


def test_what_one_subject_is_licensed_for_is_lost_by_its_own_sanction_only() -> None:
    facts = two_subjects(finding("t:REC", "t:P"), works_in("t:A"), works_in("t:B"))

    assert {c.path.start for c in ask(facts).items if c.party == "t:P"} == {"t:A"}
    assert FOOD in {fact.licence_type for fact in record_of(facts, "t:REC").sanctions}
