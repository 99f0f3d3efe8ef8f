"""What a condition and an order mean, said in plain Python: the reference for every engine."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from xinmai.model.dates import bounds
from xinmai.model.filters import (
    FIELDS,
    SEVERAL,
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
from xinmai.model.names import normal_form
from xinmai.model.orders import ORDERS, Order
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord, RecordParty
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.vocabulary import Direction, Property

Standing = tuple[Relation, str]
"""A relation, and the node from which it is seen."""


class Naive:
    """Judges conditions over the parties, records and relations that a view shows."""

    def __init__(
        self,
        parties: dict[Any, Party],
        records: Sequence[CreditRecord],
        relations: Sequence[Relation],
        day: int,
    ) -> None:
        self.parties = parties
        self.records = records
        self.relations = relations
        self.day = day

    def holds(self, thing: Thing, condition: Condition, subject: Any) -> bool:
        match condition:
            case Every(of):
                return all(self.holds(thing, own, subject) for own in of)
            case Either(of):
                return any(self.holds(thing, own, subject) for own in of)
            case Not(of):
                return not self.holds(thing, of, subject)
            case Linked(by, quantifier, where):
                far, linked = self._linked(by, subject)
                number = [self.holds(far, where, other) for other in linked]
                return {
                    Quantifier.SOME: any(number),
                    Quantifier.NONE: not any(number),
                    Quantifier.ALL: all(number),
                    Quantifier.SINGLE: sum(number) == 1,
                }[quantifier]
            case Compare(field, op, value):
                sort = FIELDS[thing][field]
                return any(
                    _meets(sort, op, value, own) for own in self._values(thing, field, sort, subject)
                ) or (op is Op.STATED and not value and not self._values(thing, field, sort, subject))

    def _linked(self, by: str, subject: Any) -> tuple[Thing, list[Any]]:
        if by == "relations":
            return Thing.RELATION, [
                (r, subject.id) for r in self.relations if subject.id in (r.from_id, r.to_id)
            ]
        if by == "records":
            return Thing.RECORD, [r for r in self.records if any(p.party == subject.id for p in r.parties)]
        if by in ("parties", "sanctions", "events"):
            things = {"parties": Thing.FINDING, "sanctions": Thing.SANCTION, "events": Thing.EVENT}
            return things[by], list(getattr(subject, by))
        return Thing.PARTY, [self.parties[i] for i in self._one(by, subject) if i in self.parties]

    @staticmethod
    def _one(by: str, subject: Any) -> list[Any]:
        if by == "other":
            relation, node = subject
            return [relation.to_id if relation.from_id == node else relation.from_id]
        return [subject.agency if isinstance(subject, CreditRecord) else subject.party]

    def _values(self, thing: Thing, field: str, sort: Sort, subject: Any) -> list[Any]:
        """Return what a subject has for a field: nothing, one value, or several of which one suffices."""
        if thing is Thing.RELATION:
            subject, node = subject
            if sort is Sort.SIDE:
                ends = [(subject.from_id, Direction.OUT), (subject.to_id, Direction.IN)]
                return [str(side) for end, side in ends if end == node]
        read: dict[Sort, Callable[[], list[Any]]] = {
            Sort.SHARE: lambda: share_of(subject, field),
            Sort.NAME: lambda: self._names(field, subject),
            Sort.IDENTIFIER: lambda: terms_of(subject),
            Sort.TRAIT: lambda: self._properties(field, subject),
            Sort.CAPITAL: lambda: self._properties(field, subject),
            Sort.STATE: lambda: [str(subject.state_on(self.day))],
        }
        if sort in read:
            return read[sort]()
        value = getattr(subject, field)
        return [] if value is None else [value]

    def _properties(self, field: str, subject: Party) -> list[str]:
        values = [fact.value for fact in subject.facts_on(self.day, Property(field))]
        return values if field in SEVERAL else values[-1:]

    def _names(self, field: str, subject: Any) -> list[str]:
        if isinstance(subject, RecordParty):
            return [] if subject.party_name is None else [subject.party_name]
        if field == "name":
            return [subject.name_on(self.day)]
        return [subject.name, *(f.value for f in subject.facts if f.prop is Property.NAME)]

    def order_key(self, thing: Thing, order: Order, subject: Any) -> tuple[bool, Any]:
        """Return by what a subject is placed for one key; nothing stated is last both ways."""
        values = self._values(thing, order.by, ORDERS[thing][order.by], subject)
        if not values:
            return True, None
        value = values[0]
        sort = ORDERS[thing][order.by]
        if sort is Sort.DATE:
            return False, bounds(value)[0]
        if sort is Sort.SHARE:
            return False, value[0]
        if sort is Sort.AMOUNT:
            return False, Decimal(value)
        return False, normal_form(value) if sort is Sort.NAME else str(value)


def terms_of(party: Party) -> list[str]:
    """Return all codes of a party as ``scheme:value``."""
    dated = [f.value for f in party.facts if f.prop is Property.IDENTIFIER]
    return [*(identifier.term for identifier in party.identifiers), *dated]


def share_of(subject: Any, field: str) -> list[tuple[int, int]]:
    """Return the bounds of a share, if anything is stated about it."""
    names = {"share": ("share_min", "share_max"), "vote_share": ("vote_min", "vote_max")}.get(field)
    exact = getattr(subject, field)
    if exact is not None:
        return [(exact, exact)]
    low, high = (getattr(subject, name) for name in names) if names else (None, None)
    if low is None and high is None:
        return []
    return [(low or 0, WHOLE if high is None else high)]


def _meets(sort: Sort, op: Op, wanted: Any, own: Any) -> bool:
    if op is Op.STATED:
        return bool(wanted)
    if sort is Sort.FLAG:
        return bool(own) == bool(wanted)
    if sort in (Sort.DATE, Sort.SHARE, Sort.AMOUNT, Sort.CAPITAL):
        ranges = _range(sort, own), _range(sort, wanted)
        return None not in ranges and _compared(op, *ranges)
    prepared: Callable[[str], str] = normal_form if sort is Sort.NAME else str
    text = prepared(own)
    values = [prepared(value) for value in (wanted if isinstance(wanted, tuple) else (wanted,))]
    return {
        Op.EQ: text in values,
        Op.IN: text in values,
        Op.CONTAINS: bool(values) and values[0] in text,
        Op.STARTS_WITH: bool(values) and text.startswith(values[0]),
        Op.ENDS_WITH: bool(values) and text.endswith(values[0]),
    }[op]


def _range(sort: Sort, value: Any) -> Any:
    """Return the least and the greatest that a value may mean; None for an amount that is no number."""
    if sort is Sort.DATE:
        return bounds(value)
    if sort is Sort.SHARE:
        return value if isinstance(value, tuple) else (value, value)
    return (Decimal(value),) * 2 if value.replace(".", "", 1).isdecimal() else None


def _compared(op: Op, own: Any, wanted: Any) -> bool:
    """Compare whole ranges: a comparison holds if it does for all that a value may mean."""
    (low, high), (first, last) = own, wanted
    return bool(
        {
            Op.EQ: first <= low and high <= last,
            Op.LT: high < first,
            Op.LTE: high <= last,
            Op.GT: low > last,
            Op.GTE: low >= first,
        }[op]
    )


def ordered(naive: Naive, thing: Thing, orders: Iterable[Order], subjects: Iterable[Any]) -> list[Any]:
    """Return subjects in an order: sorted by the last key first, because sorting is stable."""
    own = {Thing.RELATION: (Order("kind"),)}.get(thing, ())
    found = list(subjects)
    for order in reversed((*(tuple(orders) or own), Order("id"))):
        stated = [s for s in found if not naive.order_key(thing, order, s)[0]]
        unstated = [s for s in found if naive.order_key(thing, order, s)[0]]
        stated.sort(key=lambda s: naive.order_key(thing, order, s)[1], reverse=order.descending)
        found = stated + unstated
    return found
