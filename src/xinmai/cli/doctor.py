"""``xinmai doctor``."""

import typer

from xinmai.cli.options import StoreOption
from xinmai.cli.output import say, table
from xinmai.cli.running import run
from xinmai.settings import settings_from, shown, stated_here
from xinmai.settings import table as settings_table

_SOMETHING_FAILS = 1


def doctor(*, store: StoreOption = None) -> None:
    """Show the settings and check the installation and its store; exit 1 if something fails."""
    from xinmai.bootstrap.diagnosis import State, diagnose  # noqa: PLC0415 - the other commands need no GraphQL

    values = stated_here(store=store)
    settings = settings_from(values)
    rows = [
        (
            entry.name,
            shown(entry, getattr(settings, entry.name)),
            values[entry.name].origin if entry.name in values else "default",
        )
        for entry in settings_table()
    ]
    table(("setting", "value", "from"), rows)
    say()
    checks = run(diagnose(settings))
    table(("check", "state", "found"), [(check.name, check.state, check.found) for check in checks])
    for check in checks:
        if check.remedy:
            say(f"{check.name}: {check.remedy}")
    if any(check.state is State.FAIL for check in checks):
        raise typer.Exit(_SOMETHING_FAILS)
