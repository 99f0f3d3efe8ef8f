"""Many look-ups at once: what a row of a list says, and what it turned out to mean."""

from enum import StrEnum

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.party import Party


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list, 名单行: exactly one of the four is stated; what is not stated is None."""

    id: str | None = None
    """Public id."""
    identifier: tuple[str, str] | None = None
    """Scheme and code."""
    name: str | None = None
    """Whole name."""
    text: str | None = None
    """A cell of which nobody says what it is: an id, a code or a name."""


class MatchedBy(StrEnum):
    """What of a party a row matched, 匹配方式."""

    ID = "ID"
    IDENTIFIER = "IDENTIFIER"
    OTHER_IDENTIFIER = "OTHER_IDENTIFIER"
    """A code of another day than the view's."""
    NAME = "NAME"
    OTHER_NAME = "OTHER_NAME"
    """A name of another day than the view's: a former or a later one."""


class Outcome(StrEnum):
    """What a row of a list turned out to be, 结果."""

    FOUND = "FOUND"
    NOT_FOUND = "NOT_FOUND"
    AMBIGUOUS = "AMBIGUOUS"
    INVALID = "INVALID"


class Matched(msgspec.Struct, frozen=True):
    """A row means exactly one party, 已找到."""

    party: Party
    matched: str
    """Its id, code or name that the row matched, as stated; of an identity number the last four characters."""
    how: MatchedBy


class Several(msgspec.Struct, frozen=True):
    """A row may mean several parties, 不唯一; nothing is guessed."""

    message: str
    candidates: tuple[PublicId, ...]
    """The first of them, ordered by id."""
    total: int


class Nobody(msgspec.Struct, frozen=True):
    """A row means nobody, 未找到; a hidden party and an absent one look alike."""

    message: str


class Unusable(msgspec.Struct, frozen=True):
    """A row cannot be looked up, 无效."""

    message: str
    """What is wrong with it; never what it says."""


Resolution = Matched | Several | Nobody | Unusable


def outcome_of(resolution: Resolution) -> Outcome:
    """Return the one word for a resolution."""
    words = {
        Matched: Outcome.FOUND,
        Several: Outcome.AMBIGUOUS,
        Nobody: Outcome.NOT_FOUND,
        Unusable: Outcome.INVALID,
    }
    return words[type(resolution)]
