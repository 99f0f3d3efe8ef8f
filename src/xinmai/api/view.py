"""GraphQL over HTTP: media types and status codes of the specification, every body a GraphQL response.

``application/graphql-response+json`` where the client accepts it, else ``application/json``. A request that cannot be
executed (syntax, validation, variables) has no ``data`` and, under the former media type, status 400. What HTTP itself
refuses (method, content type, size, unreadable or slow body) is answered as GraphQL errors too. A client that goes away
stops what was asked for it.
"""

import asyncio
import re
import uuid
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

import orjson
import structlog
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from xinmai.api.context import ApiContext, Application, make_context
from xinmai.api.errors import BAD_REQUEST, INTERNAL
from xinmai.api.schema import ApiSchema

T = TypeVar("T")

JSON: Final = "application/json"
GRAPHQL_JSON: Final = "application/graphql-response+json"

_ANY: Final = ("*/*", "application/*")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,63}\Z", re.ASCII)
_OK, _BAD, _METHOD, _NOT_ACCEPTABLE, _TOO_SLOW = 200, 400, 405, 406, 408
_TOO_LARGE, _MEDIA_TYPE, _FAULT = 413, 415, 500
_HEADERS: Final[Mapping[int, dict[str, str]]] = {
    _METHOD: {"allow": "GET, POST"},
    _TOO_SLOW: {"connection": "close"},
}
_log = structlog.get_logger(__name__)


class GraphQLApp(GraphQL[ApiContext, None]):
    """The GraphQL endpoint as an ASGI application; everything it needs is an argument."""

    def __init__(self, schema: ApiSchema, application: Application) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._application = application
        self._limits = schema.limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, _bounded(receive, self._limits.body_bytes))
        try:
            answer = await self._answer(request)
        except ClientDisconnect:
            return  # nobody listens; the middleware logs that the request had no answer
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except HTTPException as refusal:
            return _refusal(request, refusal.status_code, refusal.reason)
        except ClientDisconnect:
            raise
        except Exception:  # noqa: BLE001 - whatever happens, the caller gets a GraphQL response
            _log.exception("request failed", request_id=_request_id(request))
            return _refusal(request, _FAULT, "Something went wrong on our side.")

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:  # noqa: ARG002 - as its parent
        """Say that there is no page here: the product has its own."""
        return False

    async def get_context(self, request: Request | WebSocket, response: Any) -> ApiContext:  # noqa: ARG002 - as its parent
        """Return the context of a request."""
        return make_context(self._application, request_id=_request_id(request))

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Choose the media type of the answer."""
        response = await super().get_sub_response(request)
        response.media_type = media_type(request.headers.get("accept", "*/*"))
        response.headers["x-request-id"] = _request_id(request)
        return response

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """Read the request; only JSON is taken, and only for so long."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if request.method == "POST" and kind != JSON:
            raise HTTPException(_MEDIA_TYPE, f"Send the request as {JSON}.")
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                return await super().parse_http_body(request)
        except TimeoutError:
            problem = f"The request did not arrive within {self._limits.body_seconds:g} s."
            raise HTTPException(_TOO_SLOW, problem) from None

    def parse_json(self, data: str | bytes) -> Any:
        """Read JSON that must be an object (or an array, which is refused later as a batch)."""
        found = super().parse_json(data)
        if not isinstance(found, dict | list):
            raise HTTPException(_BAD, "Send a JSON object: the request, its variables, its extensions.")
        return found

    async def execute_operation(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        request_data: GraphQLRequestData | list[GraphQLRequestData],
        context: ApiContext,
        root_value: None,
        sub_response: Response,
    ) -> Any:
        """Execute for as long as somebody listens; tell the log the name of the operation (nothing else of it)."""
        name = getattr(request_data, "operation_name", None)
        if not isinstance(name, str | None):
            raise HTTPException(_BAD, "`operationName` must be a string or null, if provided.")
        if name is not None and _NAME.match(name):
            request.scope["state"]["operation"] = name
        work = super().execute_operation(
            request, request_adapter, request_data, context, root_value, sub_response
        )
        try:
            return await _while_listening(request.receive, work)
        finally:
            context.work.stop()

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Return the response object; what could not be executed has no data."""
        response = await super().process_result(request, result)
        if isinstance(result, PreExecutionError) or _is_request_error(result):
            del response["data"]
        return response

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """Return the HTTP response in the media type that was chosen."""
        status = sub_response.status_code or _status(response_data, sub_response.media_type)
        headers = dict(sub_response.headers)
        return Response(self.encode_json(response_data), status, headers, media_type=sub_response.media_type)

    def decode_json(self, data: str | bytes) -> object:
        """Read JSON."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        """Write JSON, UTF-8."""
        return orjson.dumps(data)


def media_type(accept: str) -> str:
    """Return the media type for an ``Accept`` header.

    Raises
    ------
    HTTPException
        406 if the client takes neither.
    """
    wanted = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    if GRAPHQL_JSON in wanted:
        return GRAPHQL_JSON
    if JSON in wanted or any(part in wanted for part in _ANY):
        return JSON
    raise HTTPException(_NOT_ACCEPTABLE, f"Accept {GRAPHQL_JSON} or {JSON}.")


def _is_request_error(result: ExecutionResult) -> bool:
    return result.data is None and all(error.path is None for error in result.errors or ())


def _status(response: Any, kind: str | None) -> int:
    if "data" in response:
        return _OK
    codes = {error["extensions"]["code"] for error in response["errors"]}
    return _BAD if kind == GRAPHQL_JSON or BAD_REQUEST in codes else _OK


def _refusal(request: Request, status: int, reason: str) -> Response:
    extensions: dict[str, Any] = {"code": BAD_REQUEST if status < _FAULT else INTERNAL}
    extensions["requestId"] = _request_id(request)
    body = orjson.dumps({"errors": [{"message": reason, "extensions": extensions}]})
    headers = _HEADERS.get(status, {}) | {"x-request-id": _request_id(request)}
    return Response(body, status, headers, media_type=JSON)


def _request_id(request: Request | WebSocket) -> str:
    state = request.scope.setdefault("state", {})
    if "request_id" not in state:
        given = request.headers.get("x-request-id", "")
        state["request_id"] = given if _REQUEST_ID.match(given) else uuid.uuid4().hex
    return str(state["request_id"])


async def _while_listening(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """Return what work gives; stop it when the client goes away.

    Raises
    ------
    ClientDisconnect
        If the client went away before the end.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            leaving.result()
            raise ClientDisconnect
        if working.cancelled():  # not by us: a fault like any other
            raise RuntimeError("the execution was cancelled from within")
        return working.result()
    finally:
        await _ended(working, leaving)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _ended(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _bounded(receive: Receive, greatest: int) -> Callable[[], Any]:
    """Return a receiver that refuses a body that grows too large."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > greatest:
            raise HTTPException(_TOO_LARGE, f"The request is larger than {greatest} bytes.")
        return message

    return bounded
