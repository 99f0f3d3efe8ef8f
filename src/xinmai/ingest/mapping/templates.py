"""Templates: text with ``{column}`` places."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final

from xinmai.ingest.mapping.spots import Spot

Row = list[Any]
"""A foreign row at work: its cells, line and file, then one slot for each derived value (None until it is needed)."""

Getter = Callable[[Row], str]
"""Computes one cell of a row; an empty text is *not stated*."""

_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_UNSAFE: Final = re.compile(r"[%/:;\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Template:
    """A parsed template: literal texts around places."""

    def __init__(self, text: str, spot: Spot) -> None:
        """Parse; a brace that is meant is doubled."""
        self.names: list[str] = []
        pieces: list[str] = []
        end = 0
        for token in _TOKEN.finditer(text):
            pieces.append(_literal(text[end : token.start()]))
            end = token.end()
            if token.group(1) is None:
                pieces.append(_literal(_doubled(token.group(), text, spot)))
                continue
            self.names.append(token.group(1).strip())
            pieces.append("%s")
        pieces.append(_literal(text[end:]))
        self.pattern = "".join(pieces)

    def fill(self, getters: Sequence[Getter]) -> Getter:
        """Return what fills the places; a template with an empty place is empty as a whole."""
        pattern = self.pattern
        if not getters:
            constant = pattern % ()
            return lambda _row: constant
        if pattern == "%s":
            return getters[0]
        if len(getters) == 1:
            return _with_one_place(pattern, getters[0])

        def filled(row: Row) -> str:
            values = [getter(row) for getter in getters]
            return "" if "" in values else pattern % tuple(values)

        return filled

    def fill_safely(self, getters: Sequence[Getter]) -> Getter:
        """Return what makes an id: a value cannot break it apart, ``% / : ;`` in it are percent-encoded."""
        pattern = self.pattern

        def made(row: Row) -> str:
            values = [getter(row) for getter in getters]
            if "" in values:
                return ""
            if _UNSAFE.search("".join(values)):
                values = [_UNSAFE.sub(_percent, value) for value in values]
            return pattern % tuple(values)

        return made


def _with_one_place(pattern: str, getter: Getter) -> Getter:
    def filled(row: Row) -> str:
        value = getter(row)
        return pattern % value if value else ""

    return filled


def _literal(text: str) -> str:
    return text.replace("%", "%%")


def _doubled(token: str, text: str, spot: Spot) -> str:
    if token in ("{{", "}}"):
        return token[0]
    raise spot.fail(f'A brace in "{text}" is not closed.', "Write {column}, or double a brace that is meant.")


def column_getter(index: int) -> Getter:
    """Return what reads one slot of a row."""
    return itemgetter(index)


def text_getter(index: int) -> Getter:
    """Return what reads a slot that holds a number."""
    return lambda row: str(row[index])


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found.group()):02X}"
