"""Until when a record may be published or queried, by the profiles that are in force on a day.

What happened to the record comes before any term: an annulled act was never one, on any day; a removal, an end of publication
or a repair that happened by the day has ended it. Terms are counted by the Civil Code (``analysis.terms``); a date without a
day gives the earliest and the latest last day. That a profile speaks of records decided before it came into force is a reading
(G): the profile in force on the day of the question is applied.
"""

from collections.abc import Sequence
from typing import Final

from xinmai.analysis.terms import last_day
from xinmai.model.credit_file import DisclosureEnd, DisclosureGround
from xinmai.model.dates import PartialDate, bounds
from xinmai.model.record import CreditRecord
from xinmai.model.vocabulary import Answer, EventKind
from xinmai.rules.credit_file import Category
from xinmai.rules.disclosure import CountedFrom, DisclosureProfile

_ENDINGS: Final = (
    (EventKind.REMOVED, DisclosureGround.REMOVED),
    (EventKind.UNPUBLISHED, DisclosureGround.UNPUBLISHED),
    (EventKind.REPAIRED, DisclosureGround.REPAIRED),
)


def disclosure_ends(
    record: CreditRecord, profiles: Sequence[DisclosureProfile], day: int
) -> tuple[DisclosureEnd, ...]:
    """Return the end of disclosure by each profile in force on a day that concerns a record; never nothing."""
    in_force = [profile for profile in profiles if profile.is_in_force(day)]
    if not in_force:
        return (DisclosureEnd(None, DisclosureGround.NO_PROFILE, Answer.UNKNOWN),)
    ends = tuple(_end(record, profile, day) for profile in in_force if _concerns(profile, record))
    return ends or (DisclosureEnd(None, DisclosureGround.NOT_CONCERNED, Answer.NO),)


def _concerns(profile: DisclosureProfile, record: CreditRecord) -> bool:
    if record.polarity is not None:
        return record.polarity == Category.NEGATIVE
    return record.kind in profile.record_kinds


def _end(record: CreditRecord, profile: DisclosureProfile, day: int) -> DisclosureEnd:
    if record.is_annulled():
        return _by_event(profile, DisclosureGround.ANNULLED, record.day_of(EventKind.ANNULLED))
    for event, ground in _ENDINGS:
        if record.happened(event, day):
            return _by_event(profile, ground, record.day_of(event))
    return _by_term(record, profile, day)


def _by_event(profile: DisclosureProfile, ground: DisclosureGround, on: PartialDate | None) -> DisclosureEnd:
    first, last = (None, None) if on is None else bounds(on)
    return DisclosureEnd(profile.code, ground, Answer.YES, first, last)


def _by_term(record: CreditRecord, profile: DisclosureProfile, day: int) -> DisclosureEnd:
    term = profile.term_of(record.disclosure_class)
    if term is None:
        return DisclosureEnd(profile.code, DisclosureGround.NO_CLASS, Answer.UNKNOWN)
    start = record.act_to if profile.counted_from is CountedFrom.ACT_TO else record.decided_on
    if start is None:
        return DisclosureEnd(profile.code, DisclosureGround.NO_DATE, Answer.UNKNOWN)
    first, last = bounds(start)
    ends = last_day(first, term.least, term.unit), last_day(last, term.most, term.unit)
    return DisclosureEnd(profile.code, DisclosureGround.TERM, _ended(day, *ends), *ends)


def _ended(day: int, first: int, last: int) -> Answer:
    if day <= first:
        return Answer.NO
    return Answer.YES if day > last else Answer.UNKNOWN
