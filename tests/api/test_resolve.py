"""A list of ids, codes and names, asked over GraphQL."""

import pytest

from support.asking import Asker

RESOLVE = """
query($list: [ResolveRow!]!, $asOf: Date) {
  resolve(list: $list, asOf: $asOf) {
    __typename
    ... on MatchedParty { party { id } matched how }
    ... on AmbiguousRow { total candidates { id } }
    ... on Problem { code message }
  }
}
"""


async def answers(asker: Asker, *rows: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (await asker.data(RESOLVE, {"list": rows}))["resolve"]
    return found


async def test_one_answer_a_row_in_the_order_given(asker: Asker) -> None:
    ids = ["demo:S1-F2", "demo:none", "demo:S1-F1", "demo:S1-F2"]
    found = await answers(asker, *({"id": id_} for id_ in ids))
    assert [row.get("party", row.get("code")) for row in found] == [
        {"id": "demo:S1-F2"},
        "NOT_FOUND",
        {"id": "demo:S1-F1"},
        {"id": "demo:S1-F2"},
    ]


async def test_a_row_that_states_nothing_or_too_much_is_invalid_by_itself(asker: Asker) -> None:
    nothing, twice, null, good = await answers(
        asker, {}, {"id": "demo:S1-F1", "name": "王五"}, {"text": None}, {"id": "demo:S1-F1"}
    )
    assert [row["__typename"] for row in (nothing, twice, null)] == ["InvalidRow"] * 3
    assert good["how"] == "ID"


async def test_an_identity_number_is_nowhere_in_the_answer(asker: Asker, demo_number: str) -> None:
    rows = (
        {"text": demo_number},
        {"identifier": {"scheme": "cn_id", "value": demo_number}},
        {"name": demo_number},
    )
    found = await answers(asker, *rows)
    assert [row.get("party") for row in found] == [{"id": "demo:S1-P2"}, {"id": "demo:S1-P2"}, None]
    assert demo_number not in str(found)


@pytest.mark.parametrize("count", [0, 1_001, 10_000])
async def test_a_list_of_a_wrong_length_names_its_argument(asker: Asker, count: int) -> None:
    text = "query($list: [ResolveRow!]!) { resolve(list: $list) { __typename } }"
    (fault,) = await asker.faults(text, {"list": [{"id": "demo:S1-F1"}] * count})
    assert fault["extensions"]["code"] == "BAD_USER_INPUT"
    assert fault["extensions"]["argument"] == "list"
    assert "xinmai resolve" in fault["message"]


async def test_a_thousand_rows_cost_as_many_calls_as_four(asker: Asker) -> None:
    rows = [
        {"text": "王五"},
        {"text": "沪滨丰禾食品有限公司"},
        {"id": "demo:S1-F2"},
        {"text": "91000000DEM0200156"},
    ]
    costs = []
    for count in (1, 250):
        asker.counting.calls.clear()
        await answers(asker, *rows * count)
        costs.append(dict(asker.counting.calls))
    assert costs[0] == costs[1] == {"view": 1, "parties": 3, "resolve": 1, "named": 1}


async def test_what_a_long_list_would_return_is_counted_before_it_is_asked(asker: Asker) -> None:
    text = """query($list: [ResolveRow!]!) { resolve(list: $list) { ... on AmbiguousRow {
                candidates { relations(first: 50) { edges { node { id } } } } } } }"""
    (fault,) = await asker.faults(text, {"list": [{"text": "王五"}] * 1_000})
    assert fault["extensions"]["xinmaiCode"] == "QUERY_TOO_LARGE"
    assert "resolve(1000)" in fault["message"]
