"""A client that goes away, or is slow, costs no more than it must; one field that fails takes no other with it."""

import asyncio
from typing import Any

import orjson
import pytest

from xinmai.api.view import JSON, GraphQLApp
from xinmai.bootstrap.stores import open_store
from xinmai.errors import BudgetExceeded
from xinmai.ports.store import Store

from support.asking import Asker, application, schema

DISCONNECT = {"type": "http.disconnect"}
COUNT = "{ party(by: {id: %s}) { ... on Party { relations(first: 500) { totalCount } relationCounts { count } } } }"


class Slow:
    """A store of which some methods do not come back, and know when they were stopped."""

    def __init__(self, store: Any, *slow: str) -> None:
        self._store = store
        self._slow = slow
        self.begun = asyncio.Event()
        self.stopped: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return self._wait(name) if name in self._slow else getattr(self._store, name)

    def _wait(self, name: str) -> Any:
        async def wait(*_args: Any, **_kwargs: Any) -> None:
            self.begun.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.stopped.append(name)
                raise

        return wait


async def post(
    store: Any, *sent: dict[str, Any], until: asyncio.Event | None = None, **limits: Any
) -> list[Any]:
    """Return what is answered to a client that sends some messages; the last one not before ``until``."""
    waiting = list(sent)
    answered: list[Any] = []

    async def receive() -> Any:
        if not waiting:
            await asyncio.Event().wait()
        if until is not None and len(waiting) == 1:
            await until.wait()
        return waiting.pop(0)

    async def send(message: Any) -> None:
        answered.append(message)

    headers = [(b"content-type", JSON.encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    app = GraphQLApp(schema(**limits), application(store))
    await asyncio.wait_for(app(scope, receive, send), 20)
    return answered


def body(query: str) -> dict[str, Any]:
    return {"type": "http.request", "body": orjson.dumps({"query": query}), "more_body": False}


@pytest.mark.parametrize(
    ("method", "query"),
    [
        ("view", "{ parties { totalCount } }"),
        ("find", "{ parties { totalCount } }"),
        ("parties", '{ party(by: {id: "demo:S1-P3"}) { ... on Party { id } } }'),
        ("degrees", COUNT % '"demo:S1-P3"'),
    ],
)
async def test_a_client_that_leaves_stops_its_question(asker: Asker, method: str, query: str) -> None:
    store = Slow(asker.application.store, method)
    assert await post(store, body(query), DISCONNECT, until=store.begun) == []
    await asyncio.sleep(0)
    assert store.stopped == [method]


async def test_the_statement_of_a_client_that_leaves_is_stopped_in_the_store(seed_url: str) -> None:
    store = await open_store(seed_url)
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    ended: list[str] = []

    def endless(connection: Any, *_args: Any) -> None:
        loop.call_soon_threadsafe(begun.set)
        try:
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            ).fetchone()
        finally:
            ended.append("ended")

    class Endless:
        def __getattr__(self, name: str) -> Any:
            if name == "find":
                return lambda *_: store._reader.run(3_600, endless)  # type: ignore[attr-defined]
            return getattr(store, name)

    assert await post(Endless(), body("{ parties { totalCount } }"), DISCONNECT, until=begun) == []
    await asyncio.wait_for(store.close(), 20)
    assert ended == ["ended"]


async def test_a_body_must_arrive_in_time(asker: Asker) -> None:
    half = {"type": "http.request", "body": b"{", "more_body": True}
    start, content = await post(asker.application.store, half, body_seconds=0.05)
    assert start["status"] == 408
    assert {b"connection", b"x-request-id"} <= {name for name, _ in start["headers"]}
    (error,) = orjson.loads(content["body"])["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"


async def test_a_client_that_leaves_while_it_sends_gets_nothing(asker: Asker) -> None:
    half = {"type": "http.request", "body": b"{", "more_body": True}
    assert await post(asker.application.store, half, DISCONNECT) == []


class OutOfTime:
    """A store in which the relations of a hub take too long, while its numbers still come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name not in {"relations", "degrees"}:
            return method
        return self._relations if name == "relations" else self._late(method)

    async def _relations(self, *_args: Any) -> None:
        self.asked = getattr(self, "asked", 0) + 1
        await asyncio.sleep(0.3 - 0.004 * self.asked)  # the last asked fails first
        raise BudgetExceeded(5)

    def _late(self, method: Any) -> Any:
        async def late(*args: Any) -> Any:
            await asyncio.sleep(0.6)
            return await method(*args)

        return late


async def test_a_field_out_of_time_leaves_an_answer(asker: Asker) -> None:
    field = 'party(by: {id: "demo:S1-P3"}) { ... on Party { relations(first: 5) { totalCount } relationCounts { count } } }'
    aliases = " ".join(f"a{number}: {field}" for number in range(60))
    store: Any = OutOfTime(asker.counting)
    start, content = await post(store, body(f"{{ {aliases} }}"))
    assert start["status"] == 200
    answer = orjson.loads(content["body"])
    codes = [error["extensions"].get("xinmaiCode") for error in answer["errors"]]
    assert codes == ["BUDGET_EXCEEDED"]


async def test_an_execution_cancelled_from_within_has_a_coded_answer(asker: Asker) -> None:
    class Cancelling:
        def __getattr__(self, name: str) -> Any:
            async def cancel(*_args: Any) -> None:
                raise asyncio.CancelledError

            return cancel if name == "find" else getattr(asker.counting, name)

    start, content = await post(Cancelling(), body("{ parties { totalCount } }"))
    assert start["status"] == 500
    assert orjson.loads(content["body"])["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
