"""Ownership of the whole graph as columns: the engine joins many rows into one, so that none of them becomes a Python object."""

import asyncio
import sqlite3
from array import array
from collections import deque
from collections.abc import AsyncIterator, Collection, Coroutine, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from xinmai.analysis.ownership.reading import BY_NAME, FAMILY, NOMINEES
from xinmai.model.ids import namespace_of
from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.view import View
from xinmai.model.vocabulary import PartyKind, RelationKind
from xinmai.store.sqlite.codes import FACT, IN, PARTY, RELATION
from xinmai.store.sqlite.lens import Lens
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.situation import KNOWN
from xinmai.store.stakes import Said, add_declared, barred, holding_columns, named, said

T = TypeVar("T")

BLOCK: Final = 50_000
"""Numbers of companies whose holders are read at a time."""
LONGEST: Final = 64 << 20
"""Bytes into which rows are joined; a block that comes to more is read in two halves."""
_EVERYBODY: Final = 1 << 62
_KIND: Final = {code: kind for kind, code in PARTY.items()}
_ON_THE_DAY: Final = "{0}.day_from <= :day AND {0}.day_to > :day"


class Block(NamedTuple):
    """Part of all holdings: the companies held and the holders, by their numbers, both bounds included."""

    first: int
    last: int
    first_holder: int = 0
    last_holder: int = _EVERYBODY

    @property
    def is_one_pair(self) -> bool:
        """Whether it cannot be divided: then it is read however long it is."""
        return self.first == self.last and self.first_holder == self.last_holder

    def halves(self) -> "tuple[Block, Block]":
        """Return both halves: of the companies, or of the holders of one."""
        if self.first < self.last:
            middle = (self.first + self.last) // 2
            return self._replace(last=middle), self._replace(first=middle + 1)
        middle = (self.first_holder + self.last_holder) // 2
        return self._replace(last_holder=middle), self._replace(first_holder=middle + 1)


def blocks(connection: sqlite3.Connection) -> list[Block]:
    """Return the blocks that all holdings lie in."""
    (last,) = connection.execute("SELECT ifnull(max(fid), 0) FROM fact").fetchone()
    return [Block(first, min(first + BLOCK - 1, last)) for first in range(1, last + 1, BLOCK)]


def stakes(
    connection: sqlite3.Connection, view: View, grounds: Collection[str], block: Block
) -> list[OwnershipColumns]:
    """Return the holdings, memberships and declared control of a block."""
    before = connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, before if block.is_one_pair else LONGEST)
    try:
        return [_stakes(Lens(connection, view), grounds, block)]
    except sqlite3.DataError:  # it is too long for one text
        halves = block.halves()
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, before)
    return [part for half in halves for part in stakes(connection, view, grounds, half)]


def _stakes(lens: Lens, grounds: Collection[str], block: Block) -> OwnershipColumns:
    holds, member, controls = _KINDS
    columns = (
        f"group_concat({what}, ',') FILTER (WHERE kind = {kind})"
        for kind in _KINDS
        for what in ("other", "n", "payload")
    )
    row = lens.rows(
        f"WITH own AS {lens.hint} (SELECT a.n, a.kind, a.other, f.payload"
        f" FROM {lens.arcs} a CROSS JOIN {lens.facts} f ON f.fid = a.fid"
        f" WHERE a.n BETWEEN :first AND :last AND a.kind IN ({holds}, {member}, {controls}) AND a.dir = {IN}"
        f" AND a.other BETWEEN :first_holder AND :last_holder AND a.need & :h = 0 AND {_ON_THE_DAY.format('a')})"
        f" SELECT {', '.join(columns)} FROM own",
        day=lens.view.as_of,
        **block._asdict(),
    ).fetchone()
    (holders, held, told), pacts, declared = (_joined(row[start : start + 3]) for start in (0, 3, 6))
    speakers = _speakers(lens.connection, [each.source for each in told])
    found = holding_columns(holders, held, told, speakers, lens.view.as_of)
    add_declared(found, zip(*declared[:2], strict=True), declared[2], grounds, lens.view.as_of)
    return _with_pacts(lens, found, pacts)


_KINDS: Final = tuple(
    RELATION[kind] for kind in (RelationKind.HOLDS, RelationKind.MEMBER_OF, RelationKind.CONTROLS)
)
_Joined = tuple["array[int]", "array[int]", list[Said]]
"""Who stands at the start and at the end of relations, and what they say."""


def _joined(texts: Sequence[str | None]) -> _Joined:
    starts, ends, payloads = texts
    return _numbers(starts), _numbers(ends), said(payloads or "")


def _numbers(text: str | None) -> "array[int]":
    return array("q", _LIST.decode(f"[{text or ''}]"))


_LIST: Final = msgspec.json.Decoder(list[int])


def _speakers(connection: sqlite3.Connection, sources: list[str]) -> "array[int]":
    number = dict(connection.execute("SELECT name, ns FROM namespace"))
    of = {source: number[namespace_of(source)] for source in set(sources)}
    return array("q", [of[source] for source in sources])


def _with_pacts(lens: Lens, found: OwnershipColumns, pacts: _Joined) -> OwnershipColumns:
    """Add the memberships in what is a coalition in the view that surely hold on its day."""
    rows = lens.rows(
        f"SELECT f.fid FROM json_each(:ns) w CROSS JOIN {lens.facts} f ON f.fid = w.value"
        f" WHERE f.kind = {FACT['party']} AND f.sub = {PARTY[PartyKind.COALITION]}",
        ns=packed(set(pacts[1])),
    )
    declared = {fid for (fid,) in rows}
    for member, coalition, each in zip(*pacts, strict=True):
        if coalition in declared and each.code != FAMILY and each.surely_holds(lens.view.as_of):
            found.members.append(member)
            found.coalitions.append(coalition)
    return found


def standing(connection: sqlite3.Connection, view: View) -> list[OwnershipColumns]:
    """Return who takes no part in control on the view's day, who is a state body, and who is known by name only."""
    lens = Lens(connection, view)
    statuses = [
        (n, since, key, term.partition("=")[2]) for n, since, key, term in _dated(lens, "status=", "status>")
    ]
    nominees = [n for word in NOMINEES for n, *_ in _dated(lens, f"category={word}")]
    state = {n for n, *_ in _dated(lens, "category=state_body")}
    return [
        OwnershipColumns(
            barred=barred(statuses, nominees),
            state_bodies=array("q", sorted(state)),
            by_name=array("q", (n for word in BY_NAME for n, *_ in _dated(lens, f"identity={word}"))),
        )
    ]


def _dated(lens: Lens, first: str, behind: str | None = None) -> Sequence[tuple[int, int, str, str]]:
    """Return party, first day, key and term of the properties between two terms that may hold on the day."""
    which = "t.term = :first" if behind is None else "t.term >= :first AND t.term < :behind"
    rows = lens.rows(
        f"SELECT t.n, t.day_from, f.key, t.term FROM term t CROSS JOIN {lens.facts} f ON f.fid = t.fid"
        f" WHERE {which} AND {KNOWN.format('t')} AND {_ON_THE_DAY.format('t')}"
        " AND f.payload IS NOT NULL AND f.need & :h = 0",
        first=first,
        behind=behind,
        day=lens.view.as_of,
    )
    return rows.fetchall()


def described(connection: sqlite3.Connection, view: View, numbers: Sequence[int]) -> PartyColumns:
    """Return id, kind and name of parties by number."""
    lens, asked = Lens(connection, view), packed(numbers)
    parties = {fid: (key, _KIND.get(sub)) for fid, key, sub in _shown(lens, asked)}
    names = lens.rows(
        "SELECT m.n, m.fid, m.day_from, m.text FROM json_each(:ns) w CROSS JOIN name m ON m.n = w.value"
        f" WHERE {KNOWN.format('m')} AND {_ON_THE_DAY.format('m')}",
        ns=asked,
        day=view.as_of,
    ).fetchall()
    dated = [name for name in names if name[0] != name[1]]
    keys = {fid: key for fid, key, _ in _shown(lens, packed(fid for _, fid, _, _ in dated))}
    return named(
        parties,
        {n: text for n, fid, _, text in names if n == fid and n in parties},
        [(since, keys[fid], n, text) for n, fid, since, text in dated if fid in keys and n in parties],
    )


def _shown(lens: Lens, numbers: str) -> sqlite3.Cursor:
    """Return number, key and finer kind of the facts with these numbers that the view shows."""
    return lens.rows(
        f"SELECT f.fid, f.key, f.sub FROM json_each(:ns) w CROSS JOIN {lens.facts} f ON f.fid = w.value"
        " WHERE f.payload IS NOT NULL AND f.need & :h = 0",
        ns=numbers,
    )


async def ahead(calls: Iterable[Coroutine[Any, Any, T]], width: int) -> AsyncIterator[T]:
    """Yield what calls return, in their order, ``width`` of them on their way at a time."""
    running: deque[asyncio.Task[T]] = deque()
    try:
        for call in calls:
            running.append(asyncio.create_task(call))
            if len(running) == width:
                yield await running.popleft()
        while running:
            yield await running.popleft()
    finally:
        for task in running:
            task.cancel()
