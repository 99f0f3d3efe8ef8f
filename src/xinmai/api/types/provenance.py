"""Where facts come from."""

from collections.abc import Iterable
from datetime import datetime

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node, presents
from xinmai.model import provenance as model
from xinmai.model.dates import PartialDate
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import View


@presents(model.Source)
@object_type
class Source(Node):
    """A document or delivery that states facts, 来源."""

    agency: str | None = attribute("Who supplied it, as named.")
    system: str | None = attribute("Information system it came from.")
    title: str | None = attribute("Title.")
    document_no: str | None = attribute("Document number, 文号.")
    url: str | None = attribute("Address.")
    sha256: str | None = attribute("SHA-256 digest of the document, hexadecimal.")
    retrieved_on: PartialDate | None = attribute("Day of retrieval.")
    obtained_by: str | None = attribute("How it was obtained.")
    refresh_days: int | None = attribute("Days after which it counts as stale; null = never.")
    licence: str | None = attribute("Licence of the data.")

    @classmethod
    def from_model(cls, source: model.Source, _view: View) -> "Source":
        """Show a source."""
        return cls(
            id=strawberry.ID(source.id),
            agency=source.agency,
            system=source.system,
            title=source.title,
            document_no=source.document_no,
            url=source.url,
            sha256=source.sha256,
            retrieved_on=source.retrieved_on,
            obtained_by=source.obtained_by,
            refresh_days=source.refresh_days,
            licence=source.licence,
        )


@object_type
class SourceRef:
    """That a source states a fact, and since when we know it, 出处."""

    locator: str | None = attribute("Place inside the source: clause, row, page.")
    fact: strawberry.Private[Fact]
    view: strawberry.Private[View]

    @field()
    async def source(self, info: Info) -> Source:
        """The source."""
        return await source_of(info, self.view, self.fact.source)

    @field()
    async def recorded_at(self, info: Info) -> datetime | None:
        """Instant at which the fact was recorded here, 入库时间; it says nothing about the world."""
        revision = await info.context.loaders(self.view).revision(self.fact.recorded_from)
        return None if revision is None else revision.recorded_at


def refs(facts: Iterable[Fact], view: View) -> list[SourceRef]:
    """Return the references of facts to their sources, each place once, in the order of the facts."""
    seen = {(fact.source, fact.locator, fact.recorded_from): fact for fact in reversed(tuple(facts))}
    return [SourceRef(locator=fact.locator, fact=fact, view=view) for fact in reversed(seen.values())]


async def source_of(info: Info, view: View, key: str) -> Source:
    """Return a source by id; one without a row of its own is known by its id alone."""
    found = await info.context.loaders(view).fact(key)
    known = found if isinstance(found, model.Source) else model.Source(id=PublicId(key), source=PublicId(key))
    return Source.from_model(known, view)
