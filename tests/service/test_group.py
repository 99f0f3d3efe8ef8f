"""Groups on the made network: the answers that its README promises; and what a small budget does."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from xinmai.analysis.groups.group import STATE_NOTE
from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Bound, CompletenessState, Flag, PartyKind, Property, RelationKind
from xinmai.ports.store import Reader, Store
from xinmai.service.group import group

from support import facts as build
from support.drawn import holdings
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)


async def ask(store: Reader, of: str, as_of: str = "2025-06-01", budget: Budget | None = None) -> GroupResult:
    view = await store.view(build.day(as_of))
    return await group(store, view, PublicId(of), budget or Budget())


def members(result: GroupResult, bound: Bound = Bound.CERTAIN) -> str:
    found = [member for member in result.members if member.bound is bound]
    return " ".join(build.local(member.party).partition("-")[2] for member in found)


def top(result: GroupResult) -> tuple[str | None, str]:
    return (None if result.head is None else build.local(result.head)), result.head_kind


async def drawn_store(*lines: str, more: Sequence[Fact] = ()) -> Store:
    """Return a store with holdings; ends are enterprises unless ``more`` says otherwise."""
    relations = holdings(*lines)
    stated = {fact.key for fact in more}
    ends = {end for relation in relations for end in (relation.from_id, relation.to_id)} - stated
    store = ModelStore()
    facts = [build.source("t:bundle"), *map(build.party, sorted(ends)), *more, *relations]
    applied = await store.apply(facts, key="drawn", at=NOW)
    assert applied.refused == ()
    return store


@pytest.mark.parametrize("of", ["X", "H", "T1", "hanyi"])
async def test_the_pyramid(network: Store, of: str) -> None:
    result = await ask(network, f"demo:S3-{of}")

    assert top(result) == ("S3-hanyi", "PERSON")
    assert (members(result), members(result, Bound.POSSIBLE)) == ("H T1 X", "U")
    assert [(m.party, m.ground) for m in result.apart] == [("demo:S3-J", "JOINT_50")]
    assert result.completeness.state is CompletenessState.MISSING_DATA
    assert [use.source for use in result.completeness.sources] == ["demo:source-market"]


@pytest.mark.parametrize(
    ("of", "expected_top", "expected"),
    [
        ("S3-J", (None, "JOINT"), "J Y"),
        ("S3-Y", (None, "JOINT"), "J Y"),
        ("S3-K", ("S3-luer", "PERSON"), "K"),
        ("S3-lisan", ("S3-lisan", "PERSON"), ""),
        ("S3-wangjiu", ("S3-wangjiu", "PERSON"), ""),
        ("S3-qinliu", ("S3-qinliu", "PERSON"), ""),
        ("S3-U", ("S3-U", "ENTERPRISE"), ""),
        ("S2-ding", ("S2-bing", "ENTERPRISE"), "ding"),
        ("S2-wu", ("S2-wu", "ENTERPRISE"), ""),
        ("S2-xin", ("S2-ji", "ENTERPRISE"), "geng xin"),
        ("S2-gui", ("S2-S", "STATE_BODY"), "gui ren"),
        ("S2-yin", ("S2-zi", "ENTERPRISE"), "chou yin"),
        ("S2-jia", ("S2-jia", "ENTERPRISE"), ""),
        ("cross-a", ("cross-p1", "PERSON"), "a"),
        ("cross-b", ("cross-b", "ENTERPRISE"), ""),
        ("core-1sub", (None, "MUTUAL_CONTROL_CORE"), "1sub a b"),
        ("range", ("range-p1", "PERSON"), ""),
        ("unstated", ("unstated-p1", "PERSON"), ""),
        ("group-1", ("group-parent", "ENTERPRISE"), "1 2"),
        ("pact-held", ("pact", "COALITION"), "held"),
        ("nominee", ("nominee", "ENTERPRISE"), ""),
    ],
)
async def test_the_planted_shapes(
    network: Store, of: str, expected_top: tuple[str | None, str], expected: str
) -> None:
    result = await ask(network, f"demo:{of}")

    assert top(result) == expected_top
    assert members(result).strip() == expected or of in {"range", "unstated"}
    assert (result.note == STATE_NOTE) is (result.head_kind == "STATE_BODY")


async def test_the_asked_party_may_be_a_member_without_a_hyphen(network: Store) -> None:
    for of in ("range", "unstated", "self"):
        assert [m.party for m in (await ask(network, f"demo:{of}")).members] == [f"demo:{of}"]


async def test_a_holding_in_oneself_is_flagged(network: Store) -> None:
    result = await ask(network, "demo:self")

    assert top(result) == ("self-p1", "PERSON")
    assert [(f.flag, f.party) for f in result.flags] == [(Flag.SELF_HOLDING, "demo:self")]


async def test_an_unknown_party(network: Store) -> None:
    with pytest.raises(UnknownId):
        await ask(network, "demo:nobody")


async def test_holdings_of_another_day_do_not_count(network: Store) -> None:
    assert top(await ask(network, "demo:S3-X", "2019-12-31")) == ("S3-X", "ENTERPRISE")


async def test_a_long_chain_needs_no_depth() -> None:
    store = await drawn_store(*(f"{n:03} 51 {n + 1:03}" for n in range(40)))
    result = await ask(store, "t:040", budget=Budget(depth=1))

    assert top(result) == ("000", "ENTERPRISE")
    assert len(result.members) == 40
    assert result.completeness.state is CompletenessState.COMPLETE


async def test_small_holders_that_add_up_are_found() -> None:
    lines = [f"P 100 s{n}" for n in range(30)] + [f"s{n} 2 X" for n in range(30)] + ["Q 40 X"]
    store = await drawn_store(*lines, more=[build.person("t:P"), build.person("t:Q")])

    for of in ("t:X", "t:s3", "t:P"):
        result = await ask(store, of)
        assert top(result) == ("P", "PERSON")
        assert len(result.members) == 31


async def test_a_minority_holder_is_not_climbed() -> None:
    store = await drawn_store("A 60 X", "B 40 X", "C 100 B", "D 100 C")
    result = await ask(store, "t:X")

    assert top(result) == ("A", "ENTERPRISE")
    assert result.completeness.nodes_seen == 3


async def test_the_registers_of_small_stakes_are_not_read() -> None:
    lines = [f"fund 1 {n:03}" for n in range(50)] + [f"other{n} 90 {n:03}" for n in range(50)]
    store = await drawn_store(*lines, "fund 26 big", "p 40 big")
    result = await ask(store, "t:fund")

    assert result.members == ()
    assert result.completeness.state is CompletenessState.COMPLETE
    assert result.completeness.nodes_seen == 1 + 50 + 2


async def test_own_shares_are_seen_before_a_stake_is_judged() -> None:
    store = await drawn_store("A 45 X", "X 25 X", "B 30 X")

    assert [m.party for m in (await ask(store, "t:A")).members] == ["t:X"]


async def test_a_budget_that_is_too_small_is_said() -> None:
    store = await drawn_store(*(f"A 60 {n:03}" for n in range(100)))
    result = await ask(store, "t:A", budget=Budget(nodes=50))

    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.reason == "more than 50 nodes would have to be read"


async def test_a_hub_is_named_and_not_followed() -> None:
    store = await drawn_store(*(f"A 60 {n:03}" for n in range(20)))
    result = await ask(store, "t:A", budget=Budget(hub=10))

    assert result.completeness.state is CompletenessState.CUT_BY_NODES
    assert result.completeness.hubs_excluded == ("t:A",)
    assert result.members == ()


async def test_an_incomplete_register_is_missing_data() -> None:
    fact = build.party_fact("t:X", Property.HOLDERS_REGISTER, "incomplete")
    store = await drawn_store("A 60 X", more=[build.party("t:X"), fact])
    result = await ask(store, "t:X")

    assert result.completeness.state is CompletenessState.MISSING_DATA
    assert result.open_registers == ("t:X",)


async def test_a_coalition_that_ended_counts_no_more() -> None:
    facts: list[Fact] = [build.party("t:pact", None, PartyKind.COALITION)]
    facts += [
        build.relation(RelationKind.MEMBER_OF, f"t:{p}", "t:pact", valid_to="2025-01-01", code="concert")
        for p in ("A", "B")
    ]
    store = await drawn_store("A 30 X", "B 30 X", "C 40 X", more=facts)

    assert top(await ask(store, "t:X", "2024-12-31")) == ("pact", "COALITION")
    assert top(await ask(store, "t:X", "2025-01-01")) == ("X", "ENTERPRISE")
