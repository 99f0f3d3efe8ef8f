"""The equity chart of the made network: what its README promises, what a small budget does, both engines alike."""

from datetime import UTC, datetime

import pytest

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.chart import ChartAsked, EquityChart
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.shares import percent_of
from xinmai.model.view import Budget
from xinmai.model.vocabulary import CompletenessState, CutReason, Flag, Property, RelationKind
from xinmai.ports.store import Reader, Store
from xinmai.service.equity_chart import BOXES, DOWN, UP, equity_chart
from xinmai.service.group import group

from support import facts as build
from support.drawn import holdings
from support.made_network import load_network
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = "2025-06-01"
STORIES = (
    *("S3-X", "S3-H", "S3-U", "S3-J", "core-a", "cross-a", "self", "range", "unstated", "pact-held"),
    *("group-1", "nominee", "S2-S", "dead-F1", "S3-hanyi", "firm-003"),
)


async def ask(
    store: Reader,
    of: str,
    *,
    up: int = UP,
    down: int = DOWN,
    boxes: int = BOXES,
    budget: Budget | None = None,
) -> EquityChart:
    view = await store.view(build.day(DAY))
    return await equity_chart(store, view, ChartAsked(PublicId(of), up, down, boxes), budget or Budget())


def rows(chart: EquityChart) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for box in chart.boxes:
        found.setdefault(box.level, set()).add(build.local(box.party))
    return found


async def store_of(*lines: str, more: tuple[Fact, ...] = ()) -> Store:
    store, relations = ModelStore(), holdings(*lines)
    ends = {end for own in relations for end in (own.from_id, own.to_id)} - {fact.key for fact in more}
    facts = [build.source("t:bundle"), *map(build.party, sorted(ends)), *more, *relations]
    assert (await store.apply(facts, key="drawn", at=NOW)).refused == ()
    return store


async def test_the_pyramid(network: Store) -> None:
    chart = await ask(network, "demo:S3-X")
    assert rows(chart) == {
        -3: {"S3-hanyi", "S3-lisan"},
        -2: {"S3-H", "S3-lisi"},
        -1: {"S3-T1", "S3-wangjiu"},
        0: {"S3-X"},
    }
    assert chart.head == "demo:S3-hanyi"
    assert chart.completeness.state is CompletenessState.COMPLETE
    assert [use.source for use in chart.completeness.sources] == ["demo:source-market"]


async def test_what_nobody_states_is_open(network: Store) -> None:
    chart = await ask(network, "demo:S3-H", up=0)
    (unknown,) = [edge for edge in chart.edges if not edge.is_stated]
    assert unknown.held == "demo:S3-U"
    assert unknown.share is not None
    assert percent_of(unknown.share.upper) == "60"
    assert [build.local(b.party) for b in chart.boxes if Flag.JOINT_50 in b.marks] == ["S3-J"]
    assert [(cut.side, cut.count, cut.reason) for cut in chart.boxes[0].cuts] == [("IN", 2, CutReason.DEPTH)]
    assert [fact.id for fact in chart.facts if isinstance(fact, Party)][-1] == chart.head == "demo:S3-hanyi"


async def test_the_coalition_stands_above_its_members(network: Store) -> None:
    chart = await ask(network, "demo:pact-held")
    assert rows(chart) == {-2: {"pact"}, -1: {"pact-p1", "pact-p2", "pact-p3"}, 0: {"pact-held"}}
    assert [edge.code for edge in chart.edges if edge.ground is RelationKind.MEMBER_OF] == ["concert"] * 2


async def test_the_core_without_a_head(network: Store) -> None:
    chart = await ask(network, "demo:core-1sub")
    assert chart.head is None
    assert [edge.closes_cycle for edge in chart.edges].count(True) == 1


@pytest.mark.parametrize("of", STORIES)
async def test_the_head_is_that_of_the_group(network: Store, of: str) -> None:
    view = await network.view(build.day(DAY))
    expected = await group(network, view, PublicId(f"demo:{of}"), Budget())
    assert (await ask(network, f"demo:{of}")).head == expected.head


@pytest.mark.parametrize("of", STORIES)
async def test_both_stores_give_the_same_chart(network: Store, of: str) -> None:
    plain = ModelStore()
    await load_network(plain)
    for budget in (Budget(), Budget(nodes=6), Budget(hub=2)):
        for up, down, boxes in ((UP, DOWN, BOXES), (1, 1, BOXES), (UP, DOWN, 4)):
            one, other = [
                await ask(store, f"demo:{of}", up=up, down=down, boxes=boxes, budget=budget)
                for store in (network, plain)
            ]
            assert one == other


async def test_a_nominee_is_asked_about_and_otherwise_not_passed(network: Store) -> None:
    assert len((await ask(network, "demo:nominee")).boxes) == BOXES
    whole = await ask(network, "demo:nominee", boxes=500)
    firm = next(edge.held for edge in whole.edges if edge.holder == "demo:nominee")
    boxes = {box.party: box for box in (await ask(network, firm)).boxes}
    own = boxes[PublicId("demo:nominee")]
    assert Flag.NOMINEE in own.marks
    assert own.cuts == ()  # nobody holds the nominee; what else it holds is no owner of the firm


async def test_counts_are_those_of_the_store(network: Store) -> None:
    chart = await ask(network, "demo:nominee", boxes=11)
    asked = next(box for box in chart.boxes if box.level == 0)
    assert [(cut.side, cut.count, cut.reason) for cut in asked.cuts] == [("OUT", 78, CutReason.NUMBER)]
    assert chart.completeness.state is CompletenessState.CUT_BY_NODES


async def test_a_chain_is_read_to_its_end_and_no_further() -> None:
    store = await store_of(*(f"C{n + 1:02} 90 C{n:02}" for n in range(12)))
    assert min(box.level for box in (await ask(store, "t:C00", up=10)).boxes) == -10
    chart = await ask(store, "t:C00", up=3, down=0)
    assert [build.local(box.party) for box in chart.boxes] == ["C03", "C02", "C01", "C00"]
    assert (await ask(store, "t:C12", up=0, down=10)).boxes[-1].level == 10


async def test_a_hub_is_named_and_not_followed() -> None:
    store = await store_of("H 60 X", *(f"P{n} 1 H" for n in range(9)))
    chart = await ask(store, "t:X", budget=Budget(hub=8))
    assert rows(chart) == {-1: {"H"}, 0: {"X"}}
    assert [(cut.count, cut.reason) for cut in chart.boxes[0].cuts] == [(9, CutReason.HUB)]
    assert chart.completeness.hubs_excluded == ("t:H",)


async def test_what_may_not_be_read_is_said() -> None:
    store = await store_of("A 60 X", "B 40 X", *(f"P{n} 10 A" for n in range(9)))
    chart = await ask(store, "t:X", budget=Budget(nodes=6))
    assert rows(chart) == {-1: {"A", "B"}, 0: {"X"}}
    assert [cut.reason for box in chart.boxes for cut in box.cuts] == [CutReason.UNREAD]
    assert chart.completeness.state is CompletenessState.CUT_BY_NODES


async def test_declared_control_is_an_owner_without_a_share() -> None:
    control = build.relation(RelationKind.CONTROLS, "t:V", "t:X", code="contract")
    store = await store_of("A 60 X", "W 100 V", more=(control, build.party("t:V")))
    chart = await ask(store, "t:X")
    assert rows(chart) == {-2: {"W"}, -1: {"A", "V"}, 0: {"X"}}


async def test_a_dead_company_that_is_asked_about_is_drawn_with_its_holders() -> None:
    gone = build.party_fact("t:X", Property.STATUS, "deregistered")
    store = await store_of("A 60 X", "X 70 D", more=(gone,))
    chart = await ask(store, "t:X")
    assert rows(chart) == {-1: {"A"}, 0: {"X"}, 1: {"D"}}
    assert {box.party: box.marks for box in chart.boxes}[PublicId("t:X")] == (Flag.INACTIVE_CUT,)


@pytest.mark.parametrize(
    ("up", "down", "boxes", "said"),
    [(11, 2, 9, "up"), (5, -1, 9, "down"), (5, 2, 0, "boxes"), (5, 2, 501, "boxes")],
)
async def test_numbers_out_of_range_are_refused(
    network: Store, up: int, down: int, boxes: int, said: str
) -> None:
    with pytest.raises(BadArgument, match=rf"^{said}: must be between"):
        await ask(network, "demo:S3-X", up=up, down=down, boxes=boxes)


async def test_nobody_has_no_chart(network: Store) -> None:
    with pytest.raises(UnknownId):
        await ask(network, "demo:nobody")
