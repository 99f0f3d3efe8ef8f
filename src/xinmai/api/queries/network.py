"""The network around subjects."""

from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, AsOf, KnownAt, stated
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.scalars import Json
from xinmai.api.selection import wants
from xinmai.api.types.subgraph import Subgraph
from xinmai.model import subgraph as model
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, RelationKind
from xinmai.service.neighbourhood import MAX_SEEDS, Asked, neighbourhood
from xinmai.service.neighbourhood_columns import columns

_DEPTH = 2
_TYPED = 500
_DRAWN = 5_000

Of = Annotated[list[strawberry.ID], argument(f"Public ids of the subjects, 1 to {MAX_SEEDS}.")]
Followed = Annotated[
    list[RelationKind] | None,
    argument("Kinds of relation to follow. Default: all but the suspected ones, CONTACT and POSSIBLY_SAME."),
]
Way = Annotated[Direction | None, argument("In which direction relations are followed.")]
Depth = Annotated[
    int | None, argument("Greatest number of hops, from 1 to the setting `max_depth` (10 unless set).")
]
Limit = Annotated[
    int | None, argument("Greatest number of nodes, from 1 to the setting `max_nodes` (5000 unless set).")
]


@object_type
class NetworkQueries:
    """The network around subjects, 关系网络."""

    @field()
    async def neighbourhood(
        self,
        info: Info,
        of: Of,
        kinds: Followed = UNSET,
        direction: Way = Direction.BOTH,
        depth: Depth = _DEPTH,
        limit: Limit = _TYPED,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Subgraph:
        """The network around subjects, 周边网络, breadth first; what does not fit is cut whole and said."""
        view = await info.context.view(as_of, known_at)
        asked = _asked(info, of, kinds, direction, depth, (limit, _TYPED))
        found = await _found(info, view, asked, records=wants(info, "records"))
        info.context.loaders(view).know((*found.parties, *found.others))
        return Subgraph.from_model(found, view)

    @field()
    async def neighbourhood_json(
        self,
        info: Info,
        of: Of,
        kinds: Followed = UNSET,
        direction: Way = Direction.BOTH,
        depth: Depth = _DEPTH,
        limit: Limit = _DRAWN,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Json:
        """The same network as columns, for drawing, 绘图数据.

        `nodes {id kind name status flags}`,
        `edges {id kind from to validFrom validTo ended code title share shareMin shareMax votes}` and `completeness`:
        each column is a list with one entry a node or edge, `from` and `to` are places in the node columns, shares are
        in percent, null is not stated.
        """
        view = await info.context.view(as_of, known_at)
        asked = _asked(info, of, kinds, direction, depth, (limit, _DRAWN))
        return Json(columns(await _found(info, view, asked, records=False)))


def _asked(
    info: Info, of: Any, kinds: Any, direction: Any, depth: int | None, limit: tuple[int | None, int]
) -> Asked:
    budget = info.context.application.budget
    followed = stated(kinds)
    return Asked(
        of=tuple(dict.fromkeys(map(info.context.public_id, of))),
        kinds=None if followed is None else tuple(followed),
        direction=direction or Direction.BOTH,
        depth=_within(depth, _DEPTH, budget.depth),
        limit=_within(*limit, budget.nodes),
    )


def _within(asked: int | None, default: int, greatest: int) -> int:
    """Return what is asked for; a default gives way to the operator's limit, a stated number does not."""
    return min(default, greatest) if asked is None or asked == default else asked


async def _found(info: Info, view: View, asked: Asked, *, records: bool) -> model.Subgraph:
    application = info.context.application
    return await neighbourhood(application.store, view, asked, application.budget, records=records)
