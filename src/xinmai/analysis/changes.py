"""What changed between two views of a party, as typed events that lead from the first to the second.

The views differ in up to two ways, and the events come in two stages. First what was *known* changes, the day staying the same:
something is learned about an earlier day, corrected or withdrawn. Then the *world* moves on to the later day, as it is known
in the end. What begins between the two days and was recorded in between is one event with both dates, not two.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from xinmai.analysis.changed_text import fields_of, first_date, text_of
from xinmai.analysis.happenings import happened, replaced
from xinmai.analysis.party_state import Side
from xinmai.model.changes import ChangeEvent, ChangeKind, Move, Phase, State
from xinmai.model.dates import FOREVER, earliest

_ORDER: Final = {kind: place for place, kind in enumerate(ChangeKind)}


def changes(first: Side, middle: Side, second: Side, withdrawn: Mapping[str, int]) -> tuple[ChangeEvent, ...]:
    """Return the events between two views, ordered by :func:`order_of`.

    Parameters
    ----------
    first
        The first view.
    middle
        The day of the first view as it is known in the second.
    second
        The second view.
    withdrawn
        Key of what the second view no longer shows → revision that ended it, as far as it is known.
    """
    late = {
        key
        for key in middle.state.keys() - first.state.keys()
        if middle.state[key].phase == Phase.NOT_YET != second.state[key].phase
    }
    known = [
        _learned(key, first, middle, withdrawn)
        for key in (first.state.keys() | middle.state.keys()) - late
        if first.state.get(key) != middle.state.get(key)
    ]
    world = [event for key in second.state for event in happened(key, middle, second, is_late=key in late)]
    return tuple(sorted([*known, *replaced(world)], key=order_of))


def applied(state: State, events: Iterable[ChangeEvent]) -> State:
    """Return the state that events lead to.

    Raises
    ------
    ValueError
        If an event does not fit the state.
    """
    found = dict(state)
    for move in (move for event in events for move in event.moves):
        if found.pop(move.key, None) != move.before:
            raise ValueError(move.key)
        if move.after is not None:
            found[move.key] = move.after
    return found


def order_of(event: ChangeEvent) -> tuple[int, int, int, str, int]:
    """Return by what events are ordered: what was learned before what happened; then day, kind, key, beginning before end."""
    is_end = event.moves[-1].seen.phase == Phase.ENDED
    return int(event.happened), event.day, _ORDER[event.kind], event.key, int(is_end)


def _learned(key: str, first: Side, middle: Side, withdrawn: Mapping[str, int]) -> ChangeEvent:
    """Return the event of a fact that the two revisions show differently on one day."""
    before, after = first.state.get(key), middle.state.get(key)
    kind, on, recorded = ChangeKind.CORRECTED, None, middle.recorded(key)
    if after is None:
        kind, recorded = ChangeKind.WITHDRAWN, withdrawn.get(key)
    elif before is None:
        kind, on = ChangeKind.LEARNED, first_date(after.fact)
    elif before.fact == after.fact:
        kind, recorded = ChangeKind.RECORD_STATE_CHANGED, _newest_part(key, first, middle)
    return ChangeEvent(
        kind=kind,
        moves=(Move(key, before, after),),
        on=on,
        day=earliest(on, FOREVER),
        happened=False,
        recorded=recorded,
        before=text_of(before),
        after=text_of(after),
        fields=fields_of(before, after) if kind is ChangeKind.CORRECTED else (),
    )


def _newest_part(record: str, first: Side, middle: Side) -> int | None:
    """Return the newest revision in which something of a record was said anew; None if something was only withdrawn."""
    said = [
        middle.facts[key].recorded_from
        for key, thing in middle.things.items()
        if thing.key == record and first.recorded(key) != middle.recorded(key)
    ]
    return max(said, default=None)
