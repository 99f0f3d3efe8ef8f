"""What the commands print: answers on standard output, everything else on standard error."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import typer
from rich.cells import cell_len

from xinmai.errors import SettingsError, UsageError, XinmaiError

USAGE: Final = 2
FAILED: Final = 1
_GAP: Final = "  "
_LONGEST_RULE: Final = 72


def say(text: str = "") -> None:
    """Print a line of the answer."""
    typer.echo(text)


def note(text: str) -> None:
    """Print a line that is no part of the answer."""
    typer.echo(text, err=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Sequence[str] = ()) -> None:
    """Print rows in columns, Chinese characters counted as two wide; the columns in ``numbers`` stand to the right."""
    lines = [tuple(columns), *(tuple(map(_cell, row)) for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("─" * min(width, _LONGEST_RULE) for width in widths))
    for line in lines:
        placed = zip(columns, line, widths, strict=True)
        say(_GAP.join(_padded(cell, width, right=name in numbers) for name, cell, width in placed).rstrip())


def fail(error: XinmaiError) -> int:
    """Tell an error, and return the exit status it means."""
    note(f"{error.code}: {error}")
    note(f"  {error.hint}")
    return USAGE if isinstance(error, UsageError | SettingsError) else FAILED


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
