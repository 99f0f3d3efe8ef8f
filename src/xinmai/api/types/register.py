"""The registers: catalogue items and record kinds with who owes them and what came."""

import asyncio
from collections.abc import Iterable

import strawberry

from xinmai.api.connections import Connection
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.coverage import CoverageRow
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.plan import Task
from xinmai.model.coverage import SupplyState
from xinmai.model.dates import PartialDate
from xinmai.model.ids import is_public_id
from xinmai.model.view import View
from xinmai.model.vocabulary import Lang, PartyKind, RecordKind
from xinmai.service import registers as model


@object_type
class Item:
    """One kind of record that agencies owe to the platform, and what came of it, 数据目录事项."""

    code: str = attribute("Stable word of the data, 代码.")
    record_kind: RecordKind = attribute("Record kind.")
    scheme: str | None = attribute("Rating scheme of a rating, 信用评价办法; null for others.")
    subject_kinds: list[PartyKind] = attribute(
        "Kinds of party it is about, where its printed name says so; empty: any."
    )
    plan_rows: list[int] = attribute("Rows of the plan that name it, 计划序号: its basis.")
    supplied: int = attribute("Number of records in the graph, from whomever.")
    last_on: PartialDate | None = attribute("Latest day of decision among them; null where none is stated.")
    state: SupplyState = attribute("Whether it came, and from all who owe it.")
    entry: strawberry.Private[model.ItemEntry]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, entry: model.ItemEntry, view: View) -> "Item":
        """Show an item."""
        return cls(
            code=entry.item.code,
            record_kind=RecordKind(entry.item.record_kind),
            scheme=entry.item.scheme,
            subject_kinds=list(entry.item.subjects),
            plan_rows=list(entry.item.rows),
            supplied=entry.supply.supplied,
            last_on=entry.supply.last_on,
            state=entry.supply.state,
            entry=entry,
            view=view,
        )

    @field()
    def name(self, lang: Language = Lang.ZH) -> str:
        """Name in the catalogue, 名称."""
        return in_language(self.entry.item, lang)

    @field(size=3)
    async def owed_by(self, info: Info) -> list[Party]:
        """Agencies that owe it, 责任单位, in the order printed; those that are nothing in this view are left out."""
        return await _parties(info, self.view, self.entry.item.owed_by)

    @field(size=3)
    async def not_supplied_by(self, info: Info) -> list[Party]:
        """Agencies that owe it and supplied none, 未归集单位; those that are nothing in this view are left out."""
        missing = set(self.entry.supply.missing)
        return await _parties(info, self.view, (a for a in self.entry.item.owed_by if a in missing))

    @field(size=3)
    def coverage(self) -> list[CoverageRow]:
        """What came from each who owes or supplied it, by agency, with why nothing came."""
        return [CoverageRow.from_model(row, self.view) for row in self.entry.supply.rows]

    @field(size=3)
    async def tasks(self, info: Info) -> list[Task]:
        """Tasks of the plan that name it, by number."""
        planned = await info.context.loaders(self.view).tasks()
        return [Task.from_model(p, self.view) for p in planned if p.task.no in self.entry.item.rows]


@object_type
class ItemConnection(Connection[Item]):
    """One page of catalogue items, ordered by code."""


@object_type
class RecordKindEntry:
    """A kind of credit record, who owes it and what came of it, 信用记录类型."""

    kind: RecordKind = attribute("The kind.")
    supplied: int = attribute("Number of records in the graph, from whomever.")
    last_on: PartialDate | None = attribute("Latest day of decision among them; null where none is stated.")
    state: SupplyState = attribute(
        "Whether it came, and from all who owe any item of it. Of a kind that nobody owes: whether it came."
    )
    entry: strawberry.Private[model.KindEntry]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, entry: model.KindEntry, view: View) -> "RecordKindEntry":
        """Show a record kind."""
        supply = entry.supply
        return cls(
            kind=entry.kind,
            supplied=supply.supplied,
            last_on=supply.last_on,
            state=supply.state,
            entry=entry,
            view=view,
        )

    @field()
    def name(self, info: Info, lang: Language = Lang.ZH) -> str:
        """Label, 名称."""
        label = info.context.application.catalogue.label("record_kind", self.kind)
        return self.kind if label is None else in_language(label, lang)

    @field()
    async def owed_by(self, info: Info) -> list[Party]:
        """Agencies that owe an item of it, by id; those that are nothing in this view are left out."""
        return await _parties(info, self.view, self.entry.supply.owed_by)

    @field()
    async def supplied_by(self, info: Info) -> list[Party]:
        """Who supplied records of it, by id, whether they owe it or not; those known by name only are left out."""
        return await _parties(info, self.view, self.entry.supply.supplied_by)

    @field()
    async def not_supplied_by(self, info: Info) -> list[Party]:
        """Agencies that owe an item of it and supplied no record of the kind, by id."""
        return await _parties(info, self.view, self.entry.supply.missing)

    @field()
    def items(self) -> list[Item]:
        """Catalogue items of the kind, by code."""
        return [Item.from_model(entry, self.view) for entry in self.entry.items]


async def _parties(info: Info, view: View, ids: Iterable[str]) -> list[Party]:
    found = await asyncio.gather(*(party_at(info, view, i) for i in ids if is_public_id(i)))
    return [party for party in found if party is not None]
