"""From what a caller states to the options of a question: preset, then what is stated, checked."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import msgspec

from xinmai.errors import BadArgument
from xinmai.model.ownership_options import CONTROL, OWNERSHIP, OwnershipOptions, for_cascade
from xinmai.model.shares import WHOLE, decimal_of
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.control_grounds import conferring
from xinmai.rules.presets import Preset, PresetQuestion, preset_named

MOST_PATHS: Final = 100
"""Greatest number of paths that are listed."""
MOST_LEVELS: Final = 1_000
"""Greatest number of levels that may be asked for."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller states about a question, 口径选择."""

    preset: str | None = None
    day: int | None = None
    """Of a preset without version that in force on this day is taken; None: the newest."""
    stated: Mapping[str, Any] = {}
    """Fields of :class:`OwnershipOptions` by name."""


def options_of(
    choice: Choice, base: OwnershipOptions, question: PresetQuestion, catalogue: Catalogue
) -> OwnershipOptions:
    """Return the options of a question: the defaults, what its preset says, what is stated; in that order.

    Raises
    ------
    BadArgument
        If no preset of the question has that name, or a value is out of range.
    """
    given = msgspec.structs.replace(base, grounds=conferring(catalogue.grounds))
    if choice.preset is not None:
        preset = preset_named(catalogue.presets, choice.preset, question, choice.day)
        given = msgspec.structs.replace(preset.options.applied(given), preset=preset.name)
    return stated_in(choice, given)


def control_options(catalogue: Catalogue) -> OwnershipOptions:
    """Return what control means where nothing is stated."""
    return for_cascade(options_of(Choice(), CONTROL, PresetQuestion.CONTROL, catalogue))


def preset_of(choice: Choice, catalogue: Catalogue) -> Preset:
    """Return the preset of beneficial owners that is named, its first test as a caller states it.

    Raises
    ------
    BadArgument
        If there is no such preset, or a value is out of range.
    """
    name, question = choice.preset or "", PresetQuestion.BENEFICIAL_OWNERS
    preset = preset_named(catalogue.presets, name, question, choice.day)
    own = {name: value for name, value in choice.stated.items() if name in _OF_A_TEST}
    stated_in(Choice(stated=own), OWNERSHIP)
    first, *others = preset.test
    changed = {name: decimal(value) if name == "threshold" else value for name, value in own.items()}
    return msgspec.structs.replace(preset, test=(msgspec.structs.replace(first, **changed), *others))


def options_of_owners(choice: Choice, catalogue: Catalogue) -> OwnershipOptions:
    """Return the options that all tests of beneficial owners share.

    Raises
    ------
    BadArgument
        If a value is out of range.
    """
    shared = {name: value for name, value in choice.stated.items() if name not in _OF_A_TEST}
    given = msgspec.structs.replace(OWNERSHIP, grounds=conferring(catalogue.grounds))
    return stated_in(Choice(stated=shared), given)


_OF_A_TEST: Final = frozenset({"basis", "measure", "threshold", "comparison"})


def stated_in(choice: Choice, base: OwnershipOptions) -> OwnershipOptions:
    """Return options with what a caller states, checked.

    Raises
    ------
    BadArgument
        If a value is out of range.
    """
    for name, value in choice.stated.items():
        problem = next((text for fits, text in _CHECKS.get(name, ()) if not fits(value)), None)
        if problem is not None:
            raise BadArgument(f"options.{_camel(name)}", problem)
    return msgspec.structs.replace(base, **choice.stated)


Check = tuple[Callable[[Any], bool], str]
_PART: Final[tuple[Check, ...]] = (
    (
        lambda value: 0 < value <= 1,
        "must be above 0 and at most 1: it is a part of the whole, 0.5 for 50 %.",
    ),
)
_CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    "threshold": _PART,
    "passing": _PART,
    "third": _PART,
    "suspected_least": _PART,
    "suspected_lead": ((lambda value: 0 <= value <= 1, "must be at least 0 and at most 1."),),
    "tolerance": ((lambda value: 0 <= value <= WHOLE, "must be at least 0 and at most 1."),),
    "min_product": ((lambda value: 0 <= value <= 1, "must be at least 0 and at most 1."),),
    "max_depth": ((lambda value: 1 <= value <= MOST_LEVELS, f"must be from 1 to {MOST_LEVELS}."),),
    "max_paths": ((lambda value: 1 <= value <= MOST_PATHS, f"must be from 1 to {MOST_PATHS}."),),
}
"""Field → what its value must fulfil, and what is wrong otherwise."""


def decimal(part: Fraction) -> str:
    """Return a part of the whole, which was stated as a decimal, as that decimal."""
    return format(decimal_of(part), "f")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
