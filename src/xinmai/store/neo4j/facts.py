"""Reading facts and parties by key, lists of one kind, history, the change feed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from xinmai.model.answers import Change, Revision
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.dates import BEGINNING, earliest
from xinmai.model.fact import Fact
from xinmai.model.facts import KINDS
from xinmai.model.ids import PublicId
from xinmai.model.party import Party, PartyFact
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Visibility
from xinmai.store.neo4j.lens import Lens, read
from xinmai.store.neo4j.order import instant, sort_form
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.shape import NODES
from xinmai.store.neo4j.statements import statement
from xinmai.store.paging import cut


async def view(
    server: Server, as_of: int, known_at: datetime | None, sees: Visibility, seconds: float
) -> View:
    """Resolve an instant to the newest revision not after it."""
    known = None if known_at is None else instant(known_at)
    rows = await server.rows(statement("read", "view"), seconds, {"knownAt": known})
    return View(as_of=as_of, revision=rows[0]["revision"] if rows else 0, sees=sees)


async def revisions(server: Server, numbers: Sequence[int], seconds: float) -> dict[int, Revision]:
    """Return revisions by number."""
    rows = await server.rows(statement("read", "revisions"), seconds, {"numbers": list(numbers)})
    return {row["number"]: Revision(row["number"], datetime.fromisoformat(row["recordedAt"])) for row in rows}


async def facts(server: Server, view: View, keys: Sequence[str], seconds: float) -> dict[str, Fact]:
    """Return facts by key."""
    rows = await Lens(server, view, seconds).rows("facts", {"keys": list(keys)})
    return {row["key"]: read(row["kind"], row["recordedFrom"], row["payload"]) for row in rows}


async def parties(
    server: Server, view: View, ids: Sequence[PublicId], seconds: float
) -> dict[PublicId, Party]:
    """Return parties with their dated facts."""
    rows = await Lens(server, view, seconds).rows("parties", {"ids": list(ids)})
    return {row["id"]: party_of(row) for row in rows}


def party_of(row: Row) -> Party:
    """Return the party of a row with ``kind``, ``recordedFrom``, ``payload`` and its ``dated`` facts."""
    party: Party = read(row["kind"], row["recordedFrom"], row["payload"])  # type: ignore[assignment]
    dated: list[PartyFact] = [read("party_fact", *version) for version in row["dated"]]  # type: ignore[misc]
    return msgspec.structs.replace(party, facts=tuple(sorted(dated, key=_by_property)))


def _by_property(fact: PartyFact) -> tuple[str, int, str]:
    return fact.prop, earliest(fact.valid_from, BEGINNING), fact.key


async def listing(server: Server, view: View, kind: str, page: Page, seconds: float) -> Slice[Fact]:
    """Return all facts of one kind, ordered by key."""
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    (row,) = await Lens(server, view, seconds).rows(
        "listing" if kind in NODES else "listing_links",
        {"kind": kind, "after": sort_form(after), "first": page.first + 1},
    )
    items = [read(*version) for version in row["items"]]
    return cut(items, [cursor(page.of, item.key) for item in items], page, row["total"])


async def scan(
    server: Server, view: View, kind: str, after: int, size: int, seconds: float
) -> tuple[tuple[Fact, ...], int]:
    """Return the next facts of a kind in the order of their numbers, and the number to go on from."""
    rows = await Lens(server, view, seconds).rows("scan", {"kind": kind, "after": after, "first": size})
    found = tuple(read(row["kind"], row["recordedFrom"], row["payload"]) for row in rows)
    return found, rows[-1]["number"] if rows else after


async def history(server: Server, view: View, key: str, seconds: float) -> tuple[Fact, ...]:
    """Return all versions of a fact up to the view's revision, oldest first, each with the revisions it lasted."""
    rows = await Lens(server, view, seconds).rows("history", {"key": key})
    rows.sort(key=lambda row: row["recordedFrom"])
    return tuple(
        msgspec.structs.replace(
            read(row["kind"], row["recordedFrom"], row["payload"]), recorded_to=row["recordedTo"]
        )
        for row in rows
    )


async def changes(server: Server, since: int, first: int, seconds: float) -> tuple[Change, ...]:
    """Return the change feed after a revision, whole revisions only."""
    if first < 1:
        return ()
    rows = await server.rows(statement("read", "changes"), seconds, {"since": since, "first": first})
    feed = [Change(row["revision"], row["key"], row["kind"], row["what"]) for row in rows]
    return tuple(sorted(feed, key=lambda change: (change.revision, change.key, change.what)))


async def digest(server: Server, seconds: float) -> str:
    """Return the content digest on both time axes (definition: docs/store.md) of what is published."""
    (head,) = await server.rows(statement("read", "head"), seconds, {})
    rows = server.stream(statement("read", "digest"), {"revision": head["published"]})
    return _digest_of([_line(row) async for row in rows])


def _line(row: Row) -> tuple[str, int, str]:
    """Return what a version adds to the digest, behind what it is sorted by."""
    content = row["digest"]
    if row["payload"] is not None:
        content = hashlib.sha256(row["payload"].encode()).hexdigest()
    ended = "" if row["recordedTo"] is None else row["recordedTo"]
    return row["key"], row["recordedFrom"], f"{ended}\x1e{content}"


def _digest_of(lines: Iterable[tuple[str, int, str]]) -> str:
    total = hashlib.sha256()
    for line in sorted(lines):
        total.update(("\x1e".join(map(str, line)) + "\n").encode())
    return total.hexdigest()


async def counts(server: Server, seconds: float) -> dict[str, int]:
    """Return the number of current facts by kind."""
    (row,) = await server.rows(statement("read", "counts"), seconds, {})
    return {kind: row["counts"][kind] for kind in KINDS if row["counts"][kind]}
