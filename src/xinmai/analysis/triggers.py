"""Does a record set a rule off, and on which of its subjects? The predicates of triggers are here.

``sanction``
    The decision imposes a sanction of one of the kinds, on this subject (a sanction that names nobody is on all
    subjects), of one of the licence types, marked as large where the rule asks for that. A record without any sanction
    leaves it open; an amount without the mark leaves ``large`` open.
``fields``
    A field of the record has one of the values; an empty field leaves it open.
``stated``
    A field of the record is not empty.
"""

import msgspec

from xinmai.analysis.openness import OpenQuestion, both, either
from xinmai.model.record import CreditRecord, RecordParty, Sanction
from xinmai.model.vocabulary import Answer, Capacity, EventKind
from xinmai.rules.rule import Rule, SanctionTest, Trigger


class Hit(msgspec.Struct, frozen=True):
    """A subject on which a rule is set off, 触发."""

    subject: RecordParty
    sanctions: tuple[Sanction, ...]
    """The sanctions that did it, ordered by id; none where the record itself did."""


class Triggered(msgspec.Struct, frozen=True):
    """On whom a rule is set off, and what leaves it open."""

    hits: tuple[Hit, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


class _Reading(msgspec.Struct, frozen=True):
    answer: Answer
    sanctions: tuple[Sanction, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


_NO = _Reading(Answer.NO)


def read_triggers(rule: Rule, record: CreditRecord) -> Triggered:
    """Return the subjects of a record on whom a rule is set off."""
    triggers = [trigger for trigger in rule.triggers if record.kind in trigger.records]
    subjects = live_subjects(record)
    if triggers and not any(row.capacity is Capacity.SUBJECT for row in record.parties):
        return Triggered(questions=(OpenQuestion(record.id, "whom the record is about is not stated"),))
    hits: list[Hit] = []
    questions: list[OpenQuestion] = []
    for subject in subjects:
        readings = [_read(trigger, record, subject) for trigger in triggers]
        answer = either(reading.answer for reading in readings)
        if answer is Answer.YES:
            hits.append(Hit(subject, _sanctions_of(readings)))
        elif answer is Answer.UNKNOWN:
            questions.extend(question for reading in readings for question in reading.questions)
    return Triggered(tuple(hits), tuple(dict.fromkeys(questions)))


def live_subjects(record: CreditRecord) -> tuple[RecordParty, ...]:
    """Return the parties that a record is about, without those for whom it was annulled."""
    gone = annulled_for(record)
    return tuple(row for row in record.parties if row.capacity is Capacity.SUBJECT and row.party not in gone)


def annulled_for(record: CreditRecord) -> frozenset[str]:
    """Return the parties for whom alone the record was annulled: as if it had never named them."""
    return frozenset(e.party for e in record.events if e.event is EventKind.ANNULLED and e.party is not None)


def _sanctions_of(readings: list[_Reading]) -> tuple[Sanction, ...]:
    certain = (s for reading in readings if reading.answer is Answer.YES for s in reading.sanctions)
    return tuple(sorted(dict.fromkeys(certain), key=lambda sanction: sanction.id))


def _read(trigger: Trigger, record: CreditRecord, subject: RecordParty) -> _Reading:
    fields = [_field(record, field, values) for field, values in trigger.fields.items()]
    stated = [_Reading(Answer.YES) if getattr(record, field) else _NO for field in trigger.stated]
    imposed = [] if trigger.sanction is None else [_imposed(trigger.sanction, record, subject)]
    parts = [*fields, *stated, *imposed]
    answer = both(part.answer for part in parts)
    if answer is Answer.NO:
        return _NO
    sanctions = tuple(sanction for part in parts for sanction in part.sanctions)
    return _Reading(answer, sanctions, tuple(question for part in parts for question in part.questions))


def _field(record: CreditRecord, field: str, values: tuple[str, ...]) -> _Reading:
    value = getattr(record, field)
    if value is None:
        return _Reading(Answer.UNKNOWN, (), (OpenQuestion(record.id, f"its {field} is not stated"),))
    return _Reading(Answer.YES) if value in values else _NO


def _imposed(test: SanctionTest, record: CreditRecord, subject: RecordParty) -> _Reading:
    if not record.sanctions:
        return _Reading(Answer.UNKNOWN, (), (OpenQuestion(record.id, "what it imposes is not stated"),))
    on_subject = [s for s in record.sanctions if s.party is None or s.party == subject.party]
    readings = [
        _one_sanction(test, record, sanction) for sanction in on_subject if sanction.kind in test.kinds
    ]
    answer = either(reading.answer for reading in readings)
    of_answer = [reading for reading in readings if reading.answer is answer]
    sanctions = tuple(sanction for reading in of_answer for sanction in reading.sanctions)
    return _Reading(answer, sanctions, tuple(q for reading in of_answer for q in reading.questions))


def _one_sanction(test: SanctionTest, record: CreditRecord, sanction: Sanction) -> _Reading:
    licence = licence_of(sanction, record)
    asked: list[tuple[Answer, str]] = []
    if test.licence_types:
        known = Answer.UNKNOWN if licence is None else _yes_or_no(licence in test.licence_types)
        asked.append((known, "which licence it touches is not stated"))
    if test.large:
        asked.append((sanction.large, "whether the amount is large (较大数额) is not marked"))
    questions = tuple(
        OpenQuestion(sanction.id, missing) for answer, missing in asked if answer is Answer.UNKNOWN
    )
    return _Reading(both(answer for answer, _ in asked), (sanction,), questions)


def licence_of(sanction: Sanction, record: CreditRecord) -> str | None:
    """Return which licence a sanction touches: as it states itself, else as its record does; None if neither does."""
    return sanction.licence_type or record.licence_type


def _yes_or_no(holds: bool) -> Answer:
    return Answer.YES if holds else Answer.NO
