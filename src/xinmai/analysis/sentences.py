"""Puts sentences together from their parts, in both languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from xinmai.model.consequence import Wording
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph

CRIMINAL_PENALTY = Wording("刑事处罚", "a criminal penalty")
"""What a judgment imposes that names an offence."""
Place: TypeAlias = Wording | str | int
"""What fills a place: a text of each language, or the same in both."""


def filled(sentence: Wording, places: Mapping[str, Place]) -> Wording:
    """Return a sentence with its places filled."""
    zh = {name: place.zh if isinstance(place, Wording) else place for name, place in places.items()}
    en = {name: place.en if isinstance(place, Wording) else place for name, place in places.items()}
    return Wording(sentence.zh.format_map(zh), sentence.en.format_map(en))


def joined(parts: Sequence[Wording], between: Wording) -> Wording:
    """Return several texts as one."""
    return Wording(between.zh.join(part.zh for part in parts), between.en.join(part.en for part in parts))


def day_text(day: int) -> Wording:
    """Return a day as each language writes it."""
    when = date.fromordinal(day)
    return Wording(f"{when.year}年{when.month}月{when.day}日", when.isoformat())


def name_text(party: PublicId | None, graph: Subgraph, as_of: int) -> Wording:
    """Return the name of a party on a day; its id where the view does not show it."""
    found = graph.party.get(party) if party is not None else None
    name = found.name_on(as_of) if found is not None else str(party)
    return Wording(name, name)


def listed(texts: Sequence[Wording]) -> Wording:
    """Return several labels as one."""
    return joined(texts, Wording("、", ", "))
