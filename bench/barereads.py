"""The bare SQL of a traversal: no day, no revision, no mask, no decoding, no order; it fetches the rows of the same answer."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.ports.store import Kinds
from xinmai.store.sqlite.codes import ARC, FIRST_ATTACHMENT, IN, OUT, RELATION


class BareWalk:
    """Walks level by level through the nodes of a known answer and fetches their rows as they stand in the file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        answer: Subgraph,
        seeds: Iterable[PublicId],
        kinds: Kinds,
        way: Direction,
    ) -> None:
        self._connection = connection
        self._seeds = list(seeds)
        self._kinds = _condition(kinds, way)
        nodes = {node.id for node in (*answer.parties, *answer.others)}
        self._allowed = set(self._fids(nodes))
        self._relations = set(self._fids({relation.id for relation in answer.relations}))
        self._hubs = set(self._fids(answer.completeness.hubs_excluded))
        self._depth = answer.completeness.depth_reached or 0

    def _fids(self, keys: Iterable[str]) -> list[int]:
        rows = self._connection.execute(
            "SELECT fid FROM json_each(?) w CROSS JOIN fact f ON f.key = w.value", (_packed(keys),)
        )
        return [row[0] for row in rows]

    def run(self) -> list[list[tuple[Any, ...]]]:
        """Return the rows of nodes, of their dated facts and of the relations."""
        level = set(self._fids(self._seeds)) & self._allowed
        seen = set(level)
        met: set[int] = set()
        for _ in range(self._depth):
            arcs = self._rows(
                "SELECT a.n, a.other, a.fid FROM json_each(?) w CROSS JOIN arc a ON a.n = w.value"
                f" WHERE {self._kinds}",
                level - self._hubs,
            )
            met.update(arc[2] for arc in arcs)
            level = {arc[1] for arc in arcs} & self._allowed - seen
            seen |= level
        return [
            self._rows(
                "SELECT f.fid, f.kind, f.rev, f.payload FROM json_each(?) w CROSS JOIN fact f ON f.fid = w.value",
                fids,
            )
            for fids in (seen, met & self._relations)
        ] + [
            self._rows(
                "SELECT a.n, f.kind, f.rev, f.payload FROM json_each(?) w CROSS JOIN arc a ON a.n = w.value"
                f" JOIN fact f ON f.fid = a.fid WHERE a.kind = {ARC['party_fact']}",
                seen,
            )
        ]

    def _rows(self, sql: str, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, (_packed(numbers),)).fetchall()


def _condition(kinds: Kinds, way: Direction) -> str:
    asked: Iterable[RelationKind] = kinds or ()
    codes = ",".join(str(RELATION[kind]) for kind in asked)
    condition = f"a.kind IN ({codes})" if kinds else f"a.kind < {FIRST_ATTACHMENT}"
    return (
        condition
        if way is Direction.BOTH
        else f"{condition} AND a.dir = {OUT if way is Direction.OUT else IN}"
    )


def _packed(values: Iterable[object]) -> str:
    return "[" + ",".join(f'"{v}"' if isinstance(v, str) else str(v) for v in values) + "]"
