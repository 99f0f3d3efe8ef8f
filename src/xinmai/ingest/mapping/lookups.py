"""Look-ups: answers from another file, held in memory while the files are read."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from xinmai.ingest.mapping.cells import compile_cell, compile_key
from xinmai.ingest.mapping.faults import CellReject
from xinmai.ingest.mapping.spec import LookupSection
from xinmai.ingest.mapping.spots import Spot
from xinmai.ingest.mapping.templates import Getter
from xinmai.ingest.mapping.views import View

_BRACKETS: Final = str.maketrans("（）［］【】〔〕｛｝〈〉《》", "()[][][]{}<><>")

_FOLDS: Final[dict[str, Callable[[str], str]]] = {
    "brackets": lambda text: text.translate(_BRACKETS),
    "width": lambda text: unicodedata.normalize("NFKC", text),
    "spaces": lambda text: "".join(text.split()),
    "case": str.casefold,
}


class Lookup:
    """A key → value table made from a file; memory grows with that file's different keys.

    A key that stands beside two different values has no answer: guessing would join what is not known to be one.
    """

    def __init__(self, view: View, key: Getter, value: Getter, fold: Sequence[str]) -> None:
        self._view = view
        self._key = key
        self._value = value
        self._folds = [_FOLDS[name] for name in fold]
        self._answers: dict[str, str] | None = None

    def find(self, key: str) -> str | None:
        """Return the answer; None where there is none or more than one."""
        if self._answers is None:
            self._answers = self._read()
        return self._answers.get(self._folded(key)) or None

    def forget(self) -> None:
        """Drop the answers, so that the next run reads the file again."""
        self._answers = None

    def _folded(self, key: str) -> str:
        for fold in self._folds:
            key = fold(key)
        return key

    def _read(self) -> dict[str, str]:
        answers: dict[str, str] = {}
        for row in self._view.rows():
            try:
                key, value = self._folded(self._key(row)), self._value(row)
            except CellReject as fault:
                self._view.reject(row, fault.masked())
                continue
            if key and answers.setdefault(key, value) != value:
                answers[key] = ""
        return answers


def compile_lookup(section: LookupSection, view: View, spot: Spot) -> Lookup:
    """Bind a look-up to the file that it asks."""
    key = compile_key(section.key, spot.at("key"), view.scope)
    value = compile_cell(section.value, spot.at("value"), view.scope)
    return Lookup(view, key, value, section.fold)
