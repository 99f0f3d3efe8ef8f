"""A view as parameters and text of Cypher: what every read carries, and the second look at the past."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

from xinmai.errors import BudgetExceeded
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import framed

_PATIENCE: Final = 2.0
"""Seconds after which a move that makes no step belongs to a writer that died."""
_PAUSE: Final = 0.02
"""Seconds until a statement that met a move is asked again."""


class Lens:
    """What a view means for the statements of one call.

    Relationships that a revision ended stay in place until they are swept to the types of the past. A view of a revision
    that was swept names both types. While a sweep is going on, one that is being moved may be met twice or not at all: then
    the statement is asked again (docs/neo4j.md, Readers and the writer).
    """

    def __init__(self, server: Server, view: View, seconds: float) -> None:
        self.view = view
        self._server = server
        self._started = time.monotonic()
        self._seconds = seconds
        first, last = view.window
        self._values: dict[str, Any] = {
            "revision": view.revision,
            "shown": [need for need in range(4) if not need & view.hidden],
            "firstDay": first,
            "lastDay": last,
        }

    async def rows(
        self,
        name: str,
        parameters: Mapping[str, Any],
        *,
        direction: Direction = Direction.BOTH,
        slots: Mapping[str, str] | None = None,
        each: Iterable[RelationKind] = (),
        **marks: Iterable[RelationKind],
    ) -> list[Row]:
        """Run ``cypher/read/<name>.cypher`` in the view; ``marks`` are the kinds for its marks, ``slots`` texts for its slots.

        With ``each`` it is run for each of these kinds at once.
        """
        past = False
        while True:
            text = framed(name, past=past, direction=direction, slots=slots, each=each, **marks)
            row = await self._ask(text, {**self._values, **parameters})
            if row["sweptTo"] <= self.view.revision or (past and self._is_settled(row)):
                return list(row["rows"])
            if past:
                await asyncio.sleep(_PAUSE)
            past = True

    def _is_settled(self, row: Row) -> bool:
        """Say whether nothing was being moved while a statement ran; an odd number of sweeps is one that has not ended."""
        is_over = row["after"] % 2 == 0 or time.monotonic() - self._started > _PATIENCE
        return row["before"] == row["after"] and is_over

    async def _ask(self, text: str, values: Mapping[str, Any]) -> Row:
        left = self._started + self._seconds - time.monotonic()
        try:
            (row,) = await self._server.rows(text, max(left, 0), values)
        except BudgetExceeded as error:  # the statement had what was left of the time
            raise BudgetExceeded(self._seconds) from error
        return row
