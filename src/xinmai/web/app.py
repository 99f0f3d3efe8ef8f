"""The HTTP application: GraphQL at ``/graphql``, health, a page; its store is open while it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from xinmai.api.view import GraphQLApp
from xinmai.bootstrap.application import open_answering
from xinmai.settings import Settings
from xinmai.web.health import livez, readyz
from xinmai.web.middleware import EachRequest

_STATIC: Final = Path(__file__).parent / "static"
_PATHS: Final = frozenset({"/", "/graphql", "/livez", "/readyz", "/static/page.css"})
_FAULT: Final = 500
_CODES: Final = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED", _FAULT: "INTERNAL_SERVER_ERROR"}


def create_app(settings: Settings) -> Starlette:
    """Return the application; nothing is opened before it starts."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_answering(settings) as answering:
            app.state.application = answering.application
            app.state.graphql = GraphQLApp(answering.schema, answering.application)
            yield

    return Starlette(
        routes=[
            Route("/", _page),
            Route("/livez", livez),
            Route("/readyz", readyz),
            Route("/graphql", _GraphQL()),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        exception_handlers={HTTPException: _refused},
        middleware=[Middleware(EachRequest, paths=_PATHS)],
        lifespan=lifespan,
    )


class _GraphQL:
    """Hands requests to the GraphQL application, which is there once the store is open."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["app"].state.graphql(scope, receive, send)


async def _refused(request: Request, refusal: Exception) -> JSONResponse:
    """Answer what HTTP refuses (no such path, no such method) with a code."""
    status = refusal.status_code if isinstance(refusal, HTTPException) else _FAULT
    code = _CODES.get(status, "BAD_REQUEST")
    told = {"code": code, "message": f"{HTTPStatus(status).phrase}.", "requestId": request.state.request_id}
    return JSONResponse(told, status, getattr(refusal, "headers", None))


async def _page(_request: Request) -> FileResponse:
    """Return the page that says what this is."""
    return FileResponse(_STATIC / "index.html")
