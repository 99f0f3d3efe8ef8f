"""``xinmai serve``."""

import socket

from xinmai.bootstrap import open_configured
from xinmai.cli.options import HostOption, LogLevelOption, PortOption, StoreOption, TodayOption
from xinmai.cli.output import note
from xinmai.cli.running import run
from xinmai.errors import CannotListen
from xinmai.settings import Settings, read_settings


def serve(
    *,
    store: StoreOption = None,
    host: HostOption = None,
    port: PortOption = None,
    today: TodayOption = None,
    log_level: LogLevelOption = None,
) -> None:
    """Serve GraphQL and a page over HTTP."""
    import uvicorn  # noqa: PLC0415 - the other commands need no server

    from xinmai.web.app import create_app  # noqa: PLC0415
    from xinmai.web.logs import configure_logs  # noqa: PLC0415

    settings = read_settings(store=store, host=host, port=port, today=today, log_level=log_level)
    run(_try_store(settings))
    _try_address(settings.host, settings.port)
    configure_logs(settings.log_level)
    note(f"http://{settings.host}:{settings.port}/  GraphQL at /graphql; Ctrl-C ends it.")
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
    )


def _try_address(host: str, port: int) -> None:
    """Tell what is wrong with the address before it is printed, by taking it for a moment.

    Raises
    ------
    CannotListen
        If the host is none of this machine, or the port is taken or may not be used.
    """
    try:
        ((family, kind, protocol, _, address), *_) = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind, protocol) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
            taken.listen()
    except (OSError, UnicodeError) as error:
        raise CannotListen(host, port, getattr(error, "strerror", None) or str(error)) from error


async def _try_store(settings: Settings) -> None:
    """Tell what is wrong with the store before the server starts."""
    await (await open_configured(settings)).close()
