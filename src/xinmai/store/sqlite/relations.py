"""Relations of single parties: pages and counts."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from xinmai.model.answers import Degree
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.paging import cut
from xinmai.store.sqlite.codes import IN, RELATION_NAME
from xinmai.store.sqlite.lens import RELATIONS_ONLY, Lens, follows
from xinmai.store.sqlite.packing import packed

Kinds = Sequence[RelationKind] | None


def relations(
    connection: sqlite3.Connection,
    view: View,
    party: PublicId,
    kinds: Kinds,
    direction: Direction,
    page: Page,
) -> Slice[Relation]:
    """Return one page of a party's relations, ordered by the name of the kind, then id."""
    lens = Lens(connection, view)
    (n,) = tuple(lens.fids([party]).values()) or (0,)
    shown = f"a.n = :n AND {follows(kinds, direction)} AND {Lens.SHOWN}"
    total = lens.rows(f"SELECT count(*) FROM {lens.arcs} a WHERE {shown}", n=n).fetchone()[0]
    kind, after = sort_key(page.of, page.after, tuple[str, str], ("", ""))
    rows = lens.rows(
        f"WITH own AS MATERIALIZED (SELECT a.kind, a.fid FROM {lens.arcs} a WHERE {shown}),"
        f" named AS (SELECT {_NAME} AS name, f.key, f.fid FROM own CROSS JOIN fact f ON f.fid = own.fid)"
        " SELECT fid FROM named WHERE (name, key) > (:kind, :after) ORDER BY name, key LIMIT :first",
        n=n,
        kind=kind,
        after=after,
        first=page.first + 1,
    )
    order = [row[0] for row in rows]
    found = lens.by_fid(order)
    items: list[Relation] = [found[fid] for fid in order]  # type: ignore[misc]
    return cut(items, [cursor(page.of, item.kind, item.id) for item in items], page, total)


_NAME = "CASE own.kind " + " ".join(f"WHEN {c} THEN '{name}'" for c, name in RELATION_NAME.items()) + " END"


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
