"""Propagation on the made network: the answers that its README promises, complete."""

from datetime import UTC, datetime

import pytest

from xinmai.errors import UnknownId
from xinmai.model.consequence import ConsequenceList
from xinmai.model.dates import iso
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import (
    Answer,
    Capacity,
    Certainty,
    CompletenessState,
    EventKind,
    RelationKind,
    Visibility,
)
from xinmai.ports.store import Reader, Store
from xinmai.resources import resource
from xinmai.rules.rulebook import load_rules
from xinmai.service.propagation import propagation

from support import facts as build
from support.model_store import ModelStore
from support.story_facts import finding, story_1, subject

RULES = load_rules(resource("seed", "rules"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)


async def ask(store: Reader, record: str, as_of: str, budget: Budget | None = None) -> ConsequenceList:
    view = await store.view(build.day(as_of))
    return await propagation(store, view, PublicId(record), RULES, budget or Budget())


def lines(result: ConsequenceList) -> set[str]:
    return {
        f"{build.local(c.party)} {c.effect} {c.code} {iso(c.from_day)} {iso(c.until) if c.until else '-'} {c.rule}"
        for c in (*result.items, *result.alerts)
    }


async def drawn_store(facts: list[Fact]) -> Store:
    store = ModelStore()
    applied = await store.apply([build.source("t:bundle"), *facts], key="drawn", at=NOW)
    assert applied.refused == ()
    return store


A = "S1-F1 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24s"
B = "S1-F1 AUTOMATIC NOT_ELIGIBLE_PROCUREMENT 2024-03-01 2027-03-01 R19"
C = "S1-P2 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24"
D = "S1-P4 AUTOMATIC BAR_FOOD 2024-03-01 2029-03-01 R24"
E = "S1-F2 DUTY END_EMPLOYMENT 2026-05-01 2029-03-01 R24"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-02-29", set()),
        ("2024-03-01", {A, B, C, D}),
        ("2026-04-30", {A, B, C, D}),
        ("2026-05-02", {A, B, C, D, E}),
        ("2027-03-01", {A, B, C, D, E}),
        ("2027-03-02", {A, C, D, E}),
        ("2029-03-01", {A, C, D, E}),
        ("2029-03-02", set()),
    ],
)
async def test_who_left_before_and_who_came_after(network: Store, as_of: str, expected: set[str]) -> None:
    result = await ask(network, "demo:S1-REC1", as_of)

    assert lines(result) == expected
    assert result.unmatched == ()


def procurement(theme: str, start: str, end: str) -> str:
    return f"{theme}-F1 AUTOMATIC NOT_ELIGIBLE_PROCUREMENT {start} {end} R19"


def revoked(theme: str) -> str:
    return procurement(theme, "2025-03-14", "2028-03-14")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("E7u-REC1", {revoked("E7u"), "E7u-P1 ALERT ALERT_NO_FINDING 2025-03-14 - R10x"}),
        ("E7s-REC1", {revoked("E7s"), "E7s-P1 ALERT ALERT_NO_FINDING 2025-03-14 - R10x"}),
        ("E7n-REC1", {revoked("E7n")}),
        (
            "E7y-REC1",
            {
                revoked("E7y"),
                "E7y-P1 AUTOMATIC BAR_COMPANY_OFFICE 2025-03-14 2028-03-14 R10",
                "E7y-F2 DUTY DISMISS 2025-03-14 2028-03-14 R10",
                "E7y-F3 INVALIDITY APPOINTMENT_VOID 2025-05-06 2028-03-14 R10",
            },
        ),
        (
            "R24x-REC1",
            {
                "R24x-F1 AUTOMATIC BAR_FOOD 2024-09-02 2029-09-02 R24s",
                procurement("R24x", "2024-09-02", "2027-09-02"),
                "R24x-P1 ALERT ALERT_ROLE_AT_ONE_DATE 2024-09-02 - R24x",
            },
        ),
        ("fine-large-REC1", {procurement("fine-large", "2024-11-15", "2027-11-15")}),
        ("fine-small-REC1", set()),
        ("fine-unmarked-REC1", set()),
        ("warning-REC1", set()),
        ("repaired-REC1", {procurement("repaired", "2024-06-03", "2027-06-03")}),
        ("annulled-REC1", set()),
        ("scope-REC1", set()),
        ("risk-REC1", {procurement("risk", "2025-01-20", "2028-01-20")}),
        ("risk-REC2", set()),
    ],
)
async def test_the_planted_records(network: Store, record: str, expected: set[str]) -> None:
    result = await ask(network, f"demo:{record}", "2025-06-01")

    assert lines(result) == expected
    assert [line.missing for line in result.unmatched] == (
        ["whether the amount is large (较大数额) is not marked"] if record == "fine-unmarked-REC1" else []
    )


@pytest.mark.parametrize("record", ["E7u-REC1", "E7s-REC1", "E7n-REC1", "E7y-REC1"])
async def test_the_days_around_a_term(network: Store, record: str) -> None:
    assert lines(await ask(network, f"demo:{record}", "2025-03-13")) == set()
    last = lines(await ask(network, f"demo:{record}", "2028-03-14"))
    after = lines(await ask(network, f"demo:{record}", "2028-03-15"))

    assert any("R19" in line for line in last)
    assert not any("R19" in line or "R10 " in f"{line} " for line in after)


async def test_an_answer_says_what_it_stands_on(network: Store) -> None:
    result = await ask(network, "demo:S1-REC1", "2026-05-02")
    said = result.completeness

    assert (said.state, said.reason, said.rule_pack) == (CompletenessState.COMPLETE, None, RULES.digest)
    assert [use.source for use in said.sources] == ["demo:S1-REC1/document", "demo:source-market"]
    assert {use.stale for use in said.sources} == {False}
    assert all(c.proof.is_intact() for c in result.items)


async def test_the_same_question_has_the_same_answer(network: Store) -> None:
    assert await ask(network, "demo:S1-REC1", "2026-05-02") == await ask(
        network, "demo:S1-REC1", "2026-05-02"
    )


async def test_a_record_that_is_nothing_here(network: Store) -> None:
    with pytest.raises(UnknownId):
        await ask(network, "demo:nothing", "2026-05-02")
    with pytest.raises(UnknownId):
        await ask(network, "demo:S1-F1", "2026-05-02")


async def test_a_hidden_role_reaches_nobody() -> None:
    facts = story_1()
    hidden = [f for f in facts if f.key == "t:legal_representative/P2/F1"]
    shown = [f for f in facts if f not in hidden]
    secret = build.role("t:P2", "t:F1", valid_from="2023-01-16", visibility=Visibility.GOVERNMENT)
    store = await drawn_store([*shown, secret])

    public = await ask(store, "t:REC1", "2026-05-02")
    assert {c.party for c in public.items} == {"t:F1", "t:P4"}
    view = await store.view(build.day("2026-05-02"), sees=Visibility.GOVERNMENT)
    official = await propagation(store, view, PublicId("t:REC1"), RULES, Budget())
    assert {c.party for c in official.items} == {"t:F1", "t:F2", "t:P2", "t:P4"}


async def test_a_budget_that_is_too_small_is_said() -> None:
    store = await drawn_store(story_1())
    result = await ask(store, "t:REC1", "2026-05-02", Budget(nodes=3))

    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.reason == "more than 3 nodes would have to be read"


async def test_a_hub_is_named_and_not_followed() -> None:
    store = await drawn_store(story_1())
    result = await ask(store, "t:REC1", "2026-05-02", Budget(hub=1))

    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.hubs_excluded == ("t:F1",)


async def test_the_store_forgets_a_cause_and_so_does_the_answer() -> None:
    store = await drawn_store(story_1())
    await store.apply([build.event("t:REC1", kind=EventKind.ANNULLED, on="2026-01-01")], key="annul", at=NOW)

    assert lines(await ask(store, "t:REC1", "2025-06-01")) == set()


async def test_a_name_reaches_the_person_inside_the_organisation_only() -> None:
    facts = [fact for fact in story_1() if fact.key != finding("t:REC1", "t:P4").key]
    named = build.named(
        "t:REC1",
        "刘八",
        "t:F1",
        capacity=Capacity.DIRECTLY_RESPONSIBLE_MANAGER,
        personal_responsibility=Answer.YES,
    )
    namesake = [
        build.person("t:P6", "刘八"),
        build.role("t:P6", "t:F2", RelationKind.DIRECTOR, valid_from="2020-01-01"),
    ]
    store = await drawn_store([*facts, named, *namesake])

    found = {c.party: c for c in (await ask(store, "t:REC1", "2026-05-02")).items}
    assert set(found) == {"t:F1", "t:F2", "t:P2", "t:P4"}
    assert found[PublicId("t:P4")].certainty is Certainty.SCOPED
    assert found[PublicId("t:F2")].concerns == "t:P2"


@pytest.mark.parametrize(("inside", "expected"), [("t:F1", {"R24"}), ("t:F2", set())])
async def test_a_finding_of_a_record_on_several_is_tied_to_one_by_the_post_held_then(
    inside: str, expected: set[str]
) -> None:
    person = build.person("t:P7", "何九")
    post = build.role("t:P7", inside, RelationKind.EMPLOYEE, valid_from="2021-03-01")
    store = await drawn_store(
        [*story_1(), subject("t:REC1", "t:F2"), person, post, finding("t:REC1", "t:P7")]
    )
    result = await ask(store, "t:REC1", "2026-05-02")

    assert {c.rule for c in result.items if c.party == "t:P7"} == expected
    assert any(line.subject == "t:P7" for line in result.unmatched) is not bool(expected)
