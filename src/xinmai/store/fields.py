"""Where the fields of conditions and orders stand in the facts: read off the model, the same for every engine."""

from enum import Enum
from functools import cache
from typing import Final

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.facts import KINDS
from xinmai.model.filters import Op, Thing

RANGES: Final = {"share": ("share_min", "share_max"), "vote_share": ("vote_min", "vote_max")}
"""Share that may be stated as a range → the fields of its two ends."""

COMPARED: Final = {Op.EQ: "=", Op.LT: "<", Op.LTE: "<=", Op.GT: ">", Op.GTE: ">="}
"""Comparison → its sign, the same in SQL and Cypher."""


@cache
def _fields(thing: Thing) -> dict[str, msgspec.structs.FieldInfo]:
    cls: type[Fact] = KINDS[thing]
    return {field.name: field for field in msgspec.structs.fields(cls)}


def column(thing: Thing, field: str) -> str:
    """Return the name under which a field stands in the payload of a fact."""
    return _fields(thing)[field].encode_name


def unstated(thing: Thing, field: str) -> str | None:
    """Return the word that a field holds where the payload leaves it out; None where it holds nothing."""
    default = _fields(thing)[field].default
    return str(default.value) if isinstance(default, Enum) else None
