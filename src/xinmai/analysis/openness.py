"""Three-valued logic, and the questions that it leaves open."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from xinmai.model.consequence import Unmatched
from xinmai.model.vocabulary import Answer

_RANK = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}
_BY_RANK = (Answer.NO, Answer.UNKNOWN, Answer.YES)


class OpenQuestion(msgspec.Struct, frozen=True):
    """A missing fact that could decide a rule, 待查事实."""

    subject: str
    """What it is missing for: an id, or a printed name."""
    missing: str
    """What is missing, in words."""


def both(answers: Iterable[Answer]) -> Answer:
    """Return whether all hold: NO if one does not, else UNKNOWN if one is open. Of nothing: YES."""
    return _BY_RANK[min((_RANK[answer] for answer in answers), default=2)]


def either(answers: Iterable[Answer]) -> Answer:
    """Return whether one holds: YES if one does, else UNKNOWN if one is open. Of nothing: NO."""
    return _BY_RANK[max((_RANK[answer] for answer in answers), default=0)]


def exactly_one(answers: Iterable[Answer]) -> Answer:
    """Return whether exactly one holds: open as soon as an open one could decide it."""
    given = tuple(answers)
    certain = given.count(Answer.YES)
    if certain > 1:
        return Answer.NO
    if Answer.UNKNOWN in given:
        return Answer.UNKNOWN
    return Answer.YES if certain == 1 else Answer.NO


def merged(questions: Iterable[tuple[str, OpenQuestion]]) -> tuple[Unmatched, ...]:
    """Return the open questions of rules, one line a question, ordered by subject, then by what is missing."""
    rules: defaultdict[OpenQuestion, set[str]] = defaultdict(set)
    for rule, question in questions:
        rules[question].add(rule)
    lines = (Unmatched(q.missing, tuple(sorted(ids)), q.subject) for q, ids in rules.items())
    return tuple(sorted(lines, key=lambda line: (line.subject, line.missing)))
