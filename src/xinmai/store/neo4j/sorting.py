"""Orders as Cypher: what is not stated comes last, whichever way an order goes. Texts stand in their sort form."""

from collections.abc import Sequence
from typing import Any, Final

from xinmai.model.filters import Sort, Thing
from xinmai.store.neo4j.order import from_sort_form, sort_form
from xinmai.store.neo4j.situation import first_day, name_on_the_day
from xinmai.store.neo4j.where import attribute, share_bounds
from xinmai.store.ordering import Key, Value, beyond, last, literal

_HIGHEST: Final = "\uffff"
"""Sorts behind every text in its sort form."""


def slots_of(thing: Thing, keys: Sequence[Key], it: str) -> dict[str, str]:
    """Return the texts of an order for the slots of a statement about ``it``."""
    names = [f"key{place}" for place, _ in enumerate(keys)]
    values = [f"$given.behind[{place}]" for place, _ in enumerate(keys)]
    return {
        "keys": ", ".join(
            f"{_expression(thing, key, it)} AS {name}" for key, name in zip(keys, names, strict=True)
        ),
        "order": ", ".join(
            f"{name}{' DESC' if key.descending else ''}" for key, name in zip(keys, names, strict=True)
        ),
        "listed": ", ".join(names),
        "behind": beyond(keys, [f"item.keys[{place}]" for place, _ in enumerate(keys)], values),
        "beyond": beyond(keys, names, values),
    }


def _expression(thing: Thing, key: Key, it: str) -> str:
    if key.by == "id":
        return f"coalesce({it}.sortKey, {it}.id)" if thing is Thing.RELATION else f"{it}.sortKey"
    if thing is Thing.RELATION and key.by == "kind":
        return f"$given.kindOf[type({it})]"
    if key.sort is Sort.NAME:
        return name_on_the_day(it, "coalesce({0}.nameOrder, {0}.normalName)")
    stated = share_bounds(thing, key.by, it)[0] if key.sort is Sort.SHARE else attribute(thing, key.by, it)
    text = first_day(stated) if key.sort is Sort.DATE else stated
    return f"coalesce({text}, {literal(last(key, _HIGHEST))})"


def placed(keys: Sequence[Key], values: Sequence[Value] | None) -> list[Any] | None:
    """Return the values of a cursor as they are compared."""
    if values is None:
        return None
    return [_placed(key, value) for key, value in zip(keys, values, strict=True)]


def _placed(key: Key, value: Value) -> Any:
    if value is None:
        return last(key, _HIGHEST)
    return sort_form(value) if isinstance(value, str) else value


def values_of(keys: Sequence[Key], row: Sequence[Any]) -> list[Value]:
    """Return what a row's keys mean: the values of its cursor."""
    return [
        None if value == last(key, _HIGHEST) else from_sort_form(value) if isinstance(value, str) else value
        for key, value in zip(keys, row, strict=True)
    ]
