"""Why nothing stands in a section: those who owe it supplied and said nothing, or it was not collected, or it is withheld.

*Known none* is said only of what the catalogue says somebody owes, and only if each of them supplied each item and the newest
delivery of each is dated and not stale on the day, and nothing of the kind was refused or names no item. Anything less is *not collected*, also where a section is not empty: more may be
missing. What is *withheld* depends on who asks and never on the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from xinmai.model.absence import Absence, Gap
from xinmai.model.dates import PartialDate
from xinmai.model.vocabulary import Visibility
from xinmai.rules.catalogue_entries import Item


class Standing(StrEnum):
    """How one who owes an item stands, 归集状况."""

    SUPPLIED = "SUPPLIED"
    STALE = "STALE"
    DOUBTFUL = "DOUBTFUL"
    NOTHING = "NOTHING"


class Supplier(msgspec.Struct, frozen=True):
    """An agency that owes something, as far as deliveries are concerned, 归集单位."""

    name: str
    """Its name on the day; its id where it is not loaded."""
    until: PartialDate | None = None
    """Day of its newest delivery; None: none is dated."""
    stale: bool = False
    """Whether that is older than its source allows on the day."""
    doubtful: frozenset[str] = frozenset()
    """Record kinds of which rows of its were refused, or records name no item: what they said may belong to any item."""


_WITHHELD: Final = {
    Visibility.GOVERNMENT: "what only agencies may see",
    Visibility.CONSENT: "what needs the subject's consent",
}


def section_gaps(
    section: str,
    *,
    empty: bool,
    items: Iterable[Item],
    unowed: Sequence[str],
    supplied: frozenset[tuple[str, str]],
    suppliers: Mapping[str, Supplier],
    sees: Visibility,
) -> tuple[Gap, ...]:
    """Return what is not in a section and why; an empty one always has a gap that is known none or not collected.

    Parameters
    ----------
    items
        The items that bring the section and can be about the party.
    unowed
        What of the section none of these items brings: of that nothing is ever known to be none.
    supplied
        Pairs of agency id and item code of which something came.
    suppliers
        By id: every agency that owes one of the items.
    """
    owed = [(agency, item) for item in items for agency in item.owed_by]
    stands = {pair: _stand(pair, supplied, suppliers) for pair in owed}
    gap = _collected_gap(section, _lines(stands, suppliers), unowed if empty else (), empty=empty)
    withheld = _withheld_gap(section, sees)
    return tuple(found for found in (gap, withheld) if found is not None)


def _stand(
    pair: tuple[str, Item], supplied: frozenset[tuple[str, str]], suppliers: Mapping[str, Supplier]
) -> Standing:
    agency, item = pair
    if (agency, item.code) not in supplied:
        return Standing.NOTHING
    supplier = suppliers[agency]
    if item.record_kind in supplier.doubtful:
        return Standing.DOUBTFUL
    return Standing.STALE if supplier.stale or supplier.until is None else Standing.SUPPLIED


def _lines(
    stands: Mapping[tuple[str, Item], Standing], suppliers: Mapping[str, Supplier]
) -> dict[Standing, list[str]]:
    return {
        kind: [_line(agency, item, kind, suppliers) for (agency, item), own in stands.items() if own is kind]
        for kind in Standing
    }


def _collected_gap(
    section: str, lines: Mapping[Standing, list[str]], unowed: Sequence[str], *, empty: bool
) -> Gap | None:
    if any(lines[kind] for kind in Standing if kind is not Standing.SUPPLIED) or unowed:
        parts = [text.format("; ".join(lines[kind])) for kind, text in _PARTS.items() if lines[kind]]
        nobody = [_NOBODY.format(", ".join(unowed))] if unowed else []
        return Gap(section, Absence.NOT_COLLECTED, " ".join([*parts, *nobody]))
    because = (
        f"All who owe it have supplied, and nothing of this party: {'; '.join(lines[Standing.SUPPLIED])}."
    )
    return Gap(section, Absence.KNOWN_NONE, because) if empty else None


_PARTS: Final = {
    Standing.NOTHING: "Owed and not supplied: {}.",
    Standing.STALE: "Supplied, but stale or of unknown age: {}.",
    Standing.DOUBTFUL: "Supplied, but rows of that kind were refused or name no item: {}.",
    Standing.SUPPLIED: "Supplied: {}.",
}
_NOBODY: Final = "No item of the catalogue says who owes: {}."


def _line(agency: str, item: Item, kind: Standing, suppliers: Mapping[str, Supplier]) -> str:
    supplier = suppliers[agency]
    if kind is Standing.NOTHING:
        return f"{item.zh} ({supplier.name})"
    until = supplier.until or "a day that is not stated"
    return f"{item.zh} ({supplier.name}, up to {until})"


def _withheld_gap(section: str, sees: Visibility) -> Gap | None:
    unseen = [text for bit, text in _WITHHELD.items() if not sees & bit]
    if not unseen:
        return None
    because = f"Never told to this caller, whether there is any or not: {' and '.join(unseen)}."
    return Gap(section, Absence.WITHHELD, because)
