"""GraphQL over HTTP: media types and status codes; every body is a GraphQL response."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from xinmai.api.view import GRAPHQL_JSON, JSON, GraphQLApp
from xinmai.bootstrap.stores import open_store

from support.asking import application, schema

GOOD = {"query": '{ party(by: {name: "赵六"}) { ... on Party { name } } }'}
INVALID = {"query": "{ nope }"}
BAD_VARIABLE = {"query": "query($f: Int!) { parties(first: $f) { totalCount } }", "variables": {"f": "x"}}
FAULTY = {
    "query": '{ node(id: "1") { id } party(by: {id: "demo:S1-F1"}) { ... on Party { facts(property: "x") { value } } } }'
}


@pytest.fixture(scope="module")
def client(seed_url: str) -> Iterator[TestClient]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        store = await open_store(seed_url)
        app.router.routes.append(Route("/graphql", GraphQLApp(schema(body_bytes=5_000), application(store))))
        yield
        await store.close()

    with TestClient(Starlette(lifespan=lifespan)) as client:
        yield client


def post(client: TestClient, body: Any, accept: str = GRAPHQL_JSON, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    sent = {"accept": accept, "content-type": JSON, **headers}
    return client.post("/graphql", content=content, headers=sent)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*;q=0.5", JSON),
        (f"{JSON};q=0.9, {GRAPHQL_JSON}", GRAPHQL_JSON),
        ("text/html, */*;q=0.1", JSON),
    ],
)
def test_answer_has_the_accepted_media_type(client: TestClient, accept: str, kind: str) -> None:
    answer = post(client, GOOD, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.json() == {"data": {"party": {"name": "赵六"}}}
    assert "赵六".encode() in answer.content


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (INVALID, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        (BAD_VARIABLE, "BAD_USER_INPUT"),
        (
            {
                "query": "{ parties(first: 500) { edges { node { relations(first: 500) { edges { cursor } } } } } }"
            },
            "BAD_USER_INPUT",
        ),
    ],
)
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL_JSON, 400), (JSON, 200)])
def test_request_error_has_no_data(
    client: TestClient, body: Any, code: str, accept: str, status: int
) -> None:
    answer = post(client, body, accept)
    assert answer.status_code == status
    assert answer.json().keys() == {"errors"}
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == [code]


def test_field_error_leaves_the_rest(client: TestClient) -> None:
    answer = post(client, FAULTY)
    assert answer.status_code == 200
    assert answer.json()["errors"][0]["path"] == ["party", "facts"]


@pytest.mark.parametrize("accept", [GRAPHQL_JSON, JSON])
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"query": None},
        {"query": ""},
        {"query": 7},
        {"query": "{a}", "variables": 7},
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"null",
        b"1",
        b'"x"',
        b"[1]",
        {"query": "{ __typename }", "operationName": 7},
        {"query": "query a { __typename } query b { __typename }"},
        {"query": "query a { __typename } query b { __typename }", "operationName": None},
    ],
)
def test_unreadable_request_is_refused_as_graphql(client: TestClient, body: Any, accept: str) -> None:
    answer = post(client, body, accept)
    assert answer.status_code == 400
    assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["BAD_REQUEST"]


def test_unknown_operation_is_refused(client: TestClient) -> None:
    answer = post(client, {"query": "query A { parties { totalCount } }", "operationName": "B"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("PUT", {"content-type": JSON}, 405),
        ("DELETE", {}, 405),
        ("POST", {"content-type": "text/plain"}, 415),
        ("POST", {"content-type": "application/x-www-form-urlencoded"}, 415),
        ("POST", {"content-type": JSON, "accept": "text/html"}, 406),
    ],
)
def test_http_refusals_are_graphql_responses(
    client: TestClient, method: str, headers: dict[str, str], status: int
) -> None:
    answer = client.request(method, "/graphql", content=orjson.dumps(GOOD), headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == JSON
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert ("allow" in answer.headers) is (status == 405)


def test_body_is_bounded(client: TestClient) -> None:
    answer = post(client, {"query": "{ parties { totalCount } }", "variables": {"x": "y" * 6_000}})
    assert answer.status_code == 413
    assert answer.json()["errors"]


@pytest.mark.parametrize("accept", [GRAPHQL_JSON, JSON, "text/html,*/*;q=0.8"])
def test_query_may_be_asked_by_get(client: TestClient, accept: str) -> None:
    answer = client.get("/graphql", params={"query": "{ __typename }"}, headers={"accept": accept})
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_get_without_a_query_is_refused(client: TestClient) -> None:
    assert client.get("/graphql").status_code == 400
    assert client.get("/graphql", params={"query": "{a}", "variables": "{"}).status_code == 400


@pytest.mark.parametrize(("given", "kept"), [("abc-123", True), ("a b", False), ("x" * 65, False)])
def test_request_id_comes_back(client: TestClient, given: str, kept: bool) -> None:
    answer = post(client, GOOD, **{"x-request-id": given})
    assert (answer.headers["x-request-id"] == given) is kept


def test_schema_answers_the_standard_introspection(client: TestClient) -> None:
    from graphql import build_client_schema, get_introspection_query  # noqa: PLC0415

    answer = post(client, {"query": get_introspection_query()})
    assert build_client_schema(answer.json()["data"]).get_type("Enterprise") is not None
