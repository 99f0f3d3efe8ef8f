"""Relations of single parties: pages and counts."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from xinmai.model.answers import Degree
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.order import sort_form
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import FOLLOWED
from xinmai.store.neo4j.vocabulary import RELATION_TYPE, SUPERSEDED
from xinmai.store.paging import cut
from xinmai.store.reading import read_all

_KIND_OF: Final = {
    prefix + name: str(kind) for kind, name in RELATION_TYPE.items() for prefix in ("", SUPERSEDED)
}
"""Kind of relation for each type of relationship, those of the past included."""


async def relations(
    server: Server,
    view: View,
    party: PublicId,
    kinds: Sequence[RelationKind] | None,
    direction: Direction,
    page: Page,
    seconds: float,
) -> Slice[Relation]:
    """Return one page of a party's relations, ordered by the name of the kind, then id."""
    kind, after = sort_key(page.of, page.after, tuple[str, str], ("", ""))
    (row,) = await Lens(server, view, seconds).rows(
        "relations",
        {
            "party": party,
            "kindOf": _KIND_OF,
            "kind": kind,
            "after": sort_form(after),
            "first": page.first + 1,
        },
        direction=direction,
        kinds=FOLLOWED if kinds is None else kinds,
    )
    items: list[Relation] = read_all("relation", row["items"])
    return cut(items, [cursor(page.of, item.kind, item.id) for item in items], page, row["total"])


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
            counted[RelationKind(_KIND_OF[name]), direction] += count
    return tuple(Degree(kind, direction, counted[kind, direction]) for kind, direction in sorted(counted))


async def relation_kinds(
    server: Server, view: View, kinds: Sequence[RelationKind], seconds: float
) -> frozenset[RelationKind]:
    """Return those of some kinds of which the view shows a relation: the first of each is looked for."""
    lens = Lens(server, view, seconds)
    found = [kind for kind in dict.fromkeys(kinds) if await lens.rows("relation_kinds", {}, kinds=(kind,))]
    return frozenset(found)
