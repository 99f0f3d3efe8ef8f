"""How wide text is before any font is known, and how it is broken into lines that fit."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_WIDE: Final = frozenset({"W", "F", "A"})
_BROAD: Final = frozenset("MW@%&mw")
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS: Final = re.compile(r"\S+\s*")
_TIED: Final = re.compile(r"[(（《“]?.[)）》”，。、；]?\s*", re.DOTALL)
"""A character with the bracket or mark that no line may end or begin with."""


def width_of(text: str, size: float) -> float:
    """Return a width that the text does not exceed in a usual sans-serif font of that size, in the unit of the size.

    A wide character is one em, as in every Chinese font; the others are rounded up.
    """
    return size * sum(map(_ems, text))


def _ems(char: str) -> float:
    if unicodedata.east_asian_width(char) in _WIDE:
        return 1.0
    if char in _BROAD:
        return 0.95
    return 0.75 if char.isupper() else 0.6


def lines_of(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """Return a text as lines of at most that width: words stay whole where they fit, Chinese breaks anywhere.

    What does not fit into so many lines ends with an ellipsis.
    """
    lines = list(_broken(" ".join(xml_text(text).split()), size, width))
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while width_of(f"{last}…", size) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last}…")


def xml_text(text: str) -> str:
    """Return a text without what no XML document may contain."""
    return _NO_XML.sub("�", text)


def _broken(text: str, size: float, width: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, size, width):
        if line and width_of((line + piece).rstrip(), size) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str, size: float, width: float) -> Iterator[str]:
    """Yield what a line is not broken inside: a word, or a character of a word that is wide or does not fit."""
    for word in _WORDS.findall(text):
        if width_of(word.rstrip(), size) > width or any(_ems(char) == 1 for char in word):
            yield from _TIED.findall(word)
        else:
            yield word
