"""What a group question costs: few walks over the store, each register added once, one limit of time for the whole."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest

from xinmai.analysis.groups.group import group_of
from xinmai.analysis.ownership.registers import Register, Stake, register_of
from xinmai.errors import BudgetExceeded
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import CompletenessState, Direction
from xinmai.ports.store import Kinds, Reader
from xinmai.service.gathering import Gathering
from xinmai.service.group import group
from xinmai.service.upward import HELD

from support import facts as build
from support.drawn import holdings
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = build.day("2025-06-01")


async def ask(store: Reader, of: str, budget: Budget | None = None) -> GroupResult:
    return await group(store, await store.view(DAY), PublicId(of), budget or Budget())


class Counting(ModelStore):
    """Counts traversals, and may be slow or say what it cut in other words."""

    def __init__(self, pause: float = 0.0, words: str | None = None) -> None:
        super().__init__()
        self.pause = pause
        self.words = words
        self.walks = 0

    async def expand(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        self.walks += 1
        await asyncio.sleep(self.pause)
        found = await super().expand(view, seeds, kinds, direction, budget)
        said = found.completeness
        reason = said.reason if self.words is None else self.words
        return msgspec.structs.replace(found, completeness=msgspec.structs.replace(said, reason=reason))

    async def closure(
        self, view: View, seeds: Sequence[PublicId], kinds: Kinds, direction: Direction, budget: Budget
    ) -> Subgraph:
        self.walks += 1
        return await super().closure(view, seeds, kinds, direction, budget)


async def filled(*lines: str, pause: float = 0.0, words: str | None = None) -> Counting:
    """Return a store with holdings between enterprises."""
    relations = holdings(*lines)
    ends = {end for relation in relations for end in (relation.from_id, relation.to_id)}
    store = Counting(pause, words)
    facts = [build.source("t:bundle"), *map(build.party, sorted(ends)), *relations]
    assert (await store.apply(facts, key="drawn", at=NOW)).refused == ()
    return store


LENGTH = 120
CHAIN = [f"{n:03} 51 {n + 1:03}" for n in range(LENGTH)]


@pytest.mark.parametrize("of", ["000", "060", "120"])
async def test_a_long_chain_is_read_in_few_walks_and_added_once(
    of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[PublicId] = []

    def counted(held: PublicId, stakes: dict[PublicId, Stake]) -> Register:
        made.append(held)
        return register_of(held, stakes)

    monkeypatch.setattr("xinmai.analysis.ownership.ledger.register_of", counted)
    store = await filled(*CHAIN)
    result = await ask(store, f"t:{of}")

    assert (result.head, len(result.members)) == ("t:000", LENGTH)
    assert result.completeness.state is CompletenessState.COMPLETE
    assert result.completeness.nodes_seen == LENGTH + 1
    assert store.walks < 40
    assert len(made) <= 3 * LENGTH


async def test_what_was_read_ahead_is_cut_and_counted_as_if_read_step_by_step() -> None:
    side = [line for n in range(10) for line in (f"s{n} 1 050", f"far{n} 60 s{n}")]
    store = await filled(*CHAIN, *side)

    hub = (await ask(store, "t:120", Budget(hub=5))).completeness
    cut = (await ask(store, "t:120", Budget(nodes=LENGTH // 2))).completeness
    assert (hub.state, hub.hubs_excluded) == (CompletenessState.CUT_BY_NODES, ("t:050",))
    assert (cut.state, cut.nodes_seen) == (CompletenessState.CUT_BY_NODES, LENGTH // 2)
    assert (await ask(store, "t:120")).completeness.nodes_seen == LENGTH + 1 + 10


async def test_the_whole_question_has_one_limit_of_time() -> None:
    store = await filled(*CHAIN, pause=0.02)

    with pytest.raises(BudgetExceeded):
        await ask(store, "t:120", Budget(seconds=0.05))


async def test_a_large_group_is_computed_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[str] = set()

    def watched(graph: Subgraph, of: PublicId, day: int, options: OwnershipOptions) -> GroupResult:
        threads.add(threading.current_thread().name)
        return group_of(graph, of, day, options)

    monkeypatch.setattr("xinmai.service.group.group_of", watched)
    await ask(await filled("A 60 B"), "t:A")
    assert threads == {threading.main_thread().name}
    await ask(await filled(*(f"A 60 {n:03}" for n in range(600))), "t:A")
    assert len(threads) == 2


async def test_what_was_cut_is_known_without_its_words() -> None:
    store = await filled(*(f"A 60 {n:03}" for n in range(100)), words="没有全部读出")
    result = await ask(store, "t:A", Budget(nodes=50))

    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.reason == "more than 50 nodes would have to be read"


async def test_a_hub_does_not_hide_that_the_rest_was_cut() -> None:
    lines = [f"A 60 {n:02}" for n in range(20)] + [f"B 60 b{n}" for n in range(8)]
    both = ("t:A", "t:B")
    store = await filled(*lines)
    gathering = Gathering(store, await store.view(DAY), Budget(nodes=5, hub=10))

    assert not await gathering.expand([PublicId(of) for of in both], HELD, Direction.OUT)
    assert gathering.completeness().hubs_excluded == ("t:A",)
