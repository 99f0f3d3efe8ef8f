"""Whether the process runs, and whether it can answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from xinmai.errors import XinmaiError


async def livez(_request: Request) -> JSONResponse:
    """Say that the process runs."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> JSONResponse:
    """Say whether the store answers, and at which revision it is."""
    application = request.app.state.application
    try:
        view = await application.store.view(application.today().toordinal())
    except XinmaiError as error:
        return JSONResponse({"status": "unavailable", "code": error.code}, status_code=503)
    return JSONResponse({"status": "ok", "revision": view.revision, "today": application.today().isoformat()})
