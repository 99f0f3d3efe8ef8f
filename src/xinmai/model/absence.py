"""Why something is not in an answer: none, not collected and withheld are three different answers."""

from enum import StrEnum

import msgspec


class Absence(StrEnum):
    """Why something is not there, 缺失原因."""

    KNOWN_NONE = "KNOWN_NONE"
    """确知没有: whoever would say it has supplied, and says nothing."""
    NOT_COLLECTED = "NOT_COLLECTED"
    """未归集: nobody who could say it has supplied."""
    NOT_STATED = "NOT_STATED"
    """未载明: the source speaks of the thing and leaves this out."""
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """不适用: things of this kind have no such field."""
    WITHHELD = "WITHHELD"
    """不予披露: never told to this caller, whether it is there or not; a constant of role and question, never of data."""


class Gap(msgspec.Struct, frozen=True):
    """Something that is not in an answer, and why, 缺项."""

    what: str
    """What is missing: a field, a kind of record or relation, a source."""
    absence: Absence
    """Why."""
    because: str
    """The ground in words: who owes it, who supplied, up to which day."""
