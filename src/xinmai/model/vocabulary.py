"""The closed vocabularies of the bundle (CONTRACT 2) and of answers. Labels in both languages: seed/catalogue/kinds.toml."""

from enum import IntFlag, StrEnum


class PartyKind(StrEnum):
    """What a party is, 主体类型."""

    ENTERPRISE = "enterprise"
    SOCIAL_ORGANISATION = "social_organisation"
    INSTITUTION = "institution"
    PERSON = "person"
    AGENCY = "agency"
    GROUP = "group"
    COALITION = "coalition"
    ARRANGEMENT = "arrangement"
    UNKNOWN = "unknown"


class RelationKind(StrEnum):
    """What links two nodes, 关系类型; from → to."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    PRINCIPAL = "principal"
    DIRECTOR = "director"
    SUPERVISOR = "supervisor"
    SENIOR_MANAGER = "senior_manager"
    FINANCE_HEAD = "finance_head"
    PRACTITIONER = "practitioner"
    EMPLOYEE = "employee"
    FOUNDER = "founder"
    PROJECT_MANAGER = "project_manager"
    HOLDS = "holds"
    MEMBER_OF = "member_of"
    BRANCH_OF = "branch_of"
    SUCCEEDED_BY = "succeeded_by"
    CONTROLS = "controls"
    GUARANTEES = "guarantees"
    LENDS = "lends"
    SUPPLIES = "supplies"
    AGENT_FOR = "agent_for"
    BIDS_IN = "bids_in"
    REVIEWS = "reviews"
    APPLIES_IN = "applies_in"
    PREPARES_BID = "prepares_bid"
    KIN = "kin"
    ALIKE_BIDS = "alike_bids"
    POSSIBLY_SAME = "possibly_same"
    CONTACT = "contact"


class RecordKind(StrEnum):
    """What a credit record is, 信用记录类型."""

    PENALTY = "penalty"
    LISTING = "listing"
    RATING = "rating"
    REGISTRATION = "registration"
    QUALIFICATION = "qualification"
    INSPECTION = "inspection"
    JUDGMENT = "judgment"
    RESTRICTION = "restriction"
    DEBT = "debt"
    BANKRUPTCY = "bankruptcy"
    REGULATORY_MEASURE = "regulatory_measure"
    DISCIPLINARY = "disciplinary"
    COMMITMENT = "commitment"
    BREACH = "breach"
    GOOD_RECORD = "good_record"
    NOTICE = "notice"
    COMPLAINT = "complaint"
    ARREARS = "arrears"
    PERFORMANCE_REPORT = "performance_report"
    DECLARATION = "declaration"
    REPORT = "report"


class Property(StrEnum):
    """What a dated fact about a party states, 主体属性."""

    NAME = "name"
    IDENTIFIER = "identifier"
    STATUS = "status"
    REGION = "region"
    DISTRICT = "district"
    ADDRESS = "address"
    PHONE = "phone"
    OWNERSHIP_NATURE = "ownership_nature"
    INDUSTRY = "industry"
    REGISTERED_CAPITAL = "registered_capital"
    PAID_IN_CAPITAL = "paid_in_capital"
    HOLDERS_REGISTER = "holders_register"
    CATEGORY = "category"


class IdentifierScheme(StrEnum):
    """Who gives an identifier, 标识符类型. ``cn_id`` and ``passport`` rest only as a keyed hash."""

    USCC = "uscc"
    ORG_CODE = "org_code"
    ICC = "icc"
    REG_NO = "reg_no"
    STOCK = "stock"
    LEI = "lei"
    LICENCE = "licence"
    CN_ID = "cn_id"
    PASSPORT = "passport"
    OTHER = "other"


class Capacity(StrEnum):
    """In which capacity a record names somebody, 责任身份."""

    SUBJECT = "subject"
    LEGAL_REPRESENTATIVE = "legal_representative"
    PRINCIPAL = "principal"
    DIRECTLY_RESPONSIBLE_MANAGER = "directly_responsible_manager"
    OTHER_DIRECTLY_RESPONSIBLE = "other_directly_responsible"
    DIRECTOR = "director"
    SUPERVISOR = "supervisor"
    SENIOR_MANAGER = "senior_manager"
    ACTUAL_CONTROLLER = "actual_controller"
    SHAREHOLDER = "shareholder"
    PRACTITIONER = "practitioner"
    KEY_POST_HOLDER = "key_post_holder"
    PREPARER = "preparer"
    PROJECT_MANAGER = "project_manager"
    CREDITOR = "creditor"
    UNSPECIFIED = "unspecified"


class SanctionKind(StrEnum):
    """What a decision imposes, 处罚种类."""

    WARNING = "warning"
    FINE = "fine"
    CONFISCATION = "confiscation"
    SUSPENSION = "suspension"
    LICENCE_REVOKED = "licence_revoked"
    PERMIT_REVOKED = "permit_revoked"
    CLOSURE = "closure"
    ANNULMENT = "annulment"
    DISMISSAL = "dismissal"
    EXCLUSION = "exclusion"
    BAN = "ban"
    BANNED_ORGANISATION = "banned_organisation"
    CONSUMPTION_RESTRICTION = "consumption_restriction"
    EXIT_BAN = "exit_ban"
    IMPRISONMENT = "imprisonment"
    PROBATION = "probation"
    RIGHTS_LOSS = "rights_loss"
    POINTS = "points"


class EventKind(StrEnum):
    """What happened to a record, 记录事件."""

    NOTICED = "noticed"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    OBJECTED = "objected"
    STATEMENT = "statement"
    CORRECTED = "corrected"
    ANNULLED = "annulled"
    REPAIRED = "repaired"
    REMOVED = "removed"
    ESCALATED = "escalated"
    PAID = "paid"
    PERFORMED = "performed"


class RecordState(StrEnum):
    """State of a record on a day, 记录状态; it follows from the record's events."""

    NOT_YET = "NOT_YET"
    ADVANCE_NOTICE = "ADVANCE_NOTICE"
    IN_FORCE = "IN_FORCE"
    OBJECTED = "OBJECTED"
    CORRECTED = "CORRECTED"
    ANNULLED = "ANNULLED"
    REPAIRED = "REPAIRED"
    REMOVED = "REMOVED"
    EXPIRED = "EXPIRED"


class RecordLinkKind(StrEnum):
    """How two records belong together, 记录关联."""

    CORRECTS = "corrects"
    FOLLOWS = "follows"
    SAME_EVENT = "same_event"
    ESCALATES = "escalates"


class TaskLinkKind(StrEnum):
    """What a task of the plan is bound to, 任务关联."""

    RESPONSIBLE = "responsible"
    NAMES_SYSTEM = "names_system"
    COVERS_RECORD_KIND = "covers_record_kind"
    COVERS_SUBJECT_KIND = "covers_subject_kind"
    COVERS_USE = "covers_use"
    STATES_MEASURE = "states_measure"
    PRODUCES = "produces"
    DRAWS_UP = "draws_up"
    REVISES = "revises"
    APPLIES = "applies"


class RegulationUse(StrEnum):
    """What a task of the plan does with a regulation, 制度建设."""

    DRAWS_UP = "draws_up"
    REVISES = "revises"
    APPLIES = "applies"


class Visibility(IntFlag):
    """Who may see a fact, 公开属性. PUBLIC needs no permission; a caller's permission is the sum of what it may see."""

    PUBLIC = 0
    GOVERNMENT = 1
    CONSENT = 2


class Answer(StrEnum):
    """A three-valued answer, 是/否/未知."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure an identity is, 身份确定性 (CONTRACT 3)."""

    PROVEN = "PROVEN"
    JUDGED = "JUDGED"
    SCOPED = "SCOPED"
    NAME_ONLY = "NAME_ONLY"


class Bound(StrEnum):
    """A three-valued result over unknown or ranged shares, 确定/可能/否."""

    CERTAIN = "CERTAIN"
    POSSIBLE = "POSSIBLE"
    NO = "NO"


class Effect(StrEnum):
    """What a consequence is in law, 法律效果."""

    AUTOMATIC = "AUTOMATIC"
    DECISION = "DECISION"
    DUTY = "DUTY"
    INVALIDITY = "INVALIDITY"
    ALERT = "ALERT"


class Tier(StrEnum):
    """Who brings a consequence about, 层级: statute, an authority's decision, nobody (information)."""

    STATUTORY = "STATUTORY"
    DISCRETIONARY = "DISCRETIONARY"
    INFORMATIONAL = "INFORMATIONAL"


class Mark(StrEnum):
    """How a statement about the law was verified, 核实标记: primary text, secondary text, general knowledge."""

    V1 = "V1"
    V2 = "V2"
    G = "G"


class Lang(StrEnum):
    """Language of a text, 语言."""

    ZH = "zh"
    EN = "en"


class Direction(StrEnum):
    """Which end of a relation the asked party stands at, 方向."""

    OUT = "OUT"
    IN = "IN"
    BOTH = "BOTH"


class PathOrder(StrEnum):
    """Which paths come first, 路径排序."""

    SHORTEST = "SHORTEST"
    STRONGEST = "STRONGEST"


class HubReason(StrEnum):
    """Why a node is named and not passed, 不穿越缘由. All but the last two are categories of ``seed/catalogue/hubs.toml``."""

    NOMINEE = "NOMINEE"
    DEPOSITORY = "DEPOSITORY"
    STATE_BODY = "STATE_BODY"
    REGISTRATION_AGENT = "REGISTRATION_AGENT"
    SHARED_CONTACT = "SHARED_CONTACT"
    DEGREE = "DEGREE"


class JobState(StrEnum):
    """How far a job is, 作业状态."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class CompletenessState(StrEnum):
    """Whether an answer is whole, 完整性."""

    COMPLETE = "COMPLETE"
    CUT_BY_DEPTH = "CUT_BY_DEPTH"
    CUT_BY_NODES = "CUT_BY_NODES"
    CUT_BY_TIME = "CUT_BY_TIME"
    CUT_BY_PERMISSION = "CUT_BY_PERMISSION"
    MISSING_DATA = "MISSING_DATA"


class Flag(StrEnum):
    """A peculiarity of the data that is kept and shown, 标记."""

    CHECK_DIGIT = "CHECK_DIGIT"
    NO_CODE = "NO_CODE"
    OVER_100 = "OVER_100"
    SELF_HOLDING = "SELF_HOLDING"
    NOMINEE = "NOMINEE"
    CLOSED_CYCLE = "CLOSED_CYCLE"
    JOINT_50 = "JOINT_50"
    INACTIVE_CUT = "INACTIVE_CUT"
    SUBSIDIARY_HOLDS_PARENT = "SUBSIDIARY_HOLDS_PARENT"
    TRUNCATED = "TRUNCATED"
    NEAR_THRESHOLD = "NEAR_THRESHOLD"
    TIE = "TIE"
    INCOMPLETE_REGISTER = "INCOMPLETE_REGISTER"
    BY_NAME = "BY_NAME"


class CutReason(StrEnum):
    """Why holders or holdings behind a box of an equity chart are not drawn, 未绘出缘由."""

    DEPTH = "DEPTH"
    NUMBER = "NUMBER"
    NOMINEE = "NOMINEE"
    INACTIVE = "INACTIVE"
    HUB = "HUB"
    UNREAD = "UNREAD"
