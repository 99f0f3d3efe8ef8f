"""The timeline of a party."""

from datetime import datetime
from typing import Any

import strawberry

from xinmai.api.arguments import UNSET, After, First, page
from xinmai.api.connections import Connection, connect
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.reading import PAGE
from xinmai.api.types.base import Node, present, presents
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import timeline as model
from xinmai.model.dates import PartialDate
from xinmai.model.party import PartyFact
from xinmai.model.record import RecordEvent, Sanction
from xinmai.model.timeline import DateOf
from xinmai.model.view import View
from xinmai.model.vocabulary import EventKind, SanctionKind
from xinmai.service.timeline import page_of_undated


@presents(model.TimelineItem)
@object_type
class TimelineItem:
    """A fact about a party and the thing that it belongs to, 时间线事项."""

    key: str = attribute("Key of the fact: what `history` takes.")
    thing: Node = attribute("The party, relation or record that it belongs to.")
    property: str | None = attribute("Of a dated property: which one, 主体属性; else null.")
    value: str | None = attribute("Of a dated property: its value; else null.")
    event: EventKind | None = attribute("Of an event of a record: what happened; else null.")
    sanction: SanctionKind | None = attribute("Of a sanction: what is imposed; else null.")
    item: strawberry.Private[model.TimelineItem]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, item: model.TimelineItem, view: View) -> "TimelineItem":
        """Show a fact."""
        fact = item.fact
        return cls(
            key=fact.key,
            thing=present(item.thing, view),
            property=fact.prop if isinstance(fact, PartyFact) else None,
            value=fact.value if isinstance(fact, PartyFact) else None,
            event=fact.event if isinstance(fact, RecordEvent) else None,
            sanction=fact.kind if isinstance(fact, Sanction) else None,
            item=item,
            view=view,
        )

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.item.fact], self.view)


@presents(model.TimelineEntry)
@object_type
class TimelineEntry:
    """One date of one fact, 时间线条目."""

    date_of: DateOf = attribute("Which date of the fact it is.")
    on: PartialDate = attribute("The date, with the precision that its source gave.")
    instant: datetime | None = attribute(
        "For FIRST_SEEN the instant of recording, whose day in China is `on`; else null."
    )
    item: TimelineItem = attribute("The fact that has the date.")

    @classmethod
    def from_model(cls, entry: model.TimelineEntry, view: View) -> "TimelineEntry":
        """Show an entry."""
        return cls(
            date_of=entry.date_of,
            on=entry.on,
            instant=entry.instant,
            item=TimelineItem.from_model(entry.item, view),
        )


@object_type
class UndatedConnection(Connection[TimelineItem]):
    """One page of what states no date, by key."""


@presents(model.Timeline)
@object_type
class TimelineConnection(Connection[TimelineEntry]):
    """One page of a timeline, by day, then key; each entry says which date of which thing it is."""

    found: strawberry.Private[model.Timeline]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.Timeline, view: View) -> "TimelineConnection":
        """Show a page."""
        shown = connect(found.entries, found.page, view)
        facts = [entry.item.fact for entry in found.entries.items]
        return cls(
            edges=shown.edges,
            page_info=shown.page_info,
            total_count=shown.total_count,
            completeness=Completeness.from_model(found.completeness, view, facts),
            found=found,
            view=view,
        )

    @field(graphql_type=UndatedConnection)
    def undated(self, first: First = PAGE, after: After = UNSET) -> Connection[Any]:
        """What states no date in the world, 无日期: nothing is put where it may not belong."""
        asked = page("undated", first, after, default=PAGE, about=self.found.page.of)
        shown = page_of_undated(self.found, asked)
        return connect(shown, asked, self.view, facts=[item.fact for item in shown.items])
