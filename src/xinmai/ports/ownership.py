"""An ability of a store beyond the port: ownership of the whole graph in one stream."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Protocol

from xinmai.model.ownership_columns import OwnershipColumns, PartyColumns
from xinmai.model.view import View


class OwnershipReader(Protocol):
    """Reads ownership of all parties at once. The view means what it means to every read; its day decides what is streamed."""

    def ownership(self, view: View, grounds: Collection[str]) -> AsyncIterator[OwnershipColumns]:
        """Stream all holdings, memberships in coalitions and declared control that may hold on the view's day, and who is barred
        or a state body then; and who is known by name only.

        Membership in a family is none in a coalition, for family alone is no pact, and one that may be over counts for nothing;
        declared control counts on these grounds.
        """  # noqa: D205 - one sentence
        ...

    async def described(self, view: View, numbers: Sequence[int]) -> PartyColumns:
        """Return id, kind and name on the day of the parties with these numbers."""
        ...
