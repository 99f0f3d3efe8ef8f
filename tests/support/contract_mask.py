"""Store contract: what a caller may not see does not shine through; time travel; same question, same answer."""

from random import Random

import pytest

from xinmai.model.fact import Fact
from xinmai.model.filters import ANYTHING
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Direction, TaskLinkKind, Visibility
from xinmai.ports.store import Store

from support.answers import all_answers
from support.contract_base import BUDGET, PAGE, TODAY, ContractBase, at, ids_of, put, today
from support.facts import (
    CONSENT,
    EVERYTHING,
    GOVERNMENT,
    agency,
    case,
    holds,
    name_fact,
    party,
    person,
    pid,
    record,
    record_party,
    role,
    system,
    task,
    task_link,
)
from support.graphs import World

SEES = (Visibility.PUBLIC, GOVERNMENT, CONSENT, EVERYTHING)


def without_hidden(facts: list[Fact], sees: Visibility) -> list[Fact]:
    """Return the facts that a caller may see and that hang only on such."""
    kept = [fact for fact in facts if not fact.visibility & ~sees]
    while True:
        keys = {fact.key for fact in kept}
        hanging = [f for f in kept if all(end in keys for link in f.links() for end in link[1:] if end)]
        if len(hanging) == len(kept):
            return kept
        kept = hanging


async def written(store: Store, facts: list[Fact], minute: int = 0) -> None:
    """Write what does not dangle of a made-up graph."""
    async with store.load("a") as load:
        await load.apply(facts, at(minute))


class MaskContract(ContractBase):
    @pytest.mark.parametrize("sees", SEES)
    @pytest.mark.parametrize("seed", range(4))
    async def test_the_answers_are_those_of_the_graph_without_the_hidden(
        self, store: Store, twin: Store, seed: int, sees: Visibility
    ) -> None:
        world = World(Random(seed), hidden=0.3)  # noqa: S311 - made-up facts, not secrets
        facts = world.graph(nodes=40, links=60)
        await written(store, facts)
        await written(twin, without_hidden(facts, sees))

        for as_of in (TODAY, TODAY - 2_500):
            probes = world.probes(6)
            masked = await all_answers(store, await store.view(as_of, sees=sees), probes)
            bare = await all_answers(twin, await twin.view(as_of, sees=EVERYTHING), probes)
            for question, answer in masked.items():
                assert answer == bare[question], question

    @pytest.mark.parametrize("seed", range(3))
    async def test_the_order_of_writing_does_not_show(self, store: Store, twin: Store, seed: int) -> None:
        random = Random(seed)  # noqa: S311
        world = World(random)
        facts = world.graph(nodes=40, links=60)
        await written(store, facts)
        random.shuffle(facts)
        await written(twin, facts)

        probes = world.probes(6)
        there = await all_answers(twin, await today(twin, EVERYTHING), probes)
        for question, answer in (await all_answers(store, await today(store, EVERYTHING), probes)).items():
            assert answer == there[question], question
        assert await store.digest() == await twin.digest()
        assert await store.changes(0, 1) == await twin.changes(0, 1)

    @pytest.mark.parametrize("seed", range(3))
    async def test_a_past_view_answers_as_it_did(self, store: Store, seed: int) -> None:
        world = World(Random(seed), hidden=0)  # noqa: S311
        answers = []
        for minute in range(5):
            await written(store, world.graph(nodes=25, links=40), minute)
            probes = world.probes(4)
            view = await today(store, EVERYTHING)
            answers.append((view, probes, await all_answers(store, view, probes)))

        for minute, (view, probes, before) in enumerate(answers):
            again = await store.view(TODAY, at(minute), EVERYTHING)
            assert again == view
            after = await all_answers(store, again, probes)
            for question, answer in before.items():
                assert after[question] == answer, question

    async def test_a_fact_is_hidden_with_either_end(self, store: Store) -> None:
        await put(
            store,
            party("a:1"),
            party("a:2", visibility=GOVERNMENT),
            party("a:3", visibility=CONSENT),
            holds("a:1", "a:2", "50"),
            holds("a:3", "a:1", "50"),
            holds("a:1", "a:1", "50", visibility=GOVERNMENT),
            name_fact("a:2", "旧名"),
        )

        for sees, shown in (
            (Visibility.PUBLIC, []),
            (GOVERNMENT, ["a:holds/1/1", "a:holds/1/2"]),
            (CONSENT, ["a:holds/3/1"]),
            (EVERYTHING, ["a:holds/1/1", "a:holds/1/2", "a:holds/3/1"]),
        ):
            view = await today(store, sees)
            page = (await store.relations(view, [pid("a:1")], ANYTHING, PAGE))[pid("a:1")]
            assert [r.id for r in page.items] == shown
            assert page.total == len(shown)
            graph = await store.expand(view, [pid("a:1")], None, Direction.BOTH, BUDGET)
            assert [r.id for r in graph.relations] == shown
            facts = await store.listing(view, "party_fact", PAGE)
            assert facts.total == (1 if sees & GOVERNMENT else 0)

    async def test_hiding_reaches_what_hangs_on_what_hangs(self, store: Store) -> None:
        await put(
            store,
            agency("a:g", visibility=GOVERNMENT),
            party("a:1"),
            party("a:2"),
            case("a:c1", by="a:g"),
            case("a:c2", parent="a:c1"),
            holds("a:1", "a:2", "50", case=pid("a:c2")),
            record("a:e", case=pid("a:c2")),
            record_party("a:e", "a:1"),
            system("a:s", "a:g"),
            task("a:t", 1),
            task_link("a:t", "a:s", TaskLinkKind.NAMES_SYSTEM),
        )

        public, government = await today(store), await today(store, GOVERNMENT)
        for kind in ("case", "relation", "record", "record_party", "system", "task_link"):
            assert (await store.listing(public, kind, PAGE)).total == 0, kind
            assert (await store.listing(government, kind, PAGE)).total in {1, 2}, kind
        assert len(await store.tasks(public, None)) == 1
        assert (await store.records(public, [pid("a:1")], ANYTHING, PAGE))[pid("a:1")].total == 0
        assert await store.coverage(public, None) == ()

    async def test_a_whole_that_is_written_after_its_part_hides_it_too(self, store: Store) -> None:
        await put(
            store, case("a:c3", parent="a:c2"), case("a:c2", parent="a:c1"), case("a:c1", visibility=CONSENT)
        )

        assert (await store.listing(await today(store), "case", PAGE)).total == 0
        assert (await store.listing(await today(store, CONSENT), "case", PAGE)).total == 3

    async def test_hidden_relations_make_no_hub_and_fill_no_page(self, store: Store) -> None:
        leaves = [party(f"a:{n}") for n in range(6)]
        shown = [holds("a:0", f"a:{n}", "1") for n in range(1, 4)]
        hidden = [role("a:0", f"a:{n}", visibility=GOVERNMENT) for n in range(1, 6)]
        await put(store, *leaves, *shown, *hidden)
        view = await today(store)

        graph = await store.expand(
            view, [pid("a:0")], None, Direction.BOTH, Budget(nodes=4, hub=3, seconds=60)
        )
        assert ids_of(graph) == ["a:0", "a:1", "a:2", "a:3"]
        assert graph.completeness.hubs_excluded == ()
        degree = (await store.degrees(view, [pid("a:0")]))[pid("a:0")]
        assert [(d.direction, d.count) for d in degree] == [(Direction.OUT, 3)]

    async def test_a_hidden_party_is_found_by_nothing(self, store: Store) -> None:
        await put(store, person("a:1", "王伟", visibility=CONSENT), party("a:2", "沪滨"))
        await put(store, name_fact("a:2", "王伟", visibility=GOVERNMENT), minute=1)
        view = await today(store)

        assert (await store.search(view, "王伟", None, PAGE, BUDGET)).total == 0
        assert (await store.find(view, ANYTHING, PAGE)).total == 1
        assert await store.parties(view, [pid("a:1")]) == {}
        assert (await store.histories(view, ["a:1"]))["a:1"] == ()
        assert await store.degrees(view, [pid("a:1")]) == {}

    async def test_disclosure_is_judged_today(self, store: Store) -> None:
        public, closed = party("a:1"), party("a:1", visibility=GOVERNMENT)
        await put(store, public, party("a:2"), holds("a:1", "a:2", "50"))
        await put(store, closed, minute=1)

        for minute in (0, 1):
            view = await store.view(TODAY, at(minute))
            assert await store.facts(view, ["a:1", "a:holds/1/2"]) == {}
            assert (await store.histories(view, ["a:1"]))["a:1"] == ()
            assert list(
                await store.parties(await store.view(TODAY, at(minute), GOVERNMENT), [pid("a:1")])
            ) == ["a:1"]

        await put(store, party("a:1", note="again public"), minute=2)
        then = await store.view(TODAY, at(1))
        assert set(await store.facts(then, ["a:1", "a:holds/1/2"])) == {"a:1", "a:holds/1/2"}
        assert len((await store.histories(await today(store), ["a:1"]))["a:1"]) == 3

    async def test_an_older_version_is_hidden_with_its_own_ends(self, store: Store) -> None:
        secret = party("a:3", visibility=GOVERNMENT)
        await put(store, party("a:1"), party("a:2"), secret, holds("a:1", "a:3", "1", public_id="a:r"))
        await put(store, holds("a:1", "a:2", "1", public_id="a:r"), minute=1)

        then, now = await store.view(TODAY, at(0)), await today(store)
        for view, shown in ((then, []), (now, ["a:r"])):
            assert list(await store.facts(view, ["a:r"])) == shown
            relations = (await store.relations(view, [pid("a:1")], ANYTHING, PAGE))[pid("a:1")]
            assert [r.id for r in relations.items] == shown
            graph = await store.expand(view, [pid("a:1")], None, Direction.BOTH, BUDGET)
            assert [r.id for r in graph.relations] == shown
        assert [f.recorded_from for f in (await store.histories(now, ["a:r"]))["a:r"]] == [2]
