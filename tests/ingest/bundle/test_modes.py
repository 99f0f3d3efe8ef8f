"""Snapshot and delta, one load after another, two namespaces about one party, ends without a day."""

from collections.abc import Iterable

import pytest

from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Answer
from xinmai.ports.store import Store

from support.bundles import GOOD, Deliver, Loaded, Row, Tables
from support.facts import day, pid

PARTIES: list[Row] = [{"id": own, "kind": "enterprise", "name": own} for own in ("1", "2", "3")]
HOLDING: Row = {"id": "h", "kind": "holds", "from": "1", "to": "2", "share": "60"}
ALL: Tables = {"parties": PARTIES, "relations": [HOLDING]}


async def live(store: Store, keys: Iterable[str]) -> list[str]:
    """Return which keys hold now."""
    return sorted(await store.facts(await store.view(as_of=0), [f"a:{key}" for key in keys]))


async def relation(store: Store, as_of: str = "2026-01-01") -> Relation:
    fact = (await store.facts(await store.view(as_of=day(as_of)), ["a:h"]))["a:h"]
    assert isinstance(fact, Relation)
    return fact


@pytest.mark.parametrize("mode", ["snapshot", "delta"])
async def test_loading_twice_changes_nothing(mode: str, deliver: Deliver, store: Store) -> None:
    first = await deliver(GOOD, mode=mode)
    digest = await store.digest()
    again = await deliver(GOOD, ".zip", mode=mode)
    assert first.changes() == (21, 0, 0)
    assert again.changes() == (0, 0, 0)
    assert again.report.unchanged == first.report.added
    assert again.report.revision == first.report.revision
    assert await store.digest() == digest


async def test_another_day_of_retrieval_is_no_change_of_what_is_said(deliver: Deliver) -> None:
    await deliver(GOOD)
    assert (await deliver(GOOD, retrieved_on="2026-02-01")).changes() == (0, 0, 0)


async def test_a_snapshot_closes_what_is_no_longer_said(deliver: Deliver, store: Store) -> None:
    await deliver(ALL, mode="snapshot")
    shrunk = await deliver({"parties": PARTIES[:2]}, mode="snapshot")
    assert shrunk.changes() == (0, 0, 2)
    assert await live(store, "123h") == ["a:1", "a:2"]
    assert [(change.key, change.what) for change in (await store.changes(0, 99))][-2:] == [
        ("a:3", "closed"),
        ("a:h", "closed"),
    ]


async def test_a_delta_closes_nothing(deliver: Deliver, store: Store) -> None:
    await deliver(ALL, mode="delta")
    assert (await deliver({"parties": PARTIES[:1]}, mode="delta")).changes() == (0, 0, 0)
    assert await live(store, "123h") == ["a:1", "a:2", "a:3", "a:h"]


async def test_a_delta_changes_what_it_says(deliver: Deliver, store: Store) -> None:
    await deliver(ALL)
    assert (await deliver({"relations": [{**HOLDING, "share": "61"}]})).changes() == (0, 1, 0)
    view = await store.view(as_of=0)
    assert [getattr(fact, "share", None) for fact in (await store.histories(view, ["a:h"]))["a:h"]] == [
        600_000_000,
        610_000_000,
    ]


async def test_a_later_snapshot_opens_again_what_it_says_again(deliver: Deliver, store: Store) -> None:
    await deliver(ALL, mode="snapshot")
    before = await store.view(as_of=0)
    await deliver({"parties": PARTIES[:2]}, mode="snapshot")
    between = await store.view(as_of=0)
    assert (await deliver(ALL, mode="snapshot")).changes() == (2, 0, 0)
    assert await live(store, "123h") == ["a:1", "a:2", "a:3", "a:h"]
    assert "a:h" in await store.facts(before, ["a:h"])
    assert "a:h" not in await store.facts(between, ["a:h"])
    assert (await deliver(ALL, mode="snapshot")).changes() == (0, 0, 0)


async def test_a_snapshot_keeps_a_party_to_which_another_namespace_refers(
    deliver: Deliver, store: Store
) -> None:
    await deliver(ALL, mode="snapshot")
    other = {"relations": [{"id": "x", "kind": "guarantees", "from": "a:3", "to": "a:2"}]}
    assert (await deliver(other, namespace="b")).rejects == []
    assert (await deliver({"parties": PARTIES[:1]}, mode="snapshot")).changes() == (0, 0, 1)
    assert await live(store, "123h") == ["a:1", "a:2", "a:3"]
    assert (await deliver({"relations": "id,kind,from,to\n"}, namespace="b", mode="snapshot")).changes() == (
        0,
        0,
        1,
    )
    assert (await deliver({"parties": PARTIES[:1]}, mode="snapshot")).changes() == (0, 0, 2)
    assert await live(store, "123h") == ["a:1"]


async def test_a_snapshot_closes_cases_that_only_name_one_another(deliver: Deliver, store: Store) -> None:
    ring = [{"id": "c1", "kind": "lot", "parent": "c2"}, {"id": "c2", "kind": "lot", "parent": "c1"}]
    assert (await deliver({"cases": ring}, mode="snapshot")).rejects == []
    assert (await deliver({"cases": "id,kind\n"}, mode="snapshot")).changes() == (0, 0, 2)
    assert await live(store, ["c1", "c2"]) == []


async def test_a_snapshot_says_nothing_about_other_namespaces(deliver: Deliver, store: Store) -> None:
    await deliver(ALL, mode="snapshot")
    assert (await deliver(ALL, namespace="b", mode="snapshot")).changes() == (4, 0, 0)
    assert await live(store, "123h") == ["a:1", "a:2", "a:3", "a:h"]


async def test_two_namespaces_about_one_party(deliver: Deliver, store: Store) -> None:
    status = {"property": "status", "value": "revoked", "valid_from": "2020"}
    await deliver({**ALL, "party_facts": [{"party": "1", **status}]}, mode="snapshot")
    second = await deliver({"party_facts": [{"party": "a:1", **status}]}, namespace="b", mode="snapshot")
    assert second.changes() == (1, 0, 0)
    party = (await store.parties(await store.view(as_of=0), [pid("a:1")]))[pid("a:1")]
    assert [fact.source for fact in party.facts] == ["a:bundle", "b:bundle"]
    assert (await deliver(ALL, mode="snapshot")).changes() == (0, 0, 1)
    party = (await store.parties(await store.view(as_of=0), [pid("a:1")]))[pid("a:1")]
    assert [fact.source for fact in party.facts] == ["b:bundle"]


async def test_a_reference_into_a_namespace_that_comes_later(deliver: Deliver) -> None:
    tables: Tables = {"parties": PARTIES, "relations": [{**HOLDING, "to": "b:1"}]}
    first = await deliver(tables)
    assert first.places() == [("relations.csv", 2, "to", "dangling")]
    assert "load the other namespace first" in first.rejects[0].hint
    await deliver({"parties": PARTIES}, namespace="b")
    assert (await deliver(tables)).changes() == (1, 0, 0)


async def test_rows_may_name_a_source_of_an_earlier_delivery(deliver: Deliver) -> None:
    await deliver({**ALL, "sources": [{"id": "s", "title": "公告"}]}, mode="snapshot")
    assert (await deliver({"relations": [{**HOLDING, "source": "s"}]})).changes() == (0, 1, 0)


async def ended(deliver: Deliver, **cells: str) -> Loaded:
    return await deliver({"parties": PARTIES, "relations": [{**HOLDING, "ended": "yes", **cells}]})


async def test_an_end_without_a_day_is_unknown_before_the_day_of_retrieval(
    deliver: Deliver, store: Store
) -> None:
    await ended(deliver, valid_from="2020")
    found = await relation(store)
    assert found.held_on(day("2019-12-31")) is Answer.NO
    assert found.held_on(day("2025-12-31")) is Answer.UNKNOWN
    assert found.held_on(day("2026-01-01")) is Answer.NO
    assert found.may_hold_on(day("2025-12-31"))
    assert not found.may_hold_on(day("2026-01-01"))


async def test_a_stated_last_day_is_that_of_the_end(deliver: Deliver, store: Store) -> None:
    await ended(deliver, valid_from="2020-01-01", valid_to="2021-01-01")
    found = await relation(store)
    assert found.over_by is None
    assert found.held_on(day("2020-12-31")) is Answer.YES
    assert found.held_on(day("2021-01-01")) is Answer.NO


async def test_saying_later_again_that_it_is_over_moves_nothing(deliver: Deliver, store: Store) -> None:
    await ended(deliver)
    again = await deliver({"relations": [{**HOLDING, "ended": "yes"}]}, retrieved_on="2026-06-01")
    assert again.changes() == (0, 0, 0)
    assert (await relation(store)).over_by == "2026-01-01"


async def test_what_was_running_may_end(deliver: Deliver, store: Store) -> None:
    await deliver(ALL)
    later = await deliver({"relations": [{**HOLDING, "ended": "yes"}]}, retrieved_on="2026-06-01")
    assert later.changes() == (0, 1, 0)
    assert (await relation(store)).over_by == "2026-06-01"


async def test_a_snapshot_closes_nothing_in_a_table_with_rejects(deliver: Deliver, store: Store) -> None:
    """What a rejected row said is not known: a wrong date must not end a legal representative's office."""
    await deliver(ALL, mode="snapshot")
    broken: Row = {**HOLDING, "valid_from": "2014-02-30"}
    loaded = await deliver({"parties": PARTIES[:2], "relations": [broken]}, mode="snapshot")
    assert loaded.changes() == (0, 0, 1)
    assert loaded.report.spared == ("relations",)
    assert await live(store, "123h") == ["a:1", "a:2", "a:h"]
