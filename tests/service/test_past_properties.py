"""On made-up worlds: events lead from the first view to the second; what is hidden shines through in nothing."""

from random import Random
from typing import Any

import pytest

from xinmai.analysis.changes import applied, changes, order_of
from xinmai.analysis.party_state import NOTHING, Side, side_of
from xinmai.errors import UnknownId
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page, View
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.service.credit_file import credit_files
from xinmai.service.diff import diff
from xinmai.service.dossier import dossiers
from xinmai.service.history import history
from xinmai.service.timeline import dated_parties, span_of, timeline

from support import facts as build
from support.asking import CATALOGUE
from support.contract_base import TODAY, at
from support.contract_mask import SEES, without_hidden, written
from support.graphs import DAYS, LOCALS, NAMESPACES, World
from support.model_store import ModelStore

PARTIES = [PublicId(f"{namespace}:{own}") for namespace in NAMESPACES for own in LOCALS]
BUDGET = Budget(seconds=60)


async def side(store: Store, view: View, party: PublicId) -> Side:
    read = (await dossiers(store, view, [party], BUDGET)).get(party)
    if read is None:
        return NOTHING
    return side_of(read.party, read.relations, read.records, view.as_of)


@pytest.mark.parametrize("seed", range(10))
async def test_events_lead_from_the_first_view_to_the_second(seed: int) -> None:
    """Only what events move is proved here; their kinds, days and words are derived by hand in test_past_events.py."""
    random = Random(seed)  # noqa: S311 - made-up facts, not secrets
    store, world, seen = ModelStore(), World(random, hidden=0), 0
    for minute in range(4):
        async with store.load("a") as load:
            await load.apply(world.graph(nodes=12, links=60), at(minute))
            await load.finish(at(minute), close_unsaid=minute % 2 == 1, rejects={})
    for party in PARTIES:
        for _ in range(3):
            first, last = sorted(random.choices(DAYS, k=2))
            known = sorted(random.choices(range(4), k=2))
            before = await store.view(first, at(known[0]))
            after = await store.view(last, at(known[1]))
            a, c = await side(store, before, party), await side(store, after, party)
            b = await side(store, View(first, after.revision), party)
            events = changes(a, b, c, {})
            assert applied(a.state, events) == c.state
            assert list(events) == sorted(events, key=order_of)
            assert len({order_of(event) for event in events}) == len(events)
            if a.state == c.state:
                assert events == ()
            seen += len(events)
    assert seen > 100


def _filed(found: Any) -> Any:
    return None if found is None else (found.party, found.sections, found.completeness)


async def answers(store: Store, before: View, view: View, keys: list[str]) -> dict[str, Any]:
    """Return everything that is told about the past through a view, and since another one, in pages of two."""
    found: dict[str, Any] = {}
    asked, always = Page(first=2, of="x"), span_of(None, None, None)
    files = await credit_files(store, view, PARTIES, CATALOGUE, BUDGET)
    lines = await dated_parties(store, view, PARTIES, BUDGET)
    for party in PARTIES:
        found[f"file {party}"] = _filed(files.get(party))
        found[f"line {party}"] = await timeline(lines[party], always, asked) if party in lines else None
        try:
            found[f"diff {party}"] = await diff(store, party, before, view, (None, None), asked, BUDGET)
        except UnknownId as unknown:
            found[f"unknown {party}"] = str(unknown)
    for key in keys:
        found[f"history {key}"] = await history(store, view, key, Page(of="x"), BUDGET)
    return found


@pytest.mark.parametrize("sees", SEES)
@pytest.mark.parametrize("seed", range(4))
async def test_hidden_facts_do_not_shine_through(seed: int, sees: Visibility) -> None:
    world = World(Random(seed), hidden=0.3)  # noqa: S311
    facts = world.graph(nodes=40, links=80)
    shown = without_hidden(facts, sees)
    half = len(facts) * 2 // 3
    store, bare = ModelStore(), ModelStore()
    for minute, part in enumerate((facts[:half], facts[half:])):
        await written(store, part, minute)
        await written(bare, [fact for fact in part if fact in shown], minute)
    keys = [fact.key for fact in facts]

    told = []
    for own in (store, bare):
        before, after = await own.view(DAYS[0], at(0), sees), await own.view(TODAY, sees=sees)
        assert (before.revision, after.revision) == (1, 2)
        told.append(await answers(own, before, after, keys))
    masked, alone = told
    assert masked == alone
    assert any(answer.changes.items for key, answer in masked.items() if key.startswith("diff"))
    assert any(answer for answer in masked.values())


async def test_erasing_what_is_hidden_changes_nothing_for_who_may_not_see_it() -> None:
    store, bare = ModelStore(), ModelStore()
    seen = [build.party("a:1"), build.party("a:2")]
    await written(store, [*seen, build.holds("a:1", "a:2", "30", visibility=build.GOVERNMENT)])
    await written(bare, [*seen])
    await store.erase("a:holds/1/2", "art. 47", at(1))
    await bare.erase("a:holds/1/2", "art. 47", at(1))
    keys = ["a:1", "a:2", "a:holds/1/2"]
    told = []
    for own in (store, bare):
        view = await own.view(TODAY, at(0))
        told.append(await answers(own, view, view, keys))
    assert told[0] == told[1]
