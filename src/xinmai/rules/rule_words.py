"""The closed words of the rule catalogue. Each is a predicate or a choice that the engine applies; no other is known.

The next kinds of rule (decisions that an authority must take, pairs of bidders, paths of two steps) add their words here
together with the code that applies them, so that a rule never loads which the engine would read wrongly.
"""

from enum import StrEnum


class Basis(StrEnum):
    """Why the law reaches somebody, 依据类型."""

    FINDING = "FINDING"
    """A decision found the person responsible."""
    STATUTORY_ROLE = "STATUTORY_ROLE"
    """The law binds whoever held the role."""
    SELF = "SELF"
    """The subject of the record itself."""


class Target(StrEnum):
    """Whom a rule reaches, 对象."""

    RESPONSIBLE_PERSON = "responsible_person"
    THE_SUBJECT = "the_subject"


class Status(StrEnum):
    """How a rule stands inside its own validity, 状态."""

    CURRENT = "current"
    HISTORIC = "historic"
    """Never more than an alert, on any day."""
    DISPUTED = "disputed"
    """Applies, with both readings shown."""


class ChosenBy(StrEnum):
    """Which day chooses the version of a rule, 版本选择日."""

    AS_OF = "as_of"
    """The view's day: a bar that is judged by the text in force when somebody asks."""
    DECISION = "decision"
    """The day of the decision."""


class Responsibility(StrEnum):
    """Which finding of personal responsibility a rule asks for, 个人责任."""

    YES = "yes"
    """A stated one; nothing else will do."""
    AS_FOUND = "as_found"
    """As the decision found: ``yes`` counts, ``no`` does not, ``unknown`` leaves it open."""
    NO = "no"
    """None: the role is enough."""


class Finding(StrEnum):
    """What a record says of a person's responsibility, 责任认定."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """It names the person and leaves the responsibility open."""
    NONE = "none"
    """It does not name the person."""


class TenureDay(StrEnum):
    """A test of time: when a role must have been held, 任职时点."""

    AT_ACT = "at_act"
    """On some day of the conduct, ``act_from…act_to``."""
    AT_DECISION = "at_decision"
    """On the day of the decision."""


class Hold(StrEnum):
    """How several tests of time combine, 时点组合."""

    ALL = "all"
    EXACTLY_ONE = "exactly_one"


class Unit(StrEnum):
    """Unit of a term, 期限单位."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Anchor(StrEnum):
    """The day from which a term runs, 起算日."""

    DECIDED_ON = "decided_on"
    """Day of the decision."""
    LICENCE_REVOKED = "licence_revoked"
    """``from`` of the sanction of that kind, else the day of the decision."""
    PERMIT_REVOKED = "permit_revoked"
    """The same for a permit."""
    CLOSURE_ORDERED = "closure_ordered"
    """The same for an order to close."""


class Ending(StrEnum):
    """What ends a consequence, 终止事由."""

    EXPIRY = "expiry"
    """The term ran out; nothing is said about the conduct."""
    ANNULMENT = "annulment"
    """The cause is gone from the start, 撤销."""
    REPAIR = "repair"
    """The conduct was corrected, 修复."""
    REMOVAL = "removal"
    """Taken off the list, 移出."""
    PERFORMANCE = "performance"
    """The duty was performed, 履行."""


class When(StrEnum):
    """In which case an employer is touched by the bar of a person, 用人单位情形."""

    WHILE_BAR_RUNS = "while_bar_runs"
    """The person holds the post on a day of the bar."""
    APPOINTED_DURING_BAR = "appointed_during_bar"
    """The post began on a day of the bar."""
    IN_OFFICE_AT_START = "in_office_at_start"
    """The post is older than the bar."""


class RecordField(StrEnum):
    """Fields of a record that a trigger may compare, 触发字段."""

    LIST = "list"
    SCHEME = "scheme"
    SCHEME_VERSION = "scheme_version"
    GRADE = "grade"
    SEVERITY = "severity"
    STATUTE = "statute"
    BEHAVIOUR = "behaviour"
    OFFENCE = "offence"
    LICENCE_TYPE = "licence_type"
    ACCIDENT = "accident"
    STAGE = "stage"
    REASON = "reason"


class Level(StrEnum):
    """Rank of a source of law, 法律位阶."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    DEPARTMENTAL_RULE = "departmental_rule"
    LOCAL_REGULATION = "local_regulation"
    NORMATIVE_DOCUMENT = "normative_document"
    MEMORANDUM = "memorandum"
    PLAN = "plan"
