"""``xinmai neo4j``."""

from pathlib import Path
from typing import Annotated

import typer

from xinmai.bootstrap import prove_import, read_manifest
from xinmai.cli.options import setting
from xinmai.cli.output import note, say
from xinmai.cli.running import run
from xinmai.errors import NotRunning
from xinmai.provision import Running, find_server, import_files, start_server, stop_server
from xinmai.settings import Settings, cache_folder, read_settings

neo4j_commands = typer.Typer(
    help="A Neo4j server of this machine, without Docker.", no_args_is_help=True, rich_markup_mode=None
)

HomeOption = Annotated[str | None, setting("neo4j_home")]
PortOption = Annotated[str | None, setting("neo4j_port")]


@neo4j_commands.command("start")
def start(*, neo4j_home: HomeOption = None, neo4j_port: PortOption = None) -> None:
    """Start the server, wait until it answers and print its address as a store; it outlives the command."""
    settings = read_settings(neo4j_home=neo4j_home, neo4j_port=neo4j_port)
    server = _start(settings)
    note("Started." if server.is_new else "It runs already.")
    _tell(server)


@neo4j_commands.command("import")
def import_(
    *,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder of `xinmai export`.", show_default=False)
    ],
    neo4j_home: HomeOption = None,
    neo4j_port: PortOption = None,
) -> None:
    """Make the database of a server that does not run from the files of an export, start the server, compare it with them."""
    settings = read_settings(neo4j_home=neo4j_home, neo4j_port=neo4j_port)
    exported = read_manifest(folder)
    home, cache = Path(settings.neo4j_home), cache_folder(settings)
    import_files(home, settings.neo4j_port, cache, folder, settings.neo4j_pagecache, told=note)
    server = _start(settings)
    run(prove_import(read_settings(neo4j_home=neo4j_home, store=server.address), exported))
    note(f"Equal to the export: {exported.revision:,} revisions, digest {exported.digest}.")
    _tell(server)


@neo4j_commands.command("stop")
def stop(*, neo4j_home: HomeOption = None) -> None:
    """Stop the server and wait until it has ended."""
    pid = stop_server(Path(read_settings(neo4j_home=neo4j_home).neo4j_home))
    note(f"Stopped process {pid}.")


@neo4j_commands.command("status")
def status(*, neo4j_home: HomeOption = None) -> None:
    """Say which server runs and its address as a store; exit 1 if none does."""
    home = read_settings(neo4j_home=neo4j_home).neo4j_home
    server = find_server(Path(home))
    if server is None:
        raise NotRunning(home)
    _tell(server)


def _start(settings: Settings) -> Running:
    return start_server(
        Path(settings.neo4j_home),
        settings.neo4j_port,
        cache_folder(settings),
        settings.neo4j_heap,
        settings.neo4j_pagecache,
        told=note,
    )


def _tell(server: Running) -> None:
    """Print the address of the store, and beside it what a person wants to know."""
    note(
        f"Neo4j {server.version}, process {server.pid}; user {server.user}, password in {server.password_file}"
    )
    say(server.address)
