"""Control and ownership over GraphQL: what cannot be asked is a typed problem, every option arrives, presets are echoed."""

from typing import Any

import pytest

from support.asking import Asker

QUESTIONS = {
    "control": "control(of: $of, options: $options, asOf: $asOf) { options members { party { id } bound } }",
    "controllers": "controllers(of: $of, options: $options, asOf: $asOf) { options }",
    "ownership": 'ownership(holder: "demo:S3-hanyi", held: $of, options: $options, asOf: $asOf) { options measure }',
    "beneficialOwners": "beneficialOwners(of: $of, options: $options, asOf: $asOf) { preset }",
    "closeLinks": 'closeLinks(a: $of, b: "demo:S3-K", options: $options, asOf: $asOf) { options }',
    "group": "group(of: $of, options: $options, asOf: $asOf) { headKind }",
}
COMPANY = "demo:S3-X"


def document(question: str) -> str:
    return f"query($of: ID!, $options: OwnershipOptions, $asOf: Date) {{ {QUESTIONS[question]} }}"


async def problem(asker: Asker, question: str, of: str, options: dict[str, Any] | None = None) -> Any:
    result = await asker.run(document(question), {"of": of, "options": options, "asOf": "2025-06-01"})
    assert result.errors is not None
    assert len(result.errors) == 1
    return result.errors[0]


async def answer(
    asker: Asker, question: str, options: dict[str, Any] | None = None, of: str = COMPANY
) -> Any:
    return (await asker.data(document(question), {"of": of, "options": options, "asOf": "2025-06-01"}))[
        question
    ]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_an_unknown_id(question: str, asker: Asker) -> None:
    error = await problem(asker, question, "demo:nobody")
    assert (error.extensions["code"], error.extensions["xinmaiCode"]) == ("BAD_USER_INPUT", "NOT_FOUND")
    assert error.path == [question]


@pytest.mark.parametrize("question", ["controllers", "ownership", "beneficialOwners", "closeLinks"])
async def test_a_person_where_a_company_is_needed(question: str, asker: Asker) -> None:
    error = await problem(asker, question, "demo:S3-lisan")
    assert error.extensions["code"] == "BAD_USER_INPUT"
    assert "demo:S3-lisan is a natural person" in error.message


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"threshold": "0"}, "options.threshold"),
        ({"threshold": "1.0000001"}, "options.threshold"),
        ({"threshold": "50"}, "options.threshold"),
        ({"threshold": "-0.5"}, "options.threshold"),
        ({"passing": "0"}, "options.passing"),
        ({"third": "2"}, "options.third"),
        ({"suspectedLeast": "0"}, "options.suspectedLeast"),
        ({"suspectedLead": "1.1"}, "options.suspectedLead"),
        ({"tolerance": "2"}, "options.tolerance"),
        ({"minProduct": "1.1"}, "options.minProduct"),
        ({"maxDepth": 0}, "options.maxDepth"),
        ({"maxPaths": 0}, "options.maxPaths"),
        ({"maxPaths": 101}, "options.maxPaths"),
        ({"preset": "NOBODYS"}, "preset"),
        ({"preset": "OFAC@9"}, "preset"),
    ],
)
async def test_a_value_out_of_range(question: str, options: dict[str, Any], named: str, asker: Asker) -> None:
    error = await problem(asker, question, COMPANY, options)
    assert error.extensions["code"] == "BAD_USER_INPUT"
    assert error.message.startswith(f"{named}: ")


@pytest.mark.parametrize("options", [{"basis": "GOODWILL"}, {"nonsense": "1"}, {"threshold": 0.5}])
async def test_what_the_input_does_not_know(options: dict[str, Any], asker: Asker) -> None:
    error = await problem(asker, "control", COMPANY, options)
    assert error.extensions["code"] == "BAD_USER_INPUT"


async def test_one_company_is_not_linked_with_itself(asker: Asker) -> None:
    error = await problem(asker, "closeLinks", "demo:S3-K")
    assert error.message == "b: is the same company as a."


async def test_a_company_owns_of_itself_by_all_walks_only(asker: Asker) -> None:
    text = 'query($m: OwnershipMeasure) { ownership(holder: "demo:core-a", held: "demo:core-a", measure: $m) { share { fraction } } }'
    refused = await asker.run(text, {"m": "LOOK_THROUGH"})
    assert refused.errors is not None
    assert refused.errors[0].message.startswith("held: is the holder itself")
    found = await asker.data(text, {"m": "ALL_WALKS"})
    assert found["ownership"]["share"]["fraction"] == "121/279"  # 0.55² / (1 - 0.55²)


STATED = {
    "basis": "VOTES",
    "threshold": "0.4",
    "comparison": "GTE",
    "third": "0.3",
    "thirdComparison": "GT",
    "stateExempt": True,
    "aggregate": "NONE",
    "coalitions": "BOTH",
    "includeInactive": True,
    "includeNominees": True,
    "treasury": "KEEP",
    "subsidiaryHeldParentVotes": "EXCLUDE",
    "over100": "REJECT",
    "tolerance": "0.01",
    "unknownShares": "LOWER",
    "suspectedLeast": "0.25",
    "suspectedLead": "0.05",
    "minProduct": "0.001",
    "maxDepth": 7,
    "maxPaths": 3,
}
ECHOED = {"subsidiaryHeldParentVotes": "parentVotes", "over100": "over100", "unknownShares": "unknown"}


@pytest.mark.parametrize("question", ["control", "controllers", "ownership", "closeLinks"])
async def test_every_option_is_echoed(question: str, asker: Asker) -> None:
    echoed = (await answer(asker, question, STATED))["options"]
    assert {name: echoed[ECHOED.get(name, name)] for name in STATED} == STATED
    assert echoed["grounds"] == ["appointment", "concert", "contract", "decisive_votes", "golden_share"]


async def test_questions_about_control_pass_on_by_their_threshold(asker: Asker) -> None:
    echoed = (await answer(asker, "control", {"threshold": "0.3", "comparison": "GTE"}))["options"]
    assert (echoed["passing"], echoed["passingComparison"]) == ("0.3", "GTE")


@pytest.mark.parametrize(
    ("preset", "name", "expected"),
    [
        ("OFAC", "OFAC@1", ["demo:S3-H", "demo:S3-J", "demo:S3-T1", "demo:S3-X", "demo:S3-Y", "demo:S3-U"]),
        (
            "EU_SANCTIONS",
            "EU_SANCTIONS@2",
            ["demo:S3-H", "demo:S3-J", "demo:S3-T1", "demo:S3-X", "demo:S3-Y", "demo:S3-U"],
        ),
        ("EU_SANCTIONS@1", "EU_SANCTIONS@1", ["demo:S3-H", "demo:S3-T1", "demo:S3-X", "demo:S3-U"]),
        ("CN_BANK_GROUP", "CN_BANK_GROUP@1", ["demo:S3-H", "demo:S3-T1", "demo:S3-X", "demo:S3-U"]),
    ],
)
async def test_a_preset_says_what_control_is(
    preset: str, name: str, expected: list[str], asker: Asker
) -> None:
    found = await answer(asker, "control", {"preset": preset}, "demo:S3-hanyi")
    assert found["options"]["preset"] == name
    assert [member["party"]["id"] for member in found["members"]] == expected


async def test_what_is_stated_goes_before_the_preset(asker: Asker) -> None:
    found = await answer(asker, "control", {"preset": "OFAC", "comparison": "GT"}, "demo:S3-hanyi")
    assert "demo:S3-J" not in {member["party"]["id"] for member in found["members"]}


async def test_a_stated_threshold_changes_the_first_test_of_owners(asker: Asker) -> None:
    text = """query($options: OwnershipOptions) {
      beneficialOwners(of: "demo:S3-X", options: $options, asOf: "2025-06-01") { byOwnership { party { id } } } }"""
    found = await asker.data(text, {"options": {"threshold": "0.2"}})
    ids = [owner["party"]["id"] for owner in found["beneficialOwners"]["byOwnership"]]
    assert ids == ["demo:S3-wangjiu", "demo:S3-hanyi"]
