"""What happened to a party and when: each date says which date of which thing it is."""

from datetime import datetime
from enum import StrEnum

import msgspec

from xinmai.model.dates import PartialDate
from xinmai.model.party import Party, PartyFact
from xinmai.model.record import CreditRecord, RecordEvent, Sanction
from xinmai.model.relation import Relation
from xinmai.model.view import Completeness, Page, Slice


class DateOf(StrEnum):
    """Which date of a thing a day is, 日期种类. They are never mixed: one never stands in for another."""

    FOUNDED = "FOUNDED"
    NAME_FROM = "NAME_FROM"
    NAME_TO = "NAME_TO"
    STATUS_FROM = "STATUS_FROM"
    STATUS_TO = "STATUS_TO"
    PROPERTY_FROM = "PROPERTY_FROM"
    PROPERTY_TO = "PROPERTY_TO"
    ROLE_FROM = "ROLE_FROM"
    ROLE_TO = "ROLE_TO"
    HOLDING_FROM = "HOLDING_FROM"
    HOLDING_TO = "HOLDING_TO"
    RELATION_FROM = "RELATION_FROM"
    RELATION_TO = "RELATION_TO"
    OVER_BY = "OVER_BY"
    ACT_FROM = "ACT_FROM"
    ACT_TO = "ACT_TO"
    DECIDED = "DECIDED"
    PUBLISHED = "PUBLISHED"
    EFFECTIVE_FROM = "EFFECTIVE_FROM"
    EFFECTIVE_TO = "EFFECTIVE_TO"
    DUE = "DUE"
    EVENT = "EVENT"
    SANCTION_FROM = "SANCTION_FROM"
    SANCTION_TO = "SANCTION_TO"
    FIRST_SEEN = "FIRST_SEEN"


class TimelineItem(msgspec.Struct, frozen=True):
    """A fact about a party, and the thing whose fact it is, 时间线事项."""

    fact: Party | PartyFact | Relation | CreditRecord | RecordEvent | Sanction
    """The fact that has the dates."""
    thing: Party | Relation | CreditRecord
    """What it is about: of an event or sanction its record, of a property the party."""


class TimelineEntry(msgspec.Struct, frozen=True):
    """One date of one fact, 时间线条目."""

    date_of: DateOf
    on: PartialDate
    item: TimelineItem
    instant: datetime | None = None
    """For FIRST_SEEN the instant of recording; else None."""


class Timeline(msgspec.Struct, frozen=True):
    """One page of the timeline of a party, 时间线."""

    page: Page
    """Which page was asked for."""
    entries: Slice[TimelineEntry]
    """By day, then key."""
    undated: tuple[TimelineItem, ...]
    """What states no date at all, by key."""
    completeness: Completeness
