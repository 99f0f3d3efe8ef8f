"""Writes conditions of the model as the inputs of a GraphQL request."""

from decimal import Decimal
from random import Random
from typing import Any

from xinmai.ingest.identity import HASHED
from xinmai.model.filters import (
    ANYTHING,
    FIELDS,
    LINKS,
    ONE,
    Compare,
    Condition,
    Either,
    Every,
    Linked,
    Not,
    Op,
    Sort,
    Thing,
)

from support.conditions import UNASKED
from support.conditions_facts import FromFacts

NAMES = {"from_date": "from", "to_date": "to"}
ENUMS = {"kind", "identity", "large", "secured", "direct_d", "personal_responsibility", "event"}
"""Fields whose values are written as names of an enum."""


class Askable(FromFacts):
    """Draws what may be asked for: what states something, except of a link, where nothing stated asks whether there is one;
    a code with its scheme, in capitals as codes are kept, and of no hashed scheme.
    """

    def of(self, thing: Thing, depth: int = 2) -> Condition:
        drawn = super().of(thing, depth)
        is_empty = isinstance(drawn, Every | Either) and not drawn.of
        return self.compare(thing, self._of(tuple(FIELDS[thing]))) if is_empty else drawn

    def linked(self, thing: Thing, by: str, depth: int = 1) -> Linked:
        drawn = super().linked(thing, by, depth)
        return Linked(by, drawn.quantifier, ANYTHING) if self.random.random() < 0.1 else drawn

    def compare(self, thing: Thing, field: str, op: Op | None = None) -> Compare:
        drawn = super().compare(thing, field, op)
        if drawn.op is Op.STATED and (thing, field) in UNASKED:
            return super().compare(thing, field, Op.EQ)
        return drawn

    def _value(self, thing: Thing, field: str, sort: Sort) -> Any:
        value = super()._value(thing, field, sort)
        if sort is not Sort.IDENTIFIER:
            return value
        scheme, _, code = value.rpartition(":")
        return f"{'reg_no' if scheme in {'', *HASHED} else scheme}:{code.upper()}"


class Writer:
    """Writes conditions as inputs, each in one of the ways in which a request may say it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.unites = 0.5
        """How often what must all hold is written into one input, where it has a place for each."""

    def written(self, thing: Thing, condition: Condition) -> dict[str, Any]:
        match condition:
            case Every(of):
                return self._all_of([self.written(thing, own) for own in of])
            case Either(of):
                return {"or": [self.written(thing, own) for own in of]}
            case Not(of):
                return {"not": self.written(thing, of)}
            case Linked(by, quantifier, where):
                inner = self.written(LINKS[thing][by], where)
                return {by: inner if by in ONE else {str(quantifier): inner}}
            case Compare(field, op, value):
                sort = FIELDS[thing][field]
                several = isinstance(value, tuple)
                texts = [self._text(field, sort, one) for one in condition.values]
                return {camel(field): {camel(op): texts if several else texts[0]}}

    def _all_of(self, parts: list[dict[str, Any]]) -> dict[str, Any]:
        """Write parts into one input or as a list."""
        if self.random.random() < self.unites and (one := united(parts)) is not None:
            return one
        return {"and": parts} if parts else {}

    def _text(self, field: str, sort: Sort, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if sort is Sort.SHARE:
            return f"{Decimal(value).scaleb(-7):f}"
        if sort is Sort.IDENTIFIER and self.random.random() < 0.3:
            scheme, _, code = value.partition(":")
            return f"{scheme}: {code.lower()}"
        return value.upper() if field in ENUMS else value


def camel(name: str) -> str:
    """Return a name of the model as the schema writes it."""
    first, *others = NAMES.get(name, name).split("_")
    return first + "".join(word.title() for word in others)


def united(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return one input that says all that some say; None if it has no place for it."""
    whole: dict[str, Any] = {}
    for name, value in (item for part in parts for item in part.items()):
        known = whole.get(name, {})
        is_split = name not in ("and", "or", "not", *ONE)
        if name in whole and not (is_split and known.keys().isdisjoint(value)):
            return None
        whole[name] = {**known, **value} if is_split else value
    return whole
