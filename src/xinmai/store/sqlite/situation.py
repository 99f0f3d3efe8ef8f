"""What holds on the view's day, as SQL: which name a party bears, in which state a record is."""

from typing import Final

from xinmai.model.record import STATES_AFTER
from xinmai.model.vocabulary import EventKind, RecordKind, RecordState
from xinmai.store.sqlite.codes import ARC, OUT, RECORD
from xinmai.store.sqlite.lens import Lens

KNOWN: Final = "{0}.rev <= :r AND {0}.rev_to > :r"
"""Condition on a row of names or terms: the view's revision knows it."""


def first_day(text: str) -> str:
    """Return the first day that a date may mean, as ``model.dates.first_text`` writes it."""
    return f"({text}) || substr('-01-01', length({text}) - 3)"


def last_day(text: str) -> str:
    """Return the last day that a date may mean, as ``model.dates.last_text`` writes it."""
    return f"({text}) || substr('-12-31', length({text}) - 3)"


def name_on_the_day(m: str) -> str:
    """Return that the row ``m`` of names, joined with its fact ``<m>_fact``, is the name of the view's day.

    That is the dated name that covers it (the latest start, then the greatest key), else the stated one.
    """
    o = f"{m}_later"
    covers = f"{o}.fid <> {o}.n AND {o}.day_from <= :day AND {o}.day_to > :day AND {o}_fact.need & :h = 0"
    later = (
        f"({m}.fid = {m}.n OR {o}.day_from > {m}.day_from"
        f" OR ({o}.day_from = {m}.day_from AND {o}_fact.key > {m}_fact.key))"
    )
    return (
        f"{m}.day_from <= :day AND {m}.day_to > :day AND NOT EXISTS (SELECT 1 FROM name {o}"
        f" JOIN fact {o}_fact ON {o}_fact.fid = {o}.fid WHERE {o}.n = {m}.n AND {KNOWN.format(o)} AND {covers} AND {later})"
    )


def name_of(alias: str) -> str:
    """Return the name of a party on the view's day, in normal form."""
    return (
        "(SELECT m.normal FROM name m JOIN fact m_fact ON m_fact.fid = m.fid"
        f" WHERE m.n = {alias}.fid AND {KNOWN.format('m')} AND m_fact.need & :h = 0 AND {name_on_the_day('m')})"
    )


def value_on_the_day(lens: Lens, party: str, prop: str) -> str:
    """Return the value of a party's property on the view's day: of several the one with the latest start, then the greatest key."""
    return (
        f"(WITH own AS MATERIALIZED (SELECT v.payload ->> '$.value' AS value, t.day_from AS since, v.key AS key"
        f" FROM {lens.arcs} b CROSS JOIN {lens.facts} v ON v.fid = b.fid"
        f" CROSS JOIN term t ON t.term = '{prop}=' || (v.payload ->> '$.value') AND t.n = b.n AND t.fid = v.fid"
        f" WHERE b.n = {party}.fid AND b.kind = {ARC['party_fact']} AND b.need & :h = 0 AND {KNOWN.format('t')}"
        " AND t.day_from <= :day AND t.day_to > :day) SELECT value FROM own ORDER BY since DESC, key DESC LIMIT 1)"
    )


def state_on_the_day(lens: Lens, record: str) -> str:
    """Return the state of a record on the view's day, as ``CreditRecord.state_on`` defines it; ``:today`` is its last text."""
    decided, since, until = (
        f"{record}.payload ->> '$.{name}'" for name in ("decided_on", "effective_from", "effective_to")
    )
    undecided = f"({decided} IS NULL OR {first_day(decided)} > :today)"
    noticed = f"{record}.sub = {RECORD[RecordKind.NOTICE]} OR ({_happened(lens, record, EventKind.NOTICED)} AND {undecided})"
    cases = (
        (_happened(lens, record, EventKind.ANNULLED, ever=True), RecordState.ANNULLED),
        *((_happened(lens, record, event), state) for event, state in STATES_AFTER),
        (f"{last_day(until)} <= :today", RecordState.EXPIRED),
        (noticed, RecordState.ADVANCE_NOTICE),
        (f"{first_day(f'coalesce({since}, {decided})')} > :today", RecordState.NOT_YET),
    )
    return (
        f"CASE {' '.join(f'WHEN {held} THEN {state.value!r}' for held, state in cases)} ELSE 'IN_FORCE' END"
    )


def _happened(lens: Lens, record: str, event: EventKind, *, ever: bool = False) -> str:
    """Return that an event of the whole record had happened by the view's day, or on any day; an undated one had."""
    on = "e.payload ->> '$.on'"
    when = "" if ever else f" AND ({on} IS NULL OR {first_day(on)} <= :today)"
    return (
        f"EXISTS (SELECT 1 FROM {lens.arcs} a CROSS JOIN {lens.facts} e ON e.fid = a.fid WHERE a.n = {record}.fid"
        f" AND a.kind = {ARC['record_event']} AND a.dir = {OUT} AND a.need & :h = 0"
        f" AND e.payload ->> '$.event' = '{event}' AND e.payload ->> '$.party' IS NULL{when})"
    )
