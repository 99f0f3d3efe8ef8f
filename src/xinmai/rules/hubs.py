"""Nodes that a search for links names and does not pass, ``seed/catalogue/hubs.toml``."""

from typing import Annotated

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.vocabulary import HubReason, Mark
from xinmai.rules.catalogue_entries import Code, Kinds, Words

_FILE = "hubs.toml"
_NO_CATEGORY = frozenset({HubReason.SHARED_CONTACT, HubReason.DEGREE})


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a node links nobody, in both languages."""

    zh: Words
    en: Words


class HubCategory(Label, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A category of parties that are not passed, 不穿越的类别."""

    category: Code
    """Category of a party."""
    reason: HubReason
    """Word of the answer."""
    basis: Words
    """Where that comes from."""
    mark: Mark
    """How the basis was verified."""


class SharedContact(Label, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sort of contact value that means nothing once many share it, 共用联系方式."""

    of: Words
    """Beginning of its id."""
    most: Annotated[int, msgspec.Meta(ge=1)]
    """Greatest number of parties that it still links."""
    basis: Words
    """Where that comes from."""
    mark: Mark
    """How the basis was verified."""


class HubList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The named list, 枢纽清单."""

    hub: tuple[HubCategory, ...]
    contact: tuple[SharedContact, ...]
    degree: Label
    """Any other node with too many relations."""

    def reason_of(self, party: Party, day: int) -> HubReason | None:
        """Return why a party is not passed on a day, the first entry that fits; None if it may be."""
        return next((entry.reason for entry in self.hub if party.is_category(entry.category, day)), None)

    def most_of(self, contact: PublicId) -> int | None:
        """Return how many parties a contact value may link; None where nothing is said of its sort."""
        return next((entry.most for entry in self.contact if contact.startswith(entry.of)), None)

    def label(self, reason: HubReason, hub: PublicId) -> Label:
        """Return the words for a node that was not passed."""
        found: Label | None = None
        if reason is HubReason.SHARED_CONTACT:
            found = next((entry for entry in self.contact if hub.startswith(entry.of)), None)
        return found or next((entry for entry in self.hub if entry.reason is reason), self.degree)


def check_hubs(hubs: HubList, kinds: Kinds) -> None:
    """Refuse a category without a label, a word or sort given twice, and a category under a word that is no category's."""
    known = {entry.code for entry in kinds.category}
    for entry in hubs.hub:
        place = f"hub {entry.category}"
        if entry.category not in known:
            raise CatalogueError(_FILE, place, f"category: {entry.category} is not known")
        if entry.reason in _NO_CATEGORY:
            raise CatalogueError(_FILE, place, f"reason: {entry.reason} is of no category")
    for name, words in (
        ("hub.category", [entry.category for entry in hubs.hub]),
        ("hub.reason", [entry.reason for entry in hubs.hub]),
        ("contact.of", [entry.of for entry in hubs.contact]),
    ):
        if len(set(words)) < len(words):
            raise CatalogueError(_FILE, name, "a word is used twice")
