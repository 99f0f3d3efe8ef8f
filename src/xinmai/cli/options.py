"""Options that several commands have; their texts come from the table of settings."""

from typing import Annotated, Any

import typer

from xinmai.settings import table

_MEANING = {entry.name: entry.meaning for entry in table()}


def setting(name: str) -> Any:
    """Return the option that states a setting."""
    return typer.Option(f"--{name.replace('_', '-')}", help=_MEANING[name], show_default=False)


StoreOption = Annotated[str | None, setting("store")]
TodayOption = Annotated[str | None, setting("today")]
HostOption = Annotated[str | None, setting("host")]
PortOption = Annotated[str | None, setting("port")]
LogLevelOption = Annotated[str | None, setting("log_level")]
SigningKeyOption = Annotated[str | None, setting("signing_key_file")]
