"""What propagation must not do: reach by name, by a missing fact, outside the term, over what is no post."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmai.analysis.propagation import propagate
from xinmai.model.consequence import ConsequenceList
from xinmai.model.dates import iso
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import (
    Answer,
    Capacity,
    Certainty,
    Effect,
    EventKind,
    Mark,
    RecordKind,
    RelationKind,
    SanctionKind,
)
from xinmai.resources import resource
from xinmai.rules.rulebook import RuleBook, load_rules

from support import facts as build
from support.drawn import drawn, record_of
from support.story_facts import (
    BUSINESS,
    FOOD,
    example_3,
    example_7,
    finding,
    food_revoked,
    head,
    permit,
    story_1,
    subject,
)

RULES = load_rules(resource("seed", "rules"))
ACT = ("2023-09-10", "2023-11-20")
MANAGER = Capacity.DIRECTLY_RESPONSIBLE_MANAGER


def ask(facts: Sequence[Fact], as_of: str = "2025-06-01", rules: RuleBook = RULES) -> ConsequenceList:
    day = build.day(as_of)
    return propagate(record_of(facts, "t:REC"), drawn(facts, day), rules, day)


def rules_on(result: ConsequenceList, party: str) -> list[str]:
    return [c.rule for c in (*result.items, *result.alerts) if c.party == f"t:{party}"]


def missing(result: ConsequenceList) -> list[tuple[tuple[str, ...], str]]:
    return [(line.rules, line.missing) for line in result.unmatched]


def without(facts: Sequence[Fact], *keys: str) -> list[Fact]:
    return [fact for fact in facts if fact.key not in keys]


def food(*more: Fact, act: tuple[str, str] | None = ACT, decided: str | None = "2024-03-01") -> list[Fact]:
    return [*food_revoked("t:REC", "t:F", decided, act), build.person("t:P"), *more]


def penalty(kind: SanctionKind, record: RecordKind = RecordKind.PENALTY, **rest: Any) -> list[Fact]:
    return [
        build.record("t:REC", record, decided_on="2025-01-10"),
        subject("t:REC", "t:F"),
        build.sanction("t:REC/1", "t:REC", "t:F", kind, **rest),
    ]


# identity


def named(name: str, scope: str = "t:F", **rest: Any) -> Fact:
    return build.named("t:REC", name, scope, capacity=MANAGER, personal_responsibility=Answer.YES, **rest)


WORKS = {"valid_from": "2020-01-01"}


def test_a_printed_name_reaches_one_person_inside_its_organisation() -> None:
    post = build.role("t:P", "t:G", RelationKind.EMPLOYEE, code="food_safety", valid_from="2025-01-01")
    works = build.role("t:P", "t:F", RelationKind.EMPLOYEE, **WORKS)
    facts = food(named("P"), works, post, *permit("t:G", "2020-01-01"))
    result = ask(facts)
    reached = next(c for c in result.items if c.party == "t:P")

    assert (reached.rule, reached.certainty) == ("R24", Certainty.SCOPED)
    assert rules_on(result, "G") == []


@pytest.mark.parametrize(
    "others",
    [
        [build.person("t:Q", "P"), build.role("t:Q", "t:F", RelationKind.DIRECTOR, **WORKS)],
        [build.person("t:Q", "别人")],
    ],
    ids=["two of that name", "nobody of that name"],
)
def test_a_printed_name_that_is_not_one_person_reaches_nobody(others: list[Fact]) -> None:
    works = [build.role("t:P", "t:F", RelationKind.EMPLOYEE, **WORKS)] if len(others) > 1 else []
    result = ask(food(named("P"), *works, *others))

    assert rules_on(result, "P") == rules_on(result, "Q") == []
    assert [line.subject for line in result.unmatched] == ["P"]
    assert result.unmatched[0].rules == ("R24",)


def test_a_name_of_another_source_binds_nobody() -> None:
    works = build.role("t:P", "t:F", RelationKind.EMPLOYEE, source="u:bundle", **WORKS)
    result = ask(food(named("P"), works))

    assert rules_on(result, "P") == []
    assert len(result.unmatched) == 1


def test_a_suspected_relation_proves_no_identity() -> None:
    same = build.relation(RelationKind.POSSIBLY_SAME, "t:P", "t:F")
    assert rules_on(ask(food(named("P"), same)), "P") == []


@pytest.mark.parametrize(
    "kind", [RelationKind.HOLDS, RelationKind.KIN, RelationKind.POSSIBLY_SAME, RelationKind.MEMBER_OF]
)
def test_nothing_travels_over_what_is_no_post(kind: RelationKind) -> None:
    facts = food(
        head("t:P", "t:F", "2020-01-01"), build.relation(kind, "t:P", "t:G"), *permit("t:G", "2020-01-01")
    )
    result = ask(facts)

    assert rules_on(result, "P") == ["R24"]
    assert rules_on(result, "G") == []


# findings


def test_an_unstated_finding_is_said_and_reaches_nobody() -> None:
    result = ask(food(finding("t:REC", "t:P", MANAGER, Answer.UNKNOWN)))

    assert rules_on(result, "P") == []
    assert missing(result) == [(("R24",), "whether the decision finds the person responsible is not stated")]
    assert rules_on(ask(food(finding("t:REC", "t:P", MANAGER, Answer.NO))), "P") == []


def test_a_finding_that_the_register_contradicts_reaches_nobody() -> None:
    facts = [
        *without(example_7(Answer.YES), "t:legal_representative/周八/己", "t:REC"),
        build.record("t:REC", decided_on="2025-03-14", act_from="2020-01-01", act_to="2020-02-01"),
        head("t:周八", "t:己", "2021-01-01"),
    ]
    result = ask(facts)

    assert rules_on(result, "周八") == []
    assert [rules for rules, _ in missing(result)] == [("R10",)]


def test_a_finding_stands_where_the_register_says_nothing() -> None:
    facts = without(example_7(Answer.YES), "t:legal_representative/周八/己")

    assert rules_on(ask(facts), "周八") == ["R10"]


# tenure


def test_a_role_without_a_start_is_said_and_reaches_nobody() -> None:
    result = ask(food(head("t:P", "t:F", None)))

    assert rules_on(result, "P") == []
    assert missing(result) == [(("R24", "R24x"), "since when the role is held is not stated")]


def test_a_role_that_ended_on_an_unknown_day() -> None:
    ended = build.role("t:P", "t:F", valid_from="2020-01-01", ended=True, over_by="2025-01-01")
    result = ask(food(ended))

    assert rules_on(result, "P") == []
    assert missing(result) == [(("R24", "R24x"), "until when the role was held is not stated")]


def test_an_act_without_dates_leaves_it_open_for_who_was_head_at_the_decision() -> None:
    before = head("t:P", "t:F", "2020-01-01")
    after = head("t:Q", "t:F", "2024-04-01")
    result = ask(food(before, after, act=None))

    assert rules_on(result, "P") == rules_on(result, "Q") == []
    assert missing(result) == [(("R24", "R24x"), "when the conduct took place is not stated")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-01-01", "2023-09-10", []),
        ("2020-01-01", "2023-09-11", ["R24x"]),
        ("2020-01-01", "2024-03-01", ["R24x"]),
        ("2020-01-01", "2024-03-02", ["R24"]),
        ("2023-11-20", None, ["R24"]),
        ("2023-11-21", None, ["R24x"]),
        ("2024-03-01", None, ["R24x"]),
        ("2024-03-02", None, []),
    ],
)
def test_the_days_around_act_and_decision(start: str, end: str | None, expected: list[str]) -> None:
    assert rules_on(ask(food(head("t:P", "t:F", start, end))), "P") == expected


def test_two_terms_of_office_count_together() -> None:
    first = build.role("t:P", "t:F", valid_from="2020-01-01", valid_to="2023-12-01", public_id="t:1")
    second = build.role("t:P", "t:F", valid_from="2024-02-01", public_id="t:2")

    assert rules_on(ask(food(first, second)), "P") == ["R24"]


def test_a_role_at_one_date_only_is_an_alert_with_both_readings() -> None:
    result = ask(food(head("t:P", "t:F", "2020-01-01", "2024-01-01")))
    alert = next(c for c in result.alerts if c.party == "t:P")

    assert (alert.effect, alert.code, alert.until) == (Effect.ALERT, "ALERT_ROLE_AT_ONE_DATE", None)
    assert alert.marks.target is Mark.G
    assert alert.disputed is not None
    assert "day of the act" in alert.disputed


# the record


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2024-02-29", 0), ("2024-03-01", 1), ("2029-03-31", 1), ("2029-04-01", 0)]
)
def test_a_decision_known_by_its_month_only(as_of: str, expected: int) -> None:
    result = ask(food(head("t:P", "t:F", "2020-01-01"), decided="2024-03"), as_of)

    assert result.items == ()
    lines = [line for line in result.unmatched if "R24" in line.rules]
    assert len(lines) == expected


def test_a_decision_without_a_day() -> None:
    result = ask(food(head("t:P", "t:F", "2020-01-01"), decided=None))

    assert (result.items, result.alerts) == ((), ())
    assert [line.missing for line in result.unmatched] == ["the day of the decision is not stated"]


def test_a_record_that_says_nothing_of_what_it_imposes() -> None:
    facts = [build.record("t:REC", decided_on="2025-01-10"), subject("t:REC", "t:F")]
    result = ask(facts)

    assert result.items == ()
    assert missing(result) == [
        (("R10", "R10x", "R19", "R24", "R24s", "R24x"), "what it imposes is not stated")
    ]


def test_a_record_about_nobody() -> None:
    result = ask(without(penalty(SanctionKind.SUSPENSION), subject("t:REC", "t:F").key))

    assert result.items == ()
    assert {line.missing for line in result.unmatched} == {"whom the record is about is not stated"}


@pytest.mark.parametrize(
    ("large", "expected", "open_lines"),
    [(Answer.YES, ["R19"], 0), (Answer.NO, [], 0), (Answer.UNKNOWN, [], 1)],
)
def test_a_fine_counts_by_its_mark_never_by_its_amount(
    large: Answer, expected: list[str], open_lines: int
) -> None:
    result = ask(penalty(SanctionKind.FINE, large=large, amount="90000000"))

    assert rules_on(result, "F") == expected
    assert len(result.unmatched) == open_lines


def test_an_open_fine_is_no_longer_asked_about_after_the_term() -> None:
    facts = penalty(SanctionKind.FINE)

    assert len(ask(facts, "2028-01-10").unmatched) == 1
    assert ask(facts, "2028-01-11").unmatched == ()


@pytest.mark.parametrize(
    "kind", [k for k in RecordKind if k not in {RecordKind.PENALTY, RecordKind.JUDGMENT}]
)
def test_only_decisions_set_these_rules_off(kind: RecordKind) -> None:
    result = ask(penalty(SanctionKind.PERMIT_REVOKED, kind, licence_type=FOOD))

    assert (result.items, result.alerts, result.unmatched) == ((), (), ())


@pytest.mark.parametrize(("offence", "expected"), [("bribery", ["R19"]), (None, [])])
def test_a_judgment_counts_if_it_names_an_offence(offence: str | None, expected: list[str]) -> None:
    record = build.record("t:REC", RecordKind.JUDGMENT, decided_on="2025-01-10", offence=offence)
    result = ask([record, subject("t:REC", "t:F")])

    assert rules_on(result, "F") == expected
    assert result.unmatched == ()
    if expected:
        assert "刑事处罚" in result.items[0].text.zh


def test_a_sanction_is_on_whom_it_names() -> None:
    facts = [*penalty(SanctionKind.SUSPENSION), subject("t:REC", "t:G"), build.party("t:G")]
    on_all = [*without(facts, "t:REC/1"), build.sanction("t:z", "t:REC", None, SanctionKind.SUSPENSION)]

    assert (rules_on(ask(facts), "F"), rules_on(ask(facts), "G")) == (["R19"], [])
    assert (rules_on(ask(on_all), "F"), rules_on(ask(on_all), "G")) == (["R19"], ["R19"])


def test_a_licence_without_its_type_leaves_it_open() -> None:
    result = ask([*penalty(SanctionKind.PERMIT_REVOKED), head("t:P", "t:F", "2020-01-01")])

    assert rules_on(result, "F") == ["R19"]
    assert missing(result) == [(("R24", "R24s", "R24x"), "which licence it touches is not stated")]


def test_the_two_licences_are_never_mixed_up() -> None:
    business = [
        *penalty(SanctionKind.LICENCE_REVOKED, licence_type=BUSINESS),
        head("t:P", "t:F", "2020-01-01"),
    ]
    permit_only = food(head("t:P", "t:F", "2020-01-01"))

    assert rules_on(ask(business), "P") == ["R10x"]
    assert rules_on(ask(permit_only), "P") == ["R24"]


def test_a_term_runs_from_the_day_that_the_sanction_states() -> None:
    facts = without(example_7(Answer.YES), "t:REC/1")
    later = build.sanction(
        "t:REC/1",
        "t:REC",
        "t:己",
        SanctionKind.LICENCE_REVOKED,
        licence_type=BUSINESS,
        from_date="2025-04-30",
    )

    assert rules_on(ask([*facts, later], "2025-04-29"), "周八") == []
    bar = next(c for c in ask([*facts, later], "2025-04-30").items if c.rule == "R10")
    assert (iso(bar.from_day), iso(bar.until or 0)) == ("2025-04-30", "2028-04-30")


def test_a_decision_older_than_the_rule_is_not_caught() -> None:
    old = food(head("t:P", "t:F", "2010-01-01"), act=("2015-01-01", "2015-02-01"), decided="2015-09-30")
    new = food(head("t:P", "t:F", "2010-01-01"), act=("2015-01-01", "2015-02-01"), decided="2015-10-01")

    assert rules_on(ask(old, "2016-01-01"), "P") == []
    assert rules_on(ask(new, "2016-01-01"), "P") == ["R24"]


def test_annulled_means_never() -> None:
    annulled = build.event("t:REC", EventKind.ANNULLED, "2026-01-01")

    for as_of in ("2024-03-01", "2025-06-01", "2027-01-01"):
        result = ask([*food(head("t:P", "t:F", "2020-01-01")), annulled], as_of)
        assert (result.items, result.alerts, result.unmatched) == ((), (), ())


def test_annulled_for_one_party_only() -> None:
    facts = food(head("t:P", "t:F", "2020-01-01"), build.person("t:Q"), finding("t:REC", "t:Q"))
    gone = build.event("t:REC", EventKind.ANNULLED, "2026-01-01", party="t:Q")

    assert rules_on(ask(facts), "Q") == ["R24"]
    result = ask([*facts, gone])
    assert rules_on(result, "Q") == []
    assert rules_on(result, "P") == ["R24"]


def test_repair_does_not_end_what_only_expiry_ends() -> None:
    repaired = build.event("t:REC", EventKind.REPAIRED, "2025-02-10")

    assert rules_on(ask([*penalty(SanctionKind.SUSPENSION), repaired]), "F") == ["R19"]


# employers


POST = {"valid_from": "2025-01-01"}


def employed(*more: Fact, **rest: Any) -> list[Fact]:
    post = build.role("t:P", "t:G", RelationKind.EMPLOYEE, **{"code": "food_safety", **POST, **rest})
    return food(head("t:P", "t:F", "2020-01-01"), post, *more)


def test_an_employer_without_any_permit_on_record_is_left_open() -> None:
    result = ask(employed())

    assert rules_on(result, "G") == []
    assert missing(result) == [
        (("R24",), "whether it holds a licence of type food_permit on the day is not stated")
    ]


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (permit("t:G", "2020-01-01"), ["R24"]),
        (permit("t:G", "2020-01-01", "2025-06-01"), []),
        (permit("t:G", "2025-06-02"), []),
        (
            [
                *permit("t:G", "2020-01-01"),
                build.record("t:other", decided_on="2025-05-01"),
                subject("t:other", "t:G"),
                build.sanction("t:o1", "t:other", "t:G", SanctionKind.PERMIT_REVOKED, licence_type=FOOD),
            ],
            [],
        ),
    ],
    ids=["in force", "over", "not yet", "revoked since"],
)
def test_an_employer_counts_while_it_holds_a_permit(licence: list[Fact], expected: list[str]) -> None:
    result = ask(employed(*licence))

    assert rules_on(result, "G") == expected
    assert result.unmatched == ()


def lost(sanctioned: str | None, recorded: str | None) -> list[Fact]:
    """Return a permit, and a later decision that revokes one, stated at the sanction or at the record."""
    kind = SanctionKind.PERMIT_REVOKED
    return [
        *permit("t:G", "2020-01-01"),
        build.record("t:other", decided_on="2025-05-01", licence_type=recorded),
        subject("t:other", "t:G"),
        build.sanction("t:o1", "t:other", "t:G", kind, licence_type=sanctioned),
    ]


def test_a_permit_is_lost_by_a_decision_that_names_it_on_the_record_only() -> None:
    result = ask(employed(*lost(None, FOOD)))

    assert (rules_on(result, "G"), result.unmatched) == ([], ())
    assert rules_on(ask(employed(*lost(BUSINESS, FOOD))), "G") == ["R24"]


def test_a_decision_that_does_not_say_which_permit_it_revokes_leaves_it_open() -> None:
    result = ask(employed(*lost(None, None)))

    assert rules_on(result, "G") == []
    assert missing(result) == [
        (("R24",), "whether it holds a licence of type food_permit on the day is not stated")
    ]


def test_the_duty_lasts_while_bar_and_post_both_last() -> None:
    facts = employed(*permit("t:G", "2020-01-01"), valid_to="2026-01-01")
    duty = next(c for c in ask(facts).items if c.party == "t:G")

    assert (iso(duty.from_day), iso(duty.until or 0)) == ("2025-01-01", "2025-12-31")
    assert rules_on(ask(facts, "2025-12-31"), "G") == ["R24"]
    assert rules_on(ask(facts, "2026-01-01"), "G") == []


def test_a_post_without_a_start_is_said() -> None:
    result = ask(employed(*permit("t:G", "2020-01-01"), valid_from=None))

    assert rules_on(result, "G") == []
    assert [rules for rules, _ in missing(result)] == [("R24",)]


def test_heading_a_food_business_is_a_reading() -> None:
    facts = food(
        head("t:P", "t:F", "2020-01-01"), head("t:P", "t:G", "2021-01-01"), *permit("t:G", "2020-01-01")
    )
    duty = next(c for c in ask(facts).items if c.party == "t:G")

    assert (duty.effect, duty.marks.target, duty.marks.rule) == (Effect.DUTY, Mark.G, Mark.V1)
    assert iso(duty.from_day) == "2024-03-01"


def test_the_enterprise_of_the_record_owes_nothing_for_its_own_people() -> None:
    post = build.role("t:P", "t:F", RelationKind.EMPLOYEE, code="food_safety", valid_from="2025-01-01")
    result = ask(food(head("t:P", "t:F", "2020-01-01"), post, *permit("t:F", "2018-01-01")))

    assert rules_on(result, "F") == ["R19", "R24s"]


def test_a_post_of_another_kind_is_not_barred() -> None:
    assert rules_on(ask(employed(*permit("t:G", "2020-01-01"), code="driver")), "G") == []


# the whole


def test_an_empty_catalogue_gives_nothing() -> None:
    result = ask(example_3(), "2026-05-02", RuleBook())

    assert (result.items, result.alerts, result.unmatched) == ((), (), ())


@settings(max_examples=20)
@given(order=st.permutations(story_1()))
def test_the_order_of_facts_plays_no_part(order: list[Fact]) -> None:
    facts = [*order]
    day = build.day("2026-05-02")
    result = propagate(record_of(facts, "t:REC1"), drawn(facts, day), RULES, day)

    assert result == propagate(record_of(story_1(), "t:REC1"), drawn(story_1(), day), RULES, day)


def test_an_unrelated_fact_changes_nothing() -> None:
    more = [
        build.person("t:zz", "王五"),
        head("t:zz", "t:yy", "2000-01-01"),
        *food_revoked("t:REC9", "t:yy", "2024-03-01", ACT),
        build.holds("t:zz", "t:F1", "99"),
    ]
    day = build.day("2026-05-02")
    alone, beside = story_1(), [*story_1(), *more]
    one = propagate(record_of(alone, "t:REC1"), drawn(alone, day), RULES, day)
    other = propagate(record_of(beside, "t:REC1"), drawn(beside, day), RULES, day)

    assert (one.items, one.alerts, one.unmatched) == (other.items, other.alerts, other.unmatched)


def test_every_proof_is_sealed_and_an_altered_one_shows() -> None:
    for consequence in ask(example_3(), "2026-05-02").items:
        proof = consequence.proof
        assert proof.is_intact()
        assert (proof.rule, proof.version, proof.cause) == (consequence.rule, consequence.version, "t:REC")
        assert proof.conclusion["party"] == consequence.party
        assert {step.holds for step in proof.steps} == {Answer.YES}
        altered = msgspec.structs.replace(proof, conclusion={**proof.conclusion, "until": "2099-01-01"})
        assert not altered.is_intact()
        first = msgspec.structs.replace(proof.steps[0], values={})
        assert not msgspec.structs.replace(proof, steps=(first, *proof.steps[1:])).is_intact()


def test_a_proof_names_its_facts_with_digests() -> None:
    duty = next(c for c in ask(example_3(), "2026-05-02").items if c.effect is Effect.DUTY)
    used = {use.key: use for step in duty.proof.steps for use in step.facts}

    assert {PublicId("t:REC"), "t:REC/1", "t:employee/王五/戊", "t:戊/permit"} <= set(used)
    assert {use.source for use in used.values()} == {"t:bundle"}
    assert all(len(use.digest) == 64 for use in used.values())
