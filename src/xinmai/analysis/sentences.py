"""Fills the places of a rule's sentence with the facts of a case, in both languages."""

from collections.abc import Mapping, Sequence
from datetime import date

from xinmai.model.consequence import Wording
from xinmai.model.ids import PublicId
from xinmai.model.subgraph import Subgraph

CRIMINAL_PENALTY = Wording("刑事处罚", "a criminal penalty")
"""What a judgment imposes that names an offence."""


def filled(sentence: Wording, places: Mapping[str, Wording]) -> Wording:
    """Return a sentence with its places filled."""
    return Wording(
        sentence.zh.format_map({name: text.zh for name, text in places.items()}),
        sentence.en.format_map({name: text.en for name, text in places.items()}),
    )


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
    return Wording("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))
