"""The registers: every catalogue item and every record kind with who owes it and what came."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.coverage import CoverageRow, Supply, SupplyState
from xinmai.model.ids import PublicId
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import RecordKind
from xinmai.ports.store import Reader
from xinmai.rules.catalogue_entries import Item
from xinmai.service import paging
from xinmai.service.coverage import rows_of


class ItemEntry(msgspec.Struct, frozen=True):
    """A catalogue item and what came of it, 数据目录事项."""

    item: Item
    supply: Supply


class KindEntry(msgspec.Struct, frozen=True):
    """A record kind and what came of it, 信用记录类型."""

    kind: RecordKind
    supply: Supply
    items: tuple[ItemEntry, ...]
    """Items of the kind, ordered by code."""


class ItemFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which items are meant; all that is stated must hold."""

    kind: RecordKind | None = None
    agency: PublicId | None = None
    """Who owes it."""
    plan_row: int | None = None
    states: Collection[SupplyState] | None = None


async def items(
    store: Reader, view: View, catalogue: Sequence[Item], where: ItemFilter
) -> tuple[ItemEntry, ...]:
    """Return the items that fulfil a filter, ordered by code.

    Raises
    ------
    UnknownId
        If the named agency is nothing in this view and owes nothing.
    BadArgument
        If no row of the plan has the stated number, or ``states`` is stated and empty.
    """
    if where.plan_row is not None and not 1 <= where.plan_row <= _ROWS:
        raise BadArgument("planRow", f"must be between 1 and {_ROWS}, not {where.plan_row}.")
    _some(where.states)
    owes = any(where.agency in item.owed_by for item in catalogue)
    if where.agency is not None and not owes and not await store.parties(view, [where.agency]):
        raise UnknownId(where.agency)
    entries = _entries(catalogue, await _rows(store, view, catalogue))
    return tuple(entry for entry in entries if _fulfils(entry, where))


async def record_kinds(
    store: Reader, view: View, catalogue: Sequence[Item], states: Collection[SupplyState] | None
) -> tuple[KindEntry, ...]:
    """Return every record kind (in one of some states), in the order of the vocabulary.

    A kind is supplied if something of it came from each agency that owes any item of it.

    Raises
    ------
    BadArgument
        If ``states`` is stated and empty.
    """
    _some(states)
    rows = await _rows(store, view, catalogue)
    entries = _entries(catalogue, rows)
    kinds = [_kind(kind, rows, entries) for kind in RecordKind]
    return tuple(kind for kind in kinds if states is None or kind.supply.state in states)


def page_of(found: tuple[ItemEntry, ...], page: Page) -> Slice[ItemEntry]:
    """Return one page of items.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return paging.page_of(found, lambda entry: (entry.item.code,), tuple[str], page)


_ROWS = 85
"""Rows of the plan of 2014."""


async def _rows(store: Reader, view: View, catalogue: Iterable[Item]) -> list[CoverageRow]:
    rows = await rows_of(store, view, catalogue, None)
    return [rows[key] for key in sorted(rows)]


def _entries(catalogue: Iterable[Item], rows: Iterable[CoverageRow]) -> list[ItemEntry]:
    of: dict[str | None, list[CoverageRow]] = {}
    for row in rows:
        of.setdefault(row.item, []).append(row)
    ordered = sorted(catalogue, key=lambda item: item.code)
    return [ItemEntry(item, Supply(tuple(of.get(item.code, ())))) for item in ordered]


def _kind(kind: RecordKind, rows: Iterable[CoverageRow], entries: Iterable[ItemEntry]) -> KindEntry:
    supply = Supply(tuple(row for row in rows if row.kind is kind))
    return KindEntry(kind, supply, tuple(entry for entry in entries if entry.item.record_kind == kind))


def _fulfils(entry: ItemEntry, where: ItemFilter) -> bool:
    item = entry.item
    return (
        (where.kind is None or item.record_kind == where.kind)
        and (where.agency is None or where.agency in item.owed_by)
        and (where.plan_row is None or where.plan_row in item.rows)
        and (where.states is None or entry.supply.state in where.states)
    )


def _some(states: Collection[SupplyState] | None) -> None:
    if states is not None and not states:
        raise BadArgument("state", "names no state; leave it out for all.")
