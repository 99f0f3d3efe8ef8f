"""Store contract: ownership of the whole graph in one stream, as analysis reads it out of all facts."""

from pathlib import Path
from random import Random
from typing import NamedTuple, cast

import pytest

from xinmai.analysis.ownership.holdings import DeclaredControl, Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Completeness, View
from xinmai.model.vocabulary import (
    Certainty,
    CompletenessState,
    PartyKind,
    Property,
    RelationKind,
    Visibility,
)
from xinmai.ports.ownership import OwnershipReader
from xinmai.ports.store import Store
from xinmai.projection.arrays import Ownership, ownership

from support.contract_base import TODAY, ContractBase, at, put
from support.facts import (
    CONSENT,
    EVERYTHING,
    GOVERNMENT,
    case,
    holds,
    name_fact,
    party,
    party_fact,
    pid,
    relation,
    source,
)
from support.graphs import DAYS, World

MEMBER, CONTROLS = RelationKind.MEMBER_OF, RelationKind.CONTROLS
GROUNDS = frozenset({"contract", "appointment"})
OPTIONS = OwnershipOptions(grounds=GROUNDS)
PARTIES = [
    source(),
    source("b:bundle"),
    *(party(f"a:{n}") for n in ("1", "2", "3", "（5）")),
    party("a:4", identity=Certainty.SCOPED),
    party("a:𠮷", identity=Certainty.NAME_ONLY),
    party("a:pact", None, PartyKind.COALITION),
    party("a:family", None, PartyKind.COALITION),
    party("a:club", None, PartyKind.GROUP),
    party("a:hidden", visibility=GOVERNMENT),
    case("a:case"),
]
HOLDINGS = [
    holds("a:1", "a:2", "60"),
    holds("a:1", "a:3", "40", valid_from="2020"),
    holds("a:1", "a:3", "10", public_id="a:again"),
    holds("a:1", "a:3", "45", public_id="b:other", source="b:bundle"),
    holds("a:2", "a:3", None, share_min=200_000_000),
    holds("a:2", "a:1", None, share_max=300_000_000, vote_min=100_000_000),
    holds("a:3", "a:3", "5"),
    holds("a:3", "a:1", "10", vote_share=510_000_000),
    holds("a:4", "a:1", None),
    holds("a:4", "a:2", "7", valid_to="2020-06"),
    holds("a:4", "a:3", "8", valid_to="2020-06-15"),
    holds("a:𠮷", "a:4", "9", ended=True, over_by="2021"),
    holds("a:𠮷", "a:（5）", "9", ended=True),
    holds("a:（5）", "a:4", "999999999"),
    holds("a:hidden", "a:4", "20"),
    holds("a:3", "a:4", "30", visibility=CONSENT),
    holds("a:1", "a:case", "30"),
]
PACTS = [
    relation(MEMBER, "a:1", "a:pact"),
    relation(MEMBER, "a:2", "a:pact", code="concert"),
    relation(MEMBER, "a:2", "a:pact", "a:twice"),
    relation(MEMBER, "a:3", "a:pact", valid_to="2019"),
    relation(MEMBER, "a:4", "a:pact", valid_to="2020"),
    relation(MEMBER, "a:1", "a:pact", "a:until", valid_to="2020"),
    relation(MEMBER, "a:4", "a:family", code="family"),
    relation(MEMBER, "a:4", "a:club"),
]
DECLARED = [
    relation(CONTROLS, "a:1", "a:3", code="contract"),
    relation(CONTROLS, "a:2", "a:3", code="contract", valid_from="2020"),
    relation(CONTROLS, "a:3", "a:4", code="contract", valid_from="2020"),
    relation(CONTROLS, "a:4", "a:2", code="contract", valid_to="2020-06-15"),
    relation(CONTROLS, "a:3", "a:𠮷", code="contract", visibility=GOVERNMENT),
    relation(CONTROLS, "a:2", "a:2", code="contract"),
    relation(CONTROLS, "a:1", "a:（5）", code="opinion"),
]
TRAITS = [
    party_fact("a:1", Property.STATUS, "active", valid_from="2019"),
    party_fact("a:1", Property.STATUS, "revoked", valid_from="2019-02"),
    party_fact("a:2", Property.STATUS, "revoked"),
    party_fact("a:2", Property.STATUS, "active", valid_from="2020-06-15"),
    party_fact("a:3", Property.STATUS, "closed", valid_from="2020-06-16"),
    party_fact("a:4", Property.CATEGORY, "depository"),
    party_fact("a:4", Property.CATEGORY, "state_body", valid_from="2021"),
    party_fact("a:𠮷", Property.CATEGORY, "state_body", valid_to="2020"),
    party_fact("a:（5）", Property.CATEGORY, "nominee", visibility=GOVERNMENT),
    name_fact("a:1", "former", valid_from="2001", valid_to="2010"),
    name_fact("a:2", "one", valid_from="2015"),
    name_fact("a:2", "two", valid_from="2015-01"),
    name_fact("a:3", "later", valid_from="2021"),
]


class Streamed(NamedTuple):
    """What a store streams, and the id of the party at each place."""

    arrays: Ownership
    ids: list[PublicId]


async def streamed(store: Store, view: View) -> Streamed:
    reader = cast("OwnershipReader", store)
    arrays = ownership([batch async for batch in reader.ownership(view, GROUNDS)])
    found = await reader.described(view, arrays.numbers.tolist())
    of = dict(zip(found.numbers, found.ids, strict=True))
    return Streamed(arrays, [PublicId(of[number]) for number in arrays.numbers.tolist()])


async def scanned(store: Store, view: View) -> Subgraph:
    relations = [f async for batch in store.scan(view, "relation") for f in batch if isinstance(f, Relation)]
    ids = [PublicId(f.key) async for batch in store.scan(view, "party") for f in batch]
    parties = await store.parties(view, ids)
    return Subgraph(
        parties=tuple(parties[key] for key in sorted(parties)),
        relations=tuple(sorted(relations, key=lambda r: r.id)),
        completeness=Completeness(CompletenessState.COMPLETE, view.as_of, view.revision),
    )


def told(holdings: Holdings) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the stakes of those who take part in control, in others."""
    return {
        (holder, register.held): (stake.low, stake.high)
        for register in holdings.registers.values()
        for holder, stake in register.stakes.items()
        if holder not in holdings.barred
    }


def held_in(found: Streamed) -> dict[tuple[str, str], tuple[int, int]]:
    stakes = found.arrays.stakes
    columns = (stakes.holders.tolist(), stakes.held.tolist(), stakes.low.tolist(), stakes.high.tolist())
    rows = zip(*columns, strict=True)
    return {(found.ids[holder], found.ids[held]): (low, high) for holder, held, low, high in rows}


async def agree(store: Store, view: View) -> Holdings:
    """Compare the stream with what analysis reads out of all facts."""
    found, holdings = (
        await streamed(store, view),
        read_holdings(await scanned(store, view), view.as_of, OPTIONS),
    )
    most = 8_000_000_000
    assert held_in(found) == {
        k: (min(low, most), min(high, most)) for k, (low, high) in told(holdings).items()
    }
    arrays, ids = found
    pacts = {ids[pact]: {ids[m] for m in members.tolist()} for pact, members in arrays.coalitions.items()}
    sure = {pact: {*members} - holdings.unsure_members[pact] for pact, members in holdings.coalitions.items()}
    assert pacts == {pact: members for pact, members in sure.items() if members}
    declared = {ids[p] for p in arrays.is_declared.nonzero()[0]}
    assert declared == set(holdings.declared)
    for held, stated in holdings.declared.items():
        assert claimed(found, held) == counted(holdings, stated)
    here = set(ids)
    assert {ids[p] for p in arrays.barred.nonzero()[0]} == here & set(holdings.barred)
    state = {p.id for p in holdings.parties.values() if p.is_category("state_body", view.as_of)}
    assert {ids[p] for p in arrays.state_bodies.nonzero()[0]} == here & state
    apart = arrays.stand_ins
    named = zip(apart.parties.tolist(), apart.companies.tolist(), strict=True)
    assert {(ids[p], ids[c]) for p, c in named} == meant(holdings)
    return holdings


def meant(holdings: Holdings) -> set[tuple[str, str]]:
    """Return who is known by name only, with each company that it holds or is declared to control."""
    return {(one, held) for one in holdings.by_name for held in set(holdings.below(one)) - {one}}


def claimed(found: Streamed, held: PublicId) -> set[PublicId]:
    """Return who has a claim in a company."""
    control, ids = found.arrays.control, found.ids
    rows = zip(control.holders.tolist(), control.held.tolist(), control.low.tolist(), strict=True)
    return {ids[holder] for holder, company, low in rows if ids[company] == held and low >= 1 << 40}


def counted(holdings: Holdings, stated: tuple[DeclaredControl, ...]) -> set[PublicId]:
    """Return whose declaration counts: that of everybody who is declared, jointly; who is barred has none."""
    return {one.holder for one in stated} - set(holdings.barred)


class OwnershipContract(ContractBase):
    async def test_the_stream_is_what_analysis_reads(self, store: Store) -> None:
        await put(store, *PARTIES, *HOLDINGS, *PACTS, *DECLARED, *TRAITS)
        for day in (*DAYS, TODAY, TODAY + 1, TODAY + 400):
            for sees in (Visibility.PUBLIC, EVERYTHING):
                await agree(store, await store.view(day, sees=sees))

    async def test_what_the_day_means(self, store: Store) -> None:
        await put(store, *PARTIES, *HOLDINGS, *PACTS, *DECLARED, *TRAITS)
        holdings = await agree(store, await store.view(TODAY))
        assert set(map(str, holdings.barred)) == {"a:1", "a:4"}
        assert {pact: list(members) for pact, members in holdings.coalitions.items()} == {
            "a:pact": ["a:1", "a:2", "a:4"]
        }
        assert holdings.unsure_members == {"a:pact": {"a:4"}}
        assert "a:hidden" not in holdings.registers[pid("a:4")].stakes

    async def test_a_stream_of_the_past(self, store: Store) -> None:
        await put(store, *PARTIES, *HOLDINGS, *PACTS, *DECLARED, *TRAITS)
        before = await store.view(TODAY)
        changed = [
            holds("a:1", "a:2", "30"),
            party("a:pact", None, PartyKind.GROUP),
            party("a:4"),
            name_fact("a:4", "new"),
        ]
        await put(store, *changed, minute=1)
        then, now = await agree(store, before), await agree(store, await store.view(TODAY))
        assert then.coalitions
        assert not now.coalitions
        assert then.by_name - now.by_name == {"a:4"}

    async def test_names_on_the_day(self, store: Store) -> None:
        await put(store, *PARTIES, *HOLDINGS, *TRAITS)
        view = await store.view(TODAY)
        arrays, _ = await streamed(store, view)
        found = await cast("OwnershipReader", store).described(view, [*arrays.numbers.tolist(), 1 << 40])
        parties = await store.parties(view, [PublicId(id_) for id_ in found.ids])
        named = dict(zip(found.ids, zip(found.kinds, found.names, strict=True), strict=True))
        assert named.pop("a:case") == (None, "")
        assert named == {id_: (p.kind, p.name_on(TODAY)) for id_, p in parties.items()}
        assert named["a:2"] == (PartyKind.ENTERPRISE, "two")

    async def test_an_empty_store_streams_nothing(self, store: Store) -> None:
        arrays, ids = await streamed(store, await store.view(TODAY))
        assert ids == []
        assert len(arrays.stakes.held) == 0

    @pytest.mark.parametrize("seed", range(4))
    async def test_a_drawn_world_through_its_revisions(self, store: Store, seed: int, tmp_path: Path) -> None:
        world = World(Random(seed), hidden=0.15)  # noqa: S311 - made-up facts, not secrets
        for minute in range(3):
            facts: list[Fact] = world.graph(nodes=12, links=60)
            async with store.load("a") as load:
                await load.apply(facts, at(minute))
                await load.finish(at(minute), close_unsaid=minute == 2, rejects={})
        await store.erase("a:1", "art. 47", at(3))
        for day in DAYS:
            for known in (at(0), at(1), None):
                for sees in (Visibility.PUBLIC, EVERYTHING):
                    await agree(store, await store.view(day, known, sees))
