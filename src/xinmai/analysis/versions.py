"""What versions of a fact state, and in what they differ."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from xinmai.model.absence import Absence, Gap
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, bare, encode
from xinmai.model.history import FieldChange

_WITHHELD: Final = {"party": ("birth_date",)}
"""Kind of fact → fields that no answer shows."""


def kind_of(fact: Fact) -> str:
    """Return the kind of a fact, a key of ``model.facts.KINDS``."""
    return KIND_OF[type(fact)]


def content_of(fact: Fact) -> dict[str, Any]:
    """Return what a version states, without record time and without what no answer shows."""
    stated: dict[str, Any] = msgspec.json.decode(encode(bare(fact)))
    withheld = _WITHHELD.get(kind_of(fact), ())
    return {name: value for name, value in stated.items() if name not in withheld}


def withheld_of(fact: Fact) -> tuple[Gap, ...]:
    """Return what is withheld of every fact of a kind: a constant of the kind, never of what is stated."""
    because = "Never told to any caller, whether it is stated or not."
    return tuple(Gap(name, Absence.WITHHELD, because) for name in _WITHHELD.get(kind_of(fact), ()))


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields in which two contents differ, by name; of nothing, every field."""
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return tuple(FieldChange(name, _text(old.get(name)), _text(new.get(name))) for name in names)


def _text(value: Any) -> str | None:
    """Return a value as text: a text as it is, anything else as JSON; None where it is not stated."""
    return value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode()
