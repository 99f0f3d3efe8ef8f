"""How a group changes between two days: who came, who left, and because of what."""

from datetime import UTC, datetime

import pytest

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.fact import Fact
from xinmai.model.group_diff import GroupDiff
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.view import Budget
from xinmai.model.vocabulary import PartyKind, Property, RelationKind
from xinmai.service.group_diff import group_diff

from support import facts as build
from support.model_store import ModelStore

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CHANGE = "2024-01-01"
Told = dict[str, tuple[str, str, list[tuple[str, str]]]]


def until(holder: str, share: str, held: str) -> Fact:
    return build.holds(
        f"t:{holder}",
        f"t:{held}",
        share,
        public_id=f"t:{holder}-{held}",
        valid_from="2020-01-01",
        valid_to=CHANGE,
    )


def since(holder: str, share: str, held: str) -> Fact:
    return build.holds(f"t:{holder}", f"t:{held}", share, public_id=f"t:{holder}-{held}-2", valid_from=CHANGE)


def always(holder: str, share: str, held: str) -> Fact:
    return build.holds(
        f"t:{holder}", f"t:{held}", share, public_id=f"t:{holder}-{held}", valid_from="2020-01-01"
    )


async def diff(of: str, *facts: Fact, start: str = "2023-06-01", end: str = "2025-06-01") -> GroupDiff:
    store = ModelStore()
    stated = {fact.key for fact in facts}
    ends = {end for f in facts for end in (getattr(f, "from_id", None), getattr(f, "to_id", None)) if end}
    parties = [build.party(end) for end in sorted(ends - stated)]
    applied = await store.apply([build.source("t:bundle"), *parties, *facts], key="drawn", at=NOW)
    assert applied.refused == ()
    before, after = [await store.view(build.day(day)) for day in (start, end)]
    return await group_diff(store, before, after, PublicId(of), Budget(), CONTROL)


def told(found: GroupDiff) -> Told:
    return {
        build.local(change.party): (
            change.before.value,
            change.after.value,
            [(cause.kind.value, build.local(cause.fact or cause.party or "")) for cause in change.causes],
        )
        for change in found.changes
    }


async def test_a_takeover_with_all_that_hangs_below() -> None:
    found = await diff("t:X", until("A", "60", "X"), since("B", "70", "X"), always("X", "80", "Y"))

    assert told(found) == {
        "A": ("HEAD", "OUTSIDE", [("HOLDING_ENDED", "A-X")]),
        "B": ("OUTSIDE", "HEAD", [("HOLDING_BEGAN", "B-X-2")]),
        "X": ("MEMBER", "MEMBER", [("HOLDING_BEGAN", "B-X-2"), ("HOLDING_ENDED", "A-X")]),
    }


async def test_a_member_that_leaves_takes_others_along() -> None:
    found = await diff("t:A", until("A", "60", "X"), since("A", "40", "X"), always("X", "80", "Y"))

    assert told(found) == {
        "X": ("MEMBER", "OUTSIDE", [("HOLDING_BEGAN", "A-X-2"), ("HOLDING_ENDED", "A-X")]),
        "Y": ("MEMBER", "OUTSIDE", [("FOLLOWS", "X")]),
    }


async def test_an_outsider_that_sells_changes_nothing_that_is_controlled() -> None:
    assert told(await diff("t:X", always("A", "60", "X"), until("C", "40", "X"))) == {}


async def test_a_share_that_grows_is_told() -> None:
    found = await diff("t:A", until("A", "60", "X"), since("A", "75", "X"))

    (change,) = found.changes
    assert (change.before, change.after) == ("MEMBER", "MEMBER")
    assert change.strength_before is not None
    assert change.strength_after is not None
    assert [float(own.lower) for own in (change.strength_before, change.strength_after)] == [0.6, 0.75]
    assert [cause.kind for cause in change.causes] == ["HOLDING_BEGAN", "HOLDING_ENDED"]


async def test_a_company_that_dies_passes_nothing_on() -> None:
    dead = build.party_fact("t:X", Property.STATUS, "deregistered", valid_from=CHANGE)
    found = await diff("t:A", always("A", "60", "X"), always("X", "80", "Y"), dead)

    assert told(found) == {
        "X": ("MEMBER", "OUTSIDE", [("STATUS_CHANGED", build.local(dead.key))]),
        "Y": ("MEMBER", "OUTSIDE", [("STATUS_CHANGED", build.local(dead.key))]),
    }


async def test_a_pact_that_ends() -> None:
    pact = [
        build.relation(
            RelationKind.MEMBER_OF,
            f"t:{p}",
            "t:pact",
            f"t:{p}-pact",
            valid_from="2020-01-01",
            valid_to=CHANGE,
        )
        for p in ("p", "q")
    ]
    coalition = build.party("t:pact", None, PartyKind.COALITION)
    found = await diff("t:X", always("p", "30", "X"), always("q", "30", "X"), *pact, coalition)

    assert told(found) == {
        "pact": ("HEAD", "OUTSIDE", [("PACT_LEFT", "p-pact"), ("PACT_LEFT", "q-pact")]),
        "X": ("MEMBER", "HEAD", [("FOLLOWS", "pact")]),
    }


async def test_declared_control_that_begins() -> None:
    declared = build.relation(
        RelationKind.CONTROLS, "t:W", "t:X", "t:vie", code="contract", valid_from=CHANGE
    )
    store = ModelStore()
    parties = [build.party("t:W"), build.party("t:X"), build.person("t:p")]
    await store.apply(
        [build.source("t:bundle"), *parties, always("p", "100", "X"), declared], key="d", at=NOW
    )
    options = OwnershipOptions(grounds=frozenset({"contract"}))
    before, after = [await store.view(build.day(day)) for day in ("2023-06-01", "2025-06-01")]
    found = await group_diff(store, before, after, PublicId("t:X"), Budget(), options)

    assert told(found) == {
        "W": ("OUTSIDE", "HEAD", [("CONTROL_DECLARED", "vie")]),
        "X": ("MEMBER", "MEMBER", [("CONTROL_DECLARED", "vie")]),
        "p": ("HEAD", "OUTSIDE", [("FOLLOWS", "X")]),
    }


async def test_the_same_day_differs_in_nothing() -> None:
    found = await diff("t:X", always("A", "60", "X"), start="2025-06-01")
    assert found.changes == ()


async def test_days_in_the_wrong_order_and_an_unknown_party() -> None:
    with pytest.raises(BadArgument, match="lies before"):
        await diff("t:X", always("A", "60", "X"), start="2026-01-01")
    with pytest.raises(UnknownId):
        await diff("t:nobody", always("A", "60", "X"))
