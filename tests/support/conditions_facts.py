"""Draws conditions that tell the things of a view apart: their values are those that something in it has."""

from random import Random
from typing import Any

from xinmai.model.filters import FIELDS, Compare, Condition, Op, Sort, Thing
from xinmai.model.names import normal_form

from support.conditions import Conditions
from support.graphs import World
from support.naive import Naive

_PIECES = (Op.CONTAINS, Op.STARTS_WITH, Op.ENDS_WITH)
_SCALES = (Sort.AMOUNT, Sort.CAPITAL)
LISTS = (Thing.PARTY, Thing.RECORD, Thing.RELATION)


def all_of(naive: Naive, thing: Thing) -> list[Any]:
    """Return the things of a kind that a view shows; a relation once for each party at its ends."""
    if thing is Thing.PARTY:
        return list(naive.parties.values())
    if thing is Thing.RELATION:
        ends = [(r, end) for r in naive.relations for end in dict.fromkeys((r.from_id, r.to_id))]
        return [standing for standing in ends if standing[1] in naive.parties]
    parts = {Thing.FINDING: "parties", Thing.SANCTION: "sanctions", Thing.EVENT: "events"}
    if thing in parts:
        return [part for record in naive.records for part in getattr(record, parts[thing])]
    return list(naive.records)


class FromFacts(Conditions):
    """Draws with the values of facts, now and then with others: those of which nothing is known, and their neighbours."""

    def __init__(self, random: Random, naive: Naive) -> None:
        plain = World(random).conditions()
        super().__init__(random, ids=plain.ids, names=plain.names, dates=plain.dates, codes=plain.codes)
        self.naive = naive
        self._known: dict[tuple[Thing, str], list[Any]] = {}
        self._subjects: dict[Thing, list[Any]] = {}

    def subjects(self, thing: Thing) -> list[Any]:
        """Return the things of a kind that the view shows."""
        if thing not in self._subjects:
            self._subjects[thing] = all_of(self.naive, thing)
        return self._subjects[thing]

    def answer(self, thing: Thing, where: Condition) -> tuple[bool, ...]:
        """Return of which things a condition holds."""
        return tuple(self.naive.holds(thing, where, subject) for subject in self.subjects(thing))

    def tells(self, thing: Thing, where: Condition) -> bool:
        """Say whether a condition holds of some things, and of some it does not."""
        return len(set(self.answer(thing, where))) > 1

    def telling(self, thing: Thing, depth: int) -> Condition:
        """Draw a condition that tells things apart."""
        return next(own for _ in range(1_000) if self.tells(thing, own := self.of(thing, depth)))

    def compare(self, thing: Thing, field: str, op: Op | None = None) -> Compare:
        """Draw one comparison; a piece is as often one of the end that is asked for as any."""
        drawn = super().compare(thing, field, op)
        if drawn.op not in _PIECES:
            return drawn
        value = self._value(thing, field, FIELDS[thing][field])
        length = self.random.randrange(1, len(value) + 1)
        start = {Op.STARTS_WITH: 0, Op.ENDS_WITH: len(value) - length}.get(drawn.op)
        if start is None or self.random.random() < 0.5:
            start = self.random.randrange(len(value))
        piece = value[start : start + length]
        return Compare(field, drawn.op, piece if normal_form(piece) else "沪")

    def _value(self, thing: Thing, field: str, sort: Sort) -> Any:
        known = self._values_of(thing, field, sort)
        if not known or self.random.random() < 0.15:
            return super()._value(thing, field, sort)
        value = self._of(known)
        if sort is Sort.DATE:
            return self._of((value, value, *_near(value)))
        return self._of(value) if isinstance(value, tuple) else value

    def _values_of(self, thing: Thing, field: str, sort: Sort) -> list[Any]:
        if (thing, field) not in self._known:
            found = [
                value for own in self.subjects(thing) for value in self.naive._values(thing, field, sort, own)
            ]
            self._known[thing, field] = [value for value in found if sort not in _SCALES or _is_amount(value)]
        return self._known[thing, field]


def _near(date: str) -> tuple[str, ...]:
    """Return the month and the year of a date, and the years beside it."""
    year = int(date[:4])
    return date[:7], date[:4], str(year - 1), str(year + 1)


def _is_amount(value: str) -> bool:
    """Say whether a stated capital is a number: nothing else may be compared with."""
    return value.replace(".", "", 1).isdecimal()
