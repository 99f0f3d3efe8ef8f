"""Orders as Cypher: what is not stated comes last, whichever way an order goes. Texts stand in their sort form."""

from collections.abc import Sequence
from typing import Any, Final

from xinmai.model.filters import Sort, Thing
from xinmai.store.neo4j.order import from_sort_form, sort_form
from xinmai.store.neo4j.situation import first_day, name_on_the_day
from xinmai.store.neo4j.where import attribute, share_bounds
from xinmai.store.ordering import Key, Value

_LAST: Final = {(False, False): "\uffff", (False, True): "", (True, False): 1 << 62, (True, True): -1}
"""Whether a key is a number, whether it descends → a value behind all others."""


def slots_of(thing: Thing, keys: Sequence[Key], it: str) -> dict[str, str]:
    """Return the texts of an order for the slots of a statement about ``it``."""
    names = [f"key{place}" for place, _ in enumerate(keys)]
    return {
        "keys": ", ".join(
            f"{_expression(thing, key, it)} AS {name}" for key, name in zip(keys, names, strict=True)
        ),
        "order": ", ".join(
            f"{name}{' DESC' if key.descending else ''}" for key, name in zip(keys, names, strict=True)
        ),
        "listed": ", ".join(names),
        "behind": _behind(keys, [f"item.keys[{place}]" for place, _ in enumerate(keys)]),
        "beyond": _behind(keys, names),
    }


def _behind(keys: Sequence[Key], names: Sequence[str]) -> str:
    steps = []
    for place, key in enumerate(keys):
        same = [f"{names[before]} = $given.behind[{before}]" for before in range(place)]
        steps.append(
            " AND ".join([*same, f"{names[place]} {'<' if key.descending else '>'} $given.behind[{place}]"])
        )
    return f"({' OR '.join(steps)})"


def _expression(thing: Thing, key: Key, it: str) -> str:
    if key.by == "id":
        return f"coalesce({it}.sortKey, {it}.id)" if thing is Thing.RELATION else f"{it}.sortKey"
    if thing is Thing.RELATION and key.by == "kind":
        return f"$given.kindOf[type({it})]"
    if key.sort is Sort.NAME:
        return name_on_the_day(it, "coalesce({0}.nameOrder, {0}.normalName)")
    stated = share_bounds(thing, key.by, it)[0] if key.sort is Sort.SHARE else attribute(thing, key.by, it)
    text = first_day(stated) if key.sort is Sort.DATE else stated
    return f"coalesce({text}, {_literal(_last(key))})"


def _last(key: Key) -> Any:
    return _LAST[key.sort is Sort.SHARE, key.descending]


def _literal(value: str | int) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def placed(keys: Sequence[Key], values: Sequence[Value] | None) -> list[Any] | None:
    """Return the values of a cursor as they are compared."""
    if values is None:
        return None
    return [_placed(key, value) for key, value in zip(keys, values, strict=True)]


def _placed(key: Key, value: Value) -> Any:
    if value is None:
        return _last(key)
    return sort_form(value) if isinstance(value, str) else value


def values_of(keys: Sequence[Key], row: Sequence[Any]) -> list[Value]:
    """Return what a row's keys mean: the values of its cursor."""
    return [
        None if value == _last(key) else from_sort_form(value) if isinstance(value, str) else value
        for key, value in zip(keys, row, strict=True)
    ]
