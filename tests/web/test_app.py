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
from support.asking import load_seed

from xinmai.bootstrap.stores import open_store
from xinmai.errors import StoreDamaged, StoreMissing
from xinmai.settings import Settings
from xinmai.web.app import create_app

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
    assert client.get("/none").status_code == 404
    assert client.get("/static/../app.py").status_code == 404
    assert client.delete("/graphql").status_code == 405


def test_without_a_store_it_does_not_start(tmp_path: Path) -> None:
    app = create_app(Settings(store=f"sqlite:///{tmp_path}/none.db"))
    with pytest.raises(StoreMissing), TestClient(app):
        pass
