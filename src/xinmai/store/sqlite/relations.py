"""Relations of single parties: pages and counts."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from xinmai.model.answers import Degree
from xinmai.model.filters import Condition, Thing
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.sqlite.codes import IN, RELATION_NAME
from xinmai.store.sqlite.lens import RELATIONS_ONLY, Lens, follows
from xinmai.store.sqlite.listing import listed, shown
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.where import Where


def relations(
    connection: sqlite3.Connection,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    page: Page,
) -> dict[PublicId, Slice[Relation]]:
    """Return one page of the relations of each party."""
    lens = Lens(connection, view)
    writer = Where(lens)
    source = f"{writer.relations_of(':n', 'p')} AND ({writer.of(Thing.RELATION, where, 'p')})"
    pages = {
        key: listed(writer, Thing.RELATION, source, page, n=n)
        for key, n in lens.fids(parties, Lens.STANDING).items()
    }
    facts = lens.by_fid({fid for order, _ in pages.values() for fid, _ in order})
    return {PublicId(key): shown(found, facts, page) for key, found in pages.items()}


def degrees(
    connection: sqlite3.Connection, view: View, ids: Sequence[PublicId]
) -> dict[PublicId, tuple[Degree, ...]]:
    """Return the number of relations of each party by kind and direction."""
    lens = Lens(connection, view)
    found = lens.fids(ids)
    rows = lens.rows(
        "WITH own AS MATERIALIZED (SELECT a.n, a.kind, a.dir FROM json_each(:ns) w"
        f" CROSS JOIN {lens.arcs} a ON a.n = w.value WHERE {RELATIONS_ONLY} AND {Lens.SHOWN})"
        " SELECT n, kind, dir, count(*) FROM own GROUP BY 1, 2, 3",
        ns=packed(found.values()),
    )
    counted: defaultdict[int, list[Degree]] = defaultdict(list)
    for n, kind, side, count in rows:
        counted[n].append(Degree(RELATION_NAME[kind], Direction.IN if side == IN else Direction.OUT, count))
    return {
        PublicId(key): tuple(sorted(counted[n], key=lambda d: (d.kind, d.direction)))
        for key, n in found.items()
    }


def relation_kinds(
    connection: sqlite3.Connection, view: View, kinds: Sequence[RelationKind]
) -> frozenset[RelationKind]:
    """Return those of some kinds of which the view shows a relation; one pass over the adjacency."""
    lens = Lens(connection, view)
    shown = f"{follows(kinds, Direction.OUT)} AND {Lens.SHOWN}"
    rows = lens.rows(f"SELECT DISTINCT a.kind FROM {lens.arcs} a WHERE {shown}")
    return frozenset(RelationKind(RELATION_NAME[kind]) for (kind,) in rows)
