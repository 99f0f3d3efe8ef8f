"""The words in which a path is told, ``seed/catalogue/phrases.toml``."""

import string
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.consequence import Wording
from xinmai.model.vocabulary import Mark, RelationKind
from xinmai.rules.catalogue_entries import Words

FINDING: Final = "finding"
"""Kind of the hop over a decision that names somebody."""
_FILE: Final = "phrases.toml"


class Basis(Wording, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """A statute that says what a relation is, 法律依据."""

    mark: Mark
    """How it was verified."""
    start: date
    """First day in force."""
    end: date | None = None
    """First day no longer in force."""
    name_ends: str = ""
    """End of the name of the organisations that it is about."""

    def fits(self, day: int, organisation: str) -> bool:
        """Say whether it was in force on a day for an organisation of this name."""
        end = self.end is None or day < self.end.toordinal()
        return self.start.toordinal() <= day and end and organisation.endswith(self.name_ends)


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind of relation is told, whichever way it is crossed, 关系表述."""

    kind: str
    forward: Wording
    backward: Wording
    basis: tuple[Basis, ...] = ()
    """The first that fits is named."""


class DayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date by its precision."""

    year: Wording
    month: Wording
    day: Wording


class ShareWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part held: known, between bounds, not stated."""

    exact: Wording
    range: Wording
    at_least: Wording
    at_most: Wording
    unstated: Wording


class DetailWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in brackets after a step."""

    title: Wording
    votes: Wording
    amount: Wording
    since: Wording
    until: Wording
    period: Wording
    ended: Wording
    basis: Wording
    others: Wording


class NoteWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands behind the steps."""

    undated: Wording
    suspected: Wording
    known_by_name: Wording
    known_inside: Wording
    known_by_judgement: Wording


class CurrencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The currency that is meant where none is stated."""

    yuan: Wording


class Phrasebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """Everything that ``phrases.toml`` says, 路径表述."""

    sentence: Wording
    join: Wording
    list: Wording
    """Between the members of a list."""
    brackets: Wording
    details: Wording
    """Between the details in brackets."""
    day: DayWords
    share: ShareWords
    detail: DetailWords
    note: NoteWords
    currency: CurrencyWords
    phrase: tuple[Phrase, ...]

    @cached_property
    def of_kind(self) -> dict[str, Phrase]:
        """Phrases by kind."""
        return {phrase.kind: phrase for phrase in self.phrase}


_PLACES: Final = {
    "sentence": {"day", "steps", "notes"},
    "join": set[str](),
    "list": set[str](),
    "brackets": {"details"},
    "details": set[str](),
    "day.year": {"year"},
    "day.month": {"year", "month"},
    "day.day": {"year", "month", "day"},
    "share.exact": {"share"},
    "share.range": {"low", "high"},
    "share.at_least": {"low"},
    "share.at_most": {"high"},
    "share.unstated": set[str](),
    "detail.title": {"title"},
    "detail.votes": {"share"},
    "detail.amount": {"amount", "currency"},
    "detail.since": {"since"},
    "detail.until": {"until"},
    "detail.period": {"since", "until"},
    "detail.ended": set[str](),
    "detail.basis": {"basis"},
    "detail.others": {"count", "relations"},
    "note.undated": {"steps"},
    "note.suspected": {"steps"},
    "note.known_by_name": {"names"},
    "note.known_inside": {"names"},
    "note.known_by_judgement": {"names"},
    "currency.yuan": set[str](),
}
"""Text → the places that it must have, no more and no fewer."""
_ENDS: Final = {"from", "to"}
_MORE: Final = {RelationKind.HOLDS: {"share"}, FINDING: {"record"}}


def check_phrases(book: Phrasebook) -> None:
    """Refuse a kind without a phrase or with two, and a text with a place too many, too few or in the wrong order."""
    kinds = [phrase.kind for phrase in book.phrase]
    for kind in (*RelationKind, FINDING):
        if kinds.count(kind) != 1:
            raise CatalogueError(_FILE, f"phrase {kind}", f"is given {kinds.count(kind)} times, not once")
    for kind in set(kinds) - {*RelationKind, FINDING}:
        raise CatalogueError(_FILE, f"phrase {kind}", "is no kind of relation")
    for place, text, wanted in _texts(book):
        found = _places(place, text)
        if sorted(found) != sorted(wanted):
            raise CatalogueError(_FILE, place, f"must have the places {sorted(wanted)}, not {sorted(found)}")
    for phrase in book.phrase:
        _check_order(phrase)


def _check_order(phrase: Phrase) -> None:
    """Refuse a phrase that does not begin at the end from which the relation is crossed."""
    for way, wording, first, last in (
        ("forward", phrase.forward, "{from}", "{to}"),
        ("backward", phrase.backward, "{to}", "{from}"),
    ):
        for text in (wording.zh, wording.en):
            if text.index(first) > text.index(last):
                raise CatalogueError(
                    _FILE, f"phrase {phrase.kind}, {way}", f"{first} must stand before {last}"
                )


def _texts(book: Phrasebook) -> Iterator[tuple[str, str, set[str]]]:
    """Return every text with its place in the file and the places that it must have."""
    for path, wanted in _PLACES.items():
        found: object = book
        for name in path.split("."):
            found = getattr(found, name)
        if isinstance(found, Wording):
            yield path, found.zh, wanted
            yield path, found.en, wanted
    for phrase in book.phrase:
        wanted = _ENDS | _MORE.get(phrase.kind, set())
        for way, wording in (("forward", phrase.forward), ("backward", phrase.backward)):
            yield f"phrase {phrase.kind}, {way}", wording.zh, wanted
            yield f"phrase {phrase.kind}, {way}", wording.en, wanted


def _places(place: str, text: Words) -> list[str]:
    try:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise CatalogueError(_FILE, place, str(error)) from error
