"""What the commands print: answers on standard output, everything else on standard error."""

import re
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
    """Print a line of the answer; what a terminal would obey stands in it as text."""
    typer.echo(_SIGNS.sub(_written, text))


def note(text: str) -> None:
    """Print a line that is no part of the answer."""
    typer.echo(_SIGNS.sub(_written, text), err=True)


def one_line(text: str) -> str:
    """Return what others wrote as a piece of one line: a name cannot begin a line of its own."""
    return re.sub(r"[\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", _written, text)


def cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what may be one."""
    return f"'{text}" if text.startswith(_LIKE_FORMULA) else text


def _written(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


_SIGNS: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters and marks of direction: they change what is seen of other text. Line feed and tab are ours."""
_LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


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
    return f"{value:,}" if isinstance(value, int) else one_line(str(value))


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space
