"""What was said of a fact, and what changed about a party."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, After, First, KnownAt, one_day, page, stated
from xinmai.api.connections import Connection
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.change import ChangeConnection, changes_of
from xinmai.api.types.history import HistoryResult, history_of
from xinmai.model.dates import PartialDate
from xinmai.service.diff import diff as find_changes
from xinmai.service.history import history as read_history

_PAGE = 100

_KnownFrom = Annotated[
    datetime | None,
    argument(
        "Instant up to which facts had been recorded in the first view. Default: that of the second view."
    ),
]
_KnownTo = Annotated[
    datetime | None,
    argument("Instant up to which facts had been recorded in the second view. Default: the newest revision."),
]


@object_type
class PastQueries:
    """What was said and what changed, 历史与变更."""

    @field(graphql_type=HistoryResult)
    async def history(
        self,
        info: Info,
        fact: Annotated[str, argument("Key of the fact: for most facts the public id.")],
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Any:
        """Who said what of a fact and when, 事实沿革: its versions, oldest first, and whether it was closed or erased."""
        view = await info.context.view(known_at=known_at)
        key, application = info.context.public_id(fact), info.context.application
        asked = page("history", first, after, default=_PAGE, about=key)
        found = await read_history(application.store, view, key, asked, application.budget)
        return history_of(found, key, view)

    @field(graphql_type=ChangeConnection)
    async def diff(
        self,
        info: Info,
        of: Annotated[strawberry.ID, argument("Public id of the party.")],
        from_: Annotated[
            PartialDate, argument("Day of the first view, with its month and day.", name="from")
        ],
        to: Annotated[PartialDate, argument("Day of the second view, with its month and day.")],
        known_from: _KnownFrom = UNSET,
        known_to: _KnownTo = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """What changed about a party between two views, 变更: what was learned, then what happened, as typed events."""
        context = info.context
        second = await context.view(one_day("to", to), stated(known_to))
        start = await context.view(one_day("from", from_), stated(known_from) or stated(known_to))
        known = stated(known_from), stated(known_to)
        party, budget = context.public_id(of), context.application.budget
        asked = page("diff", first, after, default=_PAGE, about=(party, from_, to, known))
        return changes_of(await find_changes(context.store, party, start, second, known, asked, budget))
