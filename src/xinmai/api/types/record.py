"""Credit records with their parties, sanctions, events and links."""

from typing import Final

import strawberry
from strawberry.utils.str_converters import to_camel_case

from xinmai.analysis.absence import absent_fields
from xinmai.api.arguments import UNSET, AsOf, day_of
from xinmai.api.connections import Connection
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.absence import Gap
from xinmai.api.types.base import Node, presents
from xinmai.api.types.case import Case, case_at
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.api.types.relation import least_sure
from xinmai.model import record as model
from xinmai.model.dates import PartialDate
from xinmai.model.view import View
from xinmai.model.vocabulary import Answer, Certainty, EventKind, RecordKind, RecordLinkKind, SanctionKind


@object_type
class RecordParty:
    """Whom a record is about and whom it finds responsible, 当事人与责任人员. A finding is not a role."""

    party_name: str | None = attribute("Name as printed, where the source gives no id.")
    capacity: str = attribute(
        "In which capacity, 责任身份: subject, legal_representative, directly_responsible_manager, …"
    )
    personal_responsibility: Answer = attribute(
        "Whether the decision finds personal responsibility, 负有个人责任."
    )
    note: str | None = attribute("As printed, for example the role.")
    fact: strawberry.Private[model.RecordParty]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, party: model.RecordParty, view: View) -> "RecordParty":
        """Show whom a record names."""
        return cls(
            party_name=party.party_name,
            capacity=party.capacity,
            personal_responsibility=party.personal_responsibility,
            note=party.note,
            fact=party,
            view=view,
        )

    @field()
    async def certainty(self, info: Info) -> Certainty:
        """How sure it is who is meant, 身份确定性: a name counts inside its organisation only."""
        if self.fact.party is None:
            return Certainty.NAME_ONLY if self.fact.party_scope is None else Certainty.SCOPED
        return least_sure([await info.context.loaders(self.view).node(self.fact.party)])

    @field()
    async def party(self, info: Info) -> Party | None:
        """The party; null where the source gives a name only."""
        return await party_at(info, self.view, self.fact.party)

    @field()
    async def party_scope(self, info: Info) -> Party | None:
        """Organisation inside which the name identifies somebody; null where an id is given."""
        return await party_at(info, self.view, self.fact.party_scope)


@object_type
class Sanction:
    """What a decision imposes on whom, 处罚内容."""

    id: strawberry.ID = attribute("Public id.")
    kind: SanctionKind = attribute("What is imposed.")
    licence_type: str | None = attribute(
        "Which licence is touched: business_licence 营业执照, food_permit 食品许可证, …"
    )
    amount: DecimalText | None = attribute("Amount, in `currency`.")
    currency: str | None = attribute("ISO 4217 code; null = yuan.")
    large: Answer = attribute("Whether the amount is marked as large, 较大数额.")
    from_date: PartialDate | None = attribute("First day.", name="from")
    to_date: PartialDate | None = attribute("First day no longer covered.", name="to")
    lifetime: bool = attribute("For life, 终身.")
    matters: list[str] = attribute("Codes of the matters from which it excludes, 事项.")
    industry: str | None = attribute("Industry to which it is limited; null = not limited.")
    region: str | None = attribute("Region to which it is limited; null = not limited.")
    fact: strawberry.Private[model.Sanction]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, sanction: model.Sanction, view: View) -> "Sanction":
        """Show a sanction."""
        return cls(
            id=strawberry.ID(sanction.id),
            kind=sanction.kind,
            licence_type=sanction.licence_type,
            amount=None if sanction.amount is None else DecimalText(sanction.amount),
            currency=sanction.currency,
            large=sanction.large,
            from_date=sanction.from_date,
            to_date=sanction.to_date,
            lifetime=sanction.lifetime,
            matters=list(sanction.matters),
            industry=sanction.industry,
            region=sanction.region,
            fact=sanction,
            view=view,
        )

    @field()
    async def party(self, info: Info) -> Party | None:
        """On whom; null = on the subjects of the record."""
        return await party_at(info, self.view, self.fact.party)


@object_type
class RecordEvent:
    """Something that happened to a record, 记录事件; its state follows from these."""

    event: EventKind = attribute("What happened.")
    on: PartialDate | None = attribute("When; null = not stated.")
    document_no: str | None = attribute("Document, 文号.")
    fact: strawberry.Private[model.RecordEvent]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, event: model.RecordEvent, view: View) -> "RecordEvent":
        """Show an event."""
        return cls(event=event.event, on=event.on, document_no=event.document_no, fact=event, view=view)

    @field()
    async def party(self, info: Info) -> Party | None:
        """Whom it concerns; null = all parties of the record."""
        return await party_at(info, self.view, self.fact.party)

    @field()
    async def agency(self, info: Info) -> Party | None:
        """Who did it; null = not stated."""
        return await party_at(info, self.view, self.fact.agency)

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.fact], self.view)


@object_type
class RecordLink:
    """That two records belong together, 记录关联."""

    kind: RecordLinkKind = attribute("How.")
    fact: strawberry.Private[model.RecordLink]
    view: strawberry.Private[View]

    @field(name="from")
    async def start(self, info: Info) -> "CreditRecord | None":
        """Record it starts at: the correction, the breach, the escalation."""
        return await record_at(info, self.view, self.fact.from_id)

    @field(name="to")
    async def end(self, info: Info) -> "CreditRecord | None":
        """Record it ends at: what is corrected, followed or escalated."""
        return await record_at(info, self.view, self.fact.to_id)


@presents(model.CreditRecord)
@object_type
class CreditRecord(Node):
    """A credit record, 信用记录: what an agency or court decided or stated. Act, decision, publication and effect have their own dates."""

    kind: RecordKind = attribute("What it is.")
    item: str | None = attribute("Code of the catalogue item, 目录事项.")
    title: str | None = attribute("Title as printed.")
    document_no: str | None = attribute("Decision number, 文号.")
    statute: str | None = attribute("Statute applied, 依据.")
    severity: str | None = attribute(
        "Statutory circumstance, 情节: minor, ordinary, serious, especially_serious."
    )
    procedure: str | None = attribute("Procedure, 程序: ordinary, summary.")
    behaviour: str | None = attribute("Code of the behaviour, 行为.")
    offence: str | None = attribute("Code of the offence, 罪名.")
    licence_type: str | None = attribute("Licence concerned, 证照.")
    accident: str | None = attribute("Class of an accident, 事故等级.")
    stage: str | None = attribute("Stage of proceedings, 程序阶段.")
    reason: str | None = attribute("Reason as printed, 事由.")
    disclosure_class: str | None = attribute("Disclosure class, 公示等级: minor, general, serious.")
    act_from: PartialDate | None = attribute("First day of the conduct, 行为起.")
    act_to: PartialDate | None = attribute(
        "Last day of the conduct, 行为止, inclusive as decisions print it."
    )
    decided_on: PartialDate | None = attribute("Day of the decision, 决定日期.")
    published_on: PartialDate | None = attribute("Day of publication, 公布日期: its first `PUBLISHED` event.")
    effective_from: PartialDate | None = attribute("First day of effect, 生效.")
    effective_to: PartialDate | None = attribute("First day no longer in effect.")
    amount: DecimalText | None = attribute("Amount, in `currency`.")
    currency: str | None = attribute("ISO 4217 code; null = yuan.")
    large: Answer = attribute("Whether the amount is marked as large, 较大数额.")
    secured: Answer = attribute("Whether a debt is secured, 有担保.")
    due_on: PartialDate | None = attribute("Day on which a debt is due, 到期日.")
    scheme: str | None = attribute("Rating scheme, 评级体系.")
    scheme_version: str | None = attribute("Its version.")
    grade: str | None = attribute("Grade, 等级.")
    direct_d: Answer = attribute("Whether a grade D was given directly, 直接判级.")
    points: DecimalText | None = attribute("Points, 分值.")
    on_list: str | None = attribute("Which list, 名单.", name="list")
    polarity: str | None = attribute("basic, positive or negative information, 信息属性.")
    region: str | None = attribute("Region of origin.")
    fact: strawberry.Private[model.CreditRecord]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, record: model.CreditRecord, view: View) -> "CreditRecord":
        """Show a record."""
        return cls(
            id=strawberry.ID(record.id),
            on_list=record.list,
            fact=record,
            view=view,
            **{name: getattr(record, name) for name in _AS_STATED},
        )

    @field()
    def state(self, as_of: AsOf = UNSET) -> str:
        """State on a day, 记录状态: NOT_YET (not decided or not in effect), ADVANCE_NOTICE, IN_FORCE, OBJECTED, CORRECTED, ANNULLED, REPAIRED, REMOVED, EXPIRED."""
        return self.fact.state_on(day_of(as_of) if as_of else self.view.as_of)

    @field()
    async def agency(self, info: Info) -> Party | None:
        """Who decided, 决定机关: an agency, a court, an exchange; null = not stated."""
        return await party_at(info, self.view, self.fact.agency)

    @field()
    async def case(self, info: Info) -> Case | None:
        """Case to which it belongs; null = none."""
        return await case_at(info, self.view, self.fact.case)

    @field()
    def parties(self) -> list[RecordParty]:
        """Whom it is about and whom it finds responsible, 当事人与责任人员."""
        return [RecordParty.from_model(party, self.view) for party in self.fact.parties]

    @field()
    def sanctions(self) -> list[Sanction]:
        """What it imposes, 处罚内容, by id."""
        return [Sanction.from_model(sanction, self.view) for sanction in self.fact.sanctions]

    @field()
    def events(self) -> list[RecordEvent]:
        """What happened to it, 记录事件, by day."""
        return [RecordEvent.from_model(event, self.view) for event in self.fact.events]

    @field()
    def links(self) -> list[RecordLink]:
        """To which records it belongs, 关联记录."""
        return [RecordLink(kind=link.kind, fact=link, view=self.view) for link in self.fact.record_links]

    @field(size=20)
    def gaps(self, info: Info) -> list[Gap]:
        """Its fields that are null, each with its reason, 缺项: not stated by the source, or none that such records have."""
        fields = info.context.application.catalogue.fields
        return [
            Gap(what=to_camel_case(gap.what), absence=gap.absence, because=gap.because)
            for gap in absent_fields(self.fact, fields)
        ]

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.fact], self.view)


@object_type
class RecordConnection(Connection[CreditRecord]):
    """One page of credit records, ordered by id."""


_AS_STATED: Final = tuple(set(CreditRecord.__annotations__) - {"on_list", "fact", "view"})
"""Fields that are shown as the record states them."""


async def record_at(info: Info, view: View, key: str) -> CreditRecord | None:
    """Return the record of an id that a fact names; None for one that is nothing here."""
    found = await info.context.loaders(view).record(key)
    return None if found is None else CreditRecord.from_model(found, view)
