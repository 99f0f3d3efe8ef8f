"""Paths between two parties: the two-sided walk against naive enumeration, hubs, budgets, refusals, stories of the demo."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmai.errors import BadArgument, BudgetExceeded, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.links import PathResult
from xinmai.model.view import Budget
from xinmai.model.vocabulary import (
    Answer,
    Certainty,
    CompletenessState,
    HubReason,
    PathOrder,
    Property,
    RelationKind,
)
from xinmai.ports.store import Reader, Store
from xinmai.service.paths import PathSearch, paths

from support import facts as build
from support.drawn import holdings, short
from support.linked import (
    DAY,
    FOLLOWED,
    HUBS,
    NAMES,
    NOW,
    drawn_store,
    followed,
    hubs_among,
    met,
    naive,
    networks,
)
from support.model_store import ModelStore

SHORTEST, STRONGEST = PathOrder.SHORTEST, PathOrder.STRONGEST
LEFT_OUT = re.compile(r"level (\d+) from (\S+) would pass \d+ nodes")


async def ask(
    store: Reader,
    start: str = "t:A",
    goal: str = "t:B",
    budget: Budget | None = None,
    day: str = DAY,
    **rest: Any,
) -> PathResult:
    view = await store.view(build.day(day))
    asked = {"depth": 6, "first": 3} | rest
    search = PathSearch(start=PublicId(start), goal=PublicId(goal), **asked)
    return await paths(store, view, search, HUBS, budget or Budget())


def ways(result: PathResult) -> list[str]:
    return ["".join(short(path.nodes)) for path in result.paths]


@given(
    facts=networks(least=10),
    by=st.sampled_from(PathOrder),
    most=st.integers(1, 7),
    first=st.integers(1, 6),
    nominees=st.sets(st.sampled_from(NAMES), max_size=2),
    limit=st.integers(2, 8),
    included=st.sets(st.sampled_from(NAMES), max_size=2),
    kinds=st.sampled_from([None, tuple(RelationKind), (RelationKind.HOLDS,)]),
)
async def test_the_walk_finds_what_naive_enumeration_finds(
    facts: list[Fact],
    by: PathOrder,
    most: int,
    first: int,
    nominees: set[str],
    limit: int,
    included: set[str],
    kinds: tuple[RelationKind, ...] | None,
) -> None:
    named = [build.party_fact(f"t:{name}", Property.CATEGORY, "nominee") for name in nominees]
    wanted = frozenset(PublicId(f"t:{name}") for name in included)
    store = await drawn_store(*facts, *named)
    result = await ask(
        store,
        by=by,
        depth=most,
        first=first,
        kinds=kinds,
        included=wanted,
        budget=Budget(hub=limit),
    )
    seen = followed(facts, kinds or FOLLOWED)
    hubs = (hubs_among(seen, NAMES, limit) | {f"t:{name}" for name in nominees}) - wanted
    expected = naive(seen, "t:A", "t:B", by=by, most=most, first=first, blocked=hubs)

    assert [path.nodes for path in result.paths] == expected
    assert set(result.completeness.hubs_excluded) <= hubs - {"t:A", "t:B"}
    if len(expected) < first:
        assert result.completeness.depth_reached == most
    for folded in result.folded:
        assert folded.hub in hubs
        assert folded.touches_from.start == "t:A"
        assert folded.touches_to.end == "t:B"
        assert folded.touches_from.end == folded.touches_to.start == folded.hub
        assert len(folded.touches_from.hops) + len(folded.touches_to.hops) <= most


@given(facts=networks(), by=st.sampled_from(PathOrder), nodes=st.integers(2, 8))
async def test_a_budget_cuts_what_does_not_fit_and_says_so(
    facts: list[Fact], by: PathOrder, nodes: int
) -> None:
    store = await drawn_store(*facts)
    result = await ask(store, by=by, first=9, budget=Budget(nodes=nodes))
    reason = result.completeness.reason or ""
    left_out = {end: int(level) for level, end in LEFT_OUT.findall(reason)}
    seen = followed(facts)

    assert result.completeness.nodes_seen <= nodes
    if not left_out:
        assert [path.nodes for path in result.paths] == naive(seen, "t:A", "t:B", by=by, most=6, first=9)
        cut = result.completeness.state is CompletenessState.CUT_BY_NODES
        assert cut is (result.more is Answer.YES) is ("9 path(s) are shown" in reason)
        return
    read = {end: level - 1 for end, level in left_out.items()}
    assert read.keys() == {"t:A", "t:B"}
    for end, level in left_out.items():
        assert len(met(seen, read | {end: level})) > nodes, "what was left out would have fitted"
    covered = sum(read.values())
    assert result.completeness.depth_reached == covered
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert f"would pass {nodes} nodes" in reason
    assert [path.nodes for path in result.paths] == naive(seen, "t:A", "t:B", by=by, most=covered, first=9)


@given(facts=networks(most=12), by=st.sampled_from(PathOrder))
async def test_nothing_is_cut_where_everything_fits(facts: list[Fact], by: PathOrder) -> None:
    around = len(met(followed(facts), {"t:A": 6, "t:B": 6}))
    result = await ask(await drawn_store(*facts), by=by, first=50, budget=Budget(nodes=around))
    assert result.completeness.depth_reached == 6
    assert result.completeness.state in {CompletenessState.COMPLETE, CompletenessState.CUT_BY_DEPTH}
    assert [path.nodes for path in result.paths] == naive(
        followed(facts), "t:A", "t:B", by=by, most=6, first=50
    )


@pytest.mark.parametrize("by", PathOrder)
async def test_a_path_of_the_greatest_depth_is_found_and_a_longer_one_is_said(by: PathOrder) -> None:
    chain = "ACDEFGHIJKLMB"
    store = await drawn_store(*holdings(*(f"{a} 90 {b}" for a, b in pairwise(chain))))
    for start, goal, nodes in (("t:A", "t:B", chain), ("t:B", "t:A", chain[::-1])):
        whole = await ask(store, start, goal, by=by, depth=12, first=1)
        assert ways(whole) == [nodes]
        assert whole.completeness.state is CompletenessState.COMPLETE
        assert whole.completeness.depth_reached == 12
        short_of_it = await ask(store, start, goal, by=by, depth=11)
        assert short_of_it.paths == ()
        assert short_of_it.completeness.state is CompletenessState.CUT_BY_DEPTH
        assert short_of_it.completeness.depth_reached == 11
        assert short_of_it.completeness.reason == "paths of more than 11 hops were not looked for"


async def test_another_day_has_other_links() -> None:
    store = await drawn_store(
        build.person("t:P"),
        build.role("t:P", "t:A", valid_from="2010-01-01", valid_to="2020-03-01"),
        build.role("t:P", "t:B", valid_from="2010-01-01"),
        build.holds("t:A", "t:B", "10", valid_from="2026-01-01"),
        build.holds("t:A", "t:C", "10"),
        build.holds("t:C", "t:B", "10", ended=True, over_by="2015-01-01"),
    )
    days = {
        "2009-12-31": ["ACB"],
        "2014-12-31": ["ACB", "APB"],
        "2015-01-01": ["APB"],
        "2020-02-29": ["APB"],
        "2020-03-01": [],
        "2025-12-31": [],
        "2026-01-01": ["AB"],
    }
    assert {day: ways(await ask(store, day=day)) for day in days} == days


async def test_a_hub_stands_in_the_answer_once_instead_of_as_a_path() -> None:
    nominee = build.party_fact("t:N", Property.CATEGORY, "nominee")
    store = await drawn_store(*holdings("N 10 A", "N 20 B", "N 5 C", "A 10 C"), nominee)
    result = await ask(store)

    assert result.paths == ()
    (folded,) = result.folded
    assert (folded.hub, folded.reason) == ("t:N", HubReason.NOMINEE)
    assert [short(way.nodes) for way in (folded.touches_from, folded.touches_to)] == [["A", "N"], ["N", "B"]]
    assert [hop.forward for way in (folded.touches_from, folded.touches_to) for hop in way.hops] == [
        False,
        True,
    ]
    assert result.completeness.hubs_excluded == ("t:N",)
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert "1 NOMINEE" in (result.completeness.reason or "")

    again = await ask(store, included=frozenset({PublicId("t:N")}))
    assert ways(again) == ["ANB", "ACNB"]
    assert (again.folded, again.completeness.hubs_excluded) == ((), ())


async def test_a_hub_by_number_is_found_even_where_nobody_followed_it() -> None:
    crowd = [f"H 1 x{number}" for number in range(5)]
    store = await drawn_store(*holdings("H 10 A", "H 20 B", *crowd))
    result = await ask(store, budget=Budget(hub=6), depth=2)
    assert (result.paths, [hub.reason for hub in result.folded]) == ((), [HubReason.DEGREE])
    assert ways(await ask(store, budget=Budget(hub=7), depth=2)) == ["AHB"]


async def test_the_ends_are_followed_whatever_they_are() -> None:
    crowd = [f"A 1 x{number}" for number in range(9)]
    nominee = build.party_fact("t:B", Property.CATEGORY, "nominee")
    store = await drawn_store(*holdings("A 10 C", "B 20 C", *crowd), nominee)
    result = await ask(store, budget=Budget(hub=3))
    assert ways(result) == ["ACB"]
    assert result.completeness.hubs_excluded == ()


async def test_an_end_that_does_not_fit_is_left_out_and_the_other_one_read() -> None:
    crowd = [f"A 1 x{number}" for number in range(30)]
    lines = ["A 10 B", "A 10 C", "B 10 C", *crowd]
    result = await ask(await drawn_store(*holdings(*lines)), budget=Budget(nodes=12))
    assert ways(result) == ["AB", "ACB"]
    assert result.completeness.state is CompletenessState.COMPLETE  # whatever leads to B was read

    lines += [f"C 1 y{number}" for number in range(30)]
    result = await ask(await drawn_store(*holdings(*lines)), budget=Budget(nodes=12))
    assert ways(result) == ["AB"]
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    for level in ("level 1 from t:A", "level 2 from t:B"):
        assert f"{level} would pass 12 nodes" in (result.completeness.reason or "")


async def test_what_takes_too_long_is_cut_and_said() -> None:
    class Slow(ModelStore):
        async def expand(self, *args: Any) -> Any:
            raise BudgetExceeded(5.0)

    store = Slow()
    facts = [build.source("t:bundle"), build.party("t:A"), build.party("t:B"), *holdings("A 10 B")]
    await store.apply(facts, key="drawn", at=NOW)
    result = await ask(store)
    assert result.paths == ()
    assert result.completeness.state is CompletenessState.CUT_BY_TIME
    assert result.completeness.depth_reached == 0
    assert "level 1 from t:B was not read within 5 s" in (result.completeness.reason or "")


async def test_suspected_relations_are_followed_only_where_they_are_asked_for() -> None:
    facts: list[Fact] = [build.contact_value("phone:1")]
    facts += [build.contact(f"t:{name}", "phone:1") for name in "AB"]
    store = await drawn_store(*facts)

    assert (await ask(store)).paths == ()
    assert RelationKind.CONTACT not in (await ask(store)).kinds
    for asked in ({"suspected": True}, {"kinds": (RelationKind.CONTACT,)}):
        (path,) = (await ask(store, **asked)).paths
        assert path.nodes == ("t:A", "phone:1", "t:B")
        assert path.certainty is Certainty.NAME_ONLY


@pytest.mark.parametrize(("contact", "most"), [("phone:1", 20), ("address:x", 10)])
async def test_a_contact_that_many_share_links_nobody(contact: str, most: int) -> None:
    names = ["A", "B", *(f"x{number}" for number in range(most - 2))]
    facts: list[Fact] = [build.contact_value(contact), build.party("t:late")]
    facts += [build.contact(f"t:{name}", contact) for name in names]
    assert [
        w.replace(contact.partition(":")[2], "")
        for w in ways(await ask(await drawn_store(*facts), suspected=True))
    ] == ["AB"]

    result = await ask(await drawn_store(*facts, build.contact("t:late", contact)), suspected=True)
    assert result.paths == ()
    assert [(hub.hub, hub.reason) for hub in result.folded] == [(contact, HubReason.SHARED_CONTACT)]


async def test_no_link_found_says_what_was_searched() -> None:
    other = build.source("u:bundle", retrieved_on="2025-01-01", refresh_days=30)
    single = build.source("t:decision", document_no="1号")
    store = await drawn_store(*holdings("A 10 C"), build.party("t:B"), other, single)
    result = await ask(store, kinds=(RelationKind.KIN, RelationKind.HOLDS))

    assert (result.paths, result.folded) == ((), ())
    assert result.kinds == (RelationKind.HOLDS, RelationKind.KIN)
    assert [(use.source, use.stale) for use in result.searched] == [("t:bundle", False), ("u:bundle", True)]
    assert result.completeness.state is CompletenessState.COMPLETE
    assert result.completeness.depth_reached == 6


async def test_longer_paths_that_were_not_looked_for_are_said() -> None:
    store = await drawn_store(*holdings("A 1 C", "C 1 D", "D 1 E", "E 1 B"))
    result = await ask(store, depth=3)
    assert (result.paths, result.completeness.state) == ((), CompletenessState.CUT_BY_DEPTH)
    assert result.completeness.reason == "paths of more than 3 hops were not looked for"
    assert ways(await ask(store, depth=4)) == ["ACDEB"]


async def test_paths_that_are_as_short_and_not_shown_are_said() -> None:
    store = await drawn_store(*holdings("A 1 C", "C 1 B", "A 1 D", "D 1 B", "A 1 E", "E 1 F", "F 1 B"))
    result = await ask(store, first=1)
    assert (ways(result), result.more) == (["ACB"], Answer.YES)
    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.reason == "1 path(s) are shown, there are more of at most 2 hops"

    result = await ask(store, first=2)
    assert (ways(result), result.more) == (["ACB", "ADB"], Answer.NO)
    assert (result.completeness.state, result.completeness.depth_reached) == (CompletenessState.COMPLETE, 2)


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ({"goal": "t:A"}, "to"),
        ({"kinds": ()}, "kinds"),
        ({"depth": 0}, "maxDepth"),
        ({"depth": 13}, "maxDepth"),
        ({"depth": 99}, "maxDepth"),
        ({"first": 0}, "first"),
        ({"first": 51}, "first"),
        ({"included": frozenset(PublicId(f"t:{n}") for n in range(51))}, "includeHubs"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_name(asked: dict[str, Any], argument: str) -> None:
    with pytest.raises(BadArgument) as refused:
        await ask(ModelStore(), **asked)
    assert refused.value.argument == argument


async def test_an_id_that_is_nothing_is_named() -> None:
    store = await drawn_store(*holdings("A 1 B"))
    with pytest.raises(UnknownId, match="t:nobody"):
        await ask(store, goal="t:nobody")


async def test_what_is_hidden_links_nobody() -> None:
    hidden = build.holds("t:A", "t:B", "10", visibility=build.GOVERNMENT)
    secret = build.party("t:C", visibility=build.GOVERNMENT)
    store = await drawn_store(hidden, secret, *holdings("A 1 C", "C 1 B"))
    assert (await ask(store)).paths == ()


async def test_stories_of_the_demo(network: Store) -> None:
    result = await ask(network, "demo:S2-ren", "demo:S2-gui", kinds=(RelationKind.HOLDS,))
    assert result.paths == ()
    assert [(hub.hub, hub.reason) for hub in result.folded] == [("demo:S2-S", HubReason.STATE_BODY)]

    strongest = await ask(network, "demo:S3-hanyi", "demo:S3-X", by=STRONGEST)
    assert [(short(p.nodes), str(p.product)) for p in strongest.paths] == [
        (["S3-hanyi", "S3-H", "S3-X"], "0.15"),
        (["S3-hanyi", "S3-H", "S3-T1", "S3-X"], "0.0918"),
    ]
    ring = await ask(network, "demo:risk-F3", "demo:risk-F5")
    assert [short(path.nodes) for path in ring.paths] == [
        ["risk-F3", "risk-F5"],
        ["risk-F3", "risk-F4", "risk-F5"],
    ]
