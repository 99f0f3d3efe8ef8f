"""Nodes that are no parties: cases and contact values."""

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node, presents
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import case as model
from xinmai.model.dates import PartialDate
from xinmai.model.party import ContactValue as ContactValueFact
from xinmai.model.view import View
from xinmai.model.vocabulary import Answer


@presents(model.Case)
@object_type
class Case(Node):
    """A procedure in which parties meet, 事项/项目: tender, lot, application, land parcel, fund project, lawsuit."""

    kind: str = attribute("What it is.")
    name: str | None = attribute("Name; null = not stated.")
    matter: str | None = attribute("Code of the matter, 事项.")
    stage: str | None = attribute("Stage, 阶段.")
    regime: str | None = attribute("Law it stands under: `bidding` 招标投标 or `procurement` 政府采购.")
    mandatory: Answer = attribute("Whether the tender is required by law, 依法必须招标.")
    opened_on: PartialDate | None = attribute("Day of opening.")
    deadline: PartialDate | None = attribute("Bid deadline, 投标截止日.")
    closed_on: PartialDate | None = attribute("Day of closing.")
    region: str | None = attribute("Region.")
    fact: strawberry.Private[model.Case]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, case: model.Case, view: View) -> "Case":
        """Show a case."""
        return cls(
            id=strawberry.ID(case.id),
            kind=case.kind,
            name=case.name,
            matter=case.matter,
            stage=case.stage,
            regime=case.regime,
            mandatory=case.mandatory,
            opened_on=case.opened_on,
            deadline=case.deadline,
            closed_on=case.closed_on,
            region=case.region,
            fact=case,
            view=view,
        )

    @field()
    async def agency(self, info: Info) -> Party | None:
        """Authority in charge; null = not stated."""
        return await party_at(info, self.view, self.fact.agency)

    @field()
    async def parent(self, info: Info) -> "Case | None":
        """Case of which it is a part; null = none is stated."""
        return await case_at(info, self.view, self.fact.parent)

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.fact], self.view)


@presents(ContactValueFact)
@object_type
class ContactValue(Node):
    """A telephone number or an address that parties may share, 联系方式; a suspected link only."""

    @classmethod
    def from_model(cls, value: ContactValueFact, _view: View) -> "ContactValue":
        """Show a contact value."""
        return cls(id=strawberry.ID(value.id))


async def case_at(info: Info, view: View, key: str | None) -> Case | None:
    """Return the case of an id that a fact names; None for no id, and for one that is nothing here."""
    if key is None:
        return None
    found = await info.context.loaders(view).fact(key)
    return Case.from_model(found, view) if isinstance(found, model.Case) else None
