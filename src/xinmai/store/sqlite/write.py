"""Writing: one batch of facts becomes one revision, whole or not at all."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from xinmai.errors import RevisionConflict
from xinmai.model.answers import Applied
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, LINK_ENDS
from xinmai.store.batch import Intake, Item, Kinds, Known, asked_of, items_of
from xinmai.store.said import Said
from xinmai.store.sqlite.codes import FACT, FIRST_LINK
from xinmai.store.sqlite.connection import transaction
from xinmai.store.sqlite.index import Index
from xinmai.store.sqlite.mask import remask, versions
from xinmai.store.sqlite.packing import packed

_KINDS: Final = Kinds[int](
    {cls: FACT[name] for cls, name in KIND_OF.items()},
    {
        kind: ({FACT[name] for name in starts}, {FACT[name] for name in ends})
        for kind, (starts, ends) in LINK_ENDS.items()
    },
)
_UNREAD: Final = ""
"""Payload of a node that is only referred to: that there is one is all that is asked."""


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
        self.known: dict[str, Known[int]] = {}
        self.index = Index(connection, self.revision)

    def _next_fid(self) -> int:
        return int(self.connection.execute("SELECT coalesce(max(fid), 0) + 1 FROM fact").fetchone()[0])

    def write(self, facts: Sequence[Fact], at: datetime, key: str | None) -> Applied:
        """Sort the facts into refused, repeated, unchanged, changed and new; write the last two."""
        items = items_of(facts, _KINDS)
        self._look_up(*asked_of(items))
        intake = Intake(_KINDS, self.known, self.said)
        intake.take(items)
        for number in intake.said_again:
            self.said.add(number)
        self._insert(intake.new)
        for item in intake.changed:
            self._replace(item, self.known[item.key])
        self.index.flush()
        self._settle_cases([self.known[item.key] for item in intake.new if item.kind == FACT["case"]])
        if intake.new or intake.changed:
            self.record_revision(at, key)
        return intake.applied(self.before)

    def _settle_cases(self, cases: list[Known[int]]) -> None:
        """Mask cases once more when all of them are in: a part may stand before its whole."""
        if any(case.need for case in cases):
            for case in cases:
                remask(self.connection, case.number)

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

    def _look_up(self, keys: Sequence[str], refs: Sequence[str]) -> None:
        """Fetch what the file holds under every key and reference of the batch, in one statement each."""
        rows = self.connection.execute(
            "SELECT f.key, f.fid, f.kind, f.rev, f.own, f.need, f.payload"
            " FROM json_each(?) AS wanted CROSS JOIN fact AS f ON f.key = wanted.value",
            (packed(keys),),
        )
        self.known = {row[0]: Known(*row[1:]) for row in rows}
        self.known.update(self._ends(refs))

    def _ends(self, refs: Sequence[str]) -> Iterator[tuple[str, Known[int]]]:
        """Yield the live nodes under keys that are only referred to, from an index that holds all that is asked of them."""
        rows = self.connection.execute(
            "SELECT f.key, f.fid, f.kind, f.need FROM json_each(?) AS wanted"
            " CROSS JOIN fact AS f INDEXED BY fact_end ON f.key = wanted.value"
            " WHERE f.kind < 20 AND f.payload IS NOT NULL",
            (packed(refs),),
        )
        return ((key, Known(fid, kind, 0, 0, need, _UNREAD)) for key, fid, kind, need in rows)

    def _insert(self, new: list[Item[int]]) -> None:
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

    def _need(self, item: Item[int], own: int) -> int:
        """Return the visibility that a fact and its ends need."""
        for ref in item.refs:
            own |= self.known[ref].need
        return own

    def _replace(self, item: Item[int], old: Known[int]) -> None:
        """Close the version that held and enter the new one under the same number."""
        if old.is_live:
            self.retire(old.number, "changed")
        else:
            self.alter(old.number, "added")
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
                old.number,
            ),
        )
        self.known[item.key] = Known(old.number, item.kind, self.revision, own, need, item.payload)
        self.index.enter(item.fact, item.links, old.number, need, self.known)
        if (own, need) != (old.own, old.need):
            self.index.flush()
            remask(self.connection, old.number)
            self.known = {**self.known, **self._needs()}

    def _needs(self) -> dict[str, Known[int]]:
        """Read again what the known facts need."""
        needs = dict(
            self.connection.execute(
                "SELECT fid, need FROM fact WHERE fid IN (SELECT value FROM json_each(?))",
                (packed(known.number for known in self.known.values()),),
            )
        )
        return {
            key: msgspec.structs.replace(known, need=needs[known.number])
            for key, known in self.known.items()
            if known.number in needs
        }

    def retire(self, fid: int, what: str) -> None:
        """Move the version that holds, and its arcs, terms and names, to the past."""
        self.index.flush()
        fact = versions(self.connection, fid)[-1].fact
        self.connection.execute(
            "INSERT INTO fact_past SELECT fid, rev, ?, sub, need, payload FROM fact WHERE fid = ?",
            (self.revision, fid),
        )
        self.index.leave(fact, fid)
        self.alter(fid, what)

    def alter(self, fid: int, what: str) -> None:
        """Enter a touch of a fact into the change feed."""
        self.connection.execute("INSERT OR REPLACE INTO altered VALUES (?, ?, ?)", (self.revision, fid, what))


def _kind(item: Item[int]) -> int:
    return item.kind
