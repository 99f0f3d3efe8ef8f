"""The catalogue 目录: record items, behaviours, rating schemes, posts, labels, working days, credit files; read from ``seed/catalogue``.

The files are read once, decoded strictly and checked against one another; a broken catalogue stops the start with the
file, the place in it and the problem.
"""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from xinmai.errors import CatalogueError
from xinmai.rules.affiliation import AffiliationGrounds, check_affiliation
from xinmai.rules.catalogue_checks import (
    check_items,
    check_kinds,
    check_posts,
    check_reasons,
    check_schemes,
    check_unique,
)
from xinmai.rules.catalogue_entries import (
    Behaviour,
    BehaviourCatalogue,
    CalendarSource,
    Entry,
    Item,
    Kinds,
    Post,
    Reason,
    Scheme,
)
from xinmai.rules.control_grounds import ControlGround, GroundsFile, check_grounds
from xinmai.rules.control_words import ControlWords, check_control_words
from xinmai.rules.credit_file import Section, SectionsFile, check_sections
from xinmai.rules.disclosure import DisclosureFile, DisclosureProfile, check_profiles
from xinmai.rules.evidence_words import EvidenceWords, check_words
from xinmai.rules.hubs import HubList, check_hubs
from xinmai.rules.phrases import Phrasebook, check_phrases
from xinmai.rules.presets import Preset, PresetsFile, check_presets
from xinmai.rules.record_fields import FieldsFile, RecordField, check_fields

FileT = TypeVar("FileT")


class ItemsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``items.toml``, 数据目录."""

    item: tuple[Item, ...]
    """Record items in the order of the plan."""


class BehavioursFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``behaviours.toml``, 行为目录."""

    behaviour_catalogue: tuple[BehaviourCatalogue, ...]
    """Sets of behaviours."""
    behaviour: tuple[Behaviour, ...]
    """Behaviours."""
    reason: tuple[Reason, ...]
    """Reasons of listings."""


class SchemesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``schemes.toml``, 信用评价办法."""

    scheme: tuple[Scheme, ...]
    """Rating schemes and listing regimes."""


class PostsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``posts.toml``, 职务."""

    post: tuple[Post, ...]
    """Posts and registration classes."""


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that ``seed/catalogue`` says, checked, 目录."""

    items: tuple[Item, ...]
    """Record items with who owes them, 数据目录事项."""
    behaviours: tuple[Behaviour, ...]
    """Behaviours, 行为."""
    behaviour_catalogues: tuple[BehaviourCatalogue, ...]
    """Sets of behaviours, 行为目录."""
    reasons: tuple[Reason, ...]
    """Reasons of listings, 列入事由."""
    schemes: tuple[Scheme, ...]
    """Rating schemes and listing regimes, 信用评价办法."""
    posts: tuple[Post, ...]
    """Posts and registration classes, 职务."""
    kinds: Kinds
    """Labels of the closed words, 词汇标签."""
    fields: tuple[RecordField, ...]
    """Fields of a credit record and the kinds that have them, 信用记录字段."""
    evidence: EvidenceWords
    """Sentences of evidence, 证据用语."""
    calendar: CalendarSource
    """Where working days come from, 工作日历."""
    hubs: HubList
    """Nodes that a search for links does not pass, 枢纽清单."""
    affiliation: AffiliationGrounds
    """On which grounds enterprises are affiliated beside control, 关联关系认定依据."""
    grounds: tuple[ControlGround, ...]
    """What declared control counts for, 控制依据."""
    control: ControlWords
    """Sentences about control and ownership, 控制与持股用语."""
    presets: tuple[Preset, ...]
    """Presets of ownership and control, 口径预设."""
    phrases: Phrasebook
    """The words in which a path is told, 路径表述."""
    sections: tuple[Section, ...]
    """Sections of a credit file, 信用档案栏目."""
    disclosure: tuple[DisclosureProfile, ...]
    """How long records are shown, 披露期限."""

    def items_owed_by(self, agency: str) -> tuple[Item, ...]:
        """Return the items that an agency owes, by its public id, in the order of the plan."""
        return tuple(item for item in self.items if agency in item.owed_by)

    def label(self, group: str, code: str) -> Entry | None:
        """Return the label of a word of one vocabulary (a field of :class:`Kinds`); None if there is none."""
        groups: dict[str, tuple[Entry, ...]] = msgspec.structs.asdict(self.kinds)
        return next((entry for entry in groups.get(group, ()) if entry.code == code), None)


def load_catalogue(root: Traversable | Path) -> Catalogue:
    """Read and check the catalogue under ``root``.

    Raises
    ------
    CatalogueError
        If a file is missing, is no TOML, has a field too many or too few, uses a code twice, or names a record kind,
        relation kind, list, scheme or grade that no file defines.
    """
    behaviours = _decode(root, "behaviours.toml", BehavioursFile)
    catalogue = Catalogue(
        items=_decode(root, "items.toml", ItemsFile).item,
        behaviours=behaviours.behaviour,
        behaviour_catalogues=behaviours.behaviour_catalogue,
        reasons=behaviours.reason,
        schemes=_decode(root, "schemes.toml", SchemesFile).scheme,
        posts=_decode(root, "posts.toml", PostsFile).post,
        kinds=_decode(root, "kinds.toml", Kinds),
        fields=_decode(root, "fields.toml", FieldsFile).field,
        evidence=_decode(root, "evidence.toml", EvidenceWords),
        calendar=_decode(root, "calendar.toml", CalendarSource),
        hubs=_decode(root, "hubs.toml", HubList),
        affiliation=_decode(root, "affiliation.toml", AffiliationGrounds),
        grounds=_decode(root, "control_grounds.toml", GroundsFile).ground,
        control=_decode(root, "control_words.toml", ControlWords),
        presets=_decode(root, "presets.toml", PresetsFile).preset,
        phrases=_decode(root, "phrases.toml", Phrasebook),
        sections=_decode(root, "credit_file.toml", SectionsFile).section,
        disclosure=_decode(root, "disclosure.toml", DisclosureFile).profile,
    )
    _check(catalogue)
    return catalogue


def _check(catalogue: Catalogue) -> None:
    check_kinds(catalogue.kinds)
    check_unique("items.toml", "item", catalogue.items)
    check_unique("behaviours.toml", "behaviour", catalogue.behaviours)
    check_unique("behaviours.toml", "behaviour_catalogue", catalogue.behaviour_catalogues)
    check_unique("behaviours.toml", "reason", catalogue.reasons)
    check_unique("schemes.toml", "scheme", catalogue.schemes)
    check_unique("posts.toml", "post", catalogue.posts)
    check_items(catalogue.items, catalogue.kinds, catalogue.schemes)
    check_reasons(catalogue.reasons, catalogue.kinds)
    check_posts(catalogue.posts, catalogue.kinds)
    check_schemes(catalogue.schemes, catalogue.kinds)
    check_hubs(catalogue.hubs, catalogue.kinds)
    check_affiliation(catalogue.affiliation, catalogue.hubs)
    check_unique("control_grounds.toml", "ground", catalogue.grounds)
    check_grounds(catalogue.grounds)
    check_control_words(catalogue.control)
    check_presets(catalogue.presets)
    check_phrases(catalogue.phrases)
    check_unique("credit_file.toml", "section", catalogue.sections)
    check_sections(catalogue.sections)
    check_unique("disclosure.toml", "profile", catalogue.disclosure)
    check_profiles(catalogue.disclosure)
    check_unique("fields.toml", "field", catalogue.fields)
    check_fields(catalogue.fields)
    check_words(catalogue.evidence)


def _decode(root: Traversable | Path, file: str, kind: type[FileT]) -> FileT:
    try:
        return msgspec.toml.decode((root / file).read_bytes(), type=kind)
    except OSError as error:
        raise CatalogueError(file, "file", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(file, f"byte {error.start}", "is not UTF-8") from error
    except msgspec.DecodeError as error:
        problem, _, place = str(error).partition(" - at ")
        raise CatalogueError(file, place.strip("`") or "file", problem) from error
