"""``xinmai schema``."""

from typing import Annotated

import typer

from xinmai.cli.output import note, say
from xinmai.resources import resource

_DIFFERS = 1


def schema(
    *,
    write: Annotated[bool, typer.Option("--write", help="Write graphql/schema.graphql anew.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with graphql/schema.graphql; exit 1 if it differs.")
    ] = False,
) -> None:
    """Print the GraphQL schema, or write or compare the committed one."""
    from xinmai.api.schema import schema_sdl  # noqa: PLC0415 - the other commands need no GraphQL

    sdl = schema_sdl()
    file = resource("graphql") / "schema.graphql"
    if write:
        file.write_text(sdl, encoding="utf-8")
    elif not check:
        say(sdl.rstrip("\n"))
    elif not file.exists() or file.read_text(encoding="utf-8") != sdl:
        note(
            "graphql/schema.graphql is not what the code says; run `xinmai schema --write` and look at the difference."
        )
        raise typer.Exit(_DIFFERS)
