"""``xinmai query``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from xinmai.cli.options import StoreOption
from xinmai.cli.output import FAILED, say
from xinmai.cli.running import run
from xinmai.errors import QueryFileError
from xinmai.settings import Settings, read_settings


def query(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="GraphQL document; - reads standard input.",
            allow_dash=True,
            show_default=False,
        ),
    ],
    var: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A variable; lists, inputs, numbers and flags as JSON.",
            show_default=False,
        ),
    ] = None,
    operation: Annotated[
        str | None,
        typer.Option(help="Name of the operation, where the document has several.", show_default=False),
    ] = None,
    as_of_today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day that counts as today.", show_default=False)
    ] = None,
    store: StoreOption = None,
) -> None:
    """Ask one GraphQL document without a server; JSON on standard output, exit 1 if it has errors."""
    text = _read(file)
    settings = read_settings(store=store, today=as_of_today)
    answer = run(_ask(settings, text, var or [], operation))
    say(json.dumps(answer, ensure_ascii=False, indent=2))
    if "errors" in answer:
        raise typer.Exit(FAILED)


async def _ask(settings: Settings, text: str, given: Sequence[str], operation: str | None) -> dict[str, Any]:
    from xinmai.bootstrap.application import open_answering  # noqa: PLC0415 - the other commands need no GraphQL
    from xinmai.cli.asking import ask  # noqa: PLC0415
    from xinmai.cli.variables import variables  # noqa: PLC0415

    async with open_answering(settings) as answering:
        return await ask(answering, text, variables(text, given), operation)


def _read(file: Path) -> str:
    try:
        return typer.get_text_stream("stdin").read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryFileError(str(file), f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise QueryFileError(str(file), "is not UTF-8.") from None
