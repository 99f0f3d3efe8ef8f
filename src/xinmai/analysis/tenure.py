"""Was a role held when the rule asks for it? The predicates of time are here, three-valued.

``at_act``
    The role covers a day of the conduct. Where only one end of the conduct is stated, or a date has no day, the answer
    is open as soon as the missing part could decide it.
``at_decision``
    The role covers the day of the decision.
"""

from collections.abc import Sequence

import msgspec

from xinmai.analysis.openness import OpenQuestion, both, either, exactly_one
from xinmai.model.dates import BEGINNING, bounds
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer
from xinmai.rules.rule import Tenure
from xinmai.rules.rule_words import Hold, TenureDay


class Span(msgspec.Struct, frozen=True):
    """A stretch of days whose ends may be known only roughly, 时段."""

    first: tuple[int, int]
    """Earliest and latest reading of its first day."""
    last: tuple[int, int]
    """Earliest and latest reading of its last day."""


def conduct_of(record: CreditRecord, decided: int) -> Span:
    """Return when the conduct took place: before the decision; what is not stated may be any day before it."""
    last_min, last_max = (BEGINNING, decided) if record.act_to is None else bounds(record.act_to)
    if record.act_from is None:
        return Span((BEGINNING, last_max), (last_min, last_max))
    first = bounds(record.act_from)
    return Span(first, (max(last_min, first[0]), max(last_max, first[1])))


def covers(role: Relation, span: Span) -> Answer:
    """Say whether a role covers a day of a span, whatever its rough ends mean."""
    if role.held_during(span.first[0], span.last[1]) is Answer.NO:
        return Answer.NO
    certain = role.held_during(span.first[1], span.last[0]) is Answer.YES
    return Answer.YES if certain else Answer.UNKNOWN


def role_on(day: TenureDay, role: Relation, record: CreditRecord, decided: int) -> Answer:
    """Say whether a role held when a rule asks for it."""
    if day is TenureDay.AT_DECISION:
        return role.held_on(decided)
    return covers(role, conduct_of(record, decided))


class Held(msgspec.Struct, frozen=True):
    """How a person's roles stand to the tests of time of a rule, 任职检验."""

    answer: Answer
    days: dict[str, str]
    """Each test and how it came out."""
    questions: tuple[OpenQuestion, ...]


def judge_tenure(tenure: Tenure, roles: Sequence[Relation], record: CreditRecord, decided: int) -> Held:
    """Apply the tests of time of a rule to all roles that one person had; one role is enough for a test."""
    days = {day: [role_on(day, role, record, decided) for role in roles] for day in tenure.days}
    outcomes = {day: either(answers) for day, answers in days.items()}
    together = exactly_one if tenure.hold is Hold.EXACTLY_ONE else both
    unknown = [
        _missing(day, role, record)
        for day, answers in days.items()
        for role, answer in zip(roles, answers, strict=True)
        if answer is Answer.UNKNOWN
    ]
    answers = {str(day): str(answer) for day, answer in outcomes.items()}
    return Held(together(outcomes.values()), answers, tuple(dict.fromkeys(unknown)))


def most_fitting(tenure: Tenure, roles: Sequence[Relation], record: CreditRecord, decided: int) -> Relation:
    """Return the role that passes most tests, the first by id among equals: the one that an answer shows."""

    def passed(role: Relation) -> int:
        return sum(role_on(day, role, record, decided) is Answer.YES for day in tenure.days)

    return min(roles, key=lambda role: (-passed(role), role.id))


def _missing(day: TenureDay, role: Relation, record: CreditRecord) -> OpenQuestion:
    if role.valid_from is None:
        return OpenQuestion(role.id, "since when the role is held is not stated")
    if role.valid_to is None and role.ended:
        return OpenQuestion(role.id, "until when the role was held is not stated")
    if day is TenureDay.AT_ACT and (record.act_from is None or record.act_to is None):
        return OpenQuestion(record.id, "when the conduct took place is not stated")
    return OpenQuestion(
        role.id, "whether the role was held then: its dates or those of the record are too rough"
    )
