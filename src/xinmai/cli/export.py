"""``xinmai export``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xinmai.bootstrap import export_to_neo4j_admin
from xinmai.cli.options import StoreOption
from xinmai.cli.output import say, table
from xinmai.cli.progress import Line
from xinmai.cli.running import run
from xinmai.settings import read_settings


class Format(StrEnum):
    """For which program the files are."""

    NEO4J_ADMIN = "neo4j-admin"


_WRITERS = {Format.NEO4J_ADMIN: export_to_neo4j_admin}


def export(
    *,
    format_: Annotated[Format, typer.Option("--format", help="For which program.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder that is made for the files.", show_default=False)],
    store: StoreOption = None,
) -> None:
    """Write a store as a whole, with its past, into files for another program."""
    settings = read_settings(store=store)
    with Line() as line:
        report = run(_WRITERS[format_](settings, out, lambda what, number: line.show(f"{what}: {number:,}")))
    table(("kind", "facts"), report.counts.items(), numbers=("facts",))
    say()
    say(f"{out}: {report.revision:,} revisions, digest {report.digest}.")
