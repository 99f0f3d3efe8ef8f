"""Erasure: the content of a fact goes in all its versions; its digests and the reason stay."""

import hashlib
from datetime import datetime
from typing import Final

from neo4j import AsyncManagedTransaction

from xinmai.model.answers import Erased
from xinmai.model.facts import decode
from xinmai.store.batch import ERASED
from xinmai.store.neo4j.mask import remask
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.statements import statement
from xinmai.store.neo4j.sweep import Ended, settle
from xinmai.store.neo4j.write import Batch, begin

_SECONDS: Final = 30.0


async def erase_fact(server: Server, key: str, reason: str, at: datetime) -> Erased | None:
    """Erase a fact; once more changes nothing and answers what is left. None: there never was one."""
    erased = await server.write(_erase, key, reason, at)
    if erased is None:
        return await erased_of(server, key)
    await settle(server, erased.revision, Ended())
    return erased


async def _erase(tx: AsyncManagedTransaction, key: str, reason: str, at: datetime) -> Erased | None:
    head = await begin(tx)
    versions = await ask(tx, "versions", keys=[key])
    if not versions or versions[0]["visibility"] & ERASED:
        return None
    batch = Batch(tx, head, {})
    await _remove_joined(tx, key, versions)
    kept = [
        {
            "recordedFrom": version["recordedFrom"],
            "recordedTo": version["recordedTo"],
            "digest": hashlib.sha256(version["payload"].encode()).hexdigest(),
        }
        for version in versions
    ]
    digest = str(kept[-1]["digest"])
    await ask(
        tx,
        "erase_fact",
        key=key,
        visibility=versions[-1]["visibility"] | ERASED,
        digest=digest,
        reason=reason,
        revision=batch.revision,
        versions=kept,
    )
    await remask(tx, [key])
    batch.touch([key], "erased")
    await batch.revise(at)
    return Erased(key, digest, reason, batch.revision)


async def _remove_joined(tx: AsyncManagedTransaction, key: str, versions: list[Row]) -> None:
    """Delete the relationships that the fact made in any of its versions."""
    ended = Ended.of(decode(version["kind"], version["payload"]) for version in versions)
    await ask(tx, "erase_links", links=ended.links)
    for given in ended.identifiers:
        await ask(tx, "erase_identifiers", party=given["party"], key=key)


async def erased_of(server: Server, key: str) -> Erased | None:
    """Return what is left of an erased fact."""
    rows = await server.rows(statement("read", "erased"), _SECONDS, {"key": key})
    return Erased(key, rows[0]["digest"], rows[0]["reason"], rows[0]["revision"]) if rows else None
