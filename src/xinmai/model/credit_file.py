"""The credit file of a party on a day: sections, what stands in them, why something does not, until when it may be shown."""

from enum import StrEnum

import msgspec

from xinmai.model.absence import Gap
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord
from xinmai.model.relation import Relation
from xinmai.model.view import Completeness
from xinmai.model.vocabulary import Answer, Capacity


class DisclosureGround(StrEnum):
    """Why a record may no longer be shown after a day, or why no such day can be named, 披露终止依据."""

    TERM = "TERM"
    ANNULLED = "ANNULLED"
    REMOVED = "REMOVED"
    UNPUBLISHED = "UNPUBLISHED"
    REPAIRED = "REPAIRED"
    NO_CLASS = "NO_CLASS"
    NO_DATE = "NO_DATE"
    NOT_CONCERNED = "NOT_CONCERNED"
    NO_PROFILE = "NO_PROFILE"


class DisclosureEnd(msgspec.Struct, frozen=True):
    """The end of publication or query of one record by one profile, 披露终止. Information with its basis: nothing is hidden by it."""

    profile: str | None
    """Code of the profile; None where none is concerned."""
    ground: DisclosureGround
    """What ends it, or why no day can be named."""
    ended: Answer
    """Whether it is over on the view's day."""
    earliest: int | None = None
    """First day that may be the last one; for an event its day."""
    latest: int | None = None
    """Last day that may be the last one, inclusive; for an event its day."""


class FactState(StrEnum):
    """How a dated statement stands on a day, 事实状态."""

    NOT_YET = "NOT_YET"
    """Of a party: it was not founded."""
    HOLDS = "HOLDS"
    MAY_HOLD = "MAY_HOLD"
    ENDED = "ENDED"


class FileEntry(msgspec.Struct, frozen=True):
    """One statement in a credit file, 信用档案条目."""

    fact: Party | PartyFact | Relation | CreditRecord
    """What is stated; the party's own row says name, codes and founding."""
    state: str
    """State on the day: of a record its ``RecordState``, else a :class:`FactState`."""
    capacities: tuple[Capacity, ...] = ()
    """In which capacities a record names the party, in the order of the vocabulary."""
    disclosure: tuple[DisclosureEnd, ...] = ()
    """For a record: one for each profile in force that is concerned, or one that says why there is none."""


class FileSection(msgspec.Struct, frozen=True):
    """One section of a credit file, 信用档案栏目."""

    code: str
    """Code of the section in the catalogue."""
    entries: tuple[FileEntry, ...]
    """The party's own row, then dated properties, relations, records; each by key."""
    gaps: tuple[Gap, ...] = ()
    """What is not here and why; an empty section that is not cut always says known none or not collected."""
    cut: bool = False
    """Whether its relations or records are too many and were left out whole."""


class CreditFile(msgspec.Struct, frozen=True):
    """The credit file of a party on a day, 信用档案."""

    party: Party
    sections: tuple[FileSection, ...]
    """In the order of the catalogue."""
    completeness: Completeness
