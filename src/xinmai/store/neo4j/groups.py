"""Counts of things that fulfil a condition, grouped: one statement."""

from collections.abc import Sequence
from typing import Any, Final

from xinmai.model.dates import today_text
from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import DATE_OF, PROPERTIES, By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import Property
from xinmai.ports.budget import computed
from xinmai.store.grouping import MOST_ROWS, grouped
from xinmai.store.neo4j.beginnings import begin
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.relations import KIND_OF, kinds_in
from xinmai.store.neo4j.server import Server
from xinmai.store.neo4j.situation import first_day, value_on_the_day
from xinmai.store.neo4j.where import Where, attribute

_NAMES: Final = {
    Thing.PARTY: ("aggregate_parties", "party"),
    Thing.RECORD: ("aggregate_records", "record"),
}
"""Thing → statement, and the variable of it."""


async def aggregate(
    server: Server,
    view: View,
    thing: Thing,
    where: Condition,
    by: Sequence[By],
    seconds: float,
    *,
    sums: bool,
) -> tuple[GroupCount, ...]:
    """Return the groups of the parties or records that fulfil a condition."""
    name, it = _NAMES[thing]
    writer = Where()
    first = begin(writer, thing, where, it)
    slots = _slots(writer, thing, where, by, it, sums=sums) | ({} if first is None else {"begin": first})
    (row,) = await Lens(server, view, seconds).rows(name, _values(view, writer), slots=slots)
    return await computed(len(row["groups"]), grouped, row["groups"])


async def count(lens: Lens, thing: Thing, where: Condition) -> int:
    """Return how many parties or records fulfil a condition."""
    name, it = _NAMES[thing]
    writer = Where()
    first = begin(writer, thing, where, it)
    slots = _slots(writer, thing, where, (), it, sums=False) | {"day": "null"}
    slots |= {} if first is None else {"begin": first}
    (row,) = await lens.rows(name, _values(lens.view, writer), slots=slots)
    return sum(group[3] for group in row["groups"])


async def aggregate_relations(
    server: Server,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    by: Sequence[By],
    seconds: float,
) -> dict[PublicId, tuple[GroupCount, ...]]:
    """Return the groups of the relations of each party that fulfil a condition."""
    writer = Where()
    slots = _slots(writer, Thing.RELATION, where, by, "relation")
    values = {"parties": list(parties), "kindOf": KIND_OF, **_values(view, writer)}
    lens = Lens(server, view, seconds)
    rows = await lens.rows("aggregate_relations", values, slots=slots, kinds=kinds_in(where))
    size = sum(len(row["groups"]) for row in rows)
    return await computed(size, lambda: {row["id"]: grouped(row["groups"]) for row in rows})


def _values(view: View, writer: Where) -> dict[str, Any]:
    today = today_text(view.as_of)
    return {"rows": MOST_ROWS + 1, "asOf": view.as_of, "today": today, **writer.values}


def _slots(
    writer: Where, thing: Thing, where: Condition, by: Sequence[By], it: str, *, sums: bool = True
) -> dict[str, str]:
    slots = {
        "where": f" AND ({writer.of(thing, where, it)})",
        "keys": ", ".join(_key(thing, key, it) for key in by),
        "currency": "null",
        "amount": "null",
        "day": first_day(attribute(thing, DATE_OF[thing], it)),
    }
    if sums and thing is Thing.PARTY:
        return slots | {"amount": value_on_the_day(it, Property.REGISTERED_CAPITAL, "{0}.amountOrder")}
    if sums:
        return slots | {
            "currency": attribute(thing, "currency", it),
            "amount": attribute(thing, "amount", it),
        }
    return slots


def _key(thing: Thing, by: By, it: str) -> str:
    if by is By.DIRECTION:
        near = f"startNode({it}) = {it}_near"
        return f"CASE WHEN startNode({it}) = endNode({it}) THEN 'BOTH' WHEN {near} THEN 'OUT' ELSE 'IN' END"
    if by is By.YEAR:
        return f"left({attribute(thing, DATE_OF[thing], it)}, 4)"
    if thing is Thing.PARTY and by in PROPERTIES:
        return value_on_the_day(it, str(by))
    if thing is Thing.RELATION:
        return f"$given.kindOf[type({it})]"
    return f"{it}_stated.agency" if by is By.AGENCY else attribute(thing, str(by), it)
