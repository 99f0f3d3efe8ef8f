"""Links among many parties: each pair against naive enumeration, neighbours, third persons, hubs, refusals, budgets."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.links import ConnectionMatrix, Neighbour
from xinmai.model.view import Budget
from xinmai.model.vocabulary import CompletenessState, HubReason, PathOrder, Property, RelationKind
from xinmai.ports.store import Reader, Store
from xinmai.service.connections import ConnectionSearch, connections

from support import facts as build
from support.drawn import holdings, short
from support.linked import (
    DAY,
    HUBS,
    NAMES,
    drawn_store,
    followed,
    hubs_among,
    is_walked,
    met,
    naive,
    networks,
)

MORE = "ABCDEFGHIJ"


async def ask(
    store: Reader, names: str = "ABC", budget: Budget | None = None, day: str = DAY, **rest: Any
) -> ConnectionMatrix:
    view = await store.view(build.day(day))
    asked: dict[str, Any] = {"among": tuple(PublicId(f"t:{name}") for name in names), "depth": 4} | rest
    return await connections(store, view, ConnectionSearch(**asked), HUBS, budget or Budget())


def cells(matrix: ConnectionMatrix) -> list[str]:
    return ["".join(short(cell.path.nodes)) for cell in matrix.cells]


def told(neighbours: tuple[Neighbour, ...]) -> list[tuple[str, list[tuple[str, list[RelationKind]]]]]:
    return [
        (build.local(n.node), [(build.local(own.party), list(own.kinds)) for own in n.links])
        for n in neighbours
    ]


@given(
    facts=networks(names=MORE, least=10, most=20),
    among=st.sets(st.sampled_from(NAMES), min_size=2),
    most=st.integers(1, 5),
    nominees=st.sets(st.sampled_from(NAMES), max_size=2),
    limit=st.integers(2, 8),
    included=st.sets(st.sampled_from(NAMES), max_size=2),
)
async def test_each_pair_has_the_path_of_naive_enumeration(
    facts: list[Fact],
    among: set[str],
    most: int,
    nominees: set[str],
    limit: int,
    included: set[str],
) -> None:
    named = [build.party_fact(f"t:{name}", Property.CATEGORY, "nominee") for name in nominees]
    wanted = frozenset(PublicId(f"t:{name}") for name in included)
    matrix = await ask(
        await drawn_store(*facts, *named),
        "".join(sorted(among)),
        Budget(hub=limit),
        depth=most,
        included=wanted,
    )
    seen = followed(facts)
    hubs = (hubs_among(seen, MORE, limit) | {f"t:{name}" for name in nominees}) - wanted
    expected = []
    for a, b in combinations(sorted(f"t:{name}" for name in among), 2):
        expected += naive(seen, a, b, by=PathOrder.SHORTEST, most=most, first=1, blocked=hubs)

    assert [cell.path.nodes for cell in matrix.cells] == expected
    assert matrix.unlinked == len(among) * (len(among) - 1) // 2 - len(expected)
    assert all(all(is_walked(cell.path, facts)) for cell in matrix.cells)
    assert matrix.completeness.depth_reached == most
    for hub in matrix.folded:
        assert hub.hub in hubs
        assert len(hub.touches) >= 2
        lengths = [len(way.hops) for way in hub.touches]
        assert lengths == sorted(lengths)
        assert lengths[0] + lengths[-1] <= most
        assert {way.end for way in hub.touches} == {hub.hub}


@given(facts=networks(names=MORE, most=20), nodes=st.integers(3, 10))
async def test_a_budget_cuts_what_does_not_fit_and_says_so(facts: list[Fact], nodes: int) -> None:
    matrix = await ask(await drawn_store(*facts), budget=Budget(nodes=nodes))
    whole = await ask(await drawn_store(*facts))
    seen = followed(facts)
    sizes = [len(met(seen, dict.fromkeys(("t:A", "t:B", "t:C"), hops))) for hops in range(3)]
    read = max(hops for hops, size in enumerate(sizes) if size <= nodes)  # two levels reach paths of 4 hops
    said = f"level {read + 1} would pass {nodes} nodes"

    assert whole.completeness.depth_reached == 4
    assert matrix.completeness.depth_reached == 2 * read
    assert matrix.completeness.nodes_seen == sizes[read]
    assert matrix.cells == tuple(c for c in whole.cells if len(c.path.hops) <= 2 * read)
    assert (matrix.completeness.state is CompletenessState.CUT_BY_NODES) is (read < 2)
    assert (said in (matrix.completeness.reason or "")) is (read < 2)


async def test_another_day_has_other_links() -> None:
    store = await drawn_store(
        build.person("t:P"),
        build.role("t:P", "t:A", valid_from="2010-01-01", valid_to="2020-03-01"),
        build.role("t:P", "t:B", valid_from="2010-01-01"),
        build.holds("t:A", "t:C", "10", valid_from="2026-01-01"),
        build.holds("t:B", "t:C", "10", ended=True, over_by="2015-01-01"),
    )
    days: dict[str, tuple[list[str], list[str]]] = {
        "2009-12-31": (["BC"], []),
        "2014-12-31": (["APB", "APBC", "BC"], ["P"]),
        "2015-01-01": (["APB"], ["P"]),
        "2020-02-29": (["APB"], ["P"]),
        "2020-03-01": ([], []),
        "2026-01-01": (["AC"], []),
    }
    for day, (linked, persons) in days.items():
        matrix = await ask(store, day=day)
        assert cells(matrix) == linked, day
        assert matrix.unlinked == 3 - len(linked), day
        assert [build.local(person.node) for person in matrix.third_persons] == persons, day


async def test_common_neighbours_and_third_persons() -> None:
    facts: list[Fact] = [
        build.person("t:P"),
        build.person("t:Q"),
        build.person("t:S"),
        build.role("t:P", "t:A"),
        build.relation(RelationKind.DIRECTOR, "t:P", "t:A"),
        build.holds("t:P", "t:B", "10"),
        build.relation(RelationKind.GUARANTEES, "t:P", "t:C"),
        build.relation(RelationKind.GUARANTEES, "t:Q", "t:A"),
        build.relation(RelationKind.GUARANTEES, "t:Q", "t:B"),
        build.role("t:S", "t:A"),
        *holdings("A 10 B", "A 10 C"),
    ]
    matrix = await ask(await drawn_store(*facts))

    holds, legal, director = RelationKind.HOLDS, RelationKind.LEGAL_REPRESENTATIVE, RelationKind.DIRECTOR
    guarantees = RelationKind.GUARANTEES
    assert told(matrix.neighbours) == [
        ("P", [("A", [legal, director]), ("B", [holds]), ("C", [guarantees])]),
        ("A", [("B", [holds]), ("C", [holds])]),
        ("Q", [("A", [guarantees]), ("B", [guarantees])]),
    ]
    assert told(matrix.third_persons) == [("P", [("A", [legal, director]), ("B", [holds])])]
    asked = await ask(await drawn_store(*facts), "ABP")
    assert told(asked.third_persons) == []


async def test_a_hub_is_told_once_with_everybody_who_touches_it() -> None:
    nominee = build.party_fact("t:N", Property.CATEGORY, "nominee")
    lines = ("N 1 A", "N 1 B", "N 1 x", "x 1 C", "y 1 D", "z 1 y", "N 1 z")
    matrix = await ask(await drawn_store(*holdings(*lines), nominee), "ABCD")

    assert (cells(matrix), matrix.unlinked, matrix.neighbours) == ([], 6, ())
    (hub,) = matrix.folded
    assert (hub.hub, hub.reason) == ("t:N", HubReason.NOMINEE)
    ways = [["A", "N"], ["B", "N"], ["C", "x", "N"], ["D", "y", "z", "N"]]
    assert [short(way.nodes) for way in hub.touches] == ways[:3]
    for depth, count in ((1, 0), (2, 2), (3, 3), (5, 4)):
        matrix = await ask(await drawn_store(*holdings(*lines), nominee), "ABCD", depth=depth)
        assert [short(w.nodes) for hub in matrix.folded for w in hub.touches] == ways[:count]
    through = await ask(
        await drawn_store(*holdings(*lines), nominee), "ABCD", included=frozenset({PublicId("t:N")})
    )
    assert cells(through) == ["ANB", "ANxC", "ANzyD", "BNxC", "BNzyD"]


async def test_a_hub_of_the_list_is_linked_and_links_nobody() -> None:
    nominee = build.party_fact("t:N", Property.CATEGORY, "nominee")
    matrix = await ask(await drawn_store(*holdings("N 1 A", "N 1 B"), nominee), "ABN")
    assert cells(matrix) == ["AN", "BN"]
    assert [hub.hub for hub in matrix.folded] == ["t:N"]


async def test_parties_of_the_list_lead_on_to_others() -> None:
    matrix = await ask(await drawn_store(*holdings("A 1 B", "B 1 C")))
    assert cells(matrix) == ["AB", "ABC", "BC"]


async def test_order_of_the_parties_does_not_matter() -> None:
    store = await drawn_store(*holdings("A 1 B", "B 1 C"))
    assert await ask(store, "CAB") == await ask(store, "ABC")


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ({"among": ()}, "among"),
        ({"among": ("t:A",)}, "among"),
        ({"among": tuple(f"t:{n}" for n in range(201))}, "among"),
        ({"among": tuple(f"t:{n}" for n in range(10_000))}, "among"),
        ({"among": ("t:A", "t:B", "t:A")}, "among"),
        ({"kinds": ()}, "kinds"),
        ({"depth": 0}, "maxDepth"),
        ({"depth": 7}, "maxDepth"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_name(asked: dict[str, Any], argument: str) -> None:
    with pytest.raises(BadArgument) as refused:
        await ask(await drawn_store(), **asked)
    assert refused.value.argument == argument


async def test_an_id_that_is_nothing_is_named() -> None:
    with pytest.raises(UnknownId, match="t:nobody"):
        await ask(await drawn_store(*holdings("A 1 B")), among=("t:A", "t:B", "t:nobody"))


async def test_stories_of_the_demo(network: Store) -> None:
    names = ("S2-jia", "S2-yi", "S2-bing", "S2-ding", "S2-ren", "S2-gui")
    matrix = await ask(
        network,
        among=tuple(PublicId(f"demo:{name}") for name in names),
        kinds=(RelationKind.HOLDS, RelationKind.LEGAL_REPRESENTATIVE),
    )
    assert [short(cell.path.nodes) for cell in matrix.cells] == [
        ["S2-bing", "S2-ding"],
        ["S2-jia", "S2-heyi", "S2-yi"],
    ]
    assert [build.local(person.node) for person in matrix.third_persons] == ["S2-heyi"]
    assert [(hub.hub, hub.reason, len(hub.touches)) for hub in matrix.folded] == [
        ("demo:S2-S", HubReason.STATE_BODY, 2)
    ]
