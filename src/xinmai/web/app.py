"""The HTTP application: GraphQL at ``/graphql``, health, a page; its store is open while it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
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
        middleware=[Middleware(EachRequest, paths=_PATHS)],
        lifespan=lifespan,
    )


class _GraphQL:
    """Hands requests to the GraphQL application, which is there once the store is open."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["app"].state.graphql(scope, receive, send)


async def _page(_request: Request) -> FileResponse:
    """Return the page that says what this is."""
    return FileResponse(_STATIC / "index.html")
