"""Writing: one batch of facts becomes one revision in one transaction; then it is published, and what ended is moved."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from neo4j import AsyncManagedTransaction

from xinmai.errors import RevisionConflict, StoreUnfinished
from xinmai.model.answers import Applied
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, KINDS, LINK_ENDS, decode
from xinmai.store.batch import Intake, Item, Kinds, Known, asked_of, items_of
from xinmai.store.neo4j.create import create_identifiers, create_links, create_nodes, in_parts
from xinmai.store.neo4j.mask import remask
from xinmai.store.neo4j.order import instant
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.shape import (
    NODES,
    Properties,
    given_by,
    identifier_of,
    labels_of,
    node_of,
    places_of,
    relationship_of,
)
from xinmai.store.neo4j.statements import statement
from xinmai.store.neo4j.sweep import Ended, settle
from xinmai.store.said import Said

NAMES: Final = Kinds[str](KIND_OF, LINK_ENDS)
_ORDER: Final = {kind: (kind not in NODES, place) for place, kind in enumerate(KINDS)}
"""Nodes before what hangs on them."""
_UNREAD: Final = ""
"""Payload of a fact that is only referred to: that there is one is all that is asked."""


class Head(NamedTuple):
    """Where the store stood when the writer's lock was taken."""

    newest: int
    next_number: int
    copied: int | None = None
    """While a copy into it has not ended: number of the last fact that is there."""
    linked: int | None = None
    """The same, of the last one whose relationships are there."""


class Written(NamedTuple):
    """What a transaction did; only after it has ended may anybody know."""

    applied: Applied
    newest: int
    said_again: Sequence[int] = ()
    said_first: tuple[int, int] = (0, 0)
    ended: Ended = Ended()


async def apply_batch(
    server: Server,
    facts: Sequence[Fact],
    at: datetime,
    said: Said | None = None,
    *,
    key: str | None = None,
    expected_revision: int | None = None,
) -> Applied:
    """Write facts as one revision, whole or not at all.

    Raises
    ------
    RevisionConflict
        If ``expected_revision`` is stated and the store has moved on.
    """
    said = Said() if said is None else said
    items = items_of(facts, NAMES)
    written = await server.write(_apply, items, at, said, key, expected_revision)
    for number in written.said_again:
        said.add(number)
    said.add_all(*written.said_first)
    await settle(server, written.newest, written.ended)
    return written.applied


async def _apply(
    tx: AsyncManagedTransaction,
    items: list[Item[str]],
    at: datetime,
    said: Said,
    key: str | None,
    expected_revision: int | None,
) -> Written:
    """Do the work of one transaction; the driver may call it again, so it changes nothing but the transaction."""
    head = await begin(tx)
    if key is not None:
        rows = await ask(tx, "written", key=key)
        if rows:
            return Written(Applied(revision=rows[0]["number"], unchanged=len(items)), head.newest)
    if expected_revision is not None and expected_revision != head.newest:
        raise RevisionConflict(expected_revision, head.newest)
    known = await known_of(tx, *asked_of(items))
    intake = Intake(NAMES, known, said)
    intake.take(items)
    batch = Batch(tx, head, known)
    await batch.insert(intake.new)
    await batch.replace(intake.changed)
    if intake.new or intake.changed:
        await batch.revise(at, key)
    return Written(
        intake.applied(head.newest),
        batch.revision if intake.new or intake.changed else head.newest,
        tuple(intake.said_again),
        (head.next_number, batch.next_number),
        batch.ended,
    )


async def begin(tx: AsyncManagedTransaction) -> Head:
    """Take the writer's lock until the transaction ends.

    Raises
    ------
    StoreUnfinished
        If somebody has begun to copy another store into this one.
    """
    head = await take_lock(tx)
    if head.copied is not None:
        raise StoreUnfinished("store")
    return head


async def take_lock(tx: AsyncManagedTransaction) -> Head:
    """Take the writer's lock, whatever the store is doing."""
    (row,) = await ask(tx, "begin")
    return Head(row["newest"], row["nextNumber"], row["copied"], row["linked"])


async def known_of(
    tx: AsyncManagedTransaction, keys: Sequence[str], refs: Sequence[str]
) -> dict[str, Known[str]]:
    """Return what the store holds under keys; of what is only referred to, that it is there."""
    (row,) = await ask(tx, "known", keys=keys)
    known = {key: Known(*rest) for key, *rest in row["known"]}
    (row,) = await ask(tx, "known_ends", keys=refs)
    known.update((key, Known(0, kind, 0, 0, need, _UNREAD)) for key, kind, need in row["ends"])
    return known


class Batch:
    """The work of one revision in one transaction."""

    def __init__(self, tx: AsyncManagedTransaction, head: Head, known: dict[str, Known[str]]) -> None:
        self.revision = head.newest + 1
        self.next_number = head.next_number
        self.ended = Ended()
        self._tx = tx
        self._first_number = head.next_number
        self._needs = {key: entry.need for key, entry in known.items()}
        self._known = known
        self._touched: list[Row] = []

    async def insert(self, new: list[Item[str]]) -> None:
        """Create facts that are said for the first time; nodes before what joins them."""
        new = sorted(new, key=_order)
        self._settle_needs(new)
        nodes = []
        for number, item in enumerate(new, self._first_number):
            node = self._node(item, number)
            nodes.append({"labels": labels_of(item.fact), "properties": node})
        self.next_number += len(new)
        await create_nodes(self._tx, nodes)
        await self._join(new)

    def _settle_needs(self, new: list[Item[str]]) -> None:
        """Say what new facts need: their own, and that of all they hang on. A case may stand before the whole it is part of."""
        own = {item.key: int(item.fact.visibility) for item in new}
        self._needs.update(own)
        open_ = [item for item in new if item.refs]
        while open_:
            changed = False
            for item in open_:
                need = own[item.key]
                for ref in item.refs:
                    need |= self._needs[ref]
                changed = changed or (item.kind in NODES and need != self._needs[item.key])
                self._needs[item.key] = need
            open_ = open_ if changed else []

    def _node(self, item: Item[str], number: int) -> Properties:
        return node_of(item.fact, number, self._needs[item.key], self.revision, item.payload)

    async def _join(self, items: list[Item[str]]) -> None:
        links: list[Row] = []
        given: list[Row] = []
        for item in items:
            fact, need = item.fact, self._needs[item.key]
            for place in places_of(fact, item.links).values():
                properties = relationship_of(fact, place, need, self.revision, item.payload)
                links.append(
                    {"from": place.start, "to": place.end, "type": place.type, "properties": properties}
                )
            given.extend(identifier_of(fact, each, need, self.revision) for each in given_by(fact))
        await create_links(self._tx, links)
        await create_identifiers(self._tx, given)

    async def replace(self, changed: list[Item[str]]) -> None:
        """End the versions that held and enter the new ones in their places."""
        if not changed:
            return
        old = {item.key: self._known[item.key] for item in changed}
        await self.end(
            [decode(entry.kind, entry.payload) for entry in old.values() if entry.payload is not None]
        )
        for item in changed:
            entry = old[item.key]
            self._touched.append({"key": item.key, "what": "changed" if entry.is_live else "added"})
            self._needs[item.key] = int(item.fact.visibility)
        self._settle_needs(changed)
        rows = [
            {
                "id": item.key,
                "labels": labels_of(item.fact),
                "properties": self._node(item, old[item.key].number),
            }
            for item in changed
        ]
        await in_parts(self._tx, statement("write", "change_facts"), "facts", rows, revision=self.revision)
        await self._join(changed)
        moved = [
            item.key
            for item in changed
            if (old[item.key].own, old[item.key].need) != (int(item.fact.visibility), self._needs[item.key])
        ]
        await remask(self._tx, moved)

    async def end(self, facts: Iterable[Fact]) -> None:
        """Mark the relationships of versions that hold no longer."""
        ended = Ended.of(facts)
        self.ended = self.ended.and_also(ended)
        await ask(self._tx, "end_links", links=ended.links, revision=self.revision)
        await ask(self._tx, "end_identifiers", links=ended.identifiers, revision=self.revision)

    async def close(self, keys: list[str]) -> None:
        """Close facts whose relationships were marked."""
        await ask(self._tx, "close_facts", keys=keys, revision=self.revision)
        self.touch(keys, "closed")

    def touch(self, keys: Iterable[str], what: str) -> None:
        """Remember what happened to facts, for the change feed."""
        self._touched.extend({"key": key, "what": what} for key in keys)

    async def revise(self, at: datetime, key: str | None = None) -> None:
        """Enter the revision."""
        await ask(
            self._tx,
            "revise",
            nextNumber=self.next_number,
            revision=self.revision,
            at=instant(at),
            key=key,
            firstNumber=self._first_number,
            touched=self._touched,
        )


def _order(item: Item[str]) -> tuple[bool, int]:
    return _ORDER[item.kind]
