"""What a budget cuts off, and what registers leave open, makes no answer of ownership more certain than it is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from xinmai.model.control import NoControllerReason
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CLOSE_LINK, OWNERSHIP
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Bound, CompletenessState, Property, RelationKind
from xinmai.ports.store import Store
from xinmai.service.beneficial_owners import beneficial_owners
from xinmai.service.close_links import close_links
from xinmai.service.control import control
from xinmai.service.controllers import controllers
from xinmai.service.group_diff import group_diff
from xinmai.service.ownership import ownership

from support import facts as build
from support.drawn import holdings
from support.model_store import ModelStore
from support.vectors import PRESETS

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = build.day("2025-06-01")
FEW = Budget(nodes=10)
P, LIST, SUB = PublicId("t:P"), PublicId("t:L"), PublicId("t:U")


async def drawn_store(*lines: str, more: Sequence[Fact] = ()) -> Store:
    relations = holdings(*lines)
    stated = {fact.key for fact in more}
    ends = {end for relation in relations for end in (relation.from_id, relation.to_id)} - stated
    store = ModelStore()
    made = [build.person(end) if end.startswith("t:p") else build.party(end) for end in sorted(ends)]
    assert (
        await store.apply([build.source("t:bundle"), *made, *more, *relations], key="drawn", at=NOW)
    ).refused == ()
    return store


@pytest.fixture
async def wide() -> Store:
    """A company with one parent and more small holders than fit."""
    return await drawn_store("P 60 L", *(f"p{n} 1 L" for n in range(30)), "L 60 U")


@pytest.mark.parametrize("held", [LIST, SUB])
async def test_a_close_link_over_a_register_that_was_not_read(held: PublicId, wide: Store) -> None:
    view = await wide.view(DAY)
    whole, cut = [await close_links(wide, view, P, held, budget, CLOSE_LINK) for budget in (Budget(), FEW)]
    assert (whole.linked, cut.linked) == (Bound.CERTAIN, Bound.POSSIBLE)
    assert cut.completeness.state is CompletenessState.CUT_BY_NODES


async def test_nobody_is_told_of_a_register_that_was_not_read(wide: Store) -> None:
    view = await wide.view(DAY)
    found = await controllers(wide, view, LIST, FEW)
    owners = await beneficial_owners(wide, view, LIST, PRESETS["CN_UBO_2024"], FEW, OWNERSHIP)
    share = (await ownership(wide, view, P, LIST, FEW, OWNERSHIP)).share.share

    assert found.none is not None
    assert found.none.reason is NoControllerReason.NOT_READ
    assert ("NOT_READ", LIST) in {(gap.reason, gap.party) for gap in owners.missing}
    assert share is not None
    assert (share.lower, share.upper) == (Fraction(0), Fraction(1))


def incomplete(*companies: str) -> list[Fact]:
    return [
        fact
        for company in companies
        for fact in (build.party(company), build.party_fact(company, Property.HOLDERS_REGISTER, "incomplete"))
    ]


@pytest.mark.parametrize(
    ("lines", "which", "linked"),
    [
        (("x 40 A", "y 40 B"), ("t:A", "t:B"), Bound.POSSIBLE),
        (("x 40 A", "y 100 B"), ("t:A", "t:B"), Bound.POSSIBLE),
        (("x 40 A", "y 40 B"), (), Bound.NO),
        (("x 90 A", "y 90 B"), ("t:A", "t:B"), Bound.NO),
    ],
)
async def test_who_is_not_named_in_open_registers_may_link_two(
    lines: Sequence[str], which: Sequence[str], linked: Bound
) -> None:
    store = await drawn_store(*lines, more=incomplete(*which))
    found = await close_links(
        store, await store.view(DAY), PublicId("t:A"), PublicId("t:B"), Budget(), CLOSE_LINK
    )
    assert found.linked is linked


@pytest.mark.parametrize(
    ("prop", "value", "reason"),
    [(Property.CATEGORY, "nominee", "NOMINEE"), (Property.STATUS, "deregistered", "INACTIVE_CUT")],
)
async def test_nobody_is_named_for_what_a_nominee_or_a_dead_company_holds(
    prop: Property, value: str, reason: str
) -> None:
    holder = [build.party("t:N"), build.party_fact("t:N", prop, value)]
    manager = build.role("t:p9", "t:X", RelationKind.LEGAL_REPRESENTATIVE)
    store = await drawn_store("N 80 X", "p1 20 X", more=[*holder, build.person("t:p9"), manager])
    of = PublicId("t:X")
    found = await beneficial_owners(
        store, await store.view(DAY), of, PRESETS["CN_UBO_2024"], Budget(), OWNERSHIP
    )

    assert found.residual == Fraction(4, 5)
    assert [(gap.reason, gap.party) for gap in found.missing] == [(reason, "t:N")]
    assert [(own.party, own.bound) for own in found.owners] == [("t:p9", Bound.POSSIBLE)]
    assert found.completeness.state is CompletenessState.MISSING_DATA


async def test_possible_control_lacks_data() -> None:
    store = await drawn_store("A ? B", "C 40 B")
    found = await control(store, await store.view(DAY), PublicId("t:A"), Budget())
    assert [own.bound for own in found.members] == [Bound.POSSIBLE]
    assert found.completeness.state is CompletenessState.MISSING_DATA


async def test_the_holdings_that_changed_are_why_one_head_follows_another() -> None:
    before = build.holds("t:c1", "t:cc", "60", public_id="t:old", valid_to="2024-01-01")
    after = build.holds("t:c2", "t:cc", "60", public_id="t:new", valid_from="2024-01-01")
    parties = [build.party(f"t:{name}") for name in ("c1", "c2", "cc")]
    store = await drawn_store(more=[*parties, before, after])
    first, second = [await store.view(build.day(day)) for day in ("2023-12-31", "2024-01-01")]
    found = await group_diff(store, first, second, PublicId("t:cc"), Budget())

    told = {
        build.local(change.party): [(str(cause.kind), cause.fact) for cause in change.causes]
        for change in found.changes
    }
    assert told["c1"] == [("HOLDING_ENDED", "t:old")]
    assert told["c2"] == [("HOLDING_BEGAN", "t:new")]
