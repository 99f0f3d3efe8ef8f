"""Why nothing of an item came from an agency: it is known that there is none, or it was not collected."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from xinmai.model.absence import Absence, Gap
from xinmai.model.coverage import CoverageRow, Supply

K = TypeVar("K")


def with_gaps(rows: Mapping[K, CoverageRow]) -> dict[K, CoverageRow]:
    """Return the rows; those of which nothing came say why.

    That there is none is known only where the agency did supply records of this very kind, each of them names its item, and no
    row of the kind was refused: then one of the item would be among them. Everything else was not collected.
    """
    of: dict[tuple[str, str | None], list[CoverageRow]] = {}
    for row in rows.values():
        of.setdefault((row.agency_named, row.kind), []).append(row)
    return {
        key: row
        if row.supplied
        else msgspec.structs.replace(row, gap=_gap(row, of[row.agency_named, row.kind]))
        for key, row in rows.items()
    }


def _gap(row: CoverageRow, alike: Iterable[CoverageRow]) -> Gap:
    supply = Supply(tuple(alike))
    refused = sum(other.rejected for other in supply.rows)
    unnamed = sum(other.supplied for other in supply.rows if other.item is None)
    what = row.item or row.kind or "records"
    who = row.agency_named or "nobody named"
    if refused:
        return Gap(what, Absence.NOT_COLLECTED, f"{refused} rows of kind {row.kind} from {who} were refused.")
    if unnamed:
        ground = f"{unnamed} of {supply.supplied} records of kind {row.kind} from {who} name no item."
        return Gap(what, Absence.NOT_COLLECTED, ground)
    if supply.supplied:
        last = supply.last_on or "no stated day"
        ground = f"{who} supplied {supply.supplied} records of kind {row.kind}, the latest of {last}; each names another item, in this view."
        return Gap(what, Absence.KNOWN_NONE, ground)
    return Gap(what, Absence.NOT_COLLECTED, f"{who} supplied no records of kind {row.kind} in this view.")
