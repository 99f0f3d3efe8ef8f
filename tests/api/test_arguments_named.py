"""A value of the wrong type is answered by name, wherever it stands."""

from typing import Any

import pytest
from graphql import parse

from xinmai.api import places

from support.asking import Asker

BAD, INVALID = "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("question", "variables", "code", "argument"),
    [
        ('{ parties(asOf: "2026-13-01") { totalCount } }', {}, BAD, "asOf"),
        ('{ now: parties(knownAt: "now") { totalCount } }', {}, BAD, "knownAt"),
        (
            '{ parties(where: {relations: {some: {amount: {gt: "half"}}}}) { totalCount } }',
            {},
            BAD,
            "where.relations.some.amount.gt",
        ),
        ("{ parties(where: {nmae: {eq: 1}}) { totalCount } }", {}, INVALID, "where.nmae"),
        ("{ parties(where: {name: {contains: 7}}) { totalCount } }", {}, INVALID, "where.name.contains"),
        ("{ parties(frist: 3) { totalCount } }", {}, INVALID, "frist"),
        ("query ($day: Date) { parties(asOf: $day) { totalCount } }", {"day": "2026-13"}, BAD, "$day"),
        (
            "query ($where: PartyFilter) { parties(where: $where) { totalCount } }",
            {"where": {"nmae": {}}},
            BAD,
            "$where",
        ),
        ("query ($day: Int) { parties(asOf: $day) { totalCount } }", {"day": 2026}, INVALID, "$day"),
        ("{ parties { nothing } }", {}, INVALID, None),
        ("{ party { name } }", {}, INVALID, None),
    ],
)
async def test_a_value_of_the_wrong_type_is_named(
    asker: Asker, question: str, variables: dict[str, Any], code: str, argument: str | None
) -> None:
    faults = await asker.faults(question, variables)
    assert faults[0]["extensions"]["code"] == code
    assert faults[0]["extensions"].get("argument") == argument


async def test_a_question_with_many_errors_is_parsed_once_to_name_them(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[object] = []

    def counting(source: Any) -> Any:
        parsed.append(source)
        return parse(source)

    monkeypatch.setattr(places, "parse", counting)
    faults = await asker.faults(f"{{ parties({' '.join(f'x{n}: 1' for n in range(90))}) {{ totalCount }} }}")
    assert [fault["extensions"]["argument"] for fault in faults] == [f"x{n}" for n in range(90)]
    assert len(parsed) == 1
