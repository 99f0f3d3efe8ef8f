"""Store contract: records with what hangs on them, coverage, the plan."""

import pytest

from xinmai.model.answers import CoverageCount
from xinmai.model.view import Slice
from xinmai.model.vocabulary import (
    Capacity,
    EventKind,
    RecordKind,
    RecordState,
    RelationKind,
    TaskLinkKind,
)
from xinmai.ports.store import Store
from xinmai.service.relations import of_kinds

from support.answers import list_of
from support.contract_base import BUDGET, PAGE, ContractBase, at, pages, put, today
from support.facts import (
    agency,
    contact,
    event,
    name_fact,
    named,
    party,
    person,
    pid,
    record,
    record_link,
    record_party,
    relation,
    role,
    sanction,
    system,
    task,
    task_link,
)


async def records_of(store: Store, party_id: str, *kinds: RecordKind) -> list[str]:
    pages = await store.records(await today(store), [pid(party_id)], of_kinds(kinds or None), PAGE)
    answer = pages.get(pid(party_id), Slice((), (), 0, has_next=False))
    assert answer.total == len(answer.items)
    return [record.id for record in answer.items]


class RecordContract(ContractBase):
    async def test_records_come_with_everything_attached_in_order(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            record("a:e1"),
            record("a:e2", RecordKind.LISTING),
            record_party("a:e1", "a:1"),
            record_party("a:e1", "a:1", capacity=Capacity.DIRECTOR),
            sanction("a:z2", "a:e1"),
            sanction("a:z1", "a:e1", "a:1"),
            event("a:e1", EventKind.REPAIRED, "2019-03-01"),
            event("a:e1", EventKind.PUBLISHED, "2018"),
            event("a:e1", EventKind.NOTICED),
            record_link("a:e2", "a:e1"),
        )
        view = await today(store)

        whole = (await store.credit_records(view, [pid("a:e1"), pid("a:none")]))[pid("a:e1")]

        assert [p.capacity for p in whole.parties] == [Capacity.DIRECTOR, Capacity.UNSPECIFIED]
        assert [s.id for s in whole.sanctions] == ["a:z1", "a:z2"]
        assert [e.event for e in whole.events] == [EventKind.NOTICED, EventKind.PUBLISHED, EventKind.REPAIRED]
        assert whole.state_on(view.as_of) is RecordState.REPAIRED
        other = (await store.credit_records(view, [pid("a:e2")]))[pid("a:e2")]
        assert whole.record_links == other.record_links != ()
        assert getattr((await store.facts(view, ["a:e1"]))["a:e1"], "parties", None) == ()

    async def test_records_of_a_party_by_kind(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2"),
            record("a:e1"),
            record("a:e2", RecordKind.LISTING),
            record("a:e3"),
            record_party("a:e1", "a:1"),
            record_party("a:e2", "a:1"),
            record_party("a:e3", "a:2"),
            sanction("a:z", "a:e3", "a:1"),
        )

        assert await records_of(store, "a:1") == ["a:e1", "a:e2"]
        assert await records_of(store, "a:1", RecordKind.LISTING) == ["a:e2"]
        assert await records_of(store, "a:none") == []
        both = await store.records_of(await today(store), [pid("a:2"), pid("a:1")], BUDGET)
        assert [r.id for r in both] == ["a:e1", "a:e2", "a:e3"]
        assert [len(r.parties) for r in both] == [1, 1, 1]

    async def test_a_name_inside_an_organisation_is_that_of_its_own_person(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2"),
            person("a:in", "王　伟"),
            person("a:former", "王为"),
            name_fact("a:former", "王伟", valid_to="2001"),
            person("a:elsewhere", "王伟"),
            person("a:other", "李娜"),
            party("a:firm", "王伟"),
            role("a:in", "a:1", ended=True, over_by="2001"),
            role("a:former", "a:1"),
            role("a:elsewhere", "a:2"),
            role("a:other", "a:1"),
            role("a:firm", "a:1"),
            relation(RelationKind.POSSIBLY_SAME, "a:elsewhere", "a:1"),
            record("a:e"),
            named("a:e", "王伟", "a:1"),
            record("a:former-name"),
            named("a:former-name", "王为", "a:1"),
            record("a:e2"),
            named("a:e2", "王伟", "a:2"),
            record("a:nowhere"),
            named("a:nowhere", "王伟", None),
        )

        for who, records in (
            ("a:in", []),  # two of that name: of two it names neither
            ("a:former", ["a:former-name"]),
            ("a:elsewhere", ["a:e2"]),
            ("a:other", []),
            ("a:firm", []),
            ("a:1", []),
        ):
            assert await records_of(store, who) == records, who
        assert await store.records_of(await today(store), [pid("a:former")], BUDGET) == ()

    async def test_a_suspected_relation_gives_nobody_a_name(self, store: Store) -> None:
        await put(store, party("a:1"), person("a:2", "王伟"), contact("a:2", "a:1"), record("a:e"))
        await put(store, named("a:e", "王伟", "a:1"))

        assert await records_of(store, "a:2") == []

    async def test_coverage_counts_by_agency_kind_and_item(self, store: Store) -> None:
        await put(
            store,
            agency("a:g1"),
            agency("a:g2"),
            record("a:1", by="a:g2", item="I1", decided_on="2014-12"),
            record("a:2", by="a:g2", item="I1", decided_on="2014-12-30"),
            record("a:3", by="a:g2", item="I1"),
            record("a:4", by="a:g2", item="I2"),
            record("a:5", by="a:g1", item="I1", decided_on="2019"),
            record("a:6", decided_on="2001"),
            record("a:7", by="a:g2", item="I1", kind=RecordKind.LISTING),
        )
        view = await today(store)

        whole = await store.coverage(view, None)

        penalty, listing = RecordKind.PENALTY, RecordKind.LISTING
        assert whole == (
            CoverageCount(None, penalty, None, 1, pid("2001")),
            CoverageCount(pid("a:g1"), penalty, "I1", 1, pid("2019")),
            CoverageCount(pid("a:g2"), listing, "I1", 1, None),
            CoverageCount(pid("a:g2"), penalty, "I1", 3, pid("2014-12-30")),
            CoverageCount(pid("a:g2"), penalty, "I2", 1, None),
        )
        assert await store.coverage(view, pid("a:g2")) == whole[2:]

    async def test_coverage_counts_anew_after_each_write_and_keeps_the_past(self, store: Store) -> None:
        def counts(found: tuple[CoverageCount, ...]) -> list[int]:
            return [count.count for count in found]

        await put(store, agency("a:g"), record("a:1", by="a:g"))
        first = await today(store)
        assert counts(await store.coverage(first, None)) == [1]

        await put(store, record("a:2", by="a:g"), minute=1)
        assert counts(await store.coverage(first, None)) == [1]
        assert counts(await store.coverage(await today(store), None)) == [2]

        await store.erase("a:1", "art. 47", at(2))
        assert await store.coverage(first, pid("a:g")) == ()
        assert counts(await store.coverage(await today(store), None)) == [1]

    async def test_tasks_by_number_each_followed_by_its_links(self, store: Store) -> None:
        await put(
            store,
            agency("a:g1"),
            agency("a:g2"),
            system("a:s", "a:g2"),
            task("a:t10", 10),
            task("a:t9", 9),
            task_link("a:t9", "a:g2", position=2),
            task_link("a:t9", "a:g1", position=1),
            task_link("a:t9", "a:s", TaskLinkKind.NAMES_SYSTEM),
            task_link("a:t10", None, value="各部门", position=1),
        )
        view = await today(store)

        whole = await store.tasks(view, None)

        shown = [getattr(f, "no", None) or getattr(f, "to_id", None) for f in whole]
        assert shown == [9, "a:s", "a:g1", "a:g2", 10, None]
        assert await store.tasks(view, pid("a:g2")) == whole[:4]
        assert await store.tasks(view, pid("a:none")) == ()

    @pytest.mark.parametrize("first", [1, 2, 5])
    async def test_records_are_paged(self, store: Store, first: int) -> None:
        ids = ["a:e1", "a:e2", "a:（", "a:𠮷"]
        await put(store, party("a:1"), *(record(e) for e in ids), *(record_party(e, "a:1") for e in ids))
        view = await today(store)

        walked, total = await pages(list_of(store.records, view, pid("a:1")), first)

        assert ([r.id for r in walked], total) == (ids, 4)
