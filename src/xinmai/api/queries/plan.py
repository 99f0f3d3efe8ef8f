"""The plan's responsibility map: tasks, agencies, systems, what is due and what came."""

from functools import partial
from typing import Annotated, Any

import strawberry

from xinmai.api.arguments import UNSET, After, AsOf, First, KnownAt, page, stated
from xinmai.api.connections import Connection, Edge, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.coverage import CoverageRow
from xinmai.api.types.party_kinds import AgencyConnection
from xinmai.api.types.plan import Regulation, RegulationConnection, SystemConnection, TaskConnection
from xinmai.api.types.register import Item, ItemConnection, RecordKindEntry
from xinmai.model.coverage import SupplyState
from xinmai.model.ids import PublicId
from xinmai.model.view import View
from xinmai.model.vocabulary import RecordKind, RegulationUse
from xinmai.service.agencies import agencies as list_agencies
from xinmai.service.coverage import coverage as list_coverage
from xinmai.service.registers import ItemFilter
from xinmai.service.registers import items as list_items
from xinmai.service.registers import page_of as page_of_items
from xinmai.service.registers import record_kinds as list_kinds
from xinmai.service.regulations import page_of as page_of_regulations
from xinmai.service.regulations import regulations as list_regulations
from xinmai.service.systems import systems as list_systems
from xinmai.service.tasks import page_of
from xinmai.service.tasks import tasks as list_tasks

_PAGE = 100
_States = Annotated[list[SupplyState] | None, argument("Only what is in one of these states. Default: all.")]


@object_type
class PlanQueries:
    """Who answers for what, 责任分工."""

    @field(graphql_type=TaskConnection)
    async def tasks(
        self,
        info: Info,
        agency: Annotated[strawberry.ID | None, argument("Only tasks of this agency. Default: all.")] = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Tasks of the plan, 工作任务, by number."""
        view = await info.context.view(as_of, known_at)
        asked = page("tasks", first, after, default=_PAGE, about=_agency(info, agency))
        found = await list_tasks(info.context.store, view, _agency(info, agency))
        return connect(page_of(found, asked), asked, view)

    @field(graphql_type=AgencyConnection)
    async def agencies(
        self,
        info: Info,
        first: First = _PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """State agencies, 行政机关, by id; who succeeded whom is in their relations."""
        view = await info.context.view(as_of, known_at)
        asked = page("agencies", first, after, default=_PAGE)
        return connect(await list_agencies(info.context.store, view, asked), asked, view)

    @field(graphql_type=SystemConnection)
    async def systems(
        self,
        info: Info,
        first: First = _PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Information systems that the plan names, 信息系统, by id."""
        view = await info.context.view(as_of, known_at)
        asked = page("systems", first, after, default=_PAGE)
        return connect(await list_systems(info.context.store, view, asked), asked, view)

    @field(graphql_type=RegulationConnection)
    async def regulations(
        self,
        info: Info,
        agency: Annotated[
            strawberry.ID | None, argument("Only those of tasks of this agency. Default: all.")
        ] = UNSET,
        use: Annotated[
            RegulationUse | None, argument("Only those that a task uses so. Default: all.")
        ] = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Regulations, standards and other documents of rules that tasks draw up, revise or apply, 制度文件, by task."""
        view = await info.context.view(as_of, known_at)
        about = _agency(info, agency), stated(use)
        asked = page("regulations", first, after, default=_PAGE, about=about)
        planned = await list_tasks(info.context.store, view, _agency(info, agency))
        found = page_of_regulations(list_regulations(planned, stated(use)), asked)
        named = [mention.task.task for regulation in found.items for mention in regulation.mentions]
        return connect(found, asked, view, partial(_edge, Regulation, view), dict.fromkeys(named))

    @field(size=500)
    async def coverage(
        self,
        info: Info,
        agency: Annotated[strawberry.ID | None, argument("Only this agency. Default: all.")] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> list[CoverageRow]:
        """What agencies owe and what came, 归集情况, by agency, record kind and item.

        All records of the revision count, whatever their day; `asOf` decides under which name an agency is shown.
        """
        view = await info.context.view(as_of, known_at)
        items = info.context.application.catalogue.items
        rows = await list_coverage(info.context.store, view, items, _agency(info, agency))
        return [CoverageRow.from_model(row, view) for row in rows]

    @field(graphql_type=ItemConnection)
    async def items(
        self,
        info: Info,
        record_kind: Annotated[RecordKind | None, argument("Only items of this kind. Default: all.")] = UNSET,
        agency: Annotated[
            strawberry.ID | None, argument("Only items that this agency owes. Default: all.")
        ] = UNSET,
        plan_row: Annotated[
            int | None, argument("Only items that this row of the plan names, 1 to 85.")
        ] = UNSET,
        state: _States = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> Connection[Any]:
        """Catalogue items with who owes them and what came, 数据目录, by code.

        All records of the revision count, whatever their day, as in `coverage`.
        """
        view = await info.context.view(as_of, known_at)
        where = ItemFilter(
            kind=stated(record_kind),
            agency=_agency(info, agency),
            plan_row=stated(plan_row),
            states=stated(state),
        )
        asked = page("items", first, after, default=_PAGE, about=where)
        found = await list_items(info.context.store, view, info.context.application.catalogue.items, where)
        return connect(page_of_items(found, asked), asked, view, partial(_edge, Item, view))

    @field(size=len(RecordKind))
    async def record_kinds(
        self, info: Info, state: _States = UNSET, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
    ) -> list[RecordKindEntry]:
        """Every kind of credit record with who owes it and what came, 信用记录类型; `NOT_SUPPLIED`: those not yet supplied."""
        view = await info.context.view(as_of, known_at)
        catalogue = info.context.application.catalogue.items
        found = await list_kinds(info.context.store, view, catalogue, stated(state))
        return [RecordKindEntry.from_model(entry, view) for entry in found]


def _agency(info: Info, agency: str | None) -> PublicId | None:
    return info.context.public_id(agency) if agency else None


def _edge(kind: Any, view: View, cursor: str, item: Any) -> Edge[Any]:
    return Edge(cursor=cursor, node=kind.from_model(item, view))
