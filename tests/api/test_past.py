"""Credit file, timeline, history and difference as clients meet them: typed answers, named arguments, nothing hidden."""

from datetime import UTC, datetime
from typing import Any

import pytest

from xinmai.api.context import make_context

from support import facts as build
from support.asking import Asker
from support.days import instant, stored
from support.facts import EVERYTHING
from support.model_store import ModelStore

PARTY = '{ party(by: {id: "demo:file-F1"}, asOf: "2026-05-02") { ... on Party { %s } } }'
SECTION = """creditFile {
  sections(codes: ["%s"]) { entries(first: 1%s) { totalCount edges { node { key } } pageInfo { endCursor } } }
}"""
DIFF = '{ diff(of: "%s", from: "%s", to: "%s"%s) { totalCount } }'
HISTORY = """
query($fact: String!) {
  history(fact: $fact) {
    __typename
    ... on FactHistory { versions { totalCount edges { node { state recordedTo } } } erased { digest reason erasedAt } }
    ... on NotFound { code }
  }
}
"""


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        (PARTY % 'timeline(from: "2025-01-02", to: "2025-01-01") { totalCount }', "from"),
        (PARTY % "timeline(kinds: []) { totalCount }", "kinds"),
        (PARTY % "timeline(first: 0) { totalCount }", "first"),
        (PARTY % "timeline { undated(first: 501) { totalCount } }", "first"),
        (PARTY % 'creditFile(asOf: "2025-01") { asOf }', "asOf"),
        (PARTY % 'creditFile { sections(codes: ["penalties", "odd"]) { code } }', "codes"),
        (PARTY % "creditFile { sections(codes: []) { code } }", "codes"),
        (DIFF % ("demo:file-F1", "2025-01-02", "2025-01-01", ""), "from"),
        (DIFF % ("demo:file-F1", "2025-01", "2025-06-01", ""), "from"),
        (DIFF % ("demo:file-F1", "2025-01-01", "2025", ""), "to"),
        (
            DIFF
            % (
                "demo:file-F1",
                "2025-01-01",
                "2025-06-01",
                ', knownFrom: "2025-01-02T00:00:00Z", knownTo: "2025-01-01T00:00:00Z"',
            ),
            "knownFrom",
        ),
        ('{ history(fact: "demo:file-F1", first: 501) { __typename } }', "first"),
        ('{ history(fact: "demo:file-F1", after: "x") { __typename } }', "after"),
    ],
)
async def test_what_cannot_be_asked_names_its_argument(asker: Asker, text: str, argument: str) -> None:
    faults = await asker.faults(text)
    assert [fault["extensions"]["code"] for fault in faults] == ["BAD_USER_INPUT"]
    assert [fault["extensions"]["argument"] for fault in faults] == [argument]


async def test_a_cursor_is_of_its_section(asker: Asker) -> None:
    async def entries(code: str, after: str = "") -> Any:
        data = await asker.data(PARTY % (SECTION % (code, after)))
        (section,) = data["party"]["creditFile"]["sections"]
        return section["entries"]

    keys, after = [], ""
    for _ in range(3):
        found = await entries("ratings", after)
        assert found["totalCount"] == 3
        keys += [edge["node"]["key"] for edge in found["edges"]]
        after = f', after: "{found["pageInfo"]["endCursor"]}"'
    assert keys == [f"demo:file-F1/rating/{year}" for year in (2022, 2023, 2024)]
    for code in ("penalties", "identity"):
        (fault,) = await asker.faults(PARTY % (SECTION % (code, after)))
        assert fault["extensions"]["argument"] == "after"


async def test_a_cursor_is_of_its_question(asker: Asker) -> None:
    text = PARTY % "timeline(first: 1%s) { pageInfo { endCursor } }"
    cursor = (await asker.data(text % ""))["party"]["timeline"]["pageInfo"]["endCursor"]
    assert await asker.faults(text % f', after: "{cursor}"') == []
    for other in (", kinds: [DECIDED]", ', from: "2020-01-01"', ', to: "2026-01-01"'):
        (fault,) = await asker.faults(text % f', after: "{cursor}"{other}')
        assert fault["extensions"]["argument"] == "after"
    differ = '{ diff(of: "demo:S1-F1", from: "2000-01-01", to: "%s", first: 1%s) { pageInfo { endCursor } } }'
    cursor = (await asker.data(differ % ("2026-05-02", "")))["diff"]["pageInfo"]["endCursor"]
    assert await asker.faults(differ % ("2026-05-02", f', after: "{cursor}"')) == []
    (fault,) = await asker.faults(differ % ("2026-05-01", f', after: "{cursor}"'))
    assert fault["extensions"]["argument"] == "after"


async def test_the_difference_of_nobody_is_unknown(asker: Asker) -> None:
    assert await asker.codes(DIFF % ("demo:nobody", "2025-01-01", "2025-06-01", "")) == [
        ("BAD_USER_INPUT", "NOT_FOUND", ["diff"])
    ]
    same = await asker.data(DIFF % ("demo:file-F1", "2025-01-01", "2025-01-01", ""))
    assert same["diff"]["totalCount"] == 0


async def test_a_day_that_was_not_known_has_no_file(asker: Asker) -> None:
    data = await asker.data(PARTY % 'name creditFile(knownAt: "2020-01-01T00:00:00Z") { asOf }')
    assert data["party"]["creditFile"] is None


async def answer(store: ModelStore, fact: str, *, everything: bool) -> Any:
    asker = Asker(store)
    context = make_context(asker.application)
    if everything:
        context.sees = EVERYTHING
    result = await asker.schema.execute(HISTORY, {"fact": fact}, context)
    assert result.errors is None, result.errors
    return (result.data or {})["history"]


async def test_history_of_what_was_erased_hidden_and_never_there() -> None:
    store = ModelStore()
    await stored(
        ("2021-01-01", [build.party("a:1"), build.party("a:2", visibility=build.GOVERNMENT)]), into=store
    )
    await store.erase("a:1", "art. 47", instant("2021-02-01"))
    nothing = {"__typename": "NotFound", "code": "NOT_FOUND"}
    for key in ("a:1", "a:2", "a:3"):
        assert await answer(store, key, everything=False) == nothing
    assert await answer(store, "a:3", everything=True) == nothing
    erased = (await answer(store, "a:1", everything=True))["erased"]
    assert (erased["reason"], erased["erasedAt"]) == ("art. 47", "2021-02-01T00:00:00+00:00")
    shown = (await answer(store, "a:2", everything=True))["versions"]
    assert shown == {"totalCount": 1, "edges": [{"node": {"state": "HOLDS", "recordedTo": None}}]}


async def test_an_identity_number_in_a_key_is_hashed_and_not_repeated(asker: Asker, demo_number: str) -> None:
    found = await asker.data(HISTORY.replace("{ code }", "{ code message }"), {"fact": f"demo:{demo_number}"})
    assert found["history"]["code"] == "NOT_FOUND"
    assert demo_number not in found["history"]["message"]


async def test_first_seen_is_an_instant_and_a_day(asker: Asker) -> None:
    data = await asker.data(
        PARTY % "timeline(kinds: [FIRST_SEEN], first: 1) { edges { node { on instant } } }"
    )
    (edge,) = data["party"]["timeline"]["edges"]
    assert edge["node"] == {"on": "2026-05-01", "instant": datetime(2026, 5, 1, tzinfo=UTC).isoformat()}
