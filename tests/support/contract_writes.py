"""Store contract: writes by key, erasure, the change feed, the digest."""

from hashlib import sha256

import pytest

from xinmai.errors import RevisionConflict
from xinmai.model.answers import Applied, Change, Erased, Refusal
from xinmai.model.fact import Fact
from xinmai.model.facts import encode
from xinmai.model.filters import ANYTHING
from xinmai.ports.store import Store

from support.contract_base import BUDGET, PAGE, TODAY, ContractBase, Raw, at, put, snapshot, today
from support.facts import (
    case,
    holds,
    name_fact,
    party,
    person,
    pid,
    record,
    record_party,
    role,
    sanction,
    source,
)


def digest_of(fact: Fact) -> str:
    return sha256(encode(fact)).hexdigest()


async def parties(store: Store) -> list[str]:
    return [f.key for f in (await store.listing(await today(store), "party", PAGE)).items]


class WriteContract(ContractBase):
    async def test_the_same_key_twice_is_one_write(self, store: Store) -> None:
        first = await store.apply([party("a:1")], key="k", at=at(0))
        assert first == Applied(revision=1, added=1)
        await store.apply([party("a:2")], key="k2", at=at(1))

        again = await store.apply([party("a:3")], key="k", at=at(2), expected_revision=0)

        assert again == Applied(revision=1, unchanged=1)
        assert await parties(store) == ["a:1", "a:2"]

    async def test_a_write_that_made_no_revision_leaves_its_key_free(self, store: Store) -> None:
        edge = holds("a:1", "a:2", "50")
        assert len((await store.apply([edge], key="k", at=at(0))).refused) == 1
        await put(store, party("a:1"), party("a:2"), minute=1)

        assert await store.apply([edge], key="k", at=at(2)) == Applied(revision=2, added=1)

    async def test_a_write_expects_a_revision(self, store: Store) -> None:
        assert (await store.apply([party("a:1")], key="1", at=at(0), expected_revision=0)).revision == 1

        with pytest.raises(RevisionConflict):
            await store.apply([party("a:2")], key="2", at=at(1), expected_revision=0)

        assert await parties(store) == ["a:1"]
        assert (await store.apply([party("a:2")], key="2", at=at(1), expected_revision=1)).added == 1

    async def test_an_apply_is_a_load_of_one_batch(self, store: Store) -> None:
        facts = [party("a:1"), party("a:1"), case("a:1"), holds("a:1", "a:2", "1")]

        applied = await store.apply(facts, key="k", at=at(0))

        refused = (Refusal(2, "ID_TWICE", "a:1"), Refusal(3, "DANGLING", "a:2"))
        assert applied == Applied(revision=1, added=1, repeated=1, refused=refused)

    async def test_the_change_feed_gives_whole_revisions(self, store: Store) -> None:
        await snapshot(store, party("a:2"), party("a:1"), holds("a:1", "a:2", "50"))
        await put(store, party("a:1", "new"), party("a:0"), minute=1)
        await snapshot(store, party("a:1", "new"), minute=2)
        await store.erase("a:1", "art. 47", at(3))

        assert await store.changes(0, 1) == (
            Change(1, "a:1", "party", "added"),
            Change(1, "a:2", "party", "added"),
            Change(1, "a:holds/1/2", "relation", "added"),
        )
        assert len(await store.changes(0, 4)) == 5
        assert [(c.revision, c.key, c.what) for c in await store.changes(1, 1_000)] == [
            (2, "a:0", "added"),
            (2, "a:1", "changed"),
            (3, "a:0", "closed"),
            (3, "a:2", "closed"),
            (3, "a:holds/1/2", "closed"),
            (4, "a:1", "erased"),
        ]
        assert await store.changes(4, 1_000) == ()

    async def test_counts_are_of_what_is_live(self, store: Store) -> None:
        await snapshot(store, party("a:1"), party("a:2"), case("a:c"), source())
        await snapshot(store, party("a:1"), party("a:2"), source(), minute=1)
        await store.erase("a:1", "art. 47", at(2))

        assert await store.counts() == {"party": 1, "source": 1}

    async def test_the_digest_is_what_it_is_defined_to_be(self, store: Store) -> None:
        old, new = party("a:1", "沪滨"), party("a:1", "新沪滨")
        gone, erased = person("a:𠮷"), person("a:3", "王伟")
        empty = await store.digest()
        await snapshot(store, old, gone, erased)
        await snapshot(store, new, erased, minute=1)
        before = await store.digest()
        await store.erase("a:3", "art. 47", at(2))

        lines = [
            f"a:1\x1e1\x1e2\x1e{digest_of(old)}\n",
            f"a:1\x1e2\x1e\x1e{digest_of(new)}\n",
            f"a:3\x1e1\x1e\x1e{digest_of(erased)}\n",
            f"a:𠮷\x1e1\x1e3\x1e{digest_of(gone)}\n",
        ]
        assert await store.digest() == sha256("".join(lines).encode()).hexdigest() == before
        assert empty == sha256(b"").hexdigest()


class EraseContract(ContractBase):
    async def test_the_content_goes_and_its_digest_stays(self, store: Store) -> None:
        old, new = person("a:1", "王伟"), person("a:1", "王卫")
        await put(store, old)
        await put(store, new, minute=1)

        left = await store.erase("a:1", "PIPL art. 47", at(2))

        assert left == Erased("a:1", digest_of(new), "PIPL art. 47", 3)
        assert await store.erased("a:1") == left
        rows = sorted(await self.raw_read(store), key=lambda row: row.recorded_from)
        assert rows == [Raw("a:1", "party", 1, 2, None), Raw("a:1", "party", 2, None, None)]
        assert await store.revisions([3]) != {}

    async def test_what_was_erased_is_seen_at_no_time_nor_what_hangs_on_it(self, store: Store) -> None:
        await put(
            store,
            person("a:1", "王伟"),
            party("a:2"),
            role("a:1", "a:2"),
            name_fact("a:1", "王卫"),
            record("a:e"),
            record_party("a:e", "a:1"),
        )
        await put(store, person("a:1", "王威"), minute=1)
        await store.erase("a:1", "art. 47", at(2))

        for view in (await store.view(TODAY, at(0)), await today(store)):
            assert await store.facts(view, ["a:1"]) == {}
            assert (await store.histories(view, ["a:1"]))["a:1"] == ()
            for kind in ("party_fact", "relation", "record_party"):
                assert (await store.listing(view, kind, PAGE)).total == 0
            assert (await store.degrees(view, [pid("a:2")])) == {"a:2": ()}
            assert (await store.find(view, ANYTHING, PAGE)).total == 1
            for text in ("王伟", "王卫", "王威", "王"):
                assert (await store.search(view, text, None, PAGE, BUDGET)).total == 0
            whole = await store.credit_records(view, [pid("a:e")])
            assert whole[pid("a:e")].parties == ()

    async def test_a_single_statement_can_be_erased(self, store: Store) -> None:
        fine = sanction("a:z", "a:e", amount="100")
        await put(store, record("a:e"), fine, sanction("a:y", "a:e"))

        await store.erase("a:z", "art. 47", at(1))

        whole = await store.credit_records(await today(store), [pid("a:e")])
        assert [s.id for s in whole[pid("a:e")].sanctions] == ["a:y"]

    async def test_what_is_closed_can_be_erased(self, store: Store) -> None:
        await snapshot(store, party("a:1"), source())
        await snapshot(store, source(), minute=1)

        left = await store.erase("a:1", "art. 47", at(2))

        assert left == Erased("a:1", digest_of(party("a:1")), "art. 47", 3)
        assert (await store.histories(await today(store), ["a:1"]))["a:1"] == ()

    async def test_what_was_erased_does_not_come_back(self, store: Store) -> None:
        facts = [person("a:1"), party("a:2"), role("a:1", "a:2")]
        await snapshot(store, *facts)
        await store.erase("a:1", "art. 47", at(1))

        async with store.load("a") as load:
            applied = await load.apply(facts, at(2))
            finished = await load.finish(at(2), close_unsaid=True, rejects={})

        refused = (Refusal(0, "ERASED", "a:1"), Refusal(2, "DANGLING", "a:1"))
        assert applied == Applied(revision=2, unchanged=1, refused=refused)
        assert finished == Applied(revision=3, closed=1)

    async def test_erasing_again_or_nothing_changes_nothing(self, store: Store) -> None:
        await put(store, party("a:1"))
        left = await store.erase("a:1", "art. 47", at(1))

        assert await store.erase("a:1", "another reason", at(2)) == left
        assert await store.erase("a:none", "art. 47", at(3)) is None
        assert await store.erased("a:none") is None
        assert (await store.view(TODAY)).revision == 2
