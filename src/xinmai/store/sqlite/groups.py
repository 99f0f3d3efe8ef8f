"""Counts of things that fulfil a condition, grouped."""

import sqlite3
from collections.abc import Sequence

from xinmai.model.filters import Condition, Thing
from xinmai.model.groups import DATE_OF, PROPERTIES, By, GroupCount
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import Property
from xinmai.store.grouping import MOST_ROWS, grouped
from xinmai.store.sqlite.codes import OUT
from xinmai.store.sqlite.find import sources
from xinmai.store.sqlite.lens import Lens
from xinmai.store.sqlite.situation import first_day, value_on_the_day
from xinmai.store.sqlite.sorting import kind_of
from xinmai.store.sqlite.where import Where, attribute


def aggregate(
    connection: sqlite3.Connection,
    view: View,
    thing: Thing,
    where: Condition,
    by: Sequence[By],
    sums: bool,
) -> tuple[GroupCount, ...]:
    """Return the groups of the parties or records that fulfil a condition."""
    writer = Where(Lens(connection, view))
    return _groups(writer, thing, f"FROM {sources(writer, thing, where)[0]}", by, sums=sums)


def aggregate_relations(
    connection: sqlite3.Connection,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    by: Sequence[By],
) -> dict[PublicId, tuple[GroupCount, ...]]:
    """Return the groups of the relations of each party that fulfil a condition."""
    lens = Lens(connection, view)
    writer = Where(lens)
    source = f"{writer.relations_of(':n', 'p')} AND ({writer.of(Thing.RELATION, where, 'p')})"
    found = lens.fids(parties, Lens.STANDING)
    return {PublicId(key): _groups(writer, Thing.RELATION, source, by, n=n) for key, n in found.items()}


def _groups(
    writer: Where, thing: Thing, source: str, by: Sequence[By], *, sums: bool = True, **values: int
) -> tuple[GroupCount, ...]:
    keys = [f"{_key(writer, thing, key)} AS g{place}" for place, key in enumerate(by)]
    names = [f"g{place}" for place, _ in enumerate(by)]
    currency = "NULL" if thing is Thing.PARTY or not sums else attribute(thing, "currency", "p")
    amount = _amount(writer, thing) if sums else "NULL"
    day = first_day(attribute(thing, DATE_OF[thing], "p"))
    columns = ", ".join([*keys, f"{currency} AS currency", f"{amount} AS amount", f"{day} AS day"])
    together = ", ".join([*names, "currency", "amount"])
    rows = writer.lens.rows(
        f"WITH met AS MATERIALIZED (SELECT {columns} {source})"
        f" SELECT {together}, count(*), min(day), max(day) FROM met GROUP BY {together} LIMIT {MOST_ROWS + 1}",
        **values,
        **writer.values,
    )
    wide = len(by)
    return grouped((row[:wide], *row[wide:]) for row in rows)


def _key(writer: Where, thing: Thing, by: By) -> str:
    if by is By.KIND:
        return kind_of(thing, "p")
    if by is By.DIRECTION:
        return f"CASE WHEN p_arc.other = p_arc.n THEN 'BOTH' WHEN p_arc.dir = {OUT} THEN 'OUT' ELSE 'IN' END"
    if by is By.YEAR:
        return f"substr({attribute(thing, DATE_OF[thing], 'p')}, 1, 4)"
    if thing is Thing.PARTY and by in PROPERTIES:
        return value_on_the_day(writer.lens, "p", str(by))
    return attribute(thing, str(by), "p")


def _amount(writer: Where, thing: Thing) -> str:
    if thing is Thing.PARTY:
        return f"amount_order({value_on_the_day(writer.lens, 'p', Property.REGISTERED_CAPITAL)})"
    return f"amount_order({attribute(thing, 'amount', 'p')})"
