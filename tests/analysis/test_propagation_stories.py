"""The worked examples: every expected set is complete, so who is not named has no consequence and no alert."""

import pytest

from xinmai.analysis.propagation import propagate
from xinmai.model.consequence import ConsequenceList
from xinmai.model.dates import iso
from xinmai.model.fact import Fact
from xinmai.model.vocabulary import Answer, Certainty, Effect, RelationKind, SanctionKind, Tier
from xinmai.resources import resource
from xinmai.rules.rulebook import load_rules

from support import facts as build
from support.drawn import drawn, record_of
from support.story_facts import example_3, example_7, story_1

RULES = load_rules(resource("seed", "rules"))

F1_BAR = "F1 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24s"
F1_PROCUREMENT = "F1 AUTOMATIC NOT_ELIGIBLE_PROCUREMENT 2024-03-01 2027-03-01 R19"
P2_BAR = "P2 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24"
P4_BAR = "P4 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24"
F2_DUTY = "F2 DUTY END_EMPLOYMENT 2026-05-01 2029-03-01 R24"


def ask(facts: list[Fact], as_of: str, record: str = "t:REC") -> ConsequenceList:
    day = build.day(as_of)
    return propagate(record_of(facts, record), drawn(facts, day), RULES, day)


def lines(result: ConsequenceList) -> set[str]:
    found = [*result.items, *result.alerts]
    said = {
        f"{build.local(c.party)} {c.effect} {c.code} {iso(c.from_day)} {iso(c.until) if c.until else '-'} {c.rule}"
        for c in found
    }
    assert len(said) == len(found)
    return said


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-02-29", set()),
        ("2024-03-01", {F1_BAR, F1_PROCUREMENT, P2_BAR, P4_BAR}),
        ("2026-04-30", {F1_BAR, F1_PROCUREMENT, P2_BAR, P4_BAR}),
        ("2026-05-01", {F1_BAR, F1_PROCUREMENT, P2_BAR, P4_BAR, F2_DUTY}),
        ("2026-05-02", {F1_BAR, F1_PROCUREMENT, P2_BAR, P4_BAR, F2_DUTY}),
        ("2027-03-01", {F1_BAR, F1_PROCUREMENT, P2_BAR, P4_BAR, F2_DUTY}),
        ("2027-03-02", {F1_BAR, P2_BAR, P4_BAR, F2_DUTY}),
        ("2029-03-01", {F1_BAR, P2_BAR, P4_BAR, F2_DUTY}),
        ("2029-03-02", set()),
    ],
)
def test_who_left_before_and_who_came_after(as_of: str, expected: set[str]) -> None:
    result = ask(story_1(), as_of, "t:REC1")

    assert lines(result) == expected
    assert result.unmatched == ()
    assert result.completeness.rule_pack == RULES.digest


def test_the_answer_shows_how_it_got_there() -> None:
    result = ask(story_1(), "2026-05-02", "t:REC1")
    duty = next(c for c in result.items if c.effect is Effect.DUTY)
    by_finding = next(c for c in result.items if c.party == "t:P4")

    assert duty.path.nodes == ("t:F1", "t:P2", "t:F2")
    assert [(hop.kind, hop.forward) for hop in duty.path.hops] == [
        ("legal_representative", False),
        ("employee", True),
    ]
    assert duty.path.facts == ("t:legal_representative/P2/F1", "t:employee/P2/F2")
    assert (duty.actor, duty.concerns) == ("t:F2", "t:P2")
    assert [hop.kind for hop in by_finding.path.hops] == ["finding"]
    assert {c.certainty for c in result.items} == {Certainty.PROVEN}
    assert {c.tier for c in result.items} == {Tier.STATUTORY}


def test_a_consequence_says_everything_about_itself() -> None:
    found = {c.party: c for c in ask(story_1(), "2029-02-27", "t:REC1").items if c.rule == "R24"}
    p2 = found[build.pid("t:P2")]

    assert (p2.days_left, p2.lifetime, p2.ends, p2.disputed) == (2, False, ("expiry", "annulment"), None)
    assert (p2.version, p2.record, p2.actor) == (1, "t:REC1", None)
    assert p2.scope is not None
    assert p2.scope.code == "food"
    assert p2.text.zh == (
        "沪滨丰禾食品有限公司的食品许可证于2024年3月1日被吊销，王五（法定代表人）至2029年3月1日"
        "不得申请食品许可、从事食品生产经营管理工作或者担任食品安全管理人员。"
    )
    assert p2.text.en == (
        "The food permit of 沪滨丰禾食品有限公司 was revoked on 2024-03-01; 王五 (legal representative) may hold no food "
        "permit, do no food management work and be no food-safety officer through 2029-03-01."
    )


E3_OWN = "丁 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24s"
E3_PERSON = "王五 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24"
E3_DUTY = "戊 DUTY END_EMPLOYMENT 2026-05-01 2029-03-01 R24"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (
            "2026-05-02",
            {E3_OWN, E3_PERSON, E3_DUTY, "丁 AUTOMATIC NOT_ELIGIBLE_PROCUREMENT 2024-03-01 2027-03-01 R19"},
        ),
        ("2029-03-01", {E3_OWN, E3_PERSON, E3_DUTY}),
        ("2029-03-02", set()),
    ],
)
def test_a_barred_head_employed_elsewhere(as_of: str, expected: set[str]) -> None:
    assert lines(ask(example_3(), as_of)) == expected


R19 = "己 AUTOMATIC NOT_ELIGIBLE_PROCUREMENT 2025-03-14 2028-03-14 R19"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.UNKNOWN, {R19, "周八 ALERT ALERT_NO_FINDING 2025-03-14 - R10x"}),
        (None, {R19, "周八 ALERT ALERT_NO_FINDING 2025-03-14 - R10x"}),
        (Answer.NO, {R19}),
        (
            Answer.YES,
            {
                R19,
                "周八 AUTOMATIC BAR_COMPANY_OFFICE 2025-03-14 2028-03-14 R10",
                "庚 DUTY DISMISS 2025-03-14 2028-03-14 R10",
            },
        ),
    ],
)
def test_a_revoked_business_licence(answer: Answer | None, expected: set[str]) -> None:
    result = ask(example_7(answer), "2025-06-01")

    assert lines(result) == expected
    assert result.unmatched == ()
    assert ask(example_7(answer), "2025-03-13").items == ()


def test_an_alert_is_apart_and_has_no_effect_in_law() -> None:
    result = ask(example_7(Answer.UNKNOWN), "2025-06-01")

    assert [(c.rule, c.tier, c.until, c.days_left) for c in result.alerts] == [
        ("R10x", Tier.INFORMATIONAL, None, None)
    ]
    assert [c.rule for c in result.items] == ["R19"]


def test_an_appointment_during_the_bar_is_void() -> None:
    facts = [
        *example_7(Answer.YES),
        build.role("t:周八", "t:辛", RelationKind.DIRECTOR, valid_from="2025-05-06"),
    ]

    assert "辛 INVALIDITY APPOINTMENT_VOID 2025-05-06 2028-03-14 R10" in lines(ask(facts, "2025-06-01"))


def test_the_version_follows_the_day_of_the_question() -> None:
    facts = example_7(Answer.YES, decided="2024-03-14")

    for as_of, version in (("2024-06-30", 1), ("2024-07-01", 2)):
        bar = next(c for c in ask(facts, as_of).items if c.rule == "R10" and c.party == "t:周八")
        assert bar.version == version


def test_the_text_of_2018_names_no_start_for_a_closure() -> None:
    facts = example_7(Answer.YES, SanctionKind.CLOSURE, "2024-03-14")

    before = ask(facts, "2024-06-30")
    assert {c.rule for c in before.items} == {"R19"}
    assert [line.rules for line in before.unmatched] == [("R10",)]
    assert {c.rule for c in ask(facts, "2024-07-01").items} == {"R10", "R19"}
