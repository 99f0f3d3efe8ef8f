"""A load of one namespace, and the end of a snapshot."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeVar

from neo4j import AsyncManagedTransaction

from xinmai.model.answers import Applied
from xinmai.model.fact import Fact
from xinmai.store.neo4j.mask import stated_of
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.sweep import Ended, settle
from xinmai.store.neo4j.write import Batch, apply_batch, begin
from xinmai.store.said import Said

_LIVE: Final = 50_000
"""Facts that are asked for at once; only their numbers."""
_KEYS: Final = 1000
"""Facts of which is asked at once what hangs on them."""

T = TypeVar("T")


class Finished(NamedTuple):
    """What the end of a load did."""

    applied: Applied
    ended: Ended


class Neo4jLoad:
    """One load of one namespace (see :class:`xinmai.ports.store.Load`)."""

    def __init__(self, server: Server, namespace: str) -> None:
        self._server = server
        self._namespace = namespace
        self._said = Said()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def apply(self, facts: Sequence[Fact], at: datetime) -> Applied:
        """Write one batch."""
        return await apply_batch(self._server, facts, at, self._said)

    async def finish(
        self,
        at: datetime,
        *,
        close_unsaid: bool,
        rejects: Mapping[tuple[str, str, str], int],
        spared: Collection[str] = (),
    ) -> Applied:
        """End the load: one transaction closes what was not said and remembers the rejects."""
        rows = [
            {"agency": agency, "table": table, "kind": kind, "count": count}
            for (agency, table, kind), count in rejects.items()
        ]
        closing = sorted(spared) if close_unsaid else None
        finished = await self._server.write(_finish, self._namespace, self._said, at, closing, rows)
        await settle(self._server, finished.applied.revision, finished.ended)
        return finished.applied


async def _finish(
    tx: AsyncManagedTransaction,
    namespace: str,
    said: Said,
    at: datetime,
    spared: list[str] | None,
    rejects: list[Row],
) -> Finished:
    head = await begin(tx)
    batch = Batch(tx, head, {})
    going = {} if spared is None else await _unsaid(tx, namespace, said, spared)
    if going:
        keys = sorted(going, key=going.__getitem__)
        for part in _parts(keys):
            stated = await stated_of(tx, part)
            await batch.end([stated[key].versions[-1].fact for key in part])
            await batch.close(part)
        await batch.revise(at)
    await ask(tx, "replace_rejects", namespace=namespace, rejects=rejects)
    return Finished(Applied(revision=head.newest + bool(going), closed=len(going)), batch.ended)


async def _unsaid(
    tx: AsyncManagedTransaction, namespace: str, said: Said, spared: list[str]
) -> dict[str, int]:
    """Return the live facts of a namespace that were not said and that nothing needs which stays; with their numbers."""
    unsaid = [number async for number in _live(tx, namespace, spared) if not said.has(number)]
    going = {key: number for part in _parts(unsaid) for number, key in await _keys(tx, part)}
    kept: list[str] = []
    for part in _parts(sorted(going)):
        hanging = await ask(tx, "hanging", keys=part)
        kept.extend({row["key"] for row in hanging if row["holds"] and row["hanging"] not in going})
    while kept:
        needed: set[str] = set()
        for part in _parts(kept):
            stated = await stated_of(tx, part)
            needed.update(*(each.ends() for each in stated.values()))
        for key in kept:
            going.pop(key, None)
        kept = sorted(needed & going.keys())
    return going


async def _live(tx: AsyncManagedTransaction, namespace: str, spared: list[str]) -> AsyncIterator[int]:
    after = 0
    while True:
        (row,) = await ask(tx, "live", after=after, namespace=namespace, spared=spared, first=_LIVE)
        for number in row["live"]:
            yield number
        if len(row["live"]) < _LIVE:
            return
        after = row["live"][-1]


async def _keys(tx: AsyncManagedTransaction, numbers: list[int]) -> list[tuple[int, str]]:
    (row,) = await ask(tx, "keys", numbers=numbers)
    return [(number, key) for number, key in row["keys"]]


def _parts(each: Sequence[T]) -> Iterable[list[T]]:
    return (list(each[start : start + _KEYS]) for start in range(0, len(each), _KEYS))
