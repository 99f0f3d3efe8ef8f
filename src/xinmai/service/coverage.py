"""What is owed joined with what came and what was refused, by agency, record kind and item."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from xinmai.analysis.item_gaps import with_gaps
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.answers import CoverageCount, RejectCount
from xinmai.model.coverage import CoverageRow
from xinmai.model.ids import PublicId, is_public_id
from xinmai.model.view import View
from xinmai.model.vocabulary import RecordKind
from xinmai.ports.store import Reader
from xinmai.rules.catalogue_entries import Item

MAX_ROWS: Final = 5_000
"""Greatest answer; beyond it an agency has to be named."""


class _Key(NamedTuple):
    """What a row is about; rows are ordered by it."""

    agency: str
    kind: str
    item: str


async def coverage(
    store: Reader, view: View, items: Iterable[Item], agency: PublicId | None
) -> tuple[CoverageRow, ...]:
    """Return the rows (of an agency), ordered by agency, kind, item.

    Raises
    ------
    UnknownId
        If the named agency is nothing in this view and owes nothing.
    BadArgument
        If there are more than :data:`MAX_ROWS` rows.
    """
    return await _answer(store, view, await rows_of(store, view, items, agency), agency)


async def rows_of(
    store: Reader, view: View, items: Iterable[Item], agency: PublicId | None
) -> dict[_Key, CoverageRow]:
    """Return all rows, those of other agencies that owe something too, in no stated order, each with why nothing is there."""
    rows = {key: _row(key, due=True) for key in _due(items)}
    for count in await store.coverage(view, agency):
        key = _Key(count.agency or "", count.kind, count.item or "")
        rows[key] = _supplied(rows.get(key) or _row(key), count)
    for key, rejected in await _rejects(store, view):
        row = rows.get(key) or _row(key)
        rows[key] = msgspec.structs.replace(row, rejected=row.rejected + rejected)
    return with_gaps(rows)


async def _answer(
    store: Reader, view: View, rows: dict[_Key, CoverageRow], agency: PublicId | None
) -> tuple[CoverageRow, ...]:
    shown = tuple(rows[key] for key in sorted(rows) if agency is None or key.agency == agency)
    if agency is not None and not shown and not await store.parties(view, [agency]):
        raise UnknownId(agency)
    if len(shown) > MAX_ROWS:
        raise BadArgument("agency", f"must name an agency: there are {len(shown)} rows.")
    return shown


def _due(items: Iterable[Item]) -> Iterable[_Key]:
    return (_Key(agency, item.record_kind, item.code) for item in items for agency in item.owed_by)


def _row(key: _Key, *, due: bool = False) -> CoverageRow:
    return CoverageRow(
        agency=PublicId(key.agency) if is_public_id(key.agency) else None,
        agency_named=key.agency,
        kind=RecordKind(key.kind) if key.kind in set(RecordKind) else None,
        item=key.item or None,
        due=due,
        supplied=0,
        last_on=None,
        rejected=0,
    )


def _supplied(row: CoverageRow, count: CoverageCount) -> CoverageRow:
    return msgspec.structs.replace(row, supplied=count.count, last_on=count.last_on)


async def _rejects(store: Reader, view: View) -> list[tuple[_Key, int]]:
    """Return the refused rows; who delivered may be named by id, by a bundle's own id, or by a name."""
    rejects = await store.rejects()
    candidates = {name for reject in rejects for name in _names(reject)}
    known = await store.parties(view, [PublicId(name) for name in sorted(candidates)])
    return [
        (_Key(next((n for n in _names(r) if n in known), r.agency), r.kind, ""), r.count) for r in rejects
    ]


def _names(reject: RejectCount) -> tuple[str, ...]:
    if is_public_id(reject.agency):
        return (reject.agency,)
    own = f"{reject.namespace}:{reject.agency}"
    return (own,) if is_public_id(own) else ()
