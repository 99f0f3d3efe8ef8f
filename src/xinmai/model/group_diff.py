"""How a group changed between two days, and because of what."""

from enum import StrEnum

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.view import Completeness


class Place(StrEnum):
    """Where a party stands with a group, 集团中的位置."""

    HEAD = "HEAD"
    MEMBER = "MEMBER"
    POSSIBLE = "POSSIBLE"
    """Unknown shares decide."""
    BESIDE = "BESIDE"
    """Held by exactly half: no member."""
    OUTSIDE = "OUTSIDE"


class CauseKind(StrEnum):
    """What made the difference, 变动原因."""

    HOLDING_BEGAN = "HOLDING_BEGAN"
    HOLDING_ENDED = "HOLDING_ENDED"
    CONTROL_DECLARED = "CONTROL_DECLARED"
    DECLARATION_ENDED = "DECLARATION_ENDED"
    PACT_JOINED = "PACT_JOINED"
    PACT_LEFT = "PACT_LEFT"
    STATUS_CHANGED = "STATUS_CHANGED"
    """Its status, or whom it holds for, changed."""
    FOLLOWS = "FOLLOWS"
    """Nothing changed at the party itself: it follows another party that changed."""


class Cause(msgspec.Struct, frozen=True):
    """One thing that made the difference, 变动原因."""

    kind: CauseKind
    fact: str | None = None
    """Key of the relation, or of the dated fact, that began or ended between the two days."""
    party: PublicId | None = None
    """For FOLLOWS: the party that it follows."""


class GroupChange(msgspec.Struct, frozen=True, kw_only=True):
    """A party whose place differs between two days, 成员变动."""

    party: PublicId
    before: Place
    after: Place
    strength_before: ShareBounds | None
    """Votes in it that head and members held together; None outside."""
    strength_after: ShareBounds | None
    causes: tuple[Cause, ...]
    """By kind, then key; empty where nothing that was read differs."""


class GroupDiff(msgspec.Struct, frozen=True, kw_only=True):
    """How the group of a party changed between two days, 集团变动."""

    of: PublicId
    before: GroupResult
    after: GroupResult
    changes: tuple[GroupChange, ...]
    """Ordered by party."""
    completeness: Completeness
    facts: tuple[Fact, ...] = ()
    """What was read of the parties and relations that it names."""
