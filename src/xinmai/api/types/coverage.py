"""What agencies owe and what came."""

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.absence import Gap
from xinmai.api.types.language import Language, in_language
from xinmai.api.types.party import Party, party_at
from xinmai.model import coverage as model
from xinmai.model.coverage import SupplyState
from xinmai.model.dates import PartialDate
from xinmai.model.view import View
from xinmai.model.vocabulary import Lang, RecordKind


@object_type
class CoverageRow:
    """What one agency owes of one catalogue item, and what came of it, 归集情况."""

    agency_named: str = attribute(
        "Public id of the agency, or the name under which it delivered; empty where the records name nobody."
    )
    kind: RecordKind | None = attribute("Record kind; null for refused rows that are no records.")
    item: str | None = attribute("Code of the catalogue item, 目录事项; null where none is named.")
    due: bool = attribute("Whether the catalogue says that this agency owes this item.")
    supplied: int = attribute("Number of records in the graph.")
    last_on: PartialDate | None = attribute("Latest day of decision among them; null where none is stated.")
    rejected: int = attribute(
        "Number of rows that the newest load of each namespace refused, 拒收; refused rows name no item."
    )
    state: SupplyState = attribute("Whether it came; PARTLY where rows were refused beside.")
    gap: Gap | None = attribute("Why nothing is there; null where something came.")
    row: strawberry.Private[model.CoverageRow]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, row: model.CoverageRow, view: View) -> "CoverageRow":
        """Show a row."""
        return cls(
            agency_named=row.agency_named,
            kind=row.kind,
            item=row.item,
            due=row.due,
            supplied=row.supplied,
            last_on=row.last_on,
            rejected=row.rejected,
            state=row.state,
            gap=None if row.gap is None else Gap.from_model(row.gap),
            row=row,
            view=view,
        )

    @field()
    async def agency(self, info: Info) -> Party | None:
        """The agency; null where only a name is known, or the plan is not loaded."""
        return await party_at(info, self.view, self.row.agency)

    @field()
    def item_name(self, info: Info, lang: Language = Lang.ZH) -> str | None:
        """Name of the item in the catalogue, 目录事项名称; null where it has none."""
        items = info.context.application.catalogue.items
        found = next((item for item in items if item.code == self.item), None)
        if found is None:
            return None
        return in_language(found, lang)
