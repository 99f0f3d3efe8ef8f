"""Counts of records, grouped; who decided is a party."""

from collections.abc import Sequence

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.counts import Counted, stated_of, whole_of
from xinmai.api.types.groupings import RecordGrouping
from xinmai.api.types.party import Party, party_at
from xinmai.model import groups as model
from xinmai.model.groups import By
from xinmai.model.view import View
from xinmai.model.vocabulary import RecordKind


@object_type
class RecordGroup(Counted):
    """Records that have something in common, 信用记录分组; what they are not grouped by is null."""

    kind: RecordKind | None = attribute("What they are.")
    item: str | None = attribute("Code of the catalogue item, 目录事项; null = not stated.")
    on_list: str | None = attribute("Which list, 名单; null = none.", name="list")
    severity: str | None = attribute("Statutory circumstance, 情节; null = not stated.")
    region: str | None = attribute("Region of origin; null = not stated.")
    year: str | None = attribute("Year of the decision, 决定年份; null = not stated.")
    by: strawberry.Private[str | None]
    view: strawberry.Private[View]

    @field()
    async def agency(self, info: Info) -> Party | None:
        """Who decided, 作出机关; null = not stated."""
        return await party_at(info, self.view, self.by)


@object_type
class RecordCounts:
    """How many records fulfil a condition, 信用记录统计."""

    total: int = attribute("All of them together.")
    groups: list[RecordGroup] = attribute(
        "The groups, by their keys in the order asked for; not stated comes last."
    )
    completeness: Completeness = attribute("View of the answer.")


def record_counts(found: Sequence[model.GroupCount], by: Sequence[By], view: View) -> RecordCounts:
    """Show groups of records."""
    groups = []
    for group in found:
        stated = stated_of(group, by, RecordGrouping, RecordKind)
        groups.append(RecordGroup(on_list=stated.pop("list"), by=stated.pop("agency"), view=view, **stated))
    return RecordCounts(**whole_of(groups, found, view))
