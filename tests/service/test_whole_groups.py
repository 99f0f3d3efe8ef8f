"""All groups at once say of each party what the question about it alone answers."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from xinmai.bootstrap import open_store
from xinmai.model.fact import Fact
from xinmai.model.group_list import Role
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind, Property, RelationKind
from xinmai.ports.store import Store

from support import facts as build
from support.ashare import DAY, listed
from support.drawn import holdings
from support.listed_groups import by_party, found_in, of_one
from support.model_store import ModelStore
from support.shared_data import needs_shared_data

NOW = datetime(2026, 6, 1, tzinfo=UTC)
THEN = build.day("2025-06-01")


async def drawn_store(*lines: str, more: tuple[Fact, ...] = ()) -> Store:
    relations = holdings(*lines)
    stated = {fact.key for fact in more}
    ends = {end for relation in relations for end in (relation.from_id, relation.to_id)} - stated
    store = ModelStore()
    facts = [build.source("t:bundle"), *map(build.party, sorted(ends)), *more, *relations]
    assert (await store.apply(facts, key="drawn", at=NOW)).refused == ()
    return store


@pytest.mark.parametrize("day", ["2012-01-01", "2025-06-01"])
async def test_every_party_of_the_network(network: Store, day: str) -> None:
    view = await network.view(build.day(day))
    parties = [PublicId(f.key) async for batch in network.scan(view, "party") for f in batch]
    all_at_once = by_party((await found_in(network, view)).rows)
    kinds = Counter()  # type: Counter[str]
    for party in parties:
        found = await of_one(network, view, party)
        assert all_at_once.get(party) == found, party
        kinds[found.kind if found else "alone"] += 1
    assert len(parties) == 300
    if day == "2025-06-01":
        assert {*kinds} == {
            "alone", "COALITION", "ENTERPRISE", "JOINT", "MUTUAL_CONTROL_CORE", "PERSON", "STATE_BODY",
        }  # fmt: skip


async def test_a_summary_of_the_network(network: Store) -> None:
    view = await network.view(THEN)
    found = await found_in(network, view)
    rows = list(found.rows)
    sizes = Counter(row.group for row in rows)

    assert found.summary.members == len(rows) == len({row.party for row in rows})
    assert found.summary.groups == len(sizes)
    assert found.summary.by_head_kind == dict(
        sorted(Counter({row.group: row.head_kind for row in rows}.values()).items())
    )
    assert found.summary.largest == min(sizes.items(), key=lambda item: (-item[1], item[0]))
    assert rows == sorted(rows, key=lambda row: (row.group, row.party))
    assert min(sizes.values()) == 2


async def test_a_core_is_named_by_its_smallest_company_and_not_by_what_hangs_on_it() -> None:
    store = await drawn_store("c 60 b", "b 60 c", "c 70 a")
    rows = list((await found_in(store, await store.view(THEN))).rows)

    assert [(row.group, row.party, row.role) for row in rows] == [
        ("t:b", "t:a", Role.MEMBER),
        ("t:b", "t:b", Role.CORE),
        ("t:b", "t:c", Role.CORE),
    ]


async def test_who_holds_half_of_a_joint_venture_is_named_though_in_no_group() -> None:
    store = await drawn_store("p 50 j", "q 50 j", "j 80 k")
    first, second = (await found_in(store, await store.view(THEN))).rows

    assert (first.party, first.head, first.ground, first.joint_parents) == (
        "t:j",
        None,
        "JOINT_50",
        ("t:p", "t:q"),
    )
    assert (second.party, second.role, second.joint_parents) == ("t:k", Role.MEMBER, ())


async def test_a_coalition_holds_with_its_members() -> None:
    pact = build.party("t:pact", None, PartyKind.COALITION)
    more = [build.relation(RelationKind.MEMBER_OF, f"t:{member}", "t:pact") for member in "ab"]
    store = await drawn_store("a 30 x", "b 30 x", "x 60 y", more=(pact, *more))
    rows = list((await found_in(store, await store.view(THEN))).rows)

    assert [(row.party, row.head_kind, row.strength) for row in rows] == [
        ("t:pact", "COALITION", 0),
        ("t:x", "COALITION", 600_000_000),
        ("t:y", "COALITION", 600_000_000),
    ]


async def test_declared_control_counts_whatever_the_shares_are() -> None:
    declared = build.relation(RelationKind.CONTROLS, "t:q", "t:x", code="contract")
    store = await drawn_store("p 90 x", "x 60 y", more=(build.person("t:q"), declared))
    rows = list((await found_in(store, await store.view(THEN))).rows)

    assert [(row.group, row.party, row.ground, row.strength) for row in rows] == [
        ("t:q", "t:q", None, 0),
        ("t:q", "t:x", "DECLARED", 0),
        ("t:q", "t:y", "CONTROL", 600_000_000),
    ]
    view = await store.view(THEN)
    assert by_party(rows)[PublicId("t:y")] == await of_one(store, view, PublicId("t:y"))


async def test_a_store_without_holdings_has_no_groups() -> None:
    store = await drawn_store(more=(build.party("t:a"), build.party_fact("t:a", Property.STATUS, "revoked")))
    found = await found_in(store, await store.view(THEN))

    assert list(found.rows) == []
    assert (found.summary.groups, found.summary.parties, found.summary.largest) == (0, 0, None)


@needs_shared_data
async def test_listed_companies_of_2020(ashare_url: str) -> None:
    store = await open_store(ashare_url)
    view = await store.view(DAY)
    found = await found_in(store, view)
    all_at_once = by_party(found.rows)
    grouped = sorted(set(await listed(store, view)) & set(all_at_once))
    sample = Random(7).sample(grouped, 60) + Random(8).sample(sorted(all_at_once), 60)  # noqa: S311 - picks questions
    for party in sample:
        assert all_at_once[party] == await of_one(store, view, party), party
    alone = sorted(set(await listed(store, view)) - set(all_at_once))
    for party in Random(9).sample(alone, 60):  # noqa: S311 - picks questions
        assert await of_one(store, view, party) is None, party
    await store.close()
    assert found.summary.members > 1_000
