"""``xinmai key``."""

import typer

from xinmai.bootstrap import create_key
from xinmai.cli.options import SigningKeyOption, StoreOption
from xinmai.cli.output import note, say
from xinmai.settings import read_settings

key_commands = typer.Typer(
    help="The key that evidence is signed with.", no_args_is_help=True, rich_markup_mode=None
)


@key_commands.callback()
def keys() -> None:
    """Hold the commands together: one alone would be taken for the group."""


@key_commands.command("create")
def create(*, store: StoreOption = None, signing_key_file: SigningKeyOption = None) -> None:
    """Make a key for signing evidence and print the file of its public half; a key that is there is never overwritten."""
    key = create_key(read_settings(store=store, signing_key_file=signing_key_file))
    note(f"Made a key for evidence: {key.private}. Keep a copy, and show it to nobody.")
    note(f"Its id is {key.key_id}. Publish the id and this file: with it everybody can check what you sign.")
    say(str(key.public))
