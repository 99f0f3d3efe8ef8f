"""Presets of ownership and control, ``seed/catalogue/presets.toml``: versioned data, named in every answer that used them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final

import msgspec

from xinmai.errors import BadArgument, CatalogueError
from xinmai.model.ownership import OwnerProng
from xinmai.model.ownership_options import (
    Aggregate,
    Basis,
    Coalitions,
    Comparison,
    OwnershipMeasure,
    OwnershipOptions,
)
from xinmai.model.vocabulary import Mark, RelationKind
from xinmai.rules.catalogue_entries import Code, Part, Words

_FILE = "presets.toml"


class PresetQuestion(StrEnum):
    """To which question a preset belongs, 适用问题."""

    CONTROL = "control"
    CLOSE_LINKS = "close_links"
    BENEFICIAL_OWNERS = "beneficial_owners"


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Choices that differ from the defaults of a question, 口径."""

    basis: Basis | None = None
    measure: OwnershipMeasure | None = None
    threshold: Part | None = None
    comparison: Comparison | None = None
    passing: Part | None = None
    passing_comparison: Comparison | None = None
    third: Part | None = None
    third_comparison: Comparison | None = None
    state_exempt: bool | None = None
    aggregate: Aggregate | None = None
    coalitions: Coalitions | None = None

    def applied(self, base: OwnershipOptions) -> OwnershipOptions:
        """Return the options with these choices."""
        stated = {name: getattr(self, name) for name in self.__struct_fields__ if name in _CHOICES}
        chosen = {name: value for name, value in stated.items() if value is not None}
        exact = {name: Fraction(value) for name, value in chosen.items() if name in _PARTS}
        return msgspec.structs.replace(base, **{**chosen, **exact})


_PARTS: Final = frozenset({"threshold", "passing", "third"})
_CHOICES: Final = frozenset(Choices.__struct_fields__)


class OwnerTest(Choices, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One test of who is a beneficial owner, 认定标准."""

    prong: OwnerProng
    unless: OwnerProng | None = None
    """Prong whose owners are not named again."""


class Preset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"since": "from"}):
    """A way in which law or practice answers a question of ownership, 口径预设."""

    code: Code
    version: Annotated[int, msgspec.Meta(ge=1)]
    question: PresetQuestion
    since: date
    """First day in force."""
    zh: Words
    en: Words
    basis: Words
    """Where it comes from."""
    mark: Mark
    """How the basis was verified."""
    options: Choices = Choices()
    test: tuple[OwnerTest, ...] = ()
    fallback: tuple[RelationKind, ...] = ()
    fallback_state: tuple[RelationKind, ...] = ()

    @property
    def name(self) -> str:
        """Code and version."""
        return f"{self.code}@{self.version}"


class PresetsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``presets.toml``, 口径预设."""

    preset: tuple[Preset, ...]


def check_presets(presets: Iterable[Preset]) -> None:
    """Refuse a version twice, what the question of a preset does not read, and a prong that no earlier test has.

    Raises
    ------
    CatalogueError
        If there is one.
    """
    seen: set[str] = set()
    for preset in presets:
        place = f"preset {preset.name}"
        if preset.name in seen:
            raise CatalogueError(_FILE, place, "version: is there twice")
        seen.add(preset.name)
        if (preset.question is PresetQuestion.BENEFICIAL_OWNERS) is not bool(preset.test):
            raise CatalogueError(_FILE, place, "test: belongs to beneficial_owners, which needs one")
        if preset.test and preset.options != Choices():
            raise CatalogueError(_FILE, place, "options: belong to each test of beneficial_owners")
        if (preset.fallback or preset.fallback_state) and not preset.test:
            raise CatalogueError(_FILE, place, "fallback: belongs to beneficial_owners")
        _check_prongs(place, preset.test)


def _check_prongs(place: str, tests: Iterable[OwnerTest]) -> None:
    prongs: set[OwnerProng] = set()
    for test in tests:
        if test.prong in prongs:
            raise CatalogueError(_FILE, place, "test: a prong is there twice")
        if test.unless is not None and test.unless not in prongs:
            raise CatalogueError(_FILE, place, "unless: names no earlier test")
        prongs.add(test.prong)


def preset_named(
    presets: Iterable[Preset], name: str, question: PresetQuestion, day: int | None = None
) -> Preset:
    """Return the preset of a question by ``CODE@version``, or by ``CODE``: of its versions the newest one in force on a day.

    Without a day the newest of all; before the first one was in force that one, for a practice may be tried on any day.

    Raises
    ------
    BadArgument
        If there is none; the codes that there are are named.
    """
    known = [preset for preset in presets if preset.question is question]
    fitting = [preset for preset in known if name in {preset.code, preset.name}]
    if not fitting:
        codes = ", ".join(sorted({preset.code for preset in known}))
        raise BadArgument("preset", f"{name[:40]} is none of {codes}.")
    in_force = [preset for preset in fitting if day is None or preset.since.toordinal() <= day]
    if not in_force:
        return min(fitting, key=lambda preset: preset.version)
    return max(in_force, key=lambda preset: preset.version)
