"""Options that several commands have; their texts come from the table of settings."""

from datetime import date
from typing import Annotated, Any

import typer

from xinmai.errors import BadArgument
from xinmai.model.vocabulary import Lang
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
AsOfOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Day in the world; today unless stated.", show_default=False),
]
LangOption = Annotated[Lang, typer.Option(help="Language of the sentences.")]


def day_of(as_of: str | None) -> date | None:
    """Return the day that ``--as-of`` states.

    Raises
    ------
    BadArgument
        If it is not one day.
    """
    try:
        return None if as_of is None else date.fromisoformat(as_of)
    except ValueError:
        raise BadArgument("--as-of", f"must be one day, for example 2026-05-02, not {as_of}.") from None
