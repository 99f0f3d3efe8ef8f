"""The short way through the executor gives the same bytes, and the same errors, as graphql-core's own."""

from typing import Any

import orjson
import pytest

from xinmai.api.executor import FastExecutor
from xinmai.api.schema import build_schema

from support.asking import CATALOGUE, OPERATIONS, Asker, example, operation

DOCUMENTS: list[tuple[str, dict[str, Any]]] = [
    (operation(file.stem), example(operation(file.stem))) for file in OPERATIONS
] + [
    (
        "{ a: __typename parties(first: 2) { __typename totalCount edges { node { __typename id n: name id } } } }",
        {},
    ),
    (
        '{ node(id: "demo:S1-REC1") { __typename ... on CreditRecord { large list points amount parties { capacity } } } }',
        {},
    ),
    (
        "{ parties(first: 2) @skip(if: true) { totalCount } agencies(first: 1) { totalCount @include(if: false) __typename } }",
        {},
    ),
    ('{ node(id: "demo:S1-F1") { id ... on Party { facts(property: "no") { value } name } } }', {}),
    ('{ __schema { queryType { name fields { name } } } __type(name: "Party") { kind } }', {}),
    (
        "query($f: Int) { parties(first: $f) { edges { cursor node { id } } pageInfo { endCursor hasNextPage } } }",
        {"f": 0},
    ),
    (
        '{ party(by: {name: "王五"}) { ... on Problem { code message } ... on Ambiguous { total candidates { id } } } }',
        {},
    ),
]


def seen(result: Any) -> bytes:
    return orjson.dumps({"data": result.data, "errors": [error.formatted for error in result.errors or []]})


@pytest.mark.parametrize(("text", "variables"), DOCUMENTS, ids=[text[:40] for text, _ in DOCUMENTS])
async def test_both_ways_agree(asker: Asker, text: str, variables: dict[str, Any]) -> None:
    short = await asker.run(text, variables)
    asker.schema = build_schema(CATALOGUE.kinds, fast=False)
    assert asker.schema.execution_context_class is not FastExecutor
    assert seen(await asker.run(text, variables)) == seen(short)


async def test_value_that_cannot_be_shown_is_reported_by_the_executor(asker: Asker) -> None:
    from xinmai.api.types.party_kinds import Enterprise  # noqa: PLC0415

    broken = Enterprise(id="a:b", kind="nonsense", name=None, fact=None, view=None)  # type: ignore[arg-type]
    text = (
        '{ kind: node(id: "a:b") { ... on Party { kind } } name: node(id: "a:b") { ... on Party { name } } }'
    )
    for fast in (True, False):
        schema = build_schema(CATALOGUE.kinds, fast=fast)
        schema._schema.query_type.fields["node"].resolve = lambda *_args, **_rest: broken  # type: ignore[union-attr]
        asker.schema = schema
        assert sorted(await asker.codes(text), key=str) == [
            ("INTERNAL_SERVER_ERROR", None, ["kind", "kind"]),
            ("INTERNAL_SERVER_ERROR", None, ["name", "name"]),
        ]
