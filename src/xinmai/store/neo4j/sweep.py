"""After a write: readers are let in, and relationships that ended are moved to the types of the past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from xinmai.model.fact import Fact
from xinmai.store.neo4j.server import Row, Server, ask
from xinmai.store.neo4j.shape import given_by, places_of

_ROWS: Final = 5_000
"""Relationships that one transaction moves."""


class Ended(NamedTuple):
    """Relationships whose version holds no longer."""

    links: tuple[Row, ...] = ()
    """``from``, ``to``, ``id``."""
    identifiers: tuple[Row, ...] = ()
    """``party``, ``id``."""

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Ended:
        """Return those of versions of facts."""
        links: set[tuple[str, str, str]] = set()
        identifiers: set[tuple[str, str]] = set()
        for fact in facts:
            links.update((start, end, fact.key) for start, end, _ in places_of(fact, fact.links()))
            identifiers.update((given.party, fact.key) for given in given_by(fact))
        return cls(
            tuple({"from": start, "to": end, "id": key} for start, end, key in sorted(links)),
            tuple({"party": party, "id": key} for party, key in sorted(identifiers)),
        )

    def and_also(self, other: Ended) -> Ended:
        """Return those of both."""
        return Ended(self.links + other.links, self.identifiers + other.identifiers)


async def settle(server: Server, newest: int, ended: Ended) -> None:
    """Publish all revisions up to the newest, then sweep; each step is a transaction of its own."""
    await server.write(ask, "publish", revision=newest)
    if not ended.links and not ended.identifiers:
        return
    rows = await server.write(ask, "sweep_begin", revision=newest)
    if not rows:
        return  # somebody else is sweeping: the marks stay in place, which is untidy and not wrong
    sweeps = rows[0]["sweeps"]
    try:  # what was not moved stays in place, marked: a sweep that fails is ended too
        for name, links in (("sweep_links", ended.links), ("sweep_identifiers", ended.identifiers)):
            for start in range(0, len(links), _ROWS):
                await server.write(ask, name, links=links[start : start + _ROWS], sweeps=sweeps)
    finally:
        await server.write(ask, "sweep_end", sweeps=sweeps)


async def settle_left(server: Server) -> None:
    """Publish what a writer left that was killed, and end its sweep: what it did not move stays in place, marked."""
    await server.write(ask, "sweep_left")
