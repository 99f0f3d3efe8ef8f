"""Reading facts and parties by key, lists of one kind, history, the change feed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any

import msgspec

from xinmai.model.answers import Change, Revision
from xinmai.model.cursors import cursor, sort_key
from xinmai.model.fact import Fact
from xinmai.model.facts import KINDS
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import Visibility
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.order import instant, sort_form
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.shape import NODES
from xinmai.store.neo4j.statements import statement
from xinmai.store.paging import cut
from xinmai.store.reading import read, read_all, read_mixed, with_dated

Stated = tuple[str, int, str, list[tuple[int, str]]]
"""Kind, revision from which it holds, payload, and revision and payload of each dated fact."""
stated = itemgetter("kind", "recordedFrom", "payload", "dated")
_version = itemgetter("kind", "recordedFrom", "payload")


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
    return {row["key"]: read(*_version(row)) for row in rows}


async def parties(
    server: Server, view: View, ids: Sequence[PublicId], seconds: float
) -> dict[PublicId, Party]:
    """Return parties with their dated facts."""
    rows = await Lens(server, view, seconds).rows("parties", {"ids": list(ids)})
    return {party.id: party for party in nodes_of(map(stated, rows))}


def nodes_of(rows: Iterable[Stated]) -> list[Any]:
    """Return the facts of nodes in their order, parties with their dated facts."""
    every = list(rows)
    found = read_mixed([row[:3] for row in every])
    dated: Any = iter(read_all("party_fact", [version for row in every for version in row[3]]))
    return [
        with_dated(fact, list(islice(dated, len(row[3])))) if row[3] else fact
        for fact, row in zip(found, every, strict=True)
    ]


async def listing(server: Server, view: View, kind: str, page: Page, seconds: float) -> Slice[Fact]:
    """Return all facts of one kind, ordered by key."""
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    (row,) = await Lens(server, view, seconds).rows(
        "listing" if kind in NODES else "listing_links",
        {"kind": kind, "after": sort_form(after), "first": page.first + 1},
    )
    items = read_mixed(row["items"])
    return cut(items, [cursor(page.of, item.key) for item in items], page, row["total"])


async def scan(
    server: Server, view: View, kind: str, after: int, size: int, seconds: float
) -> tuple[tuple[Fact, ...], int]:
    """Return the next facts of a kind in the order of their numbers, and the number to go on from."""
    rows = await Lens(server, view, seconds).rows("scan", {"kind": kind, "after": after, "first": size})
    return tuple(read_mixed(list(map(_version, rows)))), rows[-1]["number"] if rows else after


async def histories(
    server: Server, view: View, keys: Sequence[str], seconds: float
) -> dict[str, tuple[Fact, ...]]:
    """Return all versions of facts up to the view's revision, oldest first, each with the revisions it lasted."""
    rows = await Lens(server, view, seconds).rows("histories", {"keys": list(dict.fromkeys(keys))})
    found: dict[str, tuple[Fact, ...]] = dict.fromkeys(keys, ())
    for row in sorted(rows, key=lambda row: row["recordedFrom"]):
        version = msgspec.structs.replace(read(*_version(row)), recorded_to=row["recordedTo"])
        found[row["key"]] = (*found[row["key"]], version)
    return found


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
