"""The sentences about control and ownership: ``seed/catalogue/control_words.toml``."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from string import Formatter
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.consequence import Wording
from xinmai.model.control import ContradictionKind, NoControllerReason
from xinmai.model.ownership import MissingReason

_FILE: Final = "control_words.toml"
_PLACES: Final[Mapping[str, frozenset[str]]] = {
    "none": frozenset({"at", "parties"}),
    "contradiction": frozenset({"declared", "of", "computed"}),
    "missing": frozenset({"party"}),
    "sentence": frozenset({"holder", "held"}),
}
"""Table → the places that its sentences may have."""


class ControlWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``control_words.toml``, 控制与持股用语."""

    none: dict[str, Wording]
    """Why nobody controls a company."""
    contradiction: dict[str, Wording]
    """How a declaration differs from the shares."""
    missing: dict[str, Wording]
    """Where somebody may stand who is not in the data."""
    sentence: dict[str, Wording]
    """Other sentences."""


def check_control_words(words: ControlWords) -> None:
    """Refuse a sentence too many or too few, and one with a place that nobody fills.

    Raises
    ------
    CatalogueError
        If there is one.
    """
    tables: tuple[tuple[str, dict[str, Wording], Iterable[str]], ...] = (
        ("none", words.none, _words(NoControllerReason)),
        ("contradiction", words.contradiction, _words(ContradictionKind)),
        ("missing", words.missing, _words(MissingReason)),
        ("sentence", words.sentence, ("deciding",)),
    )
    for table, given, wanted in tables:
        for name in sorted(set(wanted) ^ set(given)):
            problem = "is asked for by nobody" if name in given else "is missing"
            raise CatalogueError(_FILE, f"{table}.{name}", problem)
        for name, wording in given.items():
            for text in (wording.zh, wording.en):
                unknown = {place for _, place, _, _ in Formatter().parse(text) if place} - _PLACES[table]
                if unknown:
                    raise CatalogueError(_FILE, f"{table}.{name}", f"nobody fills {sorted(unknown)}")


def _words(vocabulary: type[StrEnum]) -> list[str]:
    return [word.value for word in vocabulary]
