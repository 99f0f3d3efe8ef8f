"""How long records may be published or queried, ``seed/catalogue/disclosure.toml``: profiles with dates of their own."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.dates import PartialDate, earliest, is_partial_date, latest
from xinmai.model.vocabulary import Mark, RecordKind
from xinmai.rules.catalogue_entries import Code, Entry, Words
from xinmai.rules.rule_words import Unit

FILE: Final = "disclosure.toml"
_Length = Annotated[int, msgspec.Meta(ge=0)]


class Purpose(StrEnum):
    """What is limited, 披露方式."""

    PUBLICATION = "publication"
    QUERY = "query"


class CountedFrom(StrEnum):
    """Day from which a term runs, 起算日."""

    DECIDED_ON = "decided_on"
    ACT_TO = "act_to"


class DisclosureTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long records of one class may be shown, 披露期限."""

    least: _Length
    """Shortest term."""
    most: _Length
    """Longest term; the same where the text leaves no range."""
    unit: Unit
    """Unit of both."""
    disclosure_class: Code | None = None
    """Class that it is about, 公示等级; None: every record."""


class DisclosureProfile(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule on how long records are shown, 披露规则."""

    purpose: Purpose
    """What it limits."""
    basis: Words
    """Document."""
    mark: Mark
    """How the terms were verified."""
    valid_from: PartialDate
    """First day in force."""
    counted_from: CountedFrom
    """Day from which its terms run."""
    record_kinds: Annotated[tuple[RecordKind, ...], msgspec.Meta(min_length=1)]
    """Kinds that it is about where a record does not state its polarity."""
    terms: Annotated[tuple[DisclosureTerm, ...], msgspec.Meta(min_length=1)]
    """Terms by class."""
    article: Words | None = None
    """Article; None: not read."""
    valid_to: PartialDate | None = None
    """First day no longer in force; None: open."""
    note: str = ""
    """What to know beside."""

    def is_in_force(self, day: int) -> bool:
        """Say whether it is in force on a day; a date without a day counts from its first."""
        return earliest(self.valid_from) <= day < latest(self.valid_to)

    def term_of(self, disclosure_class: str | None) -> DisclosureTerm | None:
        """Return the term of a class; None if the profile has none for it."""
        return next((t for t in self.terms if t.disclosure_class in {None, disclosure_class}), None)

    @property
    def has_classes(self) -> bool:
        """Whether the term depends on the class of the record."""
        return any(term.disclosure_class is not None for term in self.terms)


class DisclosureFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``disclosure.toml``, 披露期限."""

    profile: tuple[DisclosureProfile, ...]
    """Profiles, in the order in which answers name them."""


def check_profiles(profiles: Iterable[DisclosureProfile]) -> None:
    """Refuse dates that are none, a least term above the greatest, and a class given twice."""
    for profile in profiles:
        place = f"profile {profile.code}"
        for on in (profile.valid_from, profile.valid_to):
            if on is not None and not is_partial_date(on):
                raise CatalogueError(FILE, place, f"{on} is no date")
        classes = [term.disclosure_class for term in profile.terms]
        if len(set(classes)) < len(classes) or (None in classes and len(classes) > 1):
            raise CatalogueError(FILE, place, "terms: a record would have two terms")
        if any(term.least > term.most for term in profile.terms):
            raise CatalogueError(FILE, place, "terms: least is more than most")
