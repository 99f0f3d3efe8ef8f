"""Writing: one batch of facts becomes one revision, whole or not at all."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from xinmai.errors import RevisionConflict
from xinmai.model.answers import Applied, Refusal
from xinmai.model.fact import Fact, Link
from xinmai.model.facts import KIND_OF, LINK_ENDS, bare, decode, encode, restates
from xinmai.model.party import ContactValue
from xinmai.store.sqlite.codes import ERASED, FACT, FIRST_LINK
from xinmai.store.sqlite.connection import transaction
from xinmai.store.sqlite.index import Index
from xinmai.store.sqlite.mask import remask
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.said import Said

_CODE_OF = {cls: FACT[name] for cls, name in KIND_OF.items()}
_LINK_ENDS = {
    kind: ({FACT[name] for name in starts}, {FACT[name] for name in ends})
    for kind, (starts, ends) in LINK_ENDS.items()
}
_UNREAD = ""
"""Payload of a node that is only referred to: that there is one is all that is asked."""


class Known(msgspec.Struct, frozen=True, gc=False):
    """What the file holds under a key."""

    fid: int
    kind: int
    rev: int
    own: int
    need: int
    payload: str | None

    @property
    def is_live(self) -> bool:
        """Neither closed nor erased."""
        return self.payload is not None


class Item(msgspec.Struct, frozen=True, gc=False):
    """One fact of a batch on its way in."""

    position: int
    fact: Fact
    key: str
    kind: int
    payload: str
    links: tuple[Link, ...]
    refs: tuple[str, ...]
    """Keys of other facts that it needs."""


def instant(at: datetime) -> str:
    """Return an instant in the one writing in which instants compare as texts: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def newest_revision(connection: sqlite3.Connection) -> int:
    """Return the number of the newest revision; 0 for an empty store."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()[0])


def apply_batch(
    connection: sqlite3.Connection,
    facts: Sequence[Fact],
    at: datetime,
    said: Said | None = None,
    *,
    key: str | None = None,
    expected_revision: int | None = None,
) -> Applied:
    """Write facts in one transaction.

    Cost: a few statements a batch; per fact two look-ups in the key index and one insert into each clustered table.
    """
    with transaction(connection):
        return _apply(connection, facts, at, said or Said(), key, expected_revision)


def _apply(
    connection: sqlite3.Connection,
    facts: Sequence[Fact],
    at: datetime,
    said: Said,
    key: str | None,
    expected_revision: int | None,
) -> Applied:
    revision = newest_revision(connection)
    if key is not None:
        row = connection.execute("SELECT number FROM revision WHERE key = ?", (key,)).fetchone()
        if row is not None:
            return Applied(revision=row[0], unchanged=len(facts))
    if expected_revision is not None and expected_revision != revision:
        raise RevisionConflict(expected_revision, revision)
    return Batch(connection, revision, said).write(facts, at, key)


class Batch:
    """The work of one revision."""

    def __init__(self, connection: sqlite3.Connection, revision: int, said: Said) -> None:
        self.connection = connection
        self.before = revision
        self.revision = revision + 1
        self.said = said
        self.first_fid = self._next_fid()
        self.next_fid = self.first_fid
        self.known: dict[str, Known] = {}
        self.refused: list[Refusal] = []
        self.repeated = 0
        self.unchanged = 0
        self.changed = 0
        self.index = Index(connection, self.revision)

    def _next_fid(self) -> int:
        return int(self.connection.execute("SELECT coalesce(max(fid), 0) + 1 FROM fact").fetchone()[0])

    def write(self, facts: Sequence[Fact], at: datetime, key: str | None) -> Applied:
        """Sort the facts into refused, repeated, unchanged, changed and new; write the last two."""
        items = self._items(facts)
        self._look_up(items)
        items = self._accepted(self._once(items))
        new, changed = self._sorted(items)
        self._insert(new)
        for item in changed:
            self._replace(item, self.known[item.key])
        self.index.flush()
        self._settle_cases([self.known[item.key] for item in new if item.kind == FACT["case"]])
        if new or changed:
            self.record_revision(at, key)
        return Applied(
            revision=self.revision if new or changed else self.before,
            added=len(new) + len(changed) - self.changed,
            changed=self.changed,
            unchanged=self.unchanged,
            repeated=self.repeated,
            refused=tuple(sorted(self.refused, key=lambda r: r.index)),
        )

    def _settle_cases(self, cases: list[Known]) -> None:
        """Mask cases once more when all of them are in: a part may stand before its whole."""
        if any(case.need for case in cases):
            for case in cases:
                remask(self.connection, case.fid)

    def record_revision(self, at: datetime, key: str | None = None) -> None:
        """Enter the revision. A clock that was set back does not put it before the last one."""
        last = self.connection.execute(
            "SELECT recorded_at FROM revision WHERE number = ?", (self.before,)
        ).fetchone()
        recorded = max(instant(at), last[0]) if last else instant(at)
        self.connection.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
            (self.revision, recorded, key, self.first_fid, self.next_fid),
        )

    @staticmethod
    def _items(facts: Sequence[Fact]) -> list[Item]:
        items = []
        for position, said in enumerate(facts):
            fact = bare(said)
            key, links = fact.key, fact.links()
            refs = []
            for _, start, end in links:
                if start != key:
                    refs.append(start)
                if end is not None and end != key:
                    refs.append(end)
            payload = encode(fact).decode()
            items.append(Item(position, fact, key, _CODE_OF[type(fact)], payload, links, tuple(refs)))
        return items

    def _look_up(self, items: Iterable[Item]) -> None:
        """Fetch what the file holds under every key and reference of the batch, in one statement each.

        Keys are sorted, so that neighbours in an index are read together.
        """
        keys = {item.key for item in items}
        refs = {ref for item in items for ref in item.refs} - keys
        rows = self.connection.execute(
            "SELECT f.key, f.fid, f.kind, f.rev, f.own, f.need, f.payload"
            " FROM json_each(?) AS wanted CROSS JOIN fact AS f ON f.key = wanted.value",
            (packed(sorted(keys)),),
        )
        self.known = {row[0]: Known(*row[1:]) for row in rows}
        self.known.update(self._ends(refs))

    def _ends(self, refs: set[str]) -> Iterator[tuple[str, Known]]:
        """Yield the live nodes under keys that are only referred to, from an index that holds all that is asked of them."""
        rows = self.connection.execute(
            "SELECT f.key, f.fid, f.kind, f.need FROM json_each(?) AS wanted"
            " CROSS JOIN fact AS f INDEXED BY fact_end ON f.key = wanted.value"
            " WHERE f.kind < 20 AND f.payload IS NOT NULL",
            (packed(sorted(refs)),),
        )
        return ((key, Known(fid, kind, 0, 0, need, _UNREAD)) for key, fid, kind, need in rows)

    def _once(self, items: list[Item]) -> list[Item]:
        """Drop what this load or this batch has said already; refuse one key for two things."""
        first: dict[str, Item] = {}
        for item in items:
            known = self.known.get(item.key)
            earlier = first.get(item.key)
            if known is not None and known.own & ERASED:
                self._refuse(item, "ERASED", item.key)
            elif (known is not None and known.kind != item.kind) or (earlier and earlier.kind != item.kind):
                self._refuse(item, "ID_TWICE", item.key)
            elif earlier is not None:
                self._repeat(item, same=restates(earlier.fact, item.fact))
            elif known is not None and known.is_live and self.said.has(known.fid):
                self._repeat(item, same=_restates(known, item))
            else:
                first[item.key] = item
        return list(first.values())

    def _repeat(self, item: Item, *, same: bool) -> None:
        if same:
            self.repeated += type(item.fact) is not ContactValue  # a shared value is no repeated row
        else:
            self._refuse(item, "ID_TWICE", item.key)

    def _refuse(self, item: Item, rule: str, detail: str) -> None:
        self.refused.append(Refusal(item.position, rule, detail))

    def _accepted(self, items: list[Item]) -> list[Item]:
        """Refuse what refers to nothing, or to what cannot stand there, until nothing more dangles."""
        live = {key: known.kind for key, known in self.known.items() if known.is_live}
        while True:
            here = live | {item.key: item.kind for item in items}
            kept = []
            for item in items:
                missing = _missing_end(item, here)
                if missing is None:
                    kept.append(item)
                else:
                    self._refuse(item, "DANGLING", missing)
            if len(kept) == len(items):
                return kept
            items = kept

    def _sorted(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        new: list[Item] = []
        changed: list[Item] = []
        for item in items:
            known = self.known.get(item.key)
            if known is None:
                new.append(item)
                continue
            self.said.add(known.fid)
            if known.is_live and _restates(known, item):
                self.unchanged += 1
            else:
                self.changed += known.is_live
                changed.append(item)
        return new, changed

    def _insert(self, new: list[Item]) -> None:
        """Insert facts that are said for the first time; nodes get their numbers before links need them."""
        new.sort(key=_kind)
        known, revision, index, first = self.known, self.revision, self.index, self.next_fid
        for fid, item in enumerate(new, first):
            if item.kind >= FIRST_LINK:
                break
            own = int(item.fact.visibility)
            known[item.key] = Known(fid, item.kind, revision, own, own, item.payload)
        self.next_fid += len(new)
        self.said.add_all(first, self.next_fid)
        rows = []
        for fid, item in enumerate(new, first):
            fact, key, kind = item.fact, item.key, item.kind
            own = int(fact.visibility)
            need = self._need(item, own)
            if need != own and kind < FIRST_LINK:
                known[key] = msgspec.structs.replace(known[key], need=need)
            rows.append(
                (fid, key, kind, index.sub(fact), index.namespace(fact), own, need, revision, item.payload)
            )
            index.enter(fact, item.links, fid, need, known)
        self.connection.executemany("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _need(self, item: Item, own: int) -> int:
        """Return the visibility that a fact and its ends need."""
        for ref in item.refs:
            own |= self.known[ref].need
        return own

    def _replace(self, item: Item, old: Known) -> None:
        """Close the version that held and enter the new one under the same number."""
        if old.is_live:
            self.retire(old.fid, "changed")
        else:
            self.alter(old.fid, "added")
        own = int(item.fact.visibility)
        need = self._need(item, own)
        self.connection.execute(
            "UPDATE fact SET sub = ?, ns = ?, own = ?, need = ?, rev = ?, payload = ? WHERE fid = ?",
            (
                self.index.sub(item.fact),
                self.index.namespace(item.fact),
                own,
                need,
                self.revision,
                item.payload,
                old.fid,
            ),
        )
        self.known[item.key] = Known(old.fid, item.kind, self.revision, own, need, item.payload)
        self.index.enter(item.fact, item.links, old.fid, need, self.known)
        if (own, need) != (old.own, old.need):
            self.index.flush()
            remask(self.connection, old.fid)
            self.known = {**self.known, **self._needs()}

    def _needs(self) -> dict[str, Known]:
        """Read again what the known facts need."""
        needs = dict(
            self.connection.execute(
                "SELECT fid, need FROM fact WHERE fid IN (SELECT value FROM json_each(?))",
                (packed(known.fid for known in self.known.values()),),
            )
        )
        return {
            key: msgspec.structs.replace(known, need=needs[known.fid])
            for key, known in self.known.items()
            if known.fid in needs
        }

    def retire(self, fid: int, what: str) -> None:
        """Move the version that holds, and its arcs, terms and names, to the past."""
        self.index.flush()
        self.connection.execute(
            "INSERT INTO fact_past SELECT fid, rev, ?, sub, need, payload FROM fact WHERE fid = ?",
            (self.revision, fid),
        )
        self.index.leave(fid)
        self.alter(fid, what)

    def alter(self, fid: int, what: str) -> None:
        """Enter a touch of a fact into the change feed."""
        self.connection.execute("INSERT OR REPLACE INTO altered VALUES (?, ?, ?)", (self.revision, fid, what))


def _missing_end(item: Item, here: Mapping[str, int]) -> str | None:
    """Say what :func:`xinmai.model.facts.missing_end` says, over the codes of kinds."""
    for kind, start, end in item.links:
        starts, ends = _LINK_ENDS[kind]
        if here.get(start) not in starts:
            return start
        if end is not None and here.get(end) not in ends:
            return end
    return None


def _kind(item: Item) -> int:
    return item.kind


def _restates(known: Known, item: Item) -> bool:
    if known.payload == item.payload:
        return True
    if known.payload is None or known.kind != FACT["relation"]:
        return False
    old: Any = decode("relation", known.payload)
    return restates(old, item.fact)
