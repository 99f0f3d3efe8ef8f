"""Catalogue items and record kinds with who owes them and what came, on facts of its own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.coverage import SupplyState
from xinmai.model.ids import PublicId
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import RecordKind, Visibility
from xinmai.rules.catalogue_entries import Item
from xinmai.service.registers import ItemFilter, items, page_of, record_kinds

from support import facts as build
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
A, B, C = "a:A", "a:B", "a:C"


def item(code: str, kind: str, owed_by: tuple[str, ...], row: int) -> Item:
    return Item(code=code, zh=code, en=code, record_kind=kind, owed_by=owed_by, rows=(row,))


CATALOGUE = (
    item("z_fines", "penalty", (B, A), 2),
    item("fines", "penalty", (A,), 2),
    item("permits", "qualification", (A, B), 1),
    item("grades", "rating", (B,), 3),
)


async def network() -> tuple[ModelStore, View]:
    store = ModelStore()
    facts = [
        build.source("a:bundle"),
        *(build.agency(agency) for agency in (A, B, C)),
        build.record("a:1", RecordKind.PENALTY, C, item="z_fines", decided_on="2025-05"),
        build.record("a:2", RecordKind.PENALTY, A, item="z_fines", decided_on="2025-05-02"),
        build.record("a:3", RecordKind.PENALTY, C, item="fines"),
        build.record("a:4", RecordKind.RATING, B, item="grades", visibility=Visibility.GOVERNMENT),
        build.record("a:5", RecordKind.DEBT),
    ]
    async with store.load("a") as session:
        await session.apply(facts, NOW)
    return store, await store.view(build.day("2026-05-02"))


async def found(**where: Any) -> list[str]:
    store, view = await network()
    return [entry.item.code for entry in await items(store, view, CATALOGUE, ItemFilter(**where))]


async def test_each_item_says_what_came_and_from_whom_not() -> None:
    store, view = await network()
    entries = await items(store, view, CATALOGUE, ItemFilter())
    assert [
        (e.item.code, e.supply.supplied, e.supply.last_on, e.supply.state, e.supply.missing) for e in entries
    ] == [
        ("fines", 1, None, "PARTLY", (A,)),  # what another supplied is not what is owed
        ("grades", 0, None, "NOT_SUPPLIED", (B,)),  # hidden from this caller
        ("permits", 0, None, "NOT_SUPPLIED", (A, B)),
        ("z_fines", 2, "2025-05", "PARTLY", (B,)),  # that month may end after the day of the other
    ]


async def test_who_sees_more_counts_more() -> None:
    store, _ = await network()
    view = await store.view(build.day("2026-05-02"), sees=Visibility.GOVERNMENT)
    entries = await items(store, view, CATALOGUE, ItemFilter(kind=RecordKind.RATING))
    assert [e.supply.state for e in entries] == ["SUPPLIED"]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ({"kind": RecordKind.PENALTY}, ["fines", "z_fines"]),
        ({"agency": PublicId(B)}, ["grades", "permits", "z_fines"]),
        ({"agency": PublicId(C)}, []),
        ({"plan_row": 1}, ["permits"]),
        ({"plan_row": 85}, []),
        ({"states": [SupplyState.PARTLY]}, ["fines", "z_fines"]),
        ({"states": [SupplyState.NOT_SUPPLIED], "agency": PublicId(A)}, ["permits"]),
    ],
)
async def test_a_filter_narrows(where: dict[str, Any], codes: list[str]) -> None:
    assert await found(**where) == codes


@pytest.mark.parametrize(
    ("where", "argument"),
    [({"plan_row": 0}, "planRow"), ({"plan_row": 86}, "planRow"), ({"states": []}, "state")],
)
async def test_what_cannot_be_asked_names_its_argument(where: dict[str, Any], argument: str) -> None:
    with pytest.raises(BadArgument) as refused:
        await found(**where)
    assert refused.value.argument == argument


async def test_agency_that_is_nothing_is_unknown() -> None:
    with pytest.raises(UnknownId):
        await found(agency=PublicId("a:nobody"))


async def test_pages_make_the_whole_list() -> None:
    store, view = await network()
    entries = await items(store, view, CATALOGUE, ItemFilter())
    first = page_of(entries, Page(first=3, of="items"))
    rest = page_of(entries, Page(first=3, after=first.cursors[-1], of="items"))
    assert (*first.items, *rest.items) == entries
    assert (first.has_next, rest.has_next, rest.total) == (True, False, 4)


async def test_each_record_kind_says_who_owes_it_and_who_supplied_it() -> None:
    store, view = await network()
    kinds = {entry.kind: entry for entry in await record_kinds(store, view, CATALOGUE, None)}
    assert list(kinds) == list(RecordKind)
    penalty = kinds[RecordKind.PENALTY].supply
    assert (penalty.owed_by, penalty.supplied_by, penalty.missing) == ((A, B), (A, C), (B,))
    assert (penalty.state, penalty.supplied) == ("PARTLY", 3)
    debt = kinds[RecordKind.DEBT].supply
    assert (debt.owed_by, debt.supplied_by, debt.state) == ((), ("",), "SUPPLIED")
    assert [entry.item.code for entry in kinds[RecordKind.PENALTY].items] == ["fines", "z_fines"]


async def test_kinds_that_nobody_supplied_are_one_question() -> None:
    store, view = await network()
    nothing = await record_kinds(store, view, CATALOGUE, [SupplyState.NOT_SUPPLIED])
    assert {entry.kind for entry in nothing} == set(RecordKind) - {RecordKind.PENALTY, RecordKind.DEBT}
    with pytest.raises(BadArgument):
        await record_kinds(store, view, CATALOGUE, [])
