"""One request is bounded: depth, aliases, tokens and estimated cost, before anything is read."""

from typing import Any

import pytest

from xinmai.api.limits import Limits, document_rules

from support.asking import Asker, schema
from support.model_store import ModelStore

DEEP = "{ parties { edges { node { relations(first: 1) { edges { node { id } } } } } } }"
ALIASED = '{ a: node(id: "1") { x: id } b: node(id: "2") { id } }'
FRAGMENTS = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100))
CYCLE = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A parties { totalCount } }"


def asker(**limits: Any) -> Asker:
    return Asker(ModelStore(), schema(**limits))


@pytest.mark.parametrize(("allowed", "fits"), [(7, True), (6, False)])
async def test_depth_is_bounded(allowed: int, fits: bool) -> None:
    codes = await asker(depth=allowed).codes(DEEP)
    assert codes == ([] if fits else [("GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_LARGE", None)])


@pytest.mark.parametrize(("allowed", "fits"), [(3, True), (2, False)])
async def test_aliases_are_bounded(allowed: int, fits: bool) -> None:
    codes = await asker(aliases=allowed).codes(ALIASED)
    assert codes == ([] if fits else [("GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_LARGE", None)])


async def test_tokens_are_bounded() -> None:
    assert await asker(tokens=5).codes("{ parties { totalCount } agencies { totalCount } }") == [
        ("GRAPHQL_PARSE_FAILED", None, None)
    ]


@pytest.mark.parametrize(
    ("text", "variables", "cost"),
    [
        ("{ parties(first: 7) { totalCount } }", {}, 1),
        ("{ parties(first: 7) { edges { cursor } } }", {}, 8),
        ("{ parties { edges { node { id } } } }", {}, 101),
        ("query($f: Int) { parties(first: $f) { edges { cursor } } }", {"f": 9}, 10),
        ("query($f: Int = 9) { parties(first: $f) { edges { cursor } } }", {}, 10),
        ("query($f: Int = 9) { parties(first: $f) { edges { cursor } } }", {"f": None}, 51),
        ("{ parties(first: -3) { edges { cursor } } }", {}, 1),
        ('{ neighbourhood(of: ["a:b"], limit: 100) { nodes { id } edges { from { id } } } }', {}, 301),
        ("{ ...P ...P } fragment P on Query { parties(first: 2) { edges { cursor } } }", {}, 6),
        ("{ coverage { item agency { id } } }", {}, 1000),
        ('{ equityChart(of: "a:b", boxes: 100) { boxes { level } edges { holder { id } } } }', {}, 301),
    ],
)
async def test_cost_counts_objects(text: str, variables: dict[str, Any], cost: int) -> None:
    assert await asker(cost=cost - 1).codes(text, variables) == [("BAD_USER_INPUT", "QUERY_TOO_LARGE", None)]
    assert "QUERY_TOO_LARGE" not in str(await asker(cost=cost).codes(text, variables))


async def test_refusal_names_what_to_make_smaller() -> None:
    (fault,) = await asker(cost=10).faults(
        "{ parties(first: 5) { edges { node { relations(first: 6) { totalCount } } } } }"
    )
    assert "parties(5) > relations(6)" in fault["message"]
    assert "10 is allowed" in fault["message"]


async def test_nothing_is_read_for_a_refused_request() -> None:
    refused = asker(cost=1)
    await refused.codes("{ parties { edges { cursor } } }")
    assert not refused.counting.calls


async def test_fragments_are_measured_in_linear_time() -> None:
    text = "{ ...F0 } " + FRAGMENTS + " fragment F100 on Query { parties { totalCount } }"
    assert [code for code, _, _ in await asker(tokens=10_000, cost=100).codes(text)] == ["BAD_USER_INPUT"]


async def test_circular_fragments_are_invalid() -> None:
    assert {code for code, _, _ in await asker().codes(CYCLE)} == {"GRAPHQL_VALIDATION_FAILED"}


async def test_introspection_is_no_depth() -> None:
    text = "{ __schema { types { fields { type { ofType { ofType { ofType { ofType { name } } } } } } } } }"
    assert await asker(depth=3).codes(text) == []


async def test_introspection_can_be_closed() -> None:
    closed = asker(introspection=False)
    (fault,) = await closed.faults("{ parteis { totalCount } }")
    assert "Did you mean" not in fault["message"]
    assert (
        await closed.codes("{ __schema { types { name } } }")
        == [("GRAPHQL_VALIDATION_FAILED", None, None)] * 2
    )
    assert await closed.codes("{ __typename }") == []


async def test_validation_is_cached_across_requests() -> None:
    from strawberry.extensions.validation_cache import DEFAULT_MAXSIZE, _get_validate_cache  # noqa: PLC0415

    cache: Any = _get_validate_cache(DEFAULT_MAXSIZE)
    fresh = asker()
    await fresh.data("{ parties { totalCount } }")
    before = cache.cache_info().hits
    await fresh.data("{ parties { totalCount } }")
    assert cache.cache_info().hits == before + 1


def test_rules_are_built_once() -> None:
    limits = Limits()
    assert document_rules(limits) != document_rules(limits)  # so a schema builds them once and keeps them
