"""Reads conditions and orders of a request: what is stated in inputs becomes a value of the model, checked on the way."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple

from xinmai.api.arguments import page, stated
from xinmai.api.context import Info
from xinmai.api.selection import wants
from xinmai.errors import BadArgument
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
    Quantifier,
    Sort,
    Thing,
    both,
    size,
)
from xinmai.model.groups import By
from xinmai.model.ids import PublicId
from xinmai.model.names import normal_form
from xinmai.model.orders import Order
from xinmai.model.shares import ShareForm, parse_percent
from xinmai.model.view import Page
from xinmai.model.vocabulary import Direction, RecordState
from xinmai.service.codes import stored_terms

MOST_PARTS: Final = 100
"""Comparisons, links and words that join them in one condition."""
MOST_VALUES: Final = 1_000
"""Values in one list of a condition."""
MOST_KEYS: Final = 3
"""Keys of one grouping."""
DEEPEST: Final = 4
"""Links in a row."""
MOST_NESTED: Final = 12
"""Inputs within inputs."""

PAGE: Final = 50
"""Items of a page that states no number."""

_AMOUNT: Final = re.compile(r"\d{1,17}(\.\d{1,18})?", re.ASCII)
_JOINED_BY: Final[dict[str, Callable[[tuple[Condition, ...]], Condition]]] = {"and": Every, "or": Either}


def condition_of(
    where: Any, thing: Thing, named: Callable[[str], PublicId], argument: str = "where"
) -> Condition:
    """Return the condition that an input means; ``named`` makes an id of an argument.

    Raises
    ------
    BadArgument
        If a list is stated and empty or too long, a text is empty, a number is none, a word is unknown, the condition is too
        large, or it asks for what nobody is shown.
    """
    if stated(where) is None:
        return ANYTHING
    condition = _Reader(named).told(where, thing, argument, _Depth())
    if size(condition) > MOST_PARTS:
        raise BadArgument(argument, f"may have {MOST_PARTS} parts, not {size(condition)}.")
    return condition


class Narrowed(NamedTuple):
    """How a request narrows and orders a list."""

    where: Any
    order_by: Any


def asked_of(
    info: Info,
    thing: Thing,
    narrowed: Narrowed,
    shown: tuple[str, int | None, str | None],
    own: Condition = ANYTHING,
    about: object = None,
) -> tuple[Condition, Page]:
    """Return condition and page of a list: ``shown`` are its name, ``first`` and ``after``; ``own`` holds of all of it.

    ``about`` is whose list it is, where many have one.

    Raises
    ------
    BadArgument
        If something of it cannot be asked.
    """
    name, first, after = shown
    condition = both(own, condition_of(narrowed.where, thing, info.context.public_id))
    order, count = order_of(narrowed.order_by), wants(info, "totalCount")
    asked = page(name, first, after, default=PAGE, where=condition, order=order, about=about, count=count)
    return condition, asked


def order_of(orders: Sequence[Any] | None) -> tuple[Order, ...]:
    """Return the order that inputs mean."""
    return tuple(
        Order(order.by.value, descending=order.direction.value == "DESC") for order in stated(orders) or ()
    )


def grouping_of(by: Sequence[Any]) -> tuple[By, ...]:
    """Return the keys that inputs mean.

    Raises
    ------
    BadArgument
        If there are too many, or one twice.
    """
    keys = tuple(key.value for key in by)
    if len(keys) > MOST_KEYS or len(set(keys)) < len(keys):
        raise BadArgument("by", f"names {MOST_KEYS} keys at most, each once.")
    return keys


class _Depth(NamedTuple):
    """How deep an input stands."""

    links: int = 0
    inputs: int = 0


class _Reader:
    def __init__(self, named: Callable[[str], PublicId]) -> None:
        self._named = named

    def told(self, where: Any, thing: Thing, path: str, depth: _Depth) -> Condition:
        """Return the condition of one input that must state something."""
        _says_something(where, path)
        return self.read(where, thing, path, depth)

    def read(self, where: Any, thing: Thing, path: str, depth: _Depth) -> Condition:
        """Return the condition of one input: all that is stated in it."""
        _no_nulls(where, path)
        if depth.links > DEEPEST:
            raise BadArgument(path, f"leads over more than {DEEPEST} links in a row.")
        if depth.inputs > MOST_NESTED:
            raise BadArgument(path, f"is nested more than {MOST_NESTED} deep.")
        below = _Depth(depth.links, depth.inputs + 1)
        return both(
            *(own for name, value in _stated(where) for own in self._one(name, value, thing, path, below))
        )

    def _one(self, name: str, value: Any, thing: Thing, path: str, depth: _Depth) -> Iterator[Condition]:
        here = f"{path}.{_shown(name)}"
        if name in _JOINED_BY:
            _not_empty(value, here)
            yield _JOINED_BY[name](tuple(self.told(own, thing, here, depth) for own in value))
        elif name == "not":
            yield Not(self.told(value, thing, here, depth))
        elif name in LINKS[thing]:
            below = _Depth(depth.links + 1, depth.inputs)
            yield from self._linked(name, value, LINKS[thing][name], here, below)
        else:
            yield from self._tests(name, value, FIELDS[thing][name], here)

    def _linked(self, name: str, value: Any, far: Thing, path: str, depth: _Depth) -> Iterator[Condition]:
        if name in ONE:
            yield Linked(name, Quantifier.SOME, self.read(value, far, path, depth))
            return
        _says_something(value, path)
        for quantifier, own in _stated(value):
            where = self.read(own, far, f"{path}.{quantifier}", depth)
            yield Linked(name, Quantifier(quantifier), where)

    def _tests(self, name: str, value: Any, sort: Sort, path: str) -> Iterator[Compare]:
        _says_something(value, path)
        for operator, own in _stated(value):
            op, here = Op(operator), f"{path}.{_shown(operator)}"
            if op is Op.IN:
                _not_empty(own, here)
                yield Compare(
                    name, op, tuple(text for one in own for text in self._value(name, sort, one, here))
                )
            else:
                yield self._test(name, sort, op, own, here)

    def _test(self, name: str, sort: Sort, op: Op, own: Any, path: str) -> Compare:
        if op is Op.STATED or sort is Sort.FLAG:
            return Compare(name, op, bool(own))
        if sort is Sort.SHARE:
            return Compare(name, op, _share(own, path))
        values = tuple(self._value(name, sort, own, path))
        return Compare(name, op, values[0]) if len(values) == 1 else Compare(name, Op.IN, values)

    def _value(self, name: str, sort: Sort, value: Any, path: str) -> Sequence[str]:
        """Return the writings in which a value may be stored."""
        if sort is Sort.IDENTIFIER:
            return stored_terms(str(value), path)
        if name == "id":
            return (self._named(value),)
        _checked(sort, str(value), path)
        return (str(value),)


def _checked(sort: Sort, text: str, path: str) -> None:
    if sort in (Sort.TEXT, Sort.NAME) and not (normal_form(text) if sort is Sort.NAME else text):
        raise BadArgument(path, "is empty; leave it out for all.")
    if sort in (Sort.AMOUNT, Sort.CAPITAL) and not _AMOUNT.fullmatch(text):
        raise BadArgument(path, "must be a decimal of at least 0, for example 50000 or 0.5.")
    if sort is Sort.STATE and text not in set(RecordState):
        raise BadArgument(path, f"must be one of {', '.join(RecordState)}.")
    if sort is Sort.SIDE and text == Direction.BOTH:
        raise BadArgument(path, "must be OUT or IN; leave it out for both.")


def _share(text: str, path: str) -> int:
    try:
        return parse_percent(text)
    except ShareForm as problem:
        raise BadArgument(path, f"{problem}; a share is a decimal in percent, for example 33.34.") from None


def _says_something(where: Any, path: str) -> None:
    """Refuse an input that states nothing: a variable that was forgotten must not mean everything."""
    _no_nulls(where, path)
    if not any(True for _ in _stated(where)):
        raise BadArgument(path, "states nothing; leave it out for all.")


def _no_nulls(where: Any, path: str) -> None:
    nulls = [field.name for field in fields(where) if getattr(where, field.name) is None]
    if nulls:
        here = f"{path}.{_shown(nulls[0].rstrip('_'))}"
        raise BadArgument(here, "is null; state a value, or leave it out.")


def _not_empty(values: Sequence[Any], path: str) -> None:
    if not values:
        raise BadArgument(path, "names nothing; leave it out for all.")
    if len(values) > MOST_VALUES:
        raise BadArgument(path, f"may name {MOST_VALUES} at most, not {len(values)}.")


def _stated(where: Any) -> Iterator[tuple[str, Any]]:
    """Yield what an input states: the name of the model, and the value."""
    for field in fields(where):
        value = stated(getattr(where, field.name))
        if value is not None:
            yield field.name.rstrip("_"), value


def _shown(name: str) -> str:
    """Return the name as the request writes it."""
    first, *others = {"from_date": "from", "to_date": "to"}.get(name, name).split("_")
    return first + "".join(word.title() for word in others)
