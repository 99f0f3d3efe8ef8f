"""The HTTP application whole: GraphQL, health, the page, its log."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient
from structlog.testing import LogCapture

from xinmai.bootstrap.stores import open_store
from xinmai.errors import StoreDamaged, StoreMissing
from xinmai.settings import Settings
from xinmai.web.app import create_app

from support.asking import load_seed

ASK = "query Who($name: String!) { party(by: {name: $name}) { ... on Party { id } } }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("store") / "graph.db"

    async def fill() -> None:
        opened = await open_store(f"sqlite:///{file}", write=True)
        await load_seed(opened)
        await opened.close()

    asyncio.run(fill())
    return file


@pytest.fixture
def log() -> Iterator[list[Any]]:
    capture = LogCapture()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture])
    yield capture.entries
    structlog.reset_defaults()


@pytest.fixture
def client(store: Path, log: list[Any]) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(store=f"sqlite:///{store}")), raise_server_exceptions=False
    ) as client:
        yield client


def ask(client: TestClient, **request: Any) -> Any:
    return client.post("/graphql", json={"query": ASK, **request})


def test_graphql_answers(client: TestClient) -> None:
    answer = ask(client, variables={"name": "赵六"})
    assert answer.status_code == 200
    assert answer.json() == {"data": {"party": {"id": "demo:S1-P3"}}}
    assert answer.headers["cache-control"] == "no-store"


def test_the_log_has_the_operation_and_never_what_was_asked(client: TestClient, log: list[Any]) -> None:
    answer = ask(client, variables={"name": "赵六"}, operationName="Who")
    (line,) = (entry for entry in log if entry["event"] == "request")
    assert (line["path"], line["operation"], line["status"]) == ("/graphql", "Who", 200)
    assert line["request_id"] == answer.headers["x-request-id"]
    assert "赵六" not in json.dumps(log, ensure_ascii=False, default=str)


def test_a_fault_names_the_request_and_not_the_file(
    client: TestClient, store: Path, log: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(*_: Any) -> None:
        raise StoreDamaged(str(store))

    monkeypatch.setattr("xinmai.store.sqlite.adapter.SqliteStore.find", damaged)
    answer = ask(client, variables={"name": "赵六"})
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert str(store) not in answer.text
    assert any(entry.get("code") == "STORE_DAMAGED" for entry in log)


def test_introspection_can_be_closed(store: Path) -> None:
    settings = Settings(store=f"sqlite:///{store}", introspection=False)
    with TestClient(create_app(settings)) as client:
        answer = client.post("/graphql", json={"query": "{ __schema { types { name } } }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_the_process_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["revision"]) == (200, "ok", 18)


def test_it_is_not_ready_while_the_store_cannot_be_read(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: Any) -> None:
        raise StoreMissing("graph.db")

    monkeypatch.setattr("xinmai.store.sqlite.adapter.SqliteStore.view", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "code": "STORE_MISSING"})
    assert client.get("/livez").status_code == 200


def test_the_page_and_its_style_are_served_from_here(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "信脉" in page.text
    assert "http-equiv" not in page.text
    assert "style=" not in page.text
    assert client.get("/static/page.css").status_code == 200


def test_the_example_on_the_page_works(client: TestClient) -> None:
    body = client.get("/").text.partition("-d '")[2].partition("'</pre>")[0]
    found = client.post("/graphql", json=json.loads(body)).json()["data"]["search"]["edges"]
    assert [edge["node"]["name"] for edge in found] == ["王五", "王五"]


def test_other_paths_and_methods_are_refused(client: TestClient) -> None:
    assert client.get("/static/../app.py").status_code == 404
    assert client.delete("/graphql").status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/none", 404, "NOT_FOUND"),
        ("GET", "/static/none", 404, "NOT_FOUND"),
        ("POST", "/livez", 405, "METHOD_NOT_ALLOWED"),
        ("POST", "/static/page.css", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_what_http_refuses_has_a_code(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["requestId"] == answer.headers["x-request-id"]


async def served(app: Any, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    """Post to GraphQL as a server does: what the client sends, then silence; return what is answered."""
    waiting = list(sent)
    answered: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop(0)

    async def send(message: Any) -> None:
        answered.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    return answered


async def test_a_client_that_leaves_while_it_sends_is_no_fault(store: Path, log: list[Any]) -> None:
    app = create_app(Settings(store=f"sqlite:///{store}"))
    async with app.router.lifespan_context(app):
        half = {"type": "http.request", "body": b'{"query"', "more_body": True}
        assert await served(app, half, {"type": "http.disconnect"}) == []
    assert [entry["log_level"] for entry in log] == ["info"]
    assert log[0]["status"] == 499


def test_without_a_store_it_does_not_start(tmp_path: Path) -> None:
    app = create_app(Settings(store=f"sqlite:///{tmp_path}/none.db"))
    with pytest.raises(StoreMissing), TestClient(app):
        pass
