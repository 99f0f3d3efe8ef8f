"""The boxes of an equity chart before they have a place: their lines and their size, in points."""

from typing import Final

import msgspec

from xinmai.model.chart import ChartBox, EquityChart
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.vocabulary import Flag, Lang, PartyKind
from xinmai.render.chart_words import notes_of
from xinmai.render.page import seen
from xinmai.render.text import lines_of, xml_text

WIDTH: Final = 116.0
NAME: Final = 10.0
NOTE: Final = 8.0
"""Sizes of the type; ``render.chart_sheet`` says how small it is printed."""
LEADING: Final = 1.3
PADDING: Final = 5.0
_NAME_LINES: Final = 4
_NOTE_LINES: Final = 3


class Card(msgspec.Struct, frozen=True):
    """A box with everything that stands in it, 图框."""

    party: PublicId
    shape: str
    """``person, company, state, coalition``: told by the outline."""
    full: str
    """Name and id, for whoever points at it or listens."""
    name: tuple[str, ...]
    notes: tuple[str, ...]
    is_asked: bool
    is_head: bool
    is_closed: bool
    """A nominee, or no longer active: not passed."""

    @property
    def height(self) -> float:
        """Height that the lines need."""
        return 2 * PADDING + LEADING * (NAME * len(self.name) + NOTE * len(self.notes))


def cards_of(chart: EquityChart, lang: Lang) -> dict[PublicId, Card]:
    """Return the boxes of a chart by party, in its order."""
    parties = {fact.id: fact for fact in chart.facts if isinstance(fact, Party)}
    return {box.party: _card(chart, box, parties[box.party], lang) for box in chart.boxes}


def _card(chart: EquityChart, box: ChartBox, party: Party, lang: Lang) -> Card:
    day = chart.completeness.as_of
    is_asked, is_head = box.party == chart.of, box.party == chart.head != chart.of
    notes = notes_of(box, lang, is_head=is_head, is_asked=is_asked)
    name = xml_text(seen(party.name_on(day)))
    return Card(
        party=box.party,
        shape=_shape(party, day),
        full=f"{name} · {box.party}",
        name=lines_of(name, NAME, WIDTH - 2 * PADDING, _NAME_LINES),
        notes=tuple(
            line for note in notes for line in lines_of(note, NOTE, WIDTH - 2 * PADDING, _NOTE_LINES)
        ),
        is_asked=is_asked,
        is_head=is_head,
        is_closed=bool({Flag.NOMINEE, Flag.INACTIVE_CUT}.intersection(box.marks)),
    )


def _shape(party: Party, day: int) -> str:
    if party.kind is PartyKind.PERSON:
        return "person"
    if party.kind is PartyKind.COALITION:
        return "coalition"
    is_state = party.kind is PartyKind.AGENCY or party.is_category("state_body", day)
    return "state" if is_state else "company"
