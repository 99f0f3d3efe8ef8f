"""What holds in the view and on its day, as Cypher: which version of a node, which name a party bears, in which state a record is."""

from xinmai.model.record import STATES_AFTER
from xinmai.model.vocabulary import EventKind, RecordKind, RecordState


def shown(link: str) -> str:
    """Return that the view shows a relationship."""
    return (
        f"{link}.need IN $given.shown AND {link}.recordedFrom <= $given.revision"
        f" AND coalesce({link}.recordedTo > $given.revision, true)"
    )


def version(node: str) -> str:
    """Return the version of a node that the view's revision has: the node itself, or one of its past."""
    return (
        f"CASE WHEN {node}.payload IS NOT NULL AND {node}.recordedFrom <= $given.revision THEN {node}"
        f" ELSE head([({node})-[:HAD_VERSION]->({node}_then) WHERE {node}_then.recordedFrom <= $given.revision"
        f" AND {node}_then.recordedTo > $given.revision | {node}_then]) END"
    )


def first_day(text: str) -> str:
    """Return the first day that a date may mean, as ``model.dates.first_text`` writes it."""
    return f"{text} + substring('-01-01', size({text}) - 4)"


def last_day(text: str) -> str:
    """Return the last day that a date may mean, as ``model.dates.last_text`` writes it."""
    return f"{text} + substring('-12-31', size({text}) - 4)"


def name_on_the_day(party: str, form: str = "{0}.normalName") -> str:
    """Return the name of a party on the view's day: the dated name that covers it (the latest start), else the stated one."""
    link, name = f"{party}_named", f"{party}_name"
    return (
        f"coalesce(head(COLLECT {{ MATCH ({party})-[{link}:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->({name})"
        f" WHERE {link}.property = 'name' AND {link}.firstDay <= $given.asOf AND {link}.endDay > $given.asOf AND {shown(link)}"
        f" RETURN {form.format(name)} ORDER BY {link}.firstDay DESC, coalesce({name}.sortKey, {name}.id) DESC LIMIT 1 }}),"
        f" {form.format(f'{party}_stated')})"
    )


def value_on_the_day(party: str, prop: str, what: str = "{1}.value") -> str:
    """Return what a party's property on the view's day says: of several the one with the latest start, then the greatest key.

    ``what`` is an expression over the relationship ``{0}`` and the node ``{1}`` of the property.
    """
    link, value = f"{party}_{prop}", f"{party}_{prop}_value"
    return (
        f"head(COLLECT {{ MATCH ({party})-[{link}:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->({value})"
        f" WHERE {link}.property = '{prop}' AND {link}.firstDay <= $given.asOf AND {link}.endDay > $given.asOf AND {shown(link)}"
        f" RETURN {what.format(link, value)} ORDER BY {link}.firstDay DESC, coalesce({value}.sortKey, {value}.id) DESC LIMIT 1 }})"
    )


def state_on_the_day(record: str) -> str:
    """Return the state of a record on the view's day, as ``CreditRecord.state_on`` defines it; ``$today`` is its last text."""
    decided, since, until = (
        f"{record}_stated.{name}" for name in ("decidedOn", "effectiveFrom", "effectiveTo")
    )
    undecided = f"coalesce({first_day(decided)} > $given.today, true)"
    cases = (
        (_happened(record, EventKind.ANNULLED, ever=True), RecordState.ANNULLED),
        *((_happened(record, event), state) for event, state in STATES_AFTER),
        (f"{last_day(until)} <= $given.today", RecordState.EXPIRED),
        (
            f"{record}_stated.subkind = '{RecordKind.NOTICE}' OR ({_happened(record, EventKind.NOTICED)} AND {undecided})",
            RecordState.ADVANCE_NOTICE,
        ),
        (f"{first_day(f'coalesce({since}, {decided})')} > $given.today", RecordState.NOT_YET),
    )
    return (
        f"CASE {' '.join(f'WHEN {held} THEN {state.value!r}' for held, state in cases)} ELSE 'IN_FORCE' END"
    )


def _happened(record: str, event: EventKind, *, ever: bool = False) -> str:
    """Return that an event of the whole record had happened by the view's day, or on any day; an undated one had."""
    link = f"{record}_{event}"
    when = "" if ever else f" AND coalesce({first_day(f'{link}.on')} <= $given.today, true)"
    return (
        f"EXISTS {{ MATCH ({record})-[{link}:HAS_EVENT|SUPERSEDED_HAS_EVENT]->() WHERE {shown(link)}"
        f" AND {link}.subkind = '{event}' AND {link}.party IS NULL{when} }}"
    )
