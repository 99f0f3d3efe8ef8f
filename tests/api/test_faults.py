"""What cannot be asked is refused with a code, in its place, and nothing is leaked."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from xinmai.errors import BudgetExceeded, StoreLocked

from support.asking import Asker, operation

USER = "BAD_USER_INPUT"
INVALID = "GRAPHQL_VALIDATION_FAILED"
PARTY = "{ party(by: %s) { __typename } }"
NESTED = "query($f: Int) { parties(first: $f) { edges { node { relations(first: 500) { edges { node { id } } } } } } }"

FAULTS: list[tuple[str, dict[str, Any], list[tuple[Any, ...]]]] = [
    ("{ nope", {}, [("GRAPHQL_PARSE_FAILED", None, None)]),
    ("{ nope }", {}, [(INVALID, None, None)]),
    ("{ parties }", {}, [(INVALID, None, None)]),
    ("", {}, [("BAD_REQUEST", None, None)]),
    ("fragment F on Party { id }", {}, [("BAD_REQUEST", None, None)]),
    ("{ parties(first: -1) { totalCount } }", {}, [(USER, USER, ["parties"])]),
    ("{ parties(first: 0) { totalCount } }", {}, [(USER, USER, ["parties"])]),
    ("{ parties(first: 501) { totalCount } }", {}, [(USER, USER, ["parties"])]),
    ("{ parties(first: 99999999999) { totalCount } }", {}, [(INVALID, None, None)]),
    ("query($f: Int) { parties(first: $f) { totalCount } }", {"f": "x"}, [(USER, None, None)]),
    ('{ parties(after: "?") { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ parties(after: "W10=") { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ parties(after: "") { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ tasks(after: "") { totalCount } }', {}, [(USER, USER, ["tasks"])]),
    ('{ tasks(after: "W10=") { totalCount } }', {}, [(USER, USER, ["tasks"])]),
    ('{ systems(after: "𠮷") { totalCount } }', {}, [(USER, USER, ["systems"])]),
    ('{ parties(asOf: "2014-13") { totalCount } }', {}, [(USER, None, None)]),
    ('{ parties(asOf: "2014") { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ parties(knownAt: "2014-01-01") { totalCount } }', {}, [(USER, None, None)]),
    ("query($d: Date) { parties(asOf: $d) { totalCount } }", {"d": "soon"}, [(USER, None, None)]),
    ("query($k: DateTime) { parties(knownAt: $k) { totalCount } }", {"k": 7}, [(USER, None, None)]),
    ("{ parties(where: {kind: {in: []}}) { totalCount } }", {}, [(USER, USER, ["parties"])]),
    (PARTY % "{}", {}, [(INVALID, None, None)]),
    (PARTY % "{id: null}", {}, [(INVALID, None, None)]),
    (PARTY % '{id: "a:b", name: "c"}', {}, [(INVALID, None, None)]),
    ("query($b: PartyBy!) { party(by: $b) { __typename } }", {"b": {"id": None}}, [(USER, None, None)]),
    ("query($b: PartyBy!) { party(by: $b) { __typename } }", {"b": {}}, [(USER, None, None)]),
    (PARTY % '{name: " "}', {}, [(USER, USER, ["party"])]),
    (PARTY % '{identifier: {scheme: "x", value: "1"}}', {}, [(USER, USER, ["party"])]),
    ('{ search(text: "（）") { totalCount } }', {}, [(USER, USER, ["search"])]),
    ('{ search(text: "\\u0000") { totalCount } }', {}, [(USER, USER, ["search"])]),
    ('{ parties(where: {name: {contains: "，"}}) { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ parties(where: {name: {startsWith: "（"}}) { totalCount } }', {}, [(USER, USER, ["parties"])]),
    ('{ parties(where: {name: {eq: ""}}) { totalCount } }', {}, [(USER, USER, ["parties"])]),
    (
        '{ parties(where: {name: {eq: "甲", contains: "\\u0007"}}) { totalCount } }',
        {},
        [(USER, USER, ["parties"])],
    ),
    ('{ search(text: "a", kinds: []) { totalCount } }', {}, [(USER, USER, ["search"])]),
    ("{ neighbourhood(of: []) { nodes { id } } }", {}, [(USER, USER, ["neighbourhood"])]),
    ('{ neighbourhood(of: ["demo:no"]) { nodes { id } } }', {}, [(USER, "NOT_FOUND", ["neighbourhood"])]),
    ('{ neighbourhood(of: ["8"], depth: 99) { nodes { id } } }', {}, [(USER, USER, ["neighbourhood"])]),
    ('{ neighbourhood(of: ["8"], limit: 0) { nodes { id } } }', {}, [(USER, USER, ["neighbourhood"])]),
    ('{ neighbourhoodJson(of: ["8"], kinds: []) }', {}, [(USER, USER, ["neighbourhoodJson"])]),
    (
        "query($o: [ID!]!) { neighbourhoodJson(of: $o) }",
        {"o": [f"a:{n}" for n in range(201)]},
        [(USER, USER, ["neighbourhoodJson"])],
    ),
    ('{ coverage(agency: "demo:no") { item } }', {}, [(USER, "NOT_FOUND", ["coverage"])]),
    (
        '{ party(by: {id: "demo:S1-F1"}) { ... on Party { facts(property: "x") { value } } } }',
        {},
        [(USER, USER, ["party", "facts"])],
    ),
    (
        '{ party(by: {id: "demo:S1-F1"}) { ... on Party { relations(kinds: []) { totalCount } } } }',
        {},
        [(USER, USER, ["party", "relations"])],
    ),
    (NESTED, {"f": 500}, [(USER, "QUERY_TOO_LARGE", None)]),
]


@pytest.mark.parametrize(("text", "variables", "codes"), FAULTS, ids=lambda value: str(value)[:60])
async def test_fault_is_coded(
    asker: Asker, text: str, variables: dict[str, Any], codes: list[tuple[Any, ...]]
) -> None:
    assert await asker.codes(text, variables) == codes


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("{ parties(first: -1) { totalCount } }", "first"),
        ('{ parties(after: "?") { totalCount } }', "after"),
        ('{ parties(asOf: "2014") { totalCount } }', "asOf"),
        ('{ neighbourhood(of: ["demo:S3-X"], depth: 11) { nodes { id } } }', "depth"),
        ('{ neighbourhood(of: ["demo:S3-X"], limit: 5001) { nodes { id } } }', "limit"),
        ("{ parties(where: {id: {in: []}}) { totalCount } }", "where.id.in"),
        ('{ parties(where: {name: {startsWith: "（"}}) { totalCount } }', "where.name.startsWith"),
    ],
)
async def test_refusal_names_the_argument(asker: Asker, text: str, argument: str) -> None:
    (fault,) = await asker.faults(text)
    assert fault["extensions"]["argument"] == argument
    assert fault["extensions"]["hint"]


@pytest.mark.parametrize("public_id", ["8", "", "a:b:c", ":", "A:b", "demo:\x1f", "x" * 10_000, "demo:no"])
async def test_no_node_has_a_malformed_id(asker: Asker, public_id: str) -> None:
    data = await asker.data(
        "query($id: ID!) { node(id: $id) { id } party(by: {id: $id}) { __typename } }", {"id": public_id}
    )
    assert data == {"node": None, "party": {"__typename": "NotFound"}}


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9f"])
async def test_control_characters_count_for_nothing(asker: Asker, control: str) -> None:
    text = """query($t: String!) {
      search(text: $t) { totalCount } parties(where: {name: {contains: $t}}) { totalCount } }"""
    found = await asker.data(text, {"t": f"{control}沪{control}滨"})
    assert found == await asker.data(text, {"t": "沪滨"})
    assert found["parties"]["totalCount"] > 0


class Broken:
    """A store that fails."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def __getattr__(self, name: str) -> Any:
        async def fail(*_args: Any, **_kwargs: Any) -> Any:
            raise self.fault

        return fail


async def test_unexpected_fault_leaks_nothing() -> None:
    asker = Asker(Broken(RuntimeError("secret of 3101")))
    with capture_logs() as lines:
        (fault,) = await asker.faults("{ parties { totalCount } }")
    (line,) = lines
    assert line["exception"] == "RuntimeError"
    assert line["request_id"] == fault["extensions"]["requestId"]
    assert any("test_faults.py" in frame for frame in line["frames"])
    assert "secret" not in str(line)
    assert fault["extensions"].keys() == {"code", "requestId"}
    assert fault["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "secret" not in str(fault)


async def test_store_fault_is_explained_without_its_place() -> None:
    (fault,) = await Asker(Broken(StoreLocked("/home/somebody/graph.db"))).faults(
        "{ parties { totalCount } }"
    )
    assert fault["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert fault["extensions"]["xinmaiCode"] == "STORE_LOCKED"
    assert "somebody" not in str(fault)


async def test_exhausted_budget_is_the_callers_to_change() -> None:
    codes = await Asker(Broken(BudgetExceeded(5))).codes("{ parties { totalCount } }")
    assert codes == [(USER, "BUDGET_EXCEEDED", ["parties"])]


async def test_misspelt_field_is_told(asker: Asker) -> None:
    (fault,) = await asker.faults("{ parteis { totalCount } }")
    assert "Did you mean 'parties'" in fault["message"]


async def test_operations_answer_without_variables_that_may_be_left_out(asker: Asker) -> None:
    assert (await asker.data(operation("agencies")))["agencies"]["totalCount"] > 0
