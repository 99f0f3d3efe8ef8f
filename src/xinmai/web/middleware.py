"""Around every request: its id, its line in the log, the headers that protect the caller."""

import re
import time
import uuid
from typing import Any, Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID: Final = "X-Request-ID"
_USABLE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}\Z", re.ASCII)

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""Answers are about persons: nothing between us and the caller keeps them."""

_GONE: Final = 499
"""Logged, never sent, where there was no answer: the client had gone away."""

_log = structlog.get_logger(__name__)


class EachRequest:
    """ASGI middleware; the outermost."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths
        """Paths that are logged by name; any other may hold anything."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Request(scope, receive, send, self._paths).serve(self._app)


class _Request:
    """One request on its way."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, paths: frozenset[str]) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._path = scope["path"] if scope["path"] in paths else "(other)"
        self._status = 0
        self._id = _request_id(Headers(scope=scope).get(REQUEST_ID, ""))
        self._state: dict[str, Any] = scope.setdefault("state", {})
        self._state["request_id"] = self._id

    async def serve(self, app: ASGIApp) -> None:
        """Let the application answer; what it lets through is logged and hidden."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=self._id)
        started = time.perf_counter()
        try:
            await app(self._scope, self._receive, self._sending)
        except Exception as error:
            _log.exception("request failed", path=self._path, exc_info=error)
            if self._status:
                raise
            await self._broken()
        finally:
            self._report(time.perf_counter() - started)

    async def _sending(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self._id
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def _broken(self) -> None:
        answer = {"code": "INTERNAL_SERVER_ERROR", "message": "Something went wrong.", "requestId": self._id}
        await JSONResponse(answer, status_code=500)(self._scope, self._receive, self._sending)

    def _report(self, seconds: float) -> None:
        _log.info(
            "request",
            method=self._scope["method"],
            path=self._path,
            operation=self._state.get("operation"),
            status=self._status or _GONE,
            duration_ms=round(seconds * 1000, 1),
        )


def _request_id(given: str) -> str:
    """Return the caller's request id if it is harmless, else a new one."""
    return given if _USABLE_ID.match(given) else uuid.uuid4().hex
