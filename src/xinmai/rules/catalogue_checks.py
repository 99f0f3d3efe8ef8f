"""What holds between the files of ``seed/catalogue``: no code twice, no word that nobody defines."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.dates import is_partial_date
from xinmai.model.ids import is_public_id
from xinmai.model.vocabulary import (
    Capacity,
    EventKind,
    PartyKind,
    Property,
    RecordKind,
    RelationKind,
    SanctionKind,
)
from xinmai.rules.catalogue_entries import Entry, Item, Kinds, Post, Reason, Scheme, SchemeVersion

_VOCABULARIES: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "relation_kind": RelationKind,
        "record_kind": RecordKind,
        "party_kind": PartyKind,
        "capacity": Capacity,
        "sanction_kind": SanctionKind,
        "event": EventKind,
        "property": Property,
    }
)


def check_unique(file: str, table: str, entries: Iterable[Entry]) -> None:
    """Refuse a code that two entries of one table have."""
    seen: set[str] = set()
    for entry in entries:
        if entry.code in seen:
            raise CatalogueError(file, f"{table} {entry.code}", "this code is used twice")
        seen.add(entry.code)


def check_kinds(kinds: Kinds) -> None:
    """Refuse labels that are not exactly the words of the bundle format."""
    groups: dict[str, tuple[Entry, ...]] = msgspec.structs.asdict(kinds)
    for group, entries in groups.items():
        check_unique("kinds.toml", group, entries)
    for group, vocabulary in _VOCABULARIES.items():
        words = [word.value for word in vocabulary]
        labelled = _codes(groups[group])
        _known("kinds.toml", group, group, labelled, words)
        for word in words:
            if word not in labelled:
                raise CatalogueError("kinds.toml", group, f"{word} has no label")


def check_items(items: Iterable[Item], kinds: Kinds, schemes: Iterable[Scheme]) -> None:
    """Refuse an item with an unknown record kind or scheme, or with an agency that is no public id."""
    scheme_codes = _codes(schemes)
    for item in items:
        place = f"item {item.code}"
        _known("items.toml", place, "record_kind", [item.record_kind], _codes(kinds.record_kind))
        _known("items.toml", place, "scheme", [item.scheme] if item.scheme else [], scheme_codes)
        for agency in item.owed_by:
            if not is_public_id(agency):
                raise CatalogueError(
                    "items.toml", place, f"owed_by: {agency} is no id of the form namespace:id"
                )


def check_reasons(reasons: Iterable[Reason], kinds: Kinds) -> None:
    """Refuse a reason of a list that has no label."""
    for reason in reasons:
        _known("behaviours.toml", f"reason {reason.code}", "list", [reason.list], _codes(kinds.list))


def check_posts(posts: Iterable[Post], kinds: Kinds) -> None:
    """Refuse a post that an unknown relation kind should carry."""
    for post in posts:
        known = _codes(kinds.relation_kind)
        _known("posts.toml", f"post {post.code}", "relation_kinds", post.relation_kinds, known)


def check_schemes(schemes: Iterable[Scheme], kinds: Kinds) -> None:
    """Refuse versions or grades given twice, dates that are none, and conversions between unknown grades."""
    for scheme in schemes:
        place = f"scheme {scheme.code}"
        _known("schemes.toml", place, "record_kind", [scheme.record_kind], _codes(kinds.record_kind))
        _check_versions(place, scheme.version)
        for version, following in zip(scheme.version, (*scheme.version[1:], None), strict=True):
            _check_version(f"{place}, version {version.version}", version, following)


def _check_versions(place: str, versions: Iterable[SchemeVersion]) -> None:
    names = [version.version for version in versions]
    if len(set(names)) < len(names):
        raise CatalogueError("schemes.toml", place, "a version is given twice")


def _check_version(place: str, version: SchemeVersion, following: SchemeVersion | None) -> None:
    check_unique("schemes.toml", f"{place}, grade", version.grades)
    for day in (version.valid_from, version.valid_to):
        if day is not None and not is_partial_date(day):
            raise CatalogueError("schemes.toml", place, f"{day} is no date")
    old = [step.old for step in version.becomes]
    new = [step.new for step in version.becomes if step.new is not None]
    _known("schemes.toml", place, "becomes.from", old, _codes(version.grades))
    _known("schemes.toml", place, "becomes.to", new, _codes(following.grades) if following else [])


def _codes(entries: Iterable[Entry]) -> list[str]:
    return [entry.code for entry in entries]


def _known(file: str, place: str, field: str, words: Iterable[str], known: Iterable[str]) -> None:
    vocabulary = set(known)
    for word in words:
        if word not in vocabulary:
            raise CatalogueError(file, place, f"{field}: {word} is not known")
