"""The sentences of evidence and the labels of its page: ``seed/catalogue/evidence.toml``."""

from collections.abc import Iterable
from enum import StrEnum
from string import Formatter
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.absence import Absence
from xinmai.model.consequence import Wording
from xinmai.model.vocabulary import CompletenessState, Flag

_FILE: Final = "evidence.toml"
_PLACES: Final[dict[str, set[str]]] = {
    "question_group": {"name"},
    "question_consequence": {"record"},
    "head": {"head", "kind"},
    "head_cut": {"head", "kind"},
    "core": {"core", "name"},
    "core_cut": {"core", "name"},
    "joint": {"parents", "name"},
    "member": {"head", "party", "strength"},
    "member_declared": {"head", "party", "strength"},
    "member_state": {"head", "party", "strength"},
    "possible": {"head", "party", "strength"},
    "apart": {"head", "party", "strength"},
    "flag": {"party", "flag"},
    "open_register": {"party"},
    "state_note": set(),
    "group_note": set(),
    "nothing_follows": {"day", "record"},
    "nothing_told": {"day", "record"},
    "consequence_note": set(),
    "question_path": {"from", "to"},
    "no_link": {"from", "to", "day", "depth"},
    "hub": {"from", "to", "hub", "reason"},
    "no_link_note": set(),
    "path_note": set(),
}
"""Sentence → the places that its text in each language has."""
_HEADS: Final = ("PERSON", "COALITION", "STATE_BODY", "ENTERPRISE", "UNKNOWN")


class EvidenceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``evidence.toml``, 证据用语."""

    sentence: dict[str, Wording]
    """Sentences with places for facts."""
    head_kind: dict[str, Wording]
    """What heads a group."""
    flag: dict[str, Wording]
    """Peculiarities of the data."""
    absence: dict[str, Wording]
    """Why something is not in an answer."""
    completeness: dict[str, Wording]
    """Whether something was cut."""
    hop: dict[str, Wording]
    """Steps of a path that are no relation."""
    fact_kind: dict[str, Wording]
    """Kinds of fact."""
    field: dict[str, Wording]
    """Fields of facts, beside those of ``fields.toml``."""


def check_words(words: EvidenceWords) -> None:
    """Refuse a sentence or label too many or too few, and one whose places are not those that are filled.

    Raises
    ------
    CatalogueError
        If there is one.
    """
    for name, wording in words.sentence.items():
        for text in (wording.zh, wording.en):
            places = {place for _, place, _, _ in Formatter().parse(text) if place is not None}
            if places != _PLACES.get(name, places):
                raise CatalogueError(_FILE, f"sentence.{name}", f"its places are not {sorted(_PLACES[name])}")
    _same("sentence", words.sentence, _PLACES)
    _same("head_kind", words.head_kind, _HEADS)
    labelled: tuple[tuple[str, dict[str, Wording], type[StrEnum]], ...] = (
        ("flag", words.flag, Flag),
        ("absence", words.absence, Absence),
        ("completeness", words.completeness, CompletenessState),
    )
    for table, labels, vocabulary in labelled:
        _same(table, labels, [word.value for word in vocabulary])


def _same(table: str, given: dict[str, Wording], wanted: Iterable[str]) -> None:
    names = set(wanted)
    for name in sorted(names ^ set(given)):
        problem = "is missing" if name in names else "is asked for by nobody"
        raise CatalogueError(_FILE, f"{table}.{name}", problem)
