"""What every engine needs to find parties by a piece of text."""

from typing import Final

from xinmai.model.party import Party
from xinmai.model.vocabulary import Property

RANKS: Final = ("IDENTIFIER", "EXACT", "PREFIX", "CONTAINS")
"""How a text may match, best first."""
_COMMON: Final = frozenset(
    ["有限", "限公", "公司", "限责", "责任", "任公", "股份", "份有", "集团", "上海", "海市"]
)
"""Bigrams of most firms' names: their lists are the longest and narrow a search the least."""


def telling_grams(piece: str) -> list[str]:
    """Return the bigrams of a piece of a name by which to look it up: a superset is found."""
    grams = [piece[i : i + 2] for i in range(len(piece) - 1)]
    return [gram for gram in grams if gram not in _COMMON] or grams


def as_stated(party: Party, code: str) -> str:
    """Return the identifier's value as it is stated; the first by code points if it is stated in several writings."""
    dated = [fact.value.partition(":")[2] for fact in party.facts if fact.prop is Property.IDENTIFIER]
    values = [identifier.value for identifier in party.identifiers] + dated
    return min(value for value in values if value.upper() == code)
