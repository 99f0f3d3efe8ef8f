"""What is owed, what came and what was refused, joined: on facts and rejects of its own."""

from datetime import UTC, datetime

import pytest

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import RecordKind
from xinmai.rules.catalogue_entries import Item
from xinmai.service import coverage as subject
from xinmai.service.coverage import coverage

from support import facts as build
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ITEMS = (
    Item(
        code="permits",
        zh="许可",
        en="permits",
        record_kind="qualification",
        owed_by=("a:A", "a:B"),
        rows=(1,),
    ),
    Item(code="fines", zh="罚款", en="fines", record_kind="penalty", owed_by=("a:A",), rows=(2,)),
)
REJECTS = {("A", "records", "penalty"): 2, ("a:A", "relations", ""): 3, ("某局", "records", "rating"): 4}


async def filled() -> ModelStore:
    store = ModelStore()
    facts = [
        build.source("a:bundle"),
        build.agency("a:A"),
        build.agency("a:B"),
        build.record("a:1", RecordKind.PENALTY, "a:A", item="fines", decided_on="2025-03-01"),
        build.record("a:2", RecordKind.PENALTY, "a:A", item="fines", decided_on="2025-05"),
        build.record("a:3", RecordKind.PENALTY, "a:A"),
        build.record("a:4", RecordKind.RATING),
    ]
    async with store.load("a") as session:
        await session.apply(facts, NOW)
        await session.finish(NOW, close_unsaid=False, rejects=REJECTS)
    return store


async def rows(agency: str | None = None) -> list[tuple[object, ...]]:
    store = await filled()
    view = await store.view(build.day("2026-05-02"))
    found = await coverage(store, view, ITEMS, None if agency is None else PublicId(agency))
    return [(r.agency_named, r.kind, r.item, r.due, r.supplied, r.last_on, r.rejected) for r in found]


async def test_due_supplied_and_refused_are_joined() -> None:
    assert await rows() == [
        ("", "rating", None, False, 1, None, 0),
        ("a:A", None, None, False, 0, None, 3),
        ("a:A", "penalty", None, False, 1, None, 2),
        ("a:A", "penalty", "fines", True, 2, "2025-05", 0),
        ("a:A", "qualification", "permits", True, 0, None, 0),
        ("a:B", "qualification", "permits", True, 0, None, 0),
        ("某局", "rating", None, False, 0, None, 4),
    ]


async def test_one_agency_has_its_own_rows() -> None:
    assert await rows("a:B") == [("a:B", "qualification", "permits", True, 0, None, 0)]


async def test_agency_that_is_nothing_is_unknown() -> None:
    with pytest.raises(UnknownId):
        await rows("a:C")


async def test_agency_that_owes_and_is_not_loaded_has_its_rows() -> None:
    store = ModelStore()
    found = await coverage(store, await store.view(build.day("2026-05-02")), ITEMS, PublicId("a:B"))
    assert [(row.item, row.due, row.supplied) for row in found] == [("permits", True, 0)]


async def test_too_many_rows_ask_for_an_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MAX_ROWS", 6)
    with pytest.raises(BadArgument) as refused:
        await rows()
    assert refused.value.argument == "agency"


async def states(
    *more: Fact, rejects: dict[tuple[str, str, str], int] | None = None
) -> dict[object, tuple[object, ...]]:
    """Return state, kind of gap and its ground of each due row, by agency and item."""
    store = ModelStore()
    async with store.load("a") as session:
        await session.apply([build.source("a:bundle"), build.agency("a:A"), build.agency("a:B"), *more], NOW)
        await session.finish(NOW, close_unsaid=False, rejects=rejects or {})
    found = await coverage(store, await store.view(build.day("2026-05-02")), ITEMS, None)
    return {
        (row.agency_named, row.item): (row.state, row.gap and row.gap.absence, row.gap and row.gap.because)
        for row in found
        if row.due
    }


def fine(number: int, item: str | None, **rest: str) -> Fact:
    return build.record(f"a:r{number}", RecordKind.PENALTY, "a:A", item=item, **rest)


async def test_what_nobody_supplied_was_not_collected() -> None:
    found = await states()
    assert set(found) == {("a:A", "permits"), ("a:B", "permits"), ("a:A", "fines")}
    assert {row[:2] for row in found.values()} == {("NOT_SUPPLIED", "NOT_COLLECTED")}


async def test_that_there_is_none_is_known_only_of_who_names_the_items_of_the_kind() -> None:
    found = await states(fine(1, "other_fines", decided_on="2025-03-01"))
    assert found["a:A", "fines"] == (
        "NOT_SUPPLIED",
        "KNOWN_NONE",
        "a:A supplied 1 records of kind penalty, the latest of 2025-03-01; each names another item, in this view.",
    )
    assert found["a:A", "permits"][1] == "NOT_COLLECTED"


async def test_records_without_an_item_may_be_of_any() -> None:
    found = await states(fine(1, "other_fines"), fine(2, None))
    assert found["a:A", "fines"][1:] == (
        "NOT_COLLECTED",
        "1 of 2 records of kind penalty from a:A name no item.",
    )


async def test_refused_rows_may_be_of_any_item() -> None:
    found = await states(fine(1, "other_fines"), rejects={("A", "records", "penalty"): 3})
    assert found["a:A", "fines"][1:] == (
        "NOT_COLLECTED",
        "3 rows of kind penalty from a:A were refused.",
    )


async def test_what_came_has_no_gap() -> None:
    assert (await states(fine(1, "fines")))["a:A", "fines"] == ("SUPPLIED", None, None)


async def test_rows_that_came_beside_refused_ones_are_partly_there() -> None:
    store = await filled()
    found = await coverage(store, await store.view(build.day("2026-05-02")), ITEMS, PublicId("a:A"))
    assert [(row.item, row.kind, row.state) for row in found] == [
        (None, None, "NOT_SUPPLIED"),
        (None, "penalty", "PARTLY"),
        ("fines", "penalty", "SUPPLIED"),
        ("permits", "qualification", "NOT_SUPPLIED"),
    ]
