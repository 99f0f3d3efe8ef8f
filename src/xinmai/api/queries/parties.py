"""Who is this: by id, code, name, condition or piece of text."""

from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, After, AsOf, First, KnownAt, page, stated
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.reading import PAGE, Narrowed, asked_of
from xinmai.api.types.base import Node, present_node
from xinmai.api.types.conditions import PartyFilter, RecordFilter
from xinmai.api.types.orders import PartyOrder, RecordOrder
from xinmai.api.types.party_kinds import PartyConnection
from xinmai.api.types.problems import PartyBy, PartyResult, result_of
from xinmai.api.types.record import RecordConnection
from xinmai.api.types.resolve import ResolveResult, ResolveRow, row_of, shown
from xinmai.api.types.search import SearchConnection, SearchEdge
from xinmai.model.filters import Thing
from xinmai.model.lookup import Lookup
from xinmai.model.view import View
from xinmai.model.vocabulary import PartyKind
from xinmai.service import lookup
from xinmai.service.node import node as find_node
from xinmai.service.resolve import MAX_ROWS
from xinmai.service.resolve import resolve as resolve_rows
from xinmai.service.search import search as find_text

_HITS = 20


@object_type
class PartyQueries:
    """Who is this, 主体查询."""

    @field()
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("Public id `namespace:id`.")],  # noqa: A002 - public name
    ) -> Node | None:
        """Anything by its public id, as of today; null for nothing, and for an id that is none."""
        view = await info.context.view()
        application = info.context.application
        return present_node(await find_node(application.store, view, id, application.hasher), view)

    @field(graphql_type=PartyResult)
    async def party(
        self,
        info: Info,
        by: Annotated[PartyBy, argument("Who is meant.")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Any:
        """One party by id, code or name, 查询主体; several candidates are named, never guessed from."""
        view = await info.context.view(as_of, known_at)
        return result_of(await _looked_up(info, view, by), view)

    @field(graphql_type=PartyConnection)
    async def parties(
        self,
        info: Info,
        where: Annotated[PartyFilter | None, argument("Which parties. Default: all.")] = UNSET,
        order_by: Annotated[
            list[PartyOrder] | None, argument("In which order, first key first. Default: by id.")
        ] = UNSET,
        first: First = PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Parties that fulfil a condition, by id unless ordered. The fewer its conjuncts leave, the faster it is."""
        view = await info.context.view(as_of, known_at)
        narrowed = Narrowed(where, order_by)
        condition, asked = asked_of(info, Thing.PARTY, narrowed, ("parties", first, after))
        found = await info.context.store.find(view, condition, asked)
        info.context.loaders(view).know(found.items)
        return connect(found, asked, view)

    @field(graphql_type=RecordConnection)
    async def records(
        self,
        info: Info,
        where: Annotated[RecordFilter | None, argument("Which records. Default: all.")] = UNSET,
        order_by: Annotated[
            list[RecordOrder] | None, argument("In which order, first key first. Default: by id.")
        ] = UNSET,
        first: First = PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Credit records that fulfil a condition, 信用记录, of all days, by id unless ordered."""
        view = await info.context.view(as_of, known_at)
        narrowed = Narrowed(where, order_by)
        condition, asked = asked_of(info, Thing.RECORD, narrowed, ("all_records", first, after))
        return connect(await info.context.store.find_records(view, condition, asked), asked, view)

    @field(graphql_type=SearchConnection)
    async def search(
        self,
        info: Info,
        text: Annotated[str, argument("A piece of a name, current or former, or a whole identifier.")],
        kinds: Annotated[list[PartyKind] | None, argument("Only these kinds. Default: all kinds.")] = UNSET,
        first: First = _HITS,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Parties by a piece of text, 检索: identifier, exact name, beginning, part, in this order; namesakes stay apart."""
        view = await info.context.view(as_of, known_at)
        asked = page("search", first, after, default=_HITS, about=(text, stated(kinds)))
        application = info.context.application
        found = await find_text(
            info.context.store, view, text, stated(kinds), asked, application.budget, application.hasher
        )
        return connect(found, asked, view, lambda cursor, hit: SearchEdge.from_model(cursor, hit, view))

    @field(graphql_type=list[ResolveResult])
    async def resolve(
        self,
        info: Info,
        list: Annotated[list[ResolveRow], argument(f"The rows, 1 to {MAX_ROWS:,}.")],  # noqa: A002 - public name
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Any:
        """Who is meant by each row of a list, 批量查询: one answer a row, in the order given; a repeated row is answered each time.

        A name of another day than the view's matches too, and `how` says so. Lists of any length: `xinmai resolve`.
        """
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        rows = [row_of(row) for row in list]
        found = await resolve_rows(info.context.store, view, rows, application.hasher, application.budget)
        return [shown(resolution, view) for resolution in found]


async def _looked_up(info: Info, view: View, by: PartyBy) -> Lookup:
    store, hasher = info.context.store, info.context.application.hasher
    if stated(by.id) is not None:
        return await lookup.party_by_id(store, view, by.id or "", hasher)
    if by.identifier:
        return await lookup.party_by_identifier(
            store, view, by.identifier.scheme, by.identifier.value, hasher
        )
    return await lookup.party_by_name(store, view, by.name or "")
