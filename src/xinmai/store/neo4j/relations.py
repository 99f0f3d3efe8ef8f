"""Relations of single parties: pages and counts."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xinmai.model.answers import Degree
from xinmai.model.filters import Condition, Thing, words
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.listing import Asked
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.vocabulary import RELATION_TYPE, SUPERSEDED
from xinmai.store.reading import read_all

KIND_OF: Final = {
    prefix + name: str(kind) for kind, name in RELATION_TYPE.items() for prefix in ("", SUPERSEDED)
}
"""Kind of relation for each type of relationship, those of the past included."""


async def relations(
    server: Server,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    page: Page,
    seconds: float,
) -> dict[PublicId, Slice[Relation]]:
    """Return one page of the relations of each party."""
    asked = Asked(Thing.RELATION, "relation", where, page)
    values = {"parties": list(parties), "kindOf": KIND_OF, **asked.values(view)}
    rows = await Lens(server, view, seconds).rows(
        "relations", values, slots=asked.slots(), kinds=kinds_in(where)
    )
    return {row["id"]: asked.page_of(_relations(row), row, row["total"]) for row in rows}


def kinds_in(where: Condition) -> Sequence[RelationKind]:
    """Return the kinds that a condition leaves."""
    named = words(where, "kind")
    return tuple(kind for kind in RelationKind if named is None or kind in named)


def _relations(row: Row) -> list[Relation]:
    return read_all("relation", [(item["recordedFrom"], item["payload"]) for item in row["items"]])


async def degrees(
    server: Server, view: View, ids: Sequence[PublicId], seconds: float
) -> dict[PublicId, tuple[Degree, ...]]:
    """Return the number of relations of each party by kind and direction."""
    rows = await Lens(server, view, seconds).rows("degrees", {"parties": list(ids)}, kinds=RelationKind)
    return {row["id"]: _degrees(row) for row in rows}


def _degrees(row: Row) -> tuple[Degree, ...]:
    """Return the counts of a party; a kind may stand under the types of present and past."""
    counted: Counter[tuple[RelationKind, Direction]] = Counter()
    for direction, column in ((Direction.IN, "into"), (Direction.OUT, "out")):
        for name, count in row[column]:
            counted[RelationKind(KIND_OF[name]), direction] += count
    return tuple(Degree(kind, direction, counted[kind, direction]) for kind, direction in sorted(counted))


async def relation_kinds(
    server: Server, view: View, kinds: Sequence[RelationKind], seconds: float
) -> frozenset[RelationKind]:
    """Return those of some kinds of which the view shows a relation: the first of each is looked for."""
    if not kinds:
        return frozenset()
    rows = await Lens(server, view, seconds).rows("relation_kinds", {}, each=sorted(set(kinds)))
    return frozenset(RelationKind(KIND_OF[row["type"]]) for row in rows)
