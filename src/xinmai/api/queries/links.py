"""How parties are linked."""

from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, AsOf, KnownAt, stated
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.matrix import ConnectionMatrix
from xinmai.api.types.path import know
from xinmai.api.types.paths import PathResult
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PathOrder, RelationKind
from xinmai.service import connections as many
from xinmai.service import paths as two
from xinmai.service.connection_jobs import connections_or_job
from xinmai.service.searching import MAX_INCLUDED, check_included

_DEPTH = 6
_FIRST = 3
_MATRIX_DEPTH = 4

Followed = Annotated[
    list[RelationKind] | None,
    argument("Kinds of relation to follow. Default: all but the suspected ones, CONTACT and POSSIBLY_SAME."),
]
Included = Annotated[
    list[strawberry.ID] | None,
    argument(f"Hubs that are followed and passed all the same, at most {MAX_INCLUDED}."),
]
From = Annotated[strawberry.ID, argument("Public id of the party where paths begin.", name="from")]
To = Annotated[strawberry.ID, argument("Public id of another party, where they end.")]
Order = Annotated[PathOrder | None, argument("Which paths come first.")]
Depth = Annotated[int | None, argument(f"Greatest number of hops of a path, 1 to {two.MAX_DEPTH}.")]
First = Annotated[int | None, argument(f"Greatest number of paths, 1 to {two.MAX_PATHS}.")]
Suspected = Annotated[
    bool | None,
    argument("Whether suspected relations are followed too; a path over one is marked NAME_ONLY."),
]
Among = Annotated[
    list[strawberry.ID],
    argument(f"Public ids of the parties, {many.LEAST_PARTIES} to {many.MAX_PARTIES}, none twice."),
]
MatrixDepth = Annotated[
    int | None, argument(f"Greatest number of hops between two parties, 1 to {many.MAX_DEPTH}.")
]


@object_type
class LinkQueries:
    """How parties are linked, 关联查询."""

    @field()
    async def paths(
        self,
        info: Info,
        from_: From,
        to: To,
        kinds: Followed = UNSET,
        by: Order = PathOrder.SHORTEST,
        max_depth: Depth = _DEPTH,
        first: First = _FIRST,
        include_suspected: Suspected = False,
        include_hubs: Included = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> PathResult:
        """How are two parties linked, 关联路径: relations are taken in both directions, hubs are named and not passed."""
        view = await info.context.view(as_of, known_at)
        asked = two.PathSearch(
            start=info.context.public_id(from_),
            goal=info.context.public_id(to),
            kinds=_kinds(kinds),
            by=by or PathOrder.SHORTEST,
            depth=_DEPTH if max_depth is None else max_depth,
            first=_FIRST if first is None else first,
            suspected=bool(include_suspected),
            included=_included(info, include_hubs),
        )
        application = info.context.application
        found = await two.paths(
            application.store, view, asked, application.catalogue.hubs, application.budget
        )
        know(info, view, found.facts)
        return PathResult.from_model(found, view)

    @field()
    async def connections(
        self,
        info: Info,
        among: Among,
        kinds: Followed = UNSET,
        max_depth: MatrixDepth = _MATRIX_DEPTH,
        include_hubs: Included = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> ConnectionMatrix:
        """How are many parties linked with one another, 关联矩阵: above 50 parties it is a job; ask again until it is done."""
        many.check_among(among)
        view = await info.context.view(as_of, known_at)
        asked = many.ConnectionSearch(
            among=tuple(map(info.context.public_id, among)),
            kinds=_kinds(kinds),
            depth=_MATRIX_DEPTH if max_depth is None else max_depth,
            included=_included(info, include_hubs),
        )
        application = info.context.application
        found = await connections_or_job(
            application.store,
            view,
            asked,
            application.catalogue.hubs,
            application.budget,
            application.jobs,
        )
        know(info, view, found.facts)
        return ConnectionMatrix.from_model(found, view)


def _kinds(kinds: Any) -> tuple[RelationKind, ...] | None:
    given = stated(kinds)
    return None if given is None else tuple(given)


def _included(info: Info, hubs: Any) -> frozenset[PublicId]:
    given = stated(hubs) or ()
    check_included(given)
    return frozenset(map(info.context.public_id, given))
