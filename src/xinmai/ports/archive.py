"""The archive port: a store as a whole, on both time axes, for a copy or an export; what callers may see plays no part."""

from collections.abc import Sequence
from typing import Protocol

from xinmai.model.answers import RejectCount
from xinmai.model.stored import StoredFact, StoredRevision
from xinmai.ports.store import Store


class Restore(Protocol):
    """The filling of an empty store with what another one holds.

    In this order: all facts, then the links of all facts, then revisions, then the end. Each call is one transaction,
    and the store itself remembers how far it came: killed at any point, a copy goes on from there. Until the end nothing
    of it can be read or loaded (``StoreUnfinished``).
    """

    async def begin(self, source: str) -> tuple[int, int, int]:
        """Begin, or go on with, the copy of the content with the digest ``source``.

        Returns
        -------
        Number of the last fact that is there, of the last whose links are there, of the last revision that is there.

        Raises
        ------
        StoreNotEmpty
            If the store holds something else.
        """
        ...

    async def facts(self, facts: Sequence[StoredFact]) -> None:
        """Enter the next facts with all their versions, without what joins them to others."""
        ...

    async def links(self, facts: Sequence[StoredFact]) -> None:
        """Enter what joins the next facts to others, and by which they are found."""
        ...

    async def revisions(self, revisions: Sequence[StoredRevision]) -> None:
        """Enter the next revisions."""
        ...

    async def finish(self, rejects: Sequence[RejectCount]) -> None:
        """End the copy: from now on it is a store as any other."""
        ...


class Archive(Store, Protocol):
    """A store that can be written out and filled as a whole."""

    async def stored(self, after: int, first: int) -> tuple[StoredFact, ...]:
        """Return the next facts after a number, in the order of their numbers, with all their versions."""
        ...

    async def journal(self, after: int, first: int) -> tuple[StoredRevision, ...]:
        """Return the next revisions after a number."""
        ...

    def restore(self) -> Restore:
        """Begin to fill this store, which was opened for that."""
        ...
