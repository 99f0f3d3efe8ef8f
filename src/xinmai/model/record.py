"""Credit records: what an agency or court decided or stated about parties, and what became of it."""

from typing import Final

from xinmai.model.dates import PartialDate, earliest, latest
from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import (
    Answer,
    Capacity,
    EventKind,
    RecordKind,
    RecordLinkKind,
    RecordState,
    SanctionKind,
)


class RecordParty(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a record is about and whom it finds responsible, 当事人与责任人员. A finding is not a role."""

    record: PublicId
    """The record."""
    party: PublicId | None = None
    """The party, where the source gives an id."""
    party_name: str | None = None
    """Else the name as printed …"""
    party_scope: PublicId | None = None
    """… inside this organisation: it identifies somebody there and nowhere else."""
    capacity: Capacity = Capacity.UNSPECIFIED
    """In which capacity."""
    personal_responsibility: Answer = Answer.UNKNOWN
    """Whether the decision finds personal responsibility, 负有个人责任."""
    note: str | None = None
    """Free text, for example the role as printed."""

    @property
    def key(self) -> str:
        """Identity: record, who, capacity."""
        return self.composite(
            "record_party", self.record, self.party, self.party_name, self.party_scope, self.capacity
        )

    def links(self) -> tuple[Link, ...]:
        """Join the record with the party, or with the organisation inside which the name counts."""
        if self.party is not None:
            return (Link("record_party", self.record, self.party),)
        return (Link("record_scope", self.record, self.party_scope),)


class Sanction(
    Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"from_date": "from", "to_date": "to"}
):
    """What a decision imposes on whom, 处罚内容."""

    id: PublicId
    """Public id."""
    record: PublicId
    """The decision."""
    kind: SanctionKind
    """What is imposed."""
    party: PublicId | None = None
    """On whom; None = on the subjects of the record."""
    licence_type: str | None = None
    """Which licence is touched: business_licence 营业执照, food_permit 食品许可证, …"""
    amount: str | None = None
    """Exact decimal string, in ``currency``."""
    currency: str | None = None
    """ISO 4217 code; None = yuan."""
    large: Answer = Answer.UNKNOWN
    """Whether the amount is marked as large, 较大数额."""
    from_date: PartialDate | None = None
    """First day."""
    to_date: PartialDate | None = None
    """First day no longer covered."""
    lifetime: bool = False
    """For life, 终身."""
    matters: tuple[str, ...] = ()
    """Matters from which it excludes."""
    industry: str | None = None
    """Industry to which it is limited."""
    region: str | None = None
    """Region to which it is limited."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Hang on the record and on the party it names."""
        return (Link("sanction", self.record, self.party),)


class RecordEvent(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to a record, 记录事件: published, objected, annulled 撤销, repaired 修复 …"""

    record: PublicId
    """The record."""
    event: EventKind
    """What happened."""
    on: PartialDate | None = None
    """When."""
    party: PublicId | None = None
    """Whom it concerns, if not all parties of the record."""
    agency: PublicId | None = None
    """Who did it."""
    document_no: str | None = None
    """Document, 文号."""

    @property
    def key(self) -> str:
        """Identity: record, whom, what, when."""
        return self.composite("record_event", self.record, self.party, self.event, self.on)

    def links(self) -> tuple[Link, ...]:
        """Hang on the record, and on whom and by whom."""
        own = Link("record_event", self.record, self.party)
        return (own,) if self.agency is None else (own, Link("event_agency", self.record, self.agency))


class RecordLink(
    Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"from_id": "from", "to_id": "to"}
):
    """How two records belong together, 记录关联: corrects, follows, same event, escalates."""

    from_id: PublicId
    """The record that says so."""
    to_id: PublicId
    """The other one."""
    kind: RecordLinkKind
    """How."""

    @property
    def key(self) -> str:
        """Identity: both ends and the kind."""
        return self.composite("record_link", self.from_id, self.to_id, self.kind)

    def links(self) -> tuple[Link, ...]:
        """Join the two records."""
        return (Link("record_link", self.from_id, self.to_id),)


class CreditRecord(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A credit record, 信用记录: penalty 行政处罚, listing 名单, rating 评级, qualification 资质, good record 良好记录 …

    Act, decision, effect and publication have their own dates and are never mixed.
    """

    id: PublicId
    """Public id."""
    kind: RecordKind
    """What it is."""
    item: str | None = None
    """Code of the catalogue item, 目录事项."""
    agency: PublicId | None = None
    """Who decided."""
    title: str | None = None
    """Title as printed."""
    document_no: str | None = None
    """Decision number, 文号."""
    case: PublicId | None = None
    """Case to which it belongs."""
    act_from: PartialDate | None = None
    """First day of the conduct, 行为起."""
    act_to: PartialDate | None = None
    """Last day of the conduct, 行为止 (inclusive, as decisions print it)."""
    decided_on: PartialDate | None = None
    """Day of the decision, 决定日期."""
    effective_from: PartialDate | None = None
    """First day of effect."""
    effective_to: PartialDate | None = None
    """First day no longer in effect."""
    severity: str | None = None
    """Statutory circumstance, 情节: minor, ordinary, serious, especially_serious."""
    procedure: str | None = None
    """Procedure, 程序: ordinary, summary."""
    statute: str | None = None
    """Statute applied, 依据."""
    behaviour: str | None = None
    """Code of the behaviour, 行为."""
    offence: str | None = None
    """Code of the offence, 罪名."""
    licence_type: str | None = None
    """Licence concerned."""
    accident: str | None = None
    """Class of an accident."""
    stage: str | None = None
    """Stage of proceedings."""
    reason: str | None = None
    """Reason as printed."""
    disclosure_class: str | None = None
    """Disclosure class, 公示等级: minor, general, serious."""
    amount: str | None = None
    """Exact decimal string, in ``currency``."""
    currency: str | None = None
    """ISO 4217 code; None = yuan."""
    large: Answer = Answer.UNKNOWN
    """Whether the amount is marked as large."""
    secured: Answer = Answer.UNKNOWN
    """Whether a debt is secured."""
    due_on: PartialDate | None = None
    """Day on which a debt is due."""
    scheme: str | None = None
    """Rating scheme, 评级体系."""
    scheme_version: str | None = None
    """Its version."""
    grade: str | None = None
    """Grade, 等级."""
    direct_d: Answer = Answer.UNKNOWN
    """Whether a grade D was given directly, 直接判级."""
    points: str | None = None
    """Points, exact decimal string."""
    list: str | None = None
    """Which list, 名单."""
    polarity: str | None = None
    """basic, positive or negative information, 信息属性."""
    region: str | None = None
    """Region of origin."""
    parties: tuple[RecordParty, ...] = ()
    """Attached on read, ordered by key."""
    sanctions: tuple[Sanction, ...] = ()
    """Attached on read, ordered by id."""
    events: tuple[RecordEvent, ...] = ()
    """Attached on read, ordered by day, then key."""
    record_links: tuple[RecordLink, ...] = ()
    """Attached on read, ordered by key."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Join the record with the agency that decided and with its case."""
        agency = () if self.agency is None else (Link("issued_by", self.id, self.agency),)
        return agency if self.case is None else (*agency, Link("record_case", self.id, self.case))

    @property
    def published_on(self) -> PartialDate | None:
        """Day of publication, 公布日期: the first `published` event."""
        return next((e.on for e in self.events if e.event is EventKind.PUBLISHED and e.on), None)

    def happened(self, event: EventKind, day: int) -> bool:
        """Say whether an event of the whole record had happened by a day; an undated one had."""
        return any(e.event is event and e.party is None and earliest(e.on) <= day for e in self.events)

    def day_of(self, event: EventKind) -> PartialDate | None:
        """Return the day of the first event of a kind that concerns the whole record; None if no such day is stated."""
        days = [e.on for e in self.events if e.event is event and e.party is None and e.on is not None]
        return min(days, key=lambda on: (earliest(on), on), default=None)

    def is_annulled(self) -> bool:
        """Say whether the record was annulled, 撤销: it then never had effect, on any day."""
        return any(e.event is EventKind.ANNULLED and e.party is None for e in self.events)

    def state_on(self, day: int) -> RecordState:
        """Return the state of the record on a day; the event that goes furthest decides.

        Annulment works from the start, so it shows on every day.
        """
        if self.is_annulled():
            return RecordState.ANNULLED
        for event, state in STATES_AFTER:
            if self.happened(event, day):
                return state
        if self.effective_to is not None and latest(self.effective_to) <= day:
            return RecordState.EXPIRED
        noticed = self.happened(EventKind.NOTICED, day)
        if self.kind is RecordKind.NOTICE or (noticed and not self._begun_by(self.decided_on, day)):
            return RecordState.ADVANCE_NOTICE
        begun = self._begun_by(self.effective_from or self.decided_on, day)
        return RecordState.IN_FORCE if begun is not False else RecordState.NOT_YET

    @staticmethod
    def _begun_by(on: PartialDate | None, day: int) -> bool | None:
        """Say whether a date may have come by a day; None if it is not stated."""
        return None if on is None else earliest(on) <= day


STATES_AFTER: Final = (
    (EventKind.REMOVED, RecordState.REMOVED),
    (EventKind.REPAIRED, RecordState.REPAIRED),
    (EventKind.OBJECTED, RecordState.OBJECTED),
    (EventKind.CORRECTED, RecordState.CORRECTED),
)
"""What a record is after an event; the first that happened decides."""
