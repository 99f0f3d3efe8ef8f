"""What changed about a party between two views: in the world, and in what was known."""

from datetime import datetime
from enum import StrEnum
from typing import cast

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.fact import Fact
from xinmai.model.history import FieldChange
from xinmai.model.view import Completeness, Page, Slice, View


class Phase(StrEnum):
    """How a fact stands on a day, 阶段: before its first day, on its days, after them."""

    NOT_YET = "NOT_YET"
    HOLDS = "HOLDS"
    ENDED = "ENDED"


class ChangeKind(StrEnum):
    """What changed, 变更类型."""

    LEARNED = "LEARNED"
    CORRECTED = "CORRECTED"
    WITHDRAWN = "WITHDRAWN"
    NAME_CHANGED = "NAME_CHANGED"
    STATUS_CHANGED = "STATUS_CHANGED"
    PROPERTY_CHANGED = "PROPERTY_CHANGED"
    PROPERTY_BEGAN = "PROPERTY_BEGAN"
    PROPERTY_ENDED = "PROPERTY_ENDED"
    RELATION_BEGAN = "RELATION_BEGAN"
    RELATION_CHANGED = "RELATION_CHANGED"
    RELATION_ENDED = "RELATION_ENDED"
    RECORD_DECIDED = "RECORD_DECIDED"
    RECORD_EVENT = "RECORD_EVENT"
    SANCTION_BEGAN = "SANCTION_BEGAN"
    SANCTION_ENDED = "SANCTION_ENDED"
    RECORD_STATE_CHANGED = "RECORD_STATE_CHANGED"


class Seen(msgspec.Struct, frozen=True):
    """A fact and how it stands on a day, 所见."""

    fact: Fact
    """The version, bare: without record time and attachments."""
    phase: str
    """A :class:`Phase`; of a record its state."""
    decided: bool | None = None
    """Of a record, whether it was decided by the day."""


State = dict[str, Seen]
"""What a view shows about a party: each fact by key."""


class Move(msgspec.Struct, frozen=True):
    """What an event does to one fact of a state, 变动."""

    key: str
    before: Seen | None
    after: Seen | None

    @property
    def seen(self) -> Seen:
        """The fact after the event, or before it where it is gone."""
        return cast("Seen", self.after or self.before)


class ChangeEvent(msgspec.Struct, frozen=True):
    """One change, 变更事件. All of them, in order, lead from the first state to the second."""

    kind: ChangeKind
    moves: tuple[Move, ...]
    """One; two where one fact takes the place of another, which comes first."""
    on: PartialDate | None
    """Day in the world that it happened on, or that what was learned is about; None where none is stated."""
    day: int
    """Day by which it is ordered: that on which a view begins to show it; a fact ends no earlier than it begins."""
    happened: bool
    """Whether the world changed; else what was known of it did."""
    recorded: int | None = None
    """Revision in which it became known, where it became known between the two views; else None."""
    before: str | None = None
    """What was, in words of the data: a name, a value, a state."""
    after: str | None = None
    """What is."""
    fields: tuple[FieldChange, ...] = ()
    """For a correction and a replaced relation: the fields that differ."""
    recorded_at: datetime | None = None
    """Instant of ``recorded``."""

    @property
    def fact(self) -> Fact:
        """The fact that it is about: the newer one where two are."""
        return self.moves[-1].seen.fact

    @property
    def key(self) -> str:
        """Key of that fact."""
        return self.moves[-1].key


class Change(msgspec.Struct, frozen=True):
    """A change with what it is about, as the view shows it that shows it last, 变更及所涉事项."""

    event: ChangeEvent
    view: View
    """The second view; the first one for what only that shows."""
    fact: Fact
    """The fact, with its revision."""
    thing: Fact
    """The party, relation or record to which the fact belongs."""
    replaced: Fact | None = None
    """The relation whose place another took."""


class PartyDiff(msgspec.Struct, frozen=True):
    """One page of what changed about a party, 变更."""

    page: Page
    after: View
    changes: Slice[Change]
    completeness: Completeness
