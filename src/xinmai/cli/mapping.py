"""``xinmai mapping``."""

from pathlib import Path
from typing import Annotated

import typer

from xinmai.cli.output import note, say
from xinmai.errors import BadArgument
from xinmai.ingest.mapping import draft_mapping

mapping_commands = typer.Typer(
    help="Mappings: how foreign files become facts.", no_args_is_help=True, rich_markup_mode=None
)


@mapping_commands.callback()
def _mapping() -> None:
    """Keep `mapping init` a command of two words."""


@mapping_commands.command("init")
def init(
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Foreign files.",
            exists=True,
            dir_okay=False,
            readable=True,
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="File to write; standard output if there is none.", show_default=False)
    ] = None,
) -> None:
    """Look at foreign files and write a commented mapping to edit."""
    draft = draft_mapping(files)
    if out is None:
        say(draft.rstrip("\n"))
        return
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.write(draft)
    except FileExistsError:
        raise BadArgument("--out", f"{out} exists; name a new file.") from None
    except OSError as error:
        raise BadArgument("--out", f"{out} cannot be written ({error.strerror}).") from error
    note(f"Wrote {out}. Read it, correct it, then: xinmai load … --mapping {out} --dry-run")
