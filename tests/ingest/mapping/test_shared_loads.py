"""The real data sets beside the checkout, through their mappings into a store; read in place, never copied."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from xinmai.bootstrap import open_store
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.view import Page
from xinmai.model.vocabulary import Certainty, Direction, PartyKind, RecordKind, RelationKind
from xinmai.ports.store import Store
from xinmai.service.relations import at_end, of_kinds

from support.shared_data import loaded, needs_shared_data

pytestmark = needs_shared_data

OF_PERSONS = {
    RelationKind.LEGAL_REPRESENTATIVE,
    RelationKind.DIRECTOR,
    RelationKind.SUPERVISOR,
    RelationKind.SENIOR_MANAGER,
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}", write=True)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("name", "added", "repeated"),
    [("ashare-executives-mit", 63_070, 0), ("cn-official-lists", 3_049, 0)],
)
async def test_a_real_data_set_loads_and_loads_again_without_a_change(
    name: str, added: int, repeated: int, store: Store
) -> None:
    first, again = await loaded(store, name), await loaded(store, name)

    assert (first.added, first.repeated, first.closed) == (added, repeated, 0)
    assert (again.added, again.changed, again.closed, again.unchanged) == (0, 0, 0, added)


async def test_the_listed_companies(store: Store) -> None:
    first, again = await loaded(store, "ashare-2020"), await loaded(store, "ashare-2020")
    view = await store.view(date(2020, 10, 16).toordinal())
    parties = {f.id: f async for b in store.scan(view, "party") for f in b if isinstance(f, Party)}
    relations = [f async for b in store.scan(view, "relation") for f in b if isinstance(f, Relation)]

    assert (first.repeated, first.rejected) == (991, 0)
    assert (again.added, again.changed, again.closed) == (0, 0, 0)
    assert sum(p.startswith("ashare:E/") for p in parties) == 3_873
    posts = [r for r in relations if r.id.startswith("ashare:R/")]
    heads = [r for r in posts if r.kind is RelationKind.LEGAL_REPRESENTATIVE]
    assert len(heads) == 3_872  # one company states none
    assert len(posts) - len(heads) == 119_731 - 991
    assert sum(r.kind is RelationKind.HOLDS for r in relations) == 33_296 - 1

    companies: defaultdict[PublicId, set[str]] = defaultdict(set)
    for relation in relations:
        if parties[relation.from_id].kind is PartyKind.PERSON:
            companies[relation.from_id].add(relation.to_id)
    assert max(map(len, companies.values())) == 1  # nobody is merged by name across companies
    assert {parties[person].identity for person in companies} == {Certainty.SCOPED}

    former = [r for r in relations if r.ended and r.kind in OF_PERSONS]
    assert former
    assert {(r.valid_to, r.over_by is None) for r in former} == {(None, False)}

    records = (await store.listing(view, "record", Page())).items
    full = await store.credit_records(view, [r.key for r in records])  # type: ignore[misc]
    assert sorted(r.kind for r in full.values()) == [
        RecordKind.DISCIPLINARY,
        RecordKind.PENALTY,
        RecordKind.REGULATORY_MEASURE,
    ]
    named = [p for r in full.values() for p in r.parties if p.party is None]
    assert len(named) == 12
    assert all(p.party_scope is not None for p in named)

    holder = next(p for p in parties.values() if p.name == "横店集团控股有限公司")
    held = (
        await store.relations(
            view, [holder.id], at_end(Direction.OUT, of_kinds([RelationKind.HOLDS])), Page()
        )
    )[holder.id].items
    assert (
        len([h for h in held if (h.share or 0) > 500_000_000]),
        len([h for h in held if (h.share or 0) >= 200_000_000]),
    ) == (3, 6)
