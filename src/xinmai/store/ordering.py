"""Pages of lists in any order: the keys of an order, and cursors that mean the same on every engine."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from xinmai.errors import BadArgument
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.filters import Sort, Thing
from xinmai.model.orders import ORDERS, Order
from xinmai.model.view import Page

Value = str | int | None
"""What an item has for a key; None where nothing is stated."""

_OWN: Final = {Thing.PARTY: (), Thing.RELATION: (Order("kind"),), Thing.RECORD: ()}
"""Order of a list that is asked for in none, before the id."""


class Key(NamedTuple):
    """One key of a total order."""

    by: str
    sort: Sort
    descending: bool


def keys_of(thing: Thing, page: Page) -> tuple[Key, ...]:
    """Return the keys of a page's order; the id, which no two items share, is the last."""
    keys: list[Key] = []
    for order in (*(page.order or _OWN[thing]), Order("id")):
        if any(key.by == order.by for key in keys):
            continue
        keys.append(Key(order.by, ORDERS[thing][order.by], order.descending))
        if order.by == "id":
            break
    return tuple(keys)


def position(page: Page, keys: Sequence[Key]) -> tuple[Value, ...] | None:
    """Return the values behind which a page begins; None for the first page.

    Raises
    ------
    BadArgument
        If the cursor is none of this list.
    """
    if page.after is None:
        return None
    values = sort_key(page.of, page.after, tuple[str | int | None, ...], ())
    fits = len(values) == len(keys) and all(map(_fits, values, keys))
    if not fits:
        raise BadArgument("after", "is no cursor of this list.")
    return values


def _fits(value: Value, key: Key) -> bool:
    if value is None:
        return key.by != "id"
    if isinstance(value, int):
        return key.sort is Sort.SHARE and 0 <= value < _GREATEST
    return key.sort is not Sort.SHARE


_GREATEST: Final = 1 << 62
"""No share is so great."""


def last(key: Key, greatest: str) -> str | int:
    """Return a value behind all others of a key; ``greatest`` is a text behind all texts of an engine."""
    if key.sort is Sort.SHARE:
        return -1 if key.descending else _GREATEST
    return "" if key.descending else greatest


def literal(value: str | int) -> str:
    """Return a value of ours as SQL and Cypher write it."""
    return f"'{value}'" if isinstance(value, str) else str(value)


def beyond(keys: Sequence[Key], names: Sequence[str], values: Sequence[str]) -> str:
    """Return the condition that a row, whose keys have names, stands behind values; the same in SQL and Cypher."""
    steps = []
    for place, key in enumerate(keys):
        same = [f"{names[before]} = {values[before]}" for before in range(place)]
        own = f"{names[place]} {'<' if key.descending else '>'} {values[place]}"
        steps.append(f"({' AND '.join([*same, own])})")
    return f"({' OR '.join(steps)})"


def cursor_of(page: Page, values: Sequence[Value]) -> str:
    """Return the cursor of an item."""
    return cursor(page.of, *values)
