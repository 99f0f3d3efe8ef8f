"""Conditions on the things of the graph, 筛选条件: a small tree that each engine writes in its own language.

A test is two-valued: what is not stated meets no comparison, and ``Not`` of that holds. A date with less precision than a
day, and a share that is only known as a range, meet a comparison if all they may mean does. A name is compared in normal
form (``model.names``), every other text character by character.
"""

from enum import StrEnum
from typing import Any, Final

import msgspec

from xinmai.model.vocabulary import Property


class Thing(StrEnum):
    """On what a condition may be put, 对象."""

    PARTY = "party"
    RELATION = "relation"
    """Seen from a party of which it is a relation."""
    RECORD = "record"
    FINDING = "record_party"
    """That a record names somebody."""
    SANCTION = "sanction"
    EVENT = "record_event"


class Op(StrEnum):
    """How a value is compared, 比较."""

    EQ = "eq"
    IN = "in"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    STATED = "stated"


class Quantifier(StrEnum):
    """Of how many linked things a condition must hold, 量词."""

    SOME = "some"
    NONE = "none"
    ALL = "all"
    """Of each one; where there is none, it holds."""
    SINGLE = "single"


class Sort(StrEnum):
    """What a field holds: it decides which comparisons there are."""

    WORD = "word"
    """A code or an id."""
    TEXT = "text"
    NAME = "name"
    """A name, compared in normal form."""
    DATE = "date"
    SHARE = "share"
    """In 1e-9 of the whole, with the bounds that a range gives."""
    AMOUNT = "amount"
    """An exact decimal of at least 0."""
    FLAG = "flag"
    TRAIT = "trait"
    """A dated property of a party on the view's day; see :data:`SEVERAL`."""
    CAPITAL = "capital"
    """The same, holding an amount."""
    IDENTIFIER = "identifier"
    """``scheme:value``, current or former."""
    STATE = "state"
    """State of a record on the view's day."""
    SIDE = "side"
    """At which end of a relation a party stands: OUT or IN; at both ends of one to itself."""


_ORDERED: Final = frozenset({Op.EQ, Op.LT, Op.LTE, Op.GT, Op.GTE, Op.STATED})
_WORD: Final = frozenset({Op.EQ, Op.IN, Op.STATED})
_TEXT: Final = frozenset({Op.EQ, Op.IN, Op.CONTAINS, Op.STARTS_WITH, Op.ENDS_WITH})

OPERATORS: Final[dict[Sort, frozenset[Op]]] = {
    Sort.WORD: _WORD,
    Sort.TEXT: _TEXT | {Op.STATED},
    Sort.NAME: _TEXT,
    Sort.DATE: _ORDERED,
    Sort.SHARE: _ORDERED,
    Sort.AMOUNT: _ORDERED,
    Sort.FLAG: frozenset({Op.EQ}),
    Sort.TRAIT: _WORD,
    Sort.CAPITAL: _ORDERED,
    Sort.IDENTIFIER: frozenset({Op.EQ, Op.IN}),
    Sort.STATE: frozenset({Op.EQ, Op.IN}),
    Sort.SIDE: frozenset({Op.EQ}),
}
"""Sort of a field → the comparisons there are."""

_TRAITS: Final = (
    Property.STATUS,
    Property.REGION,
    Property.DISTRICT,
    Property.INDUSTRY,
    Property.CATEGORY,
    Property.OWNERSHIP_NATURE,
    Property.ADDRESS,
    Property.PHONE,
    Property.HOLDERS_REGISTER,
)

SEVERAL: Final = frozenset({Property.CATEGORY, Property.ADDRESS, Property.PHONE})
"""Properties of which a party may have several at once: one of them that may hold on the day is enough. Of any other it is
the value of the day, ``Party.value_on``."""

FIELDS: Final[dict[Thing, dict[str, Sort]]] = {
    Thing.PARTY: {
        "id": Sort.WORD,
        "kind": Sort.WORD,
        "name": Sort.NAME,
        "any_name": Sort.NAME,
        "identifier": Sort.IDENTIFIER,
        "founded_on": Sort.DATE,
        "body_type": Sort.WORD,
        "identity": Sort.WORD,
        **{str(prop): Sort.TRAIT for prop in _TRAITS},
        Property.REGISTERED_CAPITAL: Sort.CAPITAL,
        Property.PAID_IN_CAPITAL: Sort.CAPITAL,
    },
    Thing.RELATION: {
        "id": Sort.WORD,
        "kind": Sort.WORD,
        "direction": Sort.SIDE,
        "valid_from": Sort.DATE,
        "valid_to": Sort.DATE,
        "ended": Sort.FLAG,
        "code": Sort.WORD,
        "title": Sort.TEXT,
        "registration_no": Sort.TEXT,
        "share": Sort.SHARE,
        "paid_share": Sort.SHARE,
        "vote_share": Sort.SHARE,
        "amount": Sort.AMOUNT,
        "currency": Sort.WORD,
    },
    Thing.RECORD: {
        "id": Sort.WORD,
        "kind": Sort.WORD,
        "state": Sort.STATE,
        "item": Sort.WORD,
        "title": Sort.TEXT,
        "document_no": Sort.TEXT,
        "statute": Sort.TEXT,
        "reason": Sort.TEXT,
        "severity": Sort.WORD,
        "procedure": Sort.WORD,
        "behaviour": Sort.WORD,
        "offence": Sort.WORD,
        "licence_type": Sort.WORD,
        "accident": Sort.WORD,
        "stage": Sort.WORD,
        "disclosure_class": Sort.WORD,
        "act_from": Sort.DATE,
        "act_to": Sort.DATE,
        "decided_on": Sort.DATE,
        "effective_from": Sort.DATE,
        "effective_to": Sort.DATE,
        "due_on": Sort.DATE,
        "amount": Sort.AMOUNT,
        "currency": Sort.WORD,
        "large": Sort.WORD,
        "secured": Sort.WORD,
        "scheme": Sort.WORD,
        "grade": Sort.WORD,
        "direct_d": Sort.WORD,
        "list": Sort.WORD,
        "polarity": Sort.WORD,
        "region": Sort.WORD,
    },
    Thing.FINDING: {
        "capacity": Sort.WORD,
        "personal_responsibility": Sort.WORD,
        "party_name": Sort.NAME,
    },
    Thing.SANCTION: {
        "kind": Sort.WORD,
        "licence_type": Sort.WORD,
        "amount": Sort.AMOUNT,
        "currency": Sort.WORD,
        "from_date": Sort.DATE,
        "to_date": Sort.DATE,
        "lifetime": Sort.FLAG,
        "industry": Sort.WORD,
        "region": Sort.WORD,
    },
    Thing.EVENT: {"event": Sort.WORD, "on": Sort.DATE, "document_no": Sort.TEXT},
}
"""Thing → its fields. All but those of the sorts NAME, TRAIT … are attributes of the model, stated in the fact itself."""

LINKS: Final[dict[Thing, dict[str, Thing]]] = {
    Thing.PARTY: {"relations": Thing.RELATION, "records": Thing.RECORD},
    Thing.RELATION: {"other": Thing.PARTY},
    Thing.RECORD: {
        "agency": Thing.PARTY,
        "parties": Thing.FINDING,
        "sanctions": Thing.SANCTION,
        "events": Thing.EVENT,
    },
    Thing.FINDING: {"party": Thing.PARTY},
    Thing.SANCTION: {},
    Thing.EVENT: {},
}
"""Thing → what it is linked to. ``records`` of a party are those that name it by id; ``other`` is the party at the far end."""

ONE: Final = frozenset({"other", "agency", "party"})
"""Links that lead to one thing at most."""


class Compare(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """One comparison, 比较条件."""

    field: str
    """A field of :data:`FIELDS`."""
    op: Op
    value: str | int | bool | tuple[str, ...]
    """A share in 1e-9 of the whole; for ``IN`` all values; for ``STATED`` and flags whether."""

    @property
    def values(self) -> tuple[Any, ...]:
        """The value, or all of them."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


class Every(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """All of some conditions, 且; of none: it holds."""

    of: tuple["Condition", ...] = ()


class Either(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """One of some conditions at least, 或; of none: it does not hold."""

    of: tuple["Condition", ...]


class Not(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """A condition does not hold, 非."""

    of: "Condition"


class Linked(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """A condition on what a thing is linked to, 关联条件: as much of it as the view shows."""

    by: str
    """A link of :data:`LINKS`."""
    quantifier: Quantifier
    where: "Condition"


Condition = Compare | Every | Either | Not | Linked

ANYTHING: Final = Every()
"""Holds of everything."""


def both(*conditions: Condition) -> Condition:
    """Return the condition that all of these hold, in one level."""
    flat: list[Condition] = []
    for condition in conditions:
        flat.extend(condition.of if isinstance(condition, Every) else (condition,))
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Return conditions that must all hold."""
    if isinstance(condition, Every):
        return tuple(inner for own in condition.of for inner in conjuncts(own))
    return (condition,)


def size(condition: Condition) -> int:
    """Return the number of comparisons, links and words that join them in a condition."""
    if isinstance(condition, Every | Either):
        return 1 + sum(size(inner) for inner in condition.of)
    if isinstance(condition, Compare):
        return 1
    return 1 + size(condition.of if isinstance(condition, Not) else condition.where)


def words(condition: Condition, field: str) -> frozenset[str] | None:
    """Return the words to which the conjuncts of a condition bind a field; None where they leave it open."""
    allowed: frozenset[str] | None = None
    for own in conjuncts(condition):
        if isinstance(own, Compare) and own.field == field and own.op in (Op.EQ, Op.IN):
            stated = frozenset(map(str, own.values))
            allowed = stated if allowed is None else allowed & stated
    return allowed
