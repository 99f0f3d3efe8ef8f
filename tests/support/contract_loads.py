"""Store contract: loads, their batches and their ends."""

from typing import Any

import msgspec

from xinmai.model.answers import Applied, Refusal, RejectCount
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, encode
from xinmai.model.filters import ANYTHING
from xinmai.model.vocabulary import RelationKind
from xinmai.ports.store import Store

from support.contract_base import PAGE, TODAY, ContractBase, Raw, at, put, snapshot, today
from support.facts import (
    case,
    contact,
    contact_value,
    holds,
    name_fact,
    party,
    person,
    pid,
    record,
    record_party,
    relation,
    role,
    source,
)


def raw(fact: Fact, recorded_from: int, recorded_to: int | None = None) -> Raw:
    return Raw(fact.key, KIND_OF[type(fact)], recorded_from, recorded_to, encode(fact).decode())


async def changes(store: Store, since: int = 0) -> list[tuple[int, str, str]]:
    return [(c.revision, c.key, c.what) for c in await store.changes(since, 1_000)]


async def live(store: Store, kind: str = "party") -> list[str]:
    return [f.key for f in (await store.listing(await today(store), kind, PAGE)).items]


class LoadContract(ContractBase):
    async def test_a_batch_is_one_revision_and_rests_as_it_was_said(self, store: Store) -> None:
        first = [party("a:1", "沪滨"), party("a:2"), holds("a:1", "a:2", "50")]
        later = [party("a:1", "新沪滨"), first[1], person("a:3")]

        assert await put(store, *first) == Applied(revision=1, added=3)
        assert await put(store, *later, minute=5) == Applied(revision=2, added=1, changed=1, unchanged=1)

        assert sorted(await self.raw_read(store)) == sorted(
            [
                raw(first[0], 1, 2),
                raw(first[1], 1),
                raw(first[2], 1),
                raw(later[0], 2),
                raw(later[2], 2),
            ]
        )
        assert [r.recorded_at for r in (await store.revisions([1, 2])).values()] == [at(0), at(5)]

    async def test_saying_the_same_again_changes_nothing(self, store: Store) -> None:
        facts = [party("a:1"), party("a:2"), holds("a:1", "a:2", "50"), name_fact("a:1", "旧名")]
        await put(store, *facts)
        before = await store.digest()

        assert await put(store, *facts, minute=9) == Applied(revision=1, unchanged=4)
        assert (await snapshot(store, *facts, minute=9)).closed == 0

        assert await store.digest() == before
        assert (await store.view(TODAY)).revision == 1
        assert await store.revisions([2]) == {}

    async def test_what_was_read_may_be_said_again(self, store: Store) -> None:
        facts = [party("a:1"), name_fact("a:1", "旧名"), record("a:e"), record_party("a:e", "a:1")]
        await put(store, *facts)
        view = await today(store)
        whole: list[Fact] = [*(await store.parties(view, [pid("a:1")])).values()]
        whole += (await store.credit_records(view, [pid("a:e")])).values()

        assert await put(store, *whole, minute=1) == Applied(revision=1, unchanged=2)
        noted = [msgspec.structs.replace(fact, locator="p. 1") for fact in whole]
        assert (await put(store, *noted, minute=1)).changed == 2
        bare = (await store.facts(await today(store), ["a:1", "a:e"])).values()
        assert [(f.locator, getattr(f, "facts", ()), getattr(f, "parties", ())) for f in bare] == [
            ("p. 1", (), ())
        ] * 2

    async def test_a_later_day_of_being_over_adds_nothing(self, store: Store) -> None:
        def over(by: str, **rest: Any) -> Fact:
            return role("a:1", "a:2", ended=True, over_by=by, **rest)

        await put(store, party("a:1"), party("a:2"), over("2020-01-01"))

        assert await put(store, over("2021-01-01"), minute=1) == Applied(revision=1, unchanged=1)
        assert (await put(store, over("2021-01-01", title="董事"), minute=2)).changed == 1

    async def test_a_reference_may_stand_before_what_it_names(self, store: Store) -> None:
        facts = [
            holds("a:1", "a:2", "50"),
            party("a:2"),
            party("a:1"),
            case("a:c", parent="a:d"),
            case("a:d"),
        ]

        assert await put(store, *facts) == Applied(revision=1, added=5)

    async def test_what_dangles_is_refused_with_what_hangs_on_it(self, store: Store) -> None:
        await put(store, party("a:1"))
        facts = [
            holds("a:1", "a:none", "50"),
            case("a:c2", parent="a:c1"),
            case("a:c1", by="a:missing"),
            party("a:2"),
            relation(RelationKind.BIDS_IN, "a:2", "a:c2"),
            record_party("a:e", "a:1"),
        ]

        async with store.load("a") as load:
            applied = await load.apply(facts, at(1))

        assert applied == Applied(
            revision=2,
            added=1,
            refused=(
                Refusal(0, "DANGLING", "a:none"),
                Refusal(1, "DANGLING", "a:c1"),
                Refusal(2, "DANGLING", "a:missing"),
                Refusal(4, "DANGLING", "a:c2"),
                Refusal(5, "DANGLING", "a:e"),
            ),
        )
        assert await live(store) == ["a:1", "a:2"]

    async def test_one_id_for_two_things_is_refused(self, store: Store) -> None:
        await put(store, party("a:1"))

        async with store.load("a") as load:
            applied = await load.apply([case("a:1"), party("a:2"), case("a:2"), party("a:2", "other")], at(1))
            later = await load.apply([party("a:2", "third"), party("a:2")], at(2))

        assert applied == Applied(
            revision=2,
            added=1,
            refused=(
                Refusal(0, "ID_TWICE", "a:1"),
                Refusal(2, "ID_TWICE", "a:2"),
                Refusal(3, "ID_TWICE", "a:2"),
            ),
        )
        assert later == Applied(revision=2, repeated=1, refused=(Refusal(0, "ID_TWICE", "a:2"),))
        assert (await store.parties(await today(store), [pid("a:2")]))[pid("a:2")].name == "2"

    async def test_an_id_that_was_closed_stays_what_it_was(self, store: Store) -> None:
        await snapshot(store, party("a:1"))
        await snapshot(store, party("a:2"), minute=1)

        async with store.load("a") as load:
            refused = (await load.apply([case("a:1")], at(2))).refused

        assert refused == (Refusal(0, "ID_TWICE", "a:1"),)

    async def test_the_same_twice_in_one_load_is_a_repeat(self, store: Store) -> None:
        twice = [party("a:1"), party("a:1")]

        async with store.load("a") as load:
            assert await load.apply(twice, at(0)) == Applied(revision=1, added=1, repeated=1)
            assert await load.apply(twice, at(1)) == Applied(revision=1, repeated=2)
        async with store.load("a") as load:
            assert await load.apply(twice, at(2)) == Applied(revision=1, unchanged=1, repeated=1)

    async def test_a_contact_value_is_nobodys_repetition(self, store: Store) -> None:
        async with store.load("a") as load:
            applied = await load.apply([contact_value("phone:1"), contact_value("phone:1")], at(0))

        assert applied == Applied(revision=1, added=1)

    async def test_what_was_refused_may_be_said_in_a_later_batch(self, store: Store) -> None:
        edge = holds("a:1", "a:2", "50")

        async with store.load("a") as load:
            await load.apply([party("a:1"), edge], at(0))
            assert await load.apply([party("a:2"), edge], at(1)) == Applied(revision=2, added=2)

    async def test_a_snapshot_closes_what_it_does_not_say(self, store: Store) -> None:
        await snapshot(store, party("a:1"), party("a:2"), holds("a:1", "a:2", "50"))

        applied = await snapshot(store, party("a:1"), minute=1)

        assert applied == Applied(revision=2, closed=2)
        assert await live(store) == ["a:1"]
        assert await changes(store, 1) == [(2, "a:2", "closed"), (2, "a:holds/1/2", "closed")]
        then = await store.view(TODAY, at(0))
        assert (await store.relations(then, [pid("a:1")], ANYTHING, PAGE))[pid("a:1")].total == 1
        known = (await store.histories(await today(store), ["a:2"]))["a:2"]
        assert [(f.recorded_from, f.recorded_to) for f in known] == [(1, 2)]
        assert [f.recorded_to for f in (await store.histories(then, ["a:2"]))["a:2"]] == [None]

    async def test_a_delta_closes_nothing(self, store: Store) -> None:
        await snapshot(store, party("a:1"), party("a:2"))

        async with store.load("a") as load:
            await load.apply([party("a:1")], at(1))
            finished = await load.finish(at(1), close_unsaid=False, rejects={})

        assert finished == Applied(revision=1)
        assert await live(store) == ["a:1", "a:2"]

    async def test_a_snapshot_closes_nothing_of_others(self, store: Store) -> None:
        await snapshot(store, party("a:1"), contact_value("phone:1"), contact("a:1", "phone:1"))
        await snapshot(store, party("b:1"), namespace="b", minute=1)

        await snapshot(store, party("b:2"), namespace="b", minute=2)
        await snapshot(store, party("a:2"), minute=3)

        assert await live(store) == ["a:2", "b:2"]
        assert (await store.counts())["contact_value"] == 1  # kept, though no relation shows it any more
        assert await live(store, "contact_value") == []

    async def test_a_snapshot_spares_the_kinds_with_rejects(self, store: Store) -> None:
        edge = holds("a:1", "a:2", "60", public_id="a:r")
        await snapshot(store, party("a:1"), party("a:2"), party("a:3"), edge)

        async with store.load("a") as load:
            await load.apply([party("a:1")], at(1))
            finished = await load.finish(at(1), close_unsaid=True, rejects={}, spared={"relation"})

        assert finished.closed == 1
        assert await live(store) == ["a:1", "a:2"]
        assert await live(store, "relation") == ["a:r"]

    async def test_who_speaks_owns_not_whose_id_it_is(self, store: Store) -> None:
        await snapshot(store, party("a:1"))
        await snapshot(store, party("a:1", source=pid("b:bundle")), namespace="b", minute=1)

        assert (await snapshot(store, minute=2)).closed == 0
        assert (await snapshot(store, namespace="b", minute=3)).closed == 1

    async def test_what_others_refer_to_is_kept_and_what_that_needs(self, store: Store) -> None:
        await snapshot(
            store,
            party("a:1"),
            party("a:2"),
            party("a:agency"),
            case("a:c1", by="a:agency"),
            case("a:c2", parent="a:c1"),
            holds("a:1", "a:2", "50"),
            name_fact("a:1", "旧名"),
        )
        foreign = relation(RelationKind.BIDS_IN, "b:1", "a:c2", "b:r")
        owner = holds("b:1", "a:1", "50", public_id="b:h")
        await put(store, party("b:1"), foreign, owner, namespace="b", minute=1)

        applied = await snapshot(store, minute=2)

        assert applied == Applied(revision=3, closed=3)
        assert await live(store) == ["a:1", "a:agency", "b:1"]
        assert await live(store, "case") == ["a:c1", "a:c2"]
        assert await live(store, "party_fact") == []

    async def test_what_this_load_says_keeps_what_it_needs(self, store: Store) -> None:
        await snapshot(store, party("a:1"), party("a:2"), party("a:3"))

        applied = await snapshot(store, party("a:1"), holds("a:1", "a:2", "50"), minute=1)

        assert (applied.closed, await live(store)) == (1, ["a:1", "a:2"])

    async def test_nodes_that_only_hang_on_one_another_are_closed(self, store: Store) -> None:
        await snapshot(
            store, case("a:c1", parent="a:c2"), case("a:c2", parent="a:c1"), case("a:c3", parent="a:c3")
        )

        assert (await snapshot(store, minute=1)).closed == 3

    async def test_what_was_refused_was_not_said(self, store: Store) -> None:
        facts = [party("a:1"), party("a:2"), holds("a:1", "a:2", "50")]
        await snapshot(store, *facts)

        changed = holds("a:1", "a:none", "50", public_id="a:holds/1/2")
        assert (await snapshot(store, *facts[:2], changed, minute=1)).closed == 1

    async def test_what_was_closed_and_is_said_again_is_added(self, store: Store) -> None:
        await snapshot(store, party("a:1"), source())
        await snapshot(store, source(), minute=1)

        assert await put(store, party("a:1"), minute=2) == Applied(revision=3, added=1)
        known = (await store.histories(await today(store), ["a:1"]))["a:1"]
        assert [(f.recorded_from, f.recorded_to) for f in known] == [(1, 2), (3, None)]
        assert await store.facts(await store.view(TODAY, at(1)), ["a:1"]) == {}

    async def test_a_load_that_broke_off_is_loaded_again(self, store: Store, twin: Store) -> None:
        facts = [party(f"a:{n}") for n in range(4)]
        for one in (store, twin):
            await snapshot(one, *facts, party("a:gone"))
        async with store.load("a") as load:
            await load.apply([party("a:4"), *facts[:2]], at(1))

        for one in (store, twin):
            async with one.load("a") as load:
                await load.apply([party("a:4"), *facts[:2]], at(1))
                await load.apply(facts[2:], at(2))
                assert (await load.finish(at(3), close_unsaid=True, rejects={})).closed == 1

        assert await store.digest() == await twin.digest()
        assert await changes(store) == await changes(twin)

    async def test_the_newest_load_of_a_namespace_says_what_it_refused(self, store: Store) -> None:
        async with store.load("b") as load:
            await load.finish(at(0), close_unsaid=False, rejects={("x", "records", "penalty"): 9})
        for namespace, counts in (
            ("b", {("市监局", "relations", ""): 1, ("市监局", "records", "penalty"): 2}),
            ("a", {("", "parties", ""): 3}),
        ):
            async with store.load(namespace) as load:
                await load.finish(at(1), close_unsaid=False, rejects=counts)

        assert await store.rejects() == (
            RejectCount("a", "", "parties", "", 3),
            RejectCount("b", "市监局", "records", "penalty", 2),
            RejectCount("b", "市监局", "relations", "", 1),
        )
        assert (await store.view(TODAY)).revision == 0
