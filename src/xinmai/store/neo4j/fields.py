"""Under which names the fields of conditions stand in the graph: on the node of a party or record, on the relationship of others."""

from typing import Any, Final

from xinmai.model.filters import FIELDS, Sort, Thing
from xinmai.model.names import normal_form
from xinmai.model.shares import amount_order
from xinmai.store.fields import RANGES, unstated

_OWN_NAMES: Final = {
    (Thing.PARTY, "kind"): "subkind",
    (Thing.RECORD, "kind"): "subkind",
    (Thing.SANCTION, "kind"): "subkind",
    (Thing.SANCTION, "from_date"): "validFrom",
    (Thing.SANCTION, "to_date"): "validTo",
    (Thing.EVENT, "event"): "subkind",
    (Thing.FINDING, "party_name"): "normalName",
}
_ELSEWHERE: Final = {
    (Thing.PARTY, "id"),
    (Thing.RECORD, "id"),
    (Thing.RELATION, "id"),
    (Thing.RELATION, "kind"),
}
"""What stands in the graph in another way."""
_STATED: Final = {Sort.WORD, Sort.TEXT, Sort.DATE, Sort.SHARE, Sort.AMOUNT, Sort.FLAG}
"""Sorts of fields that are attributes of the model."""


def property_of(thing: Thing, field: str) -> str:
    """Return the name of the property that holds a field; of an amount, the text by which amounts are ordered."""
    if (thing, field) in _OWN_NAMES:
        return _OWN_NAMES[thing, field]
    first, *others = field.split("_")
    name = first + "".join(word.title() for word in others)
    return f"{name}Order" if FIELDS[thing].get(field) in (Sort.AMOUNT, Sort.CAPITAL) else name


def stated_fields(thing: Thing, fact: Any) -> dict[str, Any]:
    """Return the properties by which conditions find a fact; what is not stated has none."""
    found: dict[str, Any] = {}
    for field, sort in FIELDS[thing].items():
        if (thing, field) in _ELSEWHERE or (sort not in _STATED and (thing, field) not in _OWN_NAMES):
            continue
        for own in (field, *RANGES.get(field, ())) if sort is Sort.SHARE else (field,):
            value = getattr(fact, own)
            if value is not None and value is not False and str(value) != unstated(thing, own):
                found[property_of(thing, own)] = _written(sort, value)
    return found


def _written(sort: Sort, value: Any) -> Any:
    if sort is Sort.AMOUNT:
        return amount_order(value)
    return normal_form(value) if sort is Sort.NAME else value
