"""A view as SQL: which version of the tables is read, and the conditions that every read carries."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from xinmai.model.fact import Fact
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.batch import ERASED
from xinmai.store.reading import read, read_mixed
from xinmai.store.sqlite.codes import FACT, FACT_NAME, FIRST_ATTACHMENT, IN, OUT, RELATION
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.write import newest_revision

_ARC = "n, kind, dir, other, fid, day_from, day_to, need"
_ARCS_THEN = (
    f"(SELECT {_ARC} FROM arc WHERE rev <= :r"
    f" UNION ALL SELECT {_ARC} FROM arc_past WHERE rev <= :r AND rev_to > :r)"
)
_FACT = "fid, key, kind, sub, need, rev, payload"
_FACTS_NOW = "fact"
_FACTS_THEN = (
    f"(SELECT {_FACT} FROM fact WHERE rev <= :r AND payload IS NOT NULL"
    " UNION ALL SELECT p.fid, f.key, f.kind, p.sub, p.need, p.rev, p.payload"
    " FROM fact_past p CROSS JOIN fact f ON f.fid = p.fid WHERE p.rev <= :r AND p.rev_to > :r)"
)
_SUSPECTED = (RELATION[RelationKind.CONTACT], RELATION[RelationKind.POSSIBLY_SAME])
FOLLOWED = [code for code in RELATION.values() if code not in _SUSPECTED]

K = TypeVar("K")


class Lens:
    """What a view means for the statements of one call.

    A view of the newest revision reads the tables of what holds and pays nothing for the past. Of a past one ``arcs`` and
    ``facts`` are unions, which SQLite takes apart into look-ups only in a plain join, and by number: a statement that counts,
    groups, orders or drops repetitions does so over ``WITH … AS MATERIALIZED (plain join)``, and keys become numbers in
    ``fact``, where they stand for life.
    """

    def __init__(self, connection: sqlite3.Connection, view: View) -> None:
        self.connection = connection
        self.view = view
        self.is_past = view.revision < newest_revision(connection)
        self.arcs = _ARCS_THEN if self.is_past else "arc"
        self.facts = _FACTS_THEN if self.is_past else _FACTS_NOW
        self.hint = "MATERIALIZED" if self.is_past else "NOT MATERIALIZED"
        """How a plain join is read that a count, a group, an order or another join stands over."""
        self.seen = (
            "f.payload IS NOT NULL AND f.need & :h = 0"
            f" AND (f.kind <> {FACT['contact_value']}"
            f" OR EXISTS (SELECT 1 FROM {self.arcs} c WHERE c.n = f.fid AND c.need & :h = 0))"
        )
        """Condition on a fact ``f`` asked for by key or kind. A contact value is nobody's statement: it is seen only
        where a relation to it is."""
        first, last = view.window
        self.values: dict[str, Any] = {"r": view.revision, "h": view.hidden | ERASED, "lo": first, "hi": last}

    STANDING = ("party", "case", "contact_value")
    """Kinds of facts between which relations stand."""
    NUMBERED = "json_each(:keys) w CROSS JOIN fact k ON k.key = w.value"
    """Source of the numbers ``k.fid`` of keys."""
    SHOWN = "a.need & :h = 0 AND a.day_from <= :hi AND a.day_to > :lo"
    """Condition on an arc ``a``: the caller may see it, and it may hold in the view's window."""

    def rows(self, sql: str, **values: Any) -> sqlite3.Cursor:
        """Run a statement with the view's values and these."""
        return self.connection.execute(sql, {**self.values, **values})

    def fids(self, keys: Iterable[str], kinds: Collection[str] | None = None) -> dict[str, int]:
        """Return the numbers of the keys that the view shows, of facts of some kinds if kinds are stated."""
        rows = self.rows(
            f"SELECT f.key, f.fid, f.kind FROM {self.NUMBERED} CROSS JOIN {self.facts} f ON f.fid = k.fid"
            f" WHERE {self.seen}",
            keys=packed(keys),
        )
        return {key: fid for key, fid, kind in rows if kinds is None or FACT_NAME[kind] in kinds}

    def by_fid(self, fids: Iterable[int]) -> dict[int, Fact]:
        """Return the facts of these numbers as the view shows them."""
        numbers = packed(fids)
        if numbers == "[]":
            return {}
        rows = self.rows(
            f"SELECT f.fid, f.kind, f.rev, f.payload FROM json_each(:fids) w CROSS JOIN {self.facts} f"
            " ON f.fid = w.value WHERE f.payload IS NOT NULL AND f.need & :h = 0",
            fids=numbers,
        )
        return dict(read_rows(rows))

    def by_key(self, keys: Iterable[str]) -> dict[str, Fact]:
        """Return the facts of these keys as the view shows them."""
        rows = self.rows(
            f"SELECT f.key, f.kind, f.rev, f.payload FROM {self.NUMBERED} CROSS JOIN {self.facts} f"
            f" ON f.fid = k.fid WHERE {self.seen}",
            keys=packed(keys),
        )
        return dict(read_rows(rows))


def read_rows(rows: Iterable[tuple[K, int, int, str]]) -> Iterator[tuple[K, Any]]:
    """Return what stands first in rows of anything, kind, revision, payload, with the fact of each."""
    every = list(rows)
    facts = read_mixed([(FACT_NAME[kind], rev, payload) for _, kind, rev, payload in every])
    return zip((row[0] for row in every), facts, strict=True)


def read_row(kind: int, rev: int, payload: str) -> Fact:
    """Return the fact of a row of kind, revision, payload."""
    return read(FACT_NAME[kind], rev, payload)


def follows(kinds: Sequence[RelationKind] | None, direction: Direction) -> str:
    """Return the condition on an arc ``a`` that it is a relation of these kinds and this direction.

    In both directions a party that stands to itself counts once. The codes are our own numbers, not input.
    """
    condition = _of_kinds(set(FOLLOWED if kinds is None else (RELATION[kind] for kind in kinds)))
    if direction is Direction.BOTH:
        return f"{condition} AND NOT (a.dir = {IN} AND a.other = a.n)"
    return f"{condition} AND a.dir = {OUT if direction is Direction.OUT else IN}"


def _of_kinds(codes: set[int]) -> str:
    """Return the condition for few kinds as a look-up each, for many as one range without the others."""
    others = sorted(set(RELATION.values()) - codes)
    if len(codes) < len(others):
        return f"a.kind IN ({','.join(map(str, sorted(codes)))})"
    return RELATIONS_ONLY + (f" AND a.kind NOT IN ({','.join(map(str, others))})" if others else "")


RELATIONS_ONLY = f"a.kind < {FIRST_ATTACHMENT}"
