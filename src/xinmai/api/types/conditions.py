"""Conditions on parties, relations and records, 筛选条件; all that is stated in one must hold. They nest into each other."""

from typing import Optional

from xinmai.api.describe import input_type, option
from xinmai.api.types.filters import (
    AmountFilter,
    AnswerFilter,
    CertaintyFilter,
    CodeFilter,
    DateFilter,
    EventKindFilter,
    FlagFilter,
    IdFilter,
    NameFilter,
    PartyKindFilter,
    RecordKindFilter,
    RelationKindFilter,
    SanctionKindFilter,
    ShareFilter,
    SideFilter,
    StateFilter,
    TextFilter,
    WordFilter,
)

_ALL_OF = "All of these hold."
_ONE_OF = "One of these holds at least."
_IS_NOT = "This does not hold."
_SOME = "Of one at least."
_EACH = "Of each one; where there is none, it holds."
_NONE = "Of none."
_SINGLE = "Of exactly one."


@input_type
class PartyFilter:
    """Which parties are meant, 主体筛选, as the view's day shows them."""

    and_: list["PartyFilter"] | None = option(_ALL_OF, name="and")
    or_: list["PartyFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["PartyFilter"] = option(_IS_NOT, name="not")
    id: IdFilter | None = option("Its public id.")
    kind: PartyKindFilter | None = option("What it is.")
    name: NameFilter | None = option("Its name on the view's day.")
    any_name: NameFilter | None = option("Any of its names, former ones too, 曾用名.")
    identifier: CodeFilter | None = option(
        "A code as `scheme:value`, current or former; no resident identity number or passport: ask `party` for those."
    )
    founded_on: DateFilter | None = option("Date of establishment, 成立日期.")
    body_type: WordFilter | None = option("Kind of an agency or institution, 机构类型.")
    identity: CertaintyFilter | None = option("How its source knows who it is, 身份确定性.")
    status: WordFilter | None = option("State, 存续状态: active, revoked, …")
    region: WordFilter | None = option("Region, 地区.")
    district: WordFilter | None = option("District, 区县.")
    industry: WordFilter | None = option("Industry, 行业.")
    category: WordFilter | None = option("Category, 类别: nominee, state_body, listed, …")
    ownership_nature: WordFilter | None = option("Nature of ownership, 所有制.")
    address: WordFilter | None = option("Address, 地址.")
    phone: WordFilter | None = option("Telephone number, 电话.")
    holders_register: WordFilter | None = option("Register of holders, 股东名册: complete or incomplete.")
    registered_capital: AmountFilter | None = option("Registered capital in yuan, 注册资本.")
    paid_in_capital: AmountFilter | None = option("Capital paid in, in yuan, 实缴资本.")
    relations: Optional["RelationsFilter"] = option("Its relations on the view's day, 关系.")
    records: Optional["RecordsFilter"] = option("The records that name it by id, 信用记录.")


@input_type
class RelationFilter:
    """Which relations of a party are meant, 关系筛选."""

    and_: list["RelationFilter"] | None = option(_ALL_OF, name="and")
    or_: list["RelationFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["RelationFilter"] = option(_IS_NOT, name="not")
    id: IdFilter | None = option("Its public id.")
    kind: RelationKindFilter | None = option("What it is.")
    direction: SideFilter | None = option("At which end the party stands.")
    valid_from: DateFilter | None = option("First day.")
    valid_to: DateFilter | None = option("First day on which it no longer holds.")
    ended: FlagFilter | None = option("Whether it is stated to have ended.")
    code: WordFilter | None = option("Finer code: post, registration class, ground of control, kinship.")
    title: TextFilter | None = option("Title as printed, 职务.")
    registration_no: TextFilter | None = option("Number of a practitioner's registration, 注册号.")
    share: ShareFilter | None = option("Capital subscribed, 认缴出资比例.")
    paid_share: ShareFilter | None = option("Capital paid in, 实缴比例.")
    vote_share: ShareFilter | None = option("Votes, 表决权比例.")
    amount: AmountFilter | None = option("Amount.")
    currency: WordFilter | None = option("ISO 4217 code; not stated = yuan.")
    other: PartyFilter | None = option("The party at the far end; a case or a contact value is none.")


@input_type
class RelationsFilter:
    """Of how many relations of a party a condition holds, 关系量词."""

    some: RelationFilter | None = option(_SOME)
    all: RelationFilter | None = option(_EACH)
    none: RelationFilter | None = option(_NONE)
    single: RelationFilter | None = option(_SINGLE)


@input_type
class RecordFilter:
    """Which credit records are meant, 信用记录筛选."""

    and_: list["RecordFilter"] | None = option(_ALL_OF, name="and")
    or_: list["RecordFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["RecordFilter"] = option(_IS_NOT, name="not")
    id: IdFilter | None = option("Its public id.")
    kind: RecordKindFilter | None = option("What it is.")
    state: StateFilter | None = option("State on the view's day, 状态: IN_FORCE, ANNULLED, REPAIRED, …")
    item: WordFilter | None = option("Code of the catalogue item, 目录事项.")
    title: TextFilter | None = option("Title as printed.")
    document_no: TextFilter | None = option("Decision number, 文号.")
    statute: TextFilter | None = option("Statute applied, 依据.")
    reason: TextFilter | None = option("Reason as printed, 事由.")
    severity: WordFilter | None = option("Statutory circumstance, 情节.")
    procedure: WordFilter | None = option("Procedure, 程序.")
    behaviour: WordFilter | None = option("Code of the behaviour, 行为.")
    offence: WordFilter | None = option("Code of the offence, 罪名.")
    licence_type: WordFilter | None = option("Licence concerned, 证照.")
    accident: WordFilter | None = option("Class of an accident, 事故等级.")
    stage: WordFilter | None = option("Stage of proceedings, 程序阶段.")
    disclosure_class: WordFilter | None = option("Disclosure class, 公示等级.")
    act_from: DateFilter | None = option("First day of the conduct, 行为起.")
    act_to: DateFilter | None = option("Last day of the conduct, 行为止.")
    decided_on: DateFilter | None = option("Day of the decision, 决定日期.")
    effective_from: DateFilter | None = option("First day of effect, 生效.")
    effective_to: DateFilter | None = option("First day no longer in effect.")
    due_on: DateFilter | None = option("Day on which a debt is due, 到期日.")
    amount: AmountFilter | None = option("Amount.")
    currency: WordFilter | None = option("ISO 4217 code; not stated = yuan.")
    large: AnswerFilter | None = option("Whether the amount is marked as large, 较大数额.")
    secured: AnswerFilter | None = option("Whether a debt is secured, 有担保.")
    scheme: WordFilter | None = option("Rating scheme, 评级体系.")
    grade: WordFilter | None = option("Grade, 等级.")
    direct_d: AnswerFilter | None = option("Whether a grade D was given directly, 直接判级.")
    list_: WordFilter | None = option("Which list, 名单.", name="list")
    polarity: WordFilter | None = option("basic, positive or negative information, 信息属性.")
    region: WordFilter | None = option("Region of origin.")
    agency: PartyFilter | None = option("Who decided, 作出机关.")
    parties: Optional["FindingsFilter"] = option("Whom it names, 当事人与责任人员.")
    sanctions: Optional["SanctionsFilter"] = option("What it imposes, 处罚内容.")
    events: Optional["EventsFilter"] = option("What happened to it, 记录事件.")


@input_type
class RecordsFilter:
    """Of how many records a condition holds, 信用记录量词."""

    some: RecordFilter | None = option(_SOME)
    all: RecordFilter | None = option(_EACH)
    none: RecordFilter | None = option(_NONE)
    single: RecordFilter | None = option(_SINGLE)


@input_type
class FindingFilter:
    """Whom a record names, 当事人筛选."""

    and_: list["FindingFilter"] | None = option(_ALL_OF, name="and")
    or_: list["FindingFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["FindingFilter"] = option(_IS_NOT, name="not")
    capacity: WordFilter | None = option("In which capacity, 责任身份.")
    personal_responsibility: AnswerFilter | None = option(
        "Whether the decision finds personal responsibility, 负有个人责任."
    )
    party_name: NameFilter | None = option("Name as printed, where the source gives no id.")
    party: PartyFilter | None = option("The party, where the source gives its id.")


@input_type
class FindingsFilter:
    """Of how many of those whom a record names a condition holds, 当事人量词."""

    some: FindingFilter | None = option(_SOME)
    all: FindingFilter | None = option(_EACH)
    none: FindingFilter | None = option(_NONE)
    single: FindingFilter | None = option(_SINGLE)


@input_type
class SanctionFilter:
    """What a record imposes, 处罚内容筛选."""

    and_: list["SanctionFilter"] | None = option(_ALL_OF, name="and")
    or_: list["SanctionFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["SanctionFilter"] = option(_IS_NOT, name="not")
    kind: SanctionKindFilter | None = option("What is imposed.")
    licence_type: WordFilter | None = option("Which licence is touched, 证照.")
    amount: AmountFilter | None = option("Amount.")
    currency: WordFilter | None = option("ISO 4217 code; not stated = yuan.")
    from_date: DateFilter | None = option("First day.", name="from")
    to_date: DateFilter | None = option("First day no longer covered.", name="to")
    lifetime: FlagFilter | None = option("For life, 终身.")
    industry: WordFilter | None = option("Industry to which it is limited.")
    region: WordFilter | None = option("Region to which it is limited.")


@input_type
class SanctionsFilter:
    """Of how many sanctions of a record a condition holds, 处罚内容量词."""

    some: SanctionFilter | None = option(_SOME)
    all: SanctionFilter | None = option(_EACH)
    none: SanctionFilter | None = option(_NONE)
    single: SanctionFilter | None = option(_SINGLE)


@input_type
class EventFilter:
    """What happened to a record, 记录事件筛选."""

    and_: list["EventFilter"] | None = option(_ALL_OF, name="and")
    or_: list["EventFilter"] | None = option(_ONE_OF, name="or")
    not_: Optional["EventFilter"] = option(_IS_NOT, name="not")
    event: EventKindFilter | None = option("What happened.")
    on: DateFilter | None = option("When.")
    document_no: TextFilter | None = option("Document, 文号.")


@input_type
class EventsFilter:
    """Of how many events of a record a condition holds, 记录事件量词."""

    some: EventFilter | None = option(_SOME)
    all: EventFilter | None = option(_EACH)
    none: EventFilter | None = option(_NONE)
    single: EventFilter | None = option(_SINGLE)
