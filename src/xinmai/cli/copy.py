"""``xinmai copy``."""

from typing import Annotated

import typer

from xinmai.bootstrap import open_pair
from xinmai.cli.output import say, table
from xinmai.cli.progress import Line
from xinmai.cli.running import run
from xinmai.service.copy import CopyReport
from xinmai.service.copy import copy as copy_store
from xinmai.settings import Settings, read_settings


def copy(
    *,
    source: Annotated[str, typer.Option("--from", help="Address of the store to copy.", show_default=False)],
    target: Annotated[str, typer.Option("--to", help="Address of an empty store.", show_default=False)],
) -> None:
    """Copy a store as a whole, with its past, to a file or a server; stopped, the same command goes on."""
    with Line() as line:
        report = run(_copy(read_settings(store=source), read_settings(store=target), line))
    table(("kind", "facts"), report.counts.items(), numbers=("facts",))
    say()
    say(f"Equal on both sides: {report.revision:,} revisions, digest {report.digest}.")


async def _copy(source: Settings, target: Settings, line: Line) -> CopyReport:
    async with open_pair(source, target) as (reading, writing):
        return await copy_store(reading, writing, lambda what, number: line.show(f"{what}: {number:,}"))
