"""The sections of a credit file, ``seed/catalogue/credit_file.toml``."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.vocabulary import Property, RecordKind, RelationKind
from xinmai.rules.catalogue_entries import Entry, Item

FILE: Final = "credit_file.toml"


class Category(StrEnum):
    """Kind of information, 信息类别: the three that row 82 of the plan names."""

    BASIC = "basic"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Section(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One section of a credit file, 信用档案栏目."""

    category: Category
    """Kind of information that it holds."""
    party: bool = False
    """Whether what the party's own row states is here."""
    properties: tuple[Property, ...] = ()
    """Dated properties that are here."""
    record_kinds: tuple[RecordKind, ...] = ()
    """Record kinds that are here."""
    relations: tuple[RelationKind, ...] = ()
    """Relation kinds that are here, at whichever end the party stands."""

    def owed(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return those of some catalogue items that bring the section, in the order given."""
        return tuple(item for item in items if item.record_kind in self.record_kinds)

    def unowed(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Return the words of the section that none of some items brings: record kinds, properties, relation kinds."""
        brought = {item.record_kind for item in items}
        kinds = [kind for kind in self.record_kinds if kind not in brought]
        return (*kinds, *self.properties, *self.relations)


class SectionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``credit_file.toml``, 信用档案."""

    section: tuple[Section, ...]
    """Sections in the order in which a file shows them."""


def check_sections(sections: Iterable[Section]) -> None:
    """Refuse a word that stands in two sections, and a property or record kind that stands in none."""
    every = tuple(sections)
    for field, words in (("properties", Property), ("record_kinds", RecordKind), ("relations", RelationKind)):
        placed = list(chain.from_iterable(getattr(section, field) for section in every))
        twice = sorted({word for word in placed if placed.count(word) > 1})
        if twice:
            raise CatalogueError(FILE, field, f"{twice[0]} stands twice")
        missing = [word for word in words if word not in placed] if words is not RelationKind else []
        if missing:
            raise CatalogueError(FILE, field, f"{missing[0]} stands in no section")
    if [section.party for section in every].count(True) != 1:
        raise CatalogueError(FILE, "party", "exactly one section holds what the party's own row states")
