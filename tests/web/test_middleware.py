"""Around every request: its id, its line in the log, the headers that protect the caller."""

from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from structlog.testing import LogCapture

from xinmai.web.logs import place_of_exception
from xinmai.web.middleware import SECURITY_HEADERS, EachRequest


@pytest.fixture(autouse=True)
def log() -> Iterator[list[Any]]:
    capture = LogCapture()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, place_of_exception, capture])
    yield capture.entries
    structlog.reset_defaults()


@pytest.fixture
def client() -> TestClient:
    def fine(request: Request) -> PlainTextResponse:
        request.state.operation = "Search"
        return PlainTextResponse(request.state.request_id)

    def broken(_request: Request) -> PlainTextResponse:
        raise KeyError("王五")

    app = Starlette(
        routes=[Route("/fine", fine), Route("/broken", broken)],
        middleware=[Middleware(EachRequest, paths=frozenset({"/fine", "/broken"}))],
    )
    return TestClient(app)


def test_a_request_gets_an_id_and_a_line(client: TestClient, log: list[Any]) -> None:
    answer = client.get("/fine?name=王五")
    assert answer.headers["x-request-id"] == answer.text
    (line,) = log
    assert line.pop("duration_ms") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "request_id": answer.text,
        "method": "GET",
        "path": "/fine",
        "operation": "Search",
        "status": 200,
    }


def test_a_harmless_id_of_the_caller_is_kept(client: TestClient) -> None:
    assert client.get("/fine", headers={"x-request-id": "abc-123.def_4"}).text == "abc-123.def_4"


@pytest.mark.parametrize("given", ["short", "x" * 65, "white space here", 'quote"quote"'])
def test_any_other_id_is_not(client: TestClient, given: str) -> None:
    assert client.get("/fine", headers={"x-request-id": given}).text != given


def test_a_path_that_is_none_of_ours_is_not_repeated(client: TestClient, log: list[Any]) -> None:
    assert client.get("/王五").status_code == 404
    assert (log[0]["path"], "王五" in repr(log)) == ("(other)", False)


def test_an_unexpected_error_is_hidden_and_logged_without_its_text(
    client: TestClient, log: list[Any]
) -> None:
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.json() == {
        "code": "INTERNAL_SERVER_ERROR",
        "message": "Something went wrong.",
        "requestId": answer.headers["x-request-id"],
    }
    failed, line = log
    assert (failed["exception"], failed["request_id"]) == ("KeyError", answer.headers["x-request-id"])
    assert any("broken" in frame for frame in failed["frames"])
    assert line["status"] == 500
    assert "王五" not in repr(log) + answer.text


def test_every_answer_carries_the_protecting_headers(client: TestClient) -> None:
    for path in ("/fine", "/broken", "/none"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
