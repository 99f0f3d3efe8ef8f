"""Reading facts and parties by key, lists of nodes, history, the change feed."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import msgspec

from xinmai.model.answers import Change, Revision
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Party, PartyFact
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Visibility
from xinmai.store.paging import cut
from xinmai.store.reading import with_dated
from xinmai.store.sqlite.codes import ARC, FACT, FACT_NAME, FIRST_LINK
from xinmai.store.sqlite.lens import Lens, read_row, read_rows
from xinmai.store.sqlite.packing import packed
from xinmai.store.sqlite.write import instant


def view(connection: sqlite3.Connection, as_of: int, known_at: datetime | None, sees: Visibility) -> View:
    """Resolve an instant to the newest revision not after it."""
    if known_at is None:
        row = connection.execute("SELECT max(number) FROM revision").fetchone()
    else:
        row = connection.execute(
            "SELECT max(number) FROM revision WHERE recorded_at <= ?", (instant(known_at),)
        ).fetchone()
    return View(as_of=as_of, revision=row[0] or 0, sees=sees)


def revisions(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Revision]:
    """Return revisions by number."""
    rows = connection.execute(
        "SELECT number, recorded_at FROM revision WHERE number IN (SELECT value FROM json_each(?))",
        (packed(numbers),),
    )
    return {number: Revision(number, datetime.fromisoformat(at)) for number, at in rows}


def facts(connection: sqlite3.Connection, view: View, keys: Sequence[str]) -> dict[str, Fact]:
    """Return facts by key."""
    return Lens(connection, view).by_key(keys)


def parties(connection: sqlite3.Connection, view: View, ids: Sequence[PublicId]) -> dict[PublicId, Party]:
    """Return parties with their dated facts."""
    lens = Lens(connection, view)
    found = parties_by_fid(lens, lens.fids(ids).values())
    return {party.id: party for party in found.values()}


def parties_by_fid(lens: Lens, fids: Sequence[int] | set[int] | object) -> dict[int, Party]:
    """Return parties with their dated facts attached, by number: two statements for any number of parties."""
    found = {n: fact for n, fact in lens.by_fid(fids).items() if isinstance(fact, Party)}  # type: ignore[arg-type]
    dated: defaultdict[int, list[PartyFact]] = defaultdict(list)
    rows = lens.rows(
        f"SELECT a.n, f.kind, f.rev, f.payload FROM json_each(:ns) w CROSS JOIN {lens.arcs} a ON a.n = w.value"
        f" CROSS JOIN {lens.facts} f ON f.fid = a.fid"
        f" WHERE a.kind = {ARC['party_fact']} AND a.need & :h = 0",
        ns=packed(found),
    )
    for n, fact in read_rows(rows):
        dated[n].append(fact)
    found.update((n, with_dated(found[n], own)) for n, own in dated.items())
    return found


def listing(connection: sqlite3.Connection, view: View, kind: str, page: Page) -> Slice[Fact]:
    """Return all facts of one kind, ordered by key."""
    lens = Lens(connection, view)
    code = FACT[kind]
    node = "AND f.kind < 20" if code < FIRST_LINK else ""
    shown = f"f.kind = :kind {node} AND {lens.seen}"
    counted = (
        f"WITH met AS MATERIALIZED (SELECT f.fid FROM {lens.facts} f WHERE {shown}) SELECT count(*) FROM met"
    )
    total = lens.rows(counted, kind=code).fetchone()[0]
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    rows = lens.rows(
        f"SELECT f.kind, f.rev, f.payload FROM {lens.facts} f WHERE {shown} AND f.key > :after ORDER BY f.key LIMIT :n",
        kind=code,
        after=after,
        n=page.first + 1,
    )
    items = [read_row(*row) for row in rows]
    return cut(items, [cursor(page.of, item.key) for item in items], page, total)


def scan(
    connection: sqlite3.Connection, view: View, kind: str, after: int, size: int
) -> tuple[tuple[Fact, ...], int]:
    """Return the next facts of a kind in the order of their numbers, and the number to go on from."""
    lens = Lens(connection, view)
    rows = lens.rows(
        f"SELECT f.fid, f.kind, f.rev, f.payload, f.need FROM {lens.facts} f"
        f" WHERE f.fid > :after AND +f.kind = :kind AND {lens.seen} ORDER BY f.fid LIMIT :n",
        after=after,
        kind=FACT[kind],
        n=size,
    ).fetchall()
    return tuple(fact for _, fact in read_rows(row[:4] for row in rows)), rows[-1][0] if rows else after


def histories(connection: sqlite3.Connection, view: View, keys: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
    """Return all versions of facts up to the view's revision, oldest first, each with the revisions it lasted."""
    lens = Lens(connection, view)
    return {key: _history(lens, key) for key in keys}


def _history(lens: Lens, key: str) -> tuple[Fact, ...]:
    rows = lens.rows(
        "SELECT f.kind, p.rev, p.rev_to, p.payload FROM fact f JOIN fact_past p USING (fid)"
        " WHERE f.key = :key AND p.need & :h = 0 AND p.rev <= :r AND p.payload IS NOT NULL"
        " UNION ALL SELECT kind, rev, NULL, payload FROM fact"
        " WHERE key = :key AND need & :h = 0 AND rev <= :r AND payload IS NOT NULL ORDER BY 2",
        key=key,
    )
    versions = []
    for kind, rev, rev_to, payload in rows:
        ended = rev_to if rev_to is not None and rev_to <= lens.view.revision else None
        if kind == FACT["contact_value"] and not _was_reached(lens, key, ended):
            continue
        versions.append(msgspec.structs.replace(read_row(kind, rev, payload), recorded_to=ended))
    return tuple(versions)


def _was_reached(lens: Lens, key: str, ended: int | None) -> bool:
    """Say whether a relation to a contact value was to be seen in the last revision of a version."""
    last = lens.view.revision if ended is None else ended - 1
    then = Lens(lens.connection, msgspec.structs.replace(lens.view, revision=last))
    return key in then.fids([key])


def changes(connection: sqlite3.Connection, since: int, first: int) -> tuple[Change, ...]:
    """Return the change feed after a revision, whole revisions only."""
    feed: list[Change] = []
    for number, start, end in connection.execute(
        "SELECT number, first_fid, end_fid FROM revision WHERE number > ? ORDER BY number", (since,)
    ):
        if len(feed) >= first:
            break
        rows = connection.execute(
            "SELECT key, kind, 'added' FROM fact WHERE fid >= :a AND fid < :b"
            " UNION ALL SELECT f.key, f.kind, x.what FROM altered x JOIN fact f USING (fid) WHERE x.revision = :r"
            " ORDER BY 1, 3",
            {"a": start, "b": end, "r": number},
        )
        feed.extend(Change(number, key, FACT_NAME[kind], what) for key, kind, what in rows)
    return tuple(feed)


def digest(connection: sqlite3.Connection) -> str:
    """Return the content digest on both time axes (definition: docs/store.md)."""
    rows = connection.execute(
        "SELECT key, rev, NULL, payload, NULL FROM fact WHERE payload IS NOT NULL"
        " UNION ALL SELECT f.key, p.rev, p.rev_to, p.payload, NULL FROM fact_past p JOIN fact f USING (fid)"
        " WHERE p.payload IS NOT NULL"
        " UNION ALL SELECT f.key, e.rev, e.rev_to, NULL, e.digest FROM erased_version e JOIN fact f USING (fid)"
        " ORDER BY 1, 2"
    )
    total = hashlib.sha256()
    for key, rev, rev_to, payload, kept in rows:
        content = kept if payload is None else hashlib.sha256(payload.encode()).hexdigest()
        total.update(f"{key}\x1e{rev}\x1e{'' if rev_to is None else rev_to}\x1e{content}\n".encode())
    return total.hexdigest()


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of current facts by kind."""
    rows = connection.execute("SELECT kind, count(*) FROM fact WHERE payload IS NOT NULL GROUP BY kind")
    return {FACT_NAME[kind]: count for kind, count in rows}
