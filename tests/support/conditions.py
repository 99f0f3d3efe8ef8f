"""Draws conditions and orders of every field, comparison, link and quantifier, with values that a graph may hold."""

from collections.abc import Sequence
from enum import StrEnum
from random import Random
from typing import Any, TypeVar

from xinmai.model.filters import (
    ANYTHING,
    FIELDS,
    LINKS,
    ONE,
    OPERATORS,
    Compare,
    Condition,
    Either,
    Every,
    Linked,
    Not,
    Op,
    Quantifier,
    Sort,
    Thing,
)
from xinmai.model.orders import ORDERS, Order
from xinmai.model.vocabulary import (
    Answer,
    Capacity,
    Certainty,
    EventKind,
    PartyKind,
    RecordKind,
    RecordState,
    RelationKind,
    SanctionKind,
)

T = TypeVar("T")

KINDS: dict[Thing, type[StrEnum]] = {
    Thing.PARTY: PartyKind,
    Thing.RELATION: RelationKind,
    Thing.RECORD: RecordKind,
    Thing.SANCTION: SanctionKind,
}
CLOSED: dict[str, type[StrEnum]] = {
    "event": EventKind,
    "capacity": Capacity,
    "identity": Certainty,
    "large": Answer,
    "secured": Answer,
    "direct_d": Answer,
    "personal_responsibility": Answer,
}
ALWAYS = frozenset(
    {
        *((thing, "id") for thing in (Thing.PARTY, Thing.RELATION, Thing.RECORD)),
        *((thing, "kind") for thing in KINDS),
        (Thing.PARTY, "identity"),
        *((Thing.RECORD, field) for field in ("large", "secured", "direct_d")),
        *((Thing.FINDING, field) for field in ("capacity", "personal_responsibility")),
        (Thing.EVENT, "event"),
    }
)
"""Fields that every thing states, if only as unknown: whether they are stated tells no two things apart."""
UNASKED = ALWAYS - {(Thing.FINDING, "capacity")}
"""Of these the schema does not offer whether they are stated; a capacity it takes as any other word."""
AMOUNTS = ("0", "0.5", "00012.50", "12.5", "9999", "10000")
SHARES = (0, 5_000_000, 500_000_000, 500_000_001, 1_000_000_000, 1_500_000_000)


class Conditions:
    """Draws with one source of randomness."""

    def __init__(
        self,
        random: Random,
        *,
        ids: Sequence[str],
        names: Sequence[str],
        dates: Sequence[str],
        codes: Sequence[str],
    ) -> None:
        self.random = random
        self.ids = ids
        self.names = names
        self.dates = dates
        self.codes = codes

    def of(self, thing: Thing, depth: int = 2) -> Condition:
        """Draw any condition on a thing."""
        choice = self.random.random()
        if depth and choice < 0.12:
            return Every(tuple(self.of(thing, depth - 1) for _ in range(self.random.randrange(3))))
        if depth and choice < 0.24:
            return Either(tuple(self.of(thing, depth - 1) for _ in range(self.random.randrange(3))))
        if choice < 0.34:
            return Not(self.of(thing, depth - 1 if depth else 0)) if depth else ANYTHING
        if depth and choice < 0.6 and LINKS[thing]:
            return self.linked(thing, self._of(tuple(LINKS[thing])), depth - 1)
        return self.compare(thing, self._of(tuple(FIELDS[thing])))

    def linked(self, thing: Thing, by: str, depth: int = 1) -> Linked:
        """Draw a condition on what a thing is linked to."""
        quantifier = Quantifier.SOME if by in ONE else self._of(tuple(Quantifier))
        return Linked(by, quantifier, self.of(LINKS[thing][by], depth))

    def compare(self, thing: Thing, field: str, op: Op | None = None) -> Compare:
        """Draw one comparison of a field."""
        sort = FIELDS[thing][field]
        op = op or self._of(sorted(OPERATORS[sort]))
        if op is Op.STATED or sort is Sort.FLAG:
            return Compare(field, op, self.random.random() < 0.5)
        if op is Op.IN:
            return Compare(
                field, op, tuple(self._value(thing, field, sort) for _ in range(self._of((1, 2, 3))))
            )
        value = self._value(thing, field, sort)
        if op in (Op.CONTAINS, Op.STARTS_WITH, Op.ENDS_WITH):
            start = self.random.randrange(len(value))
            piece = value[start : start + self._of((1, 2, 3))]
            return Compare(field, op, piece if piece.strip(" ()（）·.,") else "沪")
        return Compare(field, op, value)

    def orders(self, thing: Thing) -> tuple[Order, ...]:
        """Draw an order."""
        keys = self.random.sample(sorted(ORDERS[thing]), self._of((0, 0, 1, 2)))
        return tuple(Order(key, descending=self.random.random() < 0.5) for key in keys)

    def _value(self, thing: Thing, field: str, sort: Sort) -> Any:
        choices: dict[Sort, Sequence[Any]] = {
            Sort.SHARE: SHARES,
            Sort.AMOUNT: AMOUNTS,
            Sort.CAPITAL: AMOUNTS,
            Sort.DATE: self.dates,
            Sort.STATE: [str(state) for state in RecordState],
            Sort.SIDE: ("OUT", "IN"),
            Sort.NAME: self.names,
        }
        if sort in choices:
            return self._of(choices[sort])
        closed = KINDS.get(thing) if field == "kind" else CLOSED.get(field)
        if closed is not None:
            return str(self._of(tuple(closed)))
        return self._of(self.ids if field == "id" else self.codes)

    def _of(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)
