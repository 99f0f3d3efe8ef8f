"""The commands put together, and what happens to errors."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import structlog
import typer

from xinmai.cli.chart import chart
from xinmai.cli.copy import copy
from xinmai.cli.demo import demo
from xinmai.cli.doctor import doctor
from xinmai.cli.evidence import evidence_commands
from xinmai.cli.export import export
from xinmai.cli.file import file
from xinmai.cli.groups import groups
from xinmai.cli.key import key_commands
from xinmai.cli.links import connections, paths
from xinmai.cli.load import load
from xinmai.cli.mapping import mapping_commands
from xinmai.cli.neo4j import neo4j_commands
from xinmai.cli.output import fail, say
from xinmai.cli.ownership import affiliates, close_links, control, controllers, group, owners, ownership
from xinmai.cli.query import query
from xinmai.cli.resolve import resolve
from xinmai.cli.schema import schema
from xinmai.cli.serve import serve
from xinmai.errors import BadArgument, XinmaiError

app = typer.Typer(
    name="xinmai",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
COMMANDS = (
    load,
    serve,
    query,
    resolve,
    paths,
    connections,
    control,
    controllers,
    ownership,
    owners,
    close_links,
    group,
    affiliates,
    chart,
    file,
    groups,
    copy,
    export,
    doctor,
    schema,
    demo,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(mapping_commands, name="mapping")
app.add_typer(neo4j_commands, name="neo4j")
app.add_typer(evidence_commands, name="evidence")
app.add_typer(key_commands, name="key")


def _version(asked: bool) -> None:
    if asked:
        say(f"xinmai {version('xinmai')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Load facts about credit subjects, ask about them and their relationships (信脉)."""
    del show_version  # its callback ends the command
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def main() -> None:
    """Run one command; an error of our own is told without a traceback."""
    try:
        _refuse_bytes(sys.argv[1:])
        app()
    except XinmaiError as error:
        raise SystemExit(fail(error)) from None
    except OSError as error:
        problem = BadArgument("path", f"{error.filename} cannot be used ({error.strerror}).")
        raise SystemExit(fail(problem)) from None


def _refuse_bytes(words: Sequence[str]) -> None:
    """Refuse arguments that are no text: nothing has such an id or name."""
    for word in words:
        if any("\ud800" <= sign <= "\udfff" for sign in word):
            raise BadArgument("argument", "is not UTF-8; write it in the encoding of this terminal.")
