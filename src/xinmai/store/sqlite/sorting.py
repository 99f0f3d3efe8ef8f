"""Orders as SQL: what is not stated comes last, whichever way an order goes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from xinmai.model.filters import Sort, Thing
from xinmai.store.ordering import Key, Value, beyond, last, literal
from xinmai.store.sqlite.codes import PARTY, RECORD_NAME, RELATION_NAME
from xinmai.store.sqlite.situation import first_day, name_of
from xinmai.store.sqlite.where import HIGHEST, attribute, share_bounds


def kind_of(thing: Thing, alias: str) -> str:
    """Return the word of a thing's kind, which stands as a number beside the fact."""
    places: dict[Thing, tuple[str, Mapping[int, str]]] = {
        Thing.PARTY: (f"{alias}.sub", _PARTY_NAME),
        Thing.RECORD: (f"{alias}.sub", RECORD_NAME),
        Thing.RELATION: (f"{alias}_arc.kind", RELATION_NAME),
    }
    column, names = places[thing]
    return f"CASE {column} {' '.join(f'WHEN {code} THEN {str(name)!r}' for code, name in names.items())} END"


_PARTY_NAME: Final = {code: kind for kind, code in PARTY.items()}


def _expression(thing: Thing, key: Key, alias: str) -> str:
    if key.by in ("id", "kind"):
        return f"{alias}.key" if key.by == "id" else kind_of(thing, alias)
    if key.sort is Sort.NAME:
        return name_of(alias)
    if key.sort is Sort.SHARE:
        return share_bounds(thing, key.by, alias)[0]
    text = attribute(thing, key.by, alias)
    if key.sort is Sort.AMOUNT:
        return f"amount_order({text})"
    return first_day(text)


def columns(thing: Thing, keys: Sequence[Key], alias: str) -> str:
    """Return the columns ``k0``, ``k1`` … of an order's keys."""
    return ", ".join(f"{_expression(thing, key, alias)} AS k{place}" for place, key in enumerate(keys))


def names_of(keys: Sequence[Key]) -> str:
    """Return the names of these columns."""
    return ", ".join(f"k{place}" for place, _ in enumerate(keys))


def _filled(place: int, key: Key) -> str:
    """Return a column of which nothing is NULL; the id never is, and its index serves."""
    return f"k{place}" if key.by == "id" else f"ifnull(k{place}, {literal(last(key, HIGHEST))})"


def sequence(keys: Sequence[Key]) -> str:
    """Return what follows ORDER BY."""
    return ", ".join(
        f"{_filled(place, key)}{' DESC' if key.descending else ''}" for place, key in enumerate(keys)
    )


def behind(keys: Sequence[Key], values: Sequence[Value] | None) -> tuple[str, dict[str, Any]]:
    """Return the condition that a row stands behind some values, and its parameters."""
    if values is None:
        return "1", {}
    given = {
        f"k{place}": last(key, HIGHEST) if value is None else value
        for place, (key, value) in enumerate(zip(keys, values, strict=True))
    }
    filled = [_filled(place, key) for place, key in enumerate(keys)]
    return beyond(keys, filled, [f":k{place}" for place, _ in enumerate(keys)]), given
