"""How many there are, grouped."""

from typing import Annotated

from xinmai.api.arguments import UNSET, AsOf, KnownAt
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.reading import condition_of, grouping_of
from xinmai.api.selection import wants
from xinmai.api.types.conditions import PartyFilter, RecordFilter
from xinmai.api.types.counts import PartyCounts, party_counts
from xinmai.api.types.groupings import PartyGrouping, RecordGrouping
from xinmai.api.types.record_counts import RecordCounts, record_counts
from xinmai.model.filters import Thing


@object_type
class CountQueries:
    """Counts and sums, 统计."""

    @field()
    async def parties_aggregate(
        self,
        info: Info,
        by: Annotated[list[PartyGrouping], argument("Keys, up to 3, each once; an empty list: one group.")],
        where: Annotated[PartyFilter | None, argument("Which parties. Default: all.")] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> PartyCounts:
        """How many parties fulfil a condition, 主体统计, grouped."""
        view = await info.context.view(as_of, known_at)
        condition, keys = condition_of(where, Thing.PARTY, info.context.public_id), grouping_of(by)
        application = info.context.application
        sums = wants(info, "groups", "amounts")
        found = await application.store.aggregate(
            view, Thing.PARTY, condition, keys, application.budget, sums=sums
        )
        return party_counts(found, keys, view)

    @field()
    async def records_aggregate(
        self,
        info: Info,
        by: Annotated[list[RecordGrouping], argument("Keys, up to 3, each once; an empty list: one group.")],
        where: Annotated[RecordFilter | None, argument("Which records. Default: all.")] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> RecordCounts:
        """How many records fulfil a condition, 信用记录统计, grouped; of one party: `where: {parties: {some: …}}`."""
        view = await info.context.view(as_of, known_at)
        condition, keys = condition_of(where, Thing.RECORD, info.context.public_id), grouping_of(by)
        application = info.context.application
        sums = wants(info, "groups", "amounts")
        found = await application.store.aggregate(
            view, Thing.RECORD, condition, keys, application.budget, sums=sums
        )
        return record_counts(found, keys, view)
