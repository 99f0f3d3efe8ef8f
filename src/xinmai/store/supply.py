"""What came, counted over all records once until something is written."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from xinmai.model.answers import CoverageCount
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import Visibility

Counts = tuple[CoverageCount, ...]
_KEPT: Final = 64
"""Answers kept at once; of more, the oldest goes."""


class SupplyCounts:
    """Counts by revision seen, rights and agency; any later revision, an erasure too, forgets them all.

    They depend on nothing else: not on the day. Many who ask at the same time cause one reading.
    """

    def __init__(self) -> None:
        self._newest = -1
        self._counts: dict[tuple[int, Visibility, PublicId | None], Counts] = {}
        self._lock = asyncio.Lock()

    async def counts(
        self, newest: int, view: View, agency: PublicId | None, read: Callable[[], Awaitable[Counts]]
    ) -> Counts:
        """Return what came from an agency, or from all.

        Parameters
        ----------
        newest
            The newest revision of the store, read before the call.
        read
            Counts where it is not known; what it raises is raised, and nothing is kept.
        """
        question = (view.revision, view.sees, agency)
        async with self._lock:
            if newest != self._newest:
                self._newest, self._counts = newest, {}
            if question not in self._counts:
                self._counts[question] = await read()
                if len(self._counts) > _KEPT:
                    del self._counts[next(iter(self._counts))]
            return self._counts[question]
