"""Cases: the procedures in which parties meet."""

from xinmai.model.dates import PartialDate
from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Answer


class Case(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A procedure, 事项/项目: tender 招标, lot 标段, application 申请, land parcel 地块, fund project 专项资金项目, lawsuit 诉讼."""

    id: PublicId
    """Public id."""
    kind: str
    """What it is."""
    parent: PublicId | None = None
    """Case of which it is a part."""
    name: str | None = None
    """Name."""
    agency: PublicId | None = None
    """Authority in charge."""
    matter: str | None = None
    """Matter code."""
    stage: str | None = None
    """Stage."""
    regime: str | None = None
    """``bidding`` or ``procurement``."""
    mandatory: Answer = Answer.UNKNOWN
    """Whether the tender is required by law."""
    opened_on: PartialDate | None = None
    """Day of opening."""
    deadline: PartialDate | None = None
    """Bid deadline, 投标截止日."""
    closed_on: PartialDate | None = None
    """Day of closing."""
    region: str | None = None
    """Region."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Join the case with its authority and with the case it is part of."""
        agency = () if self.agency is None else (Link("case_agency", self.id, self.agency),)
        return agency if self.parent is None else (*agency, Link("part_of", self.id, self.parent))


class MeasureApplied(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A measure that an agency applied because of a record, 惩戒措施落实."""

    record: PublicId
    """The record."""
    agency: PublicId
    """Who applied it."""
    measure: str
    """Code of the measure."""
    status: str | None = None
    """State of its application."""
    on: PartialDate | None = None
    """When."""

    @property
    def key(self) -> str:
        """Identity: record, agency, measure."""
        return self.composite("measure_applied", self.record, self.agency, self.measure)

    def links(self) -> tuple[Link, ...]:
        """Join the record with the agency."""
        return (Link("measure_applied", self.record, self.agency),)
