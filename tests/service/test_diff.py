"""What changed about a party: in the world, in what was known, and both at once."""

from typing import Any

import pytest

from xinmai.errors import BadArgument, UnknownId
from xinmai.model.changes import ChangeKind, PartyDiff
from xinmai.model.fact import Fact
from xinmai.model.history import FieldChange
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import Capacity, EventKind, Property, RelationKind, SanctionKind
from xinmai.ports.store import Store
from xinmai.service.diff import diff

from support import facts as build
from support.days import instant, stored
from support.facts import GOVERNMENT

PAGE = Page(first=500, of="diff")
PARTIES: list[Fact] = [build.party("a:1"), build.party("a:2"), build.person("a:p")]


async def of(
    store: Store,
    days: tuple[str, str],
    known: tuple[str | None, str | None] = (None, None),
    party: str = "a:1",
    page: Page = PAGE,
) -> PartyDiff:
    start, end = (None if at is None else instant(at) for at in known)
    before = await store.view(build.day(days[0]), start or end)
    after = await store.view(build.day(days[1]), end)
    return await diff(store, PublicId(party), before, after, (start, end), page, Budget())


def told(found: PartyDiff) -> list[tuple[Any, ...]]:
    events = [change.event for change in found.changes.items]
    return [(event.kind.name, event.on, event.before, event.after) for event in events]


async def changed(
    *facts: Fact, days: tuple[str, str] = ("2021-01-01", "2021-12-31")
) -> list[tuple[Any, ...]]:
    return told(await of(await stored(("2022-01-01", [*PARTIES, *facts])), days))


async def test_relations_begin_and_end_on_their_days() -> None:
    post = build.role("a:p", "a:1", valid_from="2021-01-02", valid_to="2021-12-31", title="经理")
    assert await changed(post) == [
        ("RELATION_BEGAN", "2021-01-02", None, "经理"),
        ("RELATION_ENDED", "2021-12-31", "经理", None),
    ]
    assert await changed(post, days=("2021-01-02", "2021-12-30")) == []
    assert await changed(post, days=("2021-01-01", "2021-01-02")) == [
        ("RELATION_BEGAN", "2021-01-02", None, "经理")
    ]


async def test_an_end_without_a_day_is_not_put_on_one() -> None:
    left = build.role("a:p", "a:1", RelationKind.DIRECTOR, ended=True, over_by="2021-06-01")
    assert await changed(left) == [("RELATION_ENDED", "2021-06-01", "director", None)]
    gone = build.role("a:p", "a:1", RelationKind.DIRECTOR, ended=True, valid_from="2021-03-01")
    assert await changed(gone) == [
        ("RELATION_BEGAN", "2021-03-01", None, "director"),
        ("RELATION_ENDED", None, "director", None),
    ]


async def test_a_holding_that_takes_anothers_place_is_one_change() -> None:
    old = build.holds("a:2", "a:1", "30", public_id="a:h1", valid_from="2020-01-01", valid_to="2021-06-01")
    new = build.holds("a:2", "a:1", "40", public_id="a:h2", valid_from="2021-06-01")
    store = await stored(("2022-01-01", [*PARTIES, old, new]))
    found = await of(store, ("2021-01-01", "2021-12-31"))
    assert told(found) == [("RELATION_CHANGED", "2021-06-01", "30 %", "40 %")]
    (change,) = found.changes.items
    assert (change.fact.key, change.replaced and change.replaced.key) == ("a:h2", "a:h1")
    assert FieldChange("share", "300000000", "400000000") in change.event.fields

    later = build.holds("a:2", "a:1", "40", public_id="a:h2", valid_from="2021-06-02")
    assert [row[0] for row in await changed(old, later)] == ["RELATION_ENDED", "RELATION_BEGAN"]


async def test_names_states_and_other_properties() -> None:
    facts = (
        build.name_fact("a:1", "旧名", valid_from="2010-01-01", valid_to="2021-07-01"),
        build.name_fact("a:1", "新名", valid_from="2021-07-01"),
        build.party_fact("a:1", Property.STATUS, "revoked", valid_from="2021-08-01"),
        build.party_fact("a:1", Property.REGION, "甲", valid_from="2010-01-01", valid_to="2021-09-01"),
        build.party_fact("a:1", Property.REGION, "乙", valid_from="2021-09-01"),
        build.party_fact("a:1", Property.CATEGORY, "listed", valid_from="2010-01-01", valid_to="2021-10-01"),
        build.party_fact("a:1", Property.CATEGORY, "bank", valid_from="2021-10-01"),
        build.party_fact("a:1", Property.INDUSTRY, "丙", valid_from="2010-01-01", valid_to="2021-11-01"),
    )
    assert await changed(*facts) == [
        ("NAME_CHANGED", "2021-07-01", "旧名", "新名"),
        ("STATUS_CHANGED", "2021-08-01", None, "revoked"),
        ("PROPERTY_CHANGED", "2021-09-01", "甲", "乙"),
        ("PROPERTY_BEGAN", "2021-10-01", None, "bank"),
        ("PROPERTY_ENDED", "2021-10-01", "listed", None),
        ("PROPERTY_ENDED", "2021-11-01", "丙", None),
    ]


RECORD: tuple[Fact, ...] = (
    build.record("a:r", decided_on="2021-03-01", effective_to="2021-11-01"),
    build.record_party("a:r", "a:1", capacity=Capacity.SUBJECT),
    build.event("a:r", EventKind.PUBLISHED, "2021-04-01"),
    build.sanction("a:z", "a:r", kind=SanctionKind.BAN, from_date="2021-03-05", to_date="2021-05-01"),
)


async def test_records_are_decided_happen_and_change_their_state() -> None:
    assert await changed(*RECORD) == [
        ("RECORD_DECIDED", "2021-03-01", "NOT_YET", "EXPIRED"),
        ("SANCTION_BEGAN", "2021-03-05", None, "ban"),
        ("RECORD_EVENT", "2021-04-01", None, "published"),
        ("SANCTION_ENDED", "2021-05-01", "ban", None),
    ]
    repaired = build.event("a:r", EventKind.REPAIRED, "2021-06-01")
    assert await changed(*RECORD, repaired, days=("2021-05-02", "2021-12-31")) == [
        ("RECORD_EVENT", "2021-06-01", None, "repaired"),
        ("RECORD_STATE_CHANGED", "2021-06-01", "IN_FORCE", "REPAIRED"),
    ]
    assert await changed(*RECORD, days=("2021-10-31", "2021-11-01")) == [
        ("RECORD_STATE_CHANGED", "2021-11-01", "IN_FORCE", "EXPIRED")
    ]


async def test_what_was_learned_later_about_an_earlier_day() -> None:
    past = build.role("a:p", "a:1", valid_from="2019-01-01", valid_to="2020-01-01")
    store = await stored(("2021-01-01", PARTIES), ("2021-06-01", [past]))
    found = await of(store, ("2021-01-01", "2021-12-31"), ("2021-01-02", None))
    assert told(found) == [("LEARNED", "2019-01-01", None, "legal_representative")]
    (change,) = found.changes.items
    assert change.event.recorded_at == instant("2021-06-01")
    assert told(await of(store, ("2021-01-01", "2021-12-31"))) == []


async def test_what_begins_and_is_recorded_in_between_is_one_event_with_both_dates() -> None:
    post = build.role("a:p", "a:1", valid_from="2021-05-20")
    store = await stored(("2021-01-01", PARTIES), ("2021-06-01", [post]))
    found = await of(store, ("2021-01-01", "2021-12-31"), ("2021-01-02", None))
    assert told(found) == [("RELATION_BEGAN", "2021-05-20", None, "legal_representative")]
    assert found.changes.items[0].event.recorded_at == instant("2021-06-01")
    future = await of(store, ("2021-01-01", "2021-05-19"), ("2021-01-02", None))
    assert told(future) == [("LEARNED", "2021-05-20", None, "legal_representative")]


async def test_corrected_and_withdrawn_name_what_differs_and_when() -> None:
    other = build.person("a:p", note="x")
    said = [
        build.holds("a:2", "a:1", "30", public_id="a:h", valid_from="2020-01-01"),
        build.role("a:p", "a:1", valid_from="2020-01-01"),
    ]
    store = await stored(("2021-01-01", [*PARTIES, *said]))
    async with store.load("a") as session:
        facts = [
            *PARTIES[:2],
            other,
            build.holds("a:2", "a:1", "40", public_id="a:h", valid_from="2020-01-01"),
        ]
        await session.apply(facts, instant("2021-06-01"))
        await session.finish(instant("2021-06-02"), close_unsaid=True, rejects={})
    found = await of(store, ("2021-01-05", "2021-01-05"), ("2021-01-02", None))
    assert told(found) == [
        ("CORRECTED", None, "30 %", "40 %"),
        ("WITHDRAWN", None, "legal_representative", None),
    ]
    corrected, withdrawn = found.changes.items
    assert corrected.event.fields == (FieldChange("share", "300000000", "400000000"),)
    assert corrected.event.recorded_at == instant("2021-06-01")
    assert withdrawn.event.recorded_at == instant("2021-06-02")
    assert (corrected.view.revision, withdrawn.view.revision) == (3, 1)


async def test_an_annulment_that_is_learned_changes_the_state_of_the_past() -> None:
    annulled = build.event("a:r", EventKind.ANNULLED, "2021-06-20")
    store = await stored(("2021-03-01", [*PARTIES, *RECORD]), ("2021-06-23", [annulled]))
    found = await of(store, ("2021-04-01", "2021-04-01"), ("2021-04-01", "2021-07-01"))
    assert told(found) == [
        ("LEARNED", "2021-06-20", None, "annulled"),
        ("RECORD_STATE_CHANGED", None, "IN_FORCE", "ANNULLED"),
    ]
    assert {change.event.recorded_at for change in found.changes.items} == {instant("2021-06-23")}


async def test_equal_views_differ_in_nothing_and_pages_join() -> None:
    store = await stored(("2021-01-01", [*PARTIES, *RECORD]))
    assert told(await of(store, ("2021-04-01", "2021-04-01"))) == []
    whole = await of(store, ("2021-01-01", "2021-12-31"))
    page = await of(store, ("2021-01-01", "2021-12-31"), page=Page(first=3, of="diff"))
    after = page.changes.cursors[-1]
    rest = await of(store, ("2021-01-01", "2021-12-31"), page=Page(first=3, after=after, of="diff"))
    assert [*told(page), *told(rest)] == told(whole)
    assert page.changes.total == rest.changes.total == 4


async def test_namesakes_and_other_parties_of_a_record_do_not_mix() -> None:
    facts = [
        *PARTIES,
        build.person("a:q", "p"),
        build.role("a:p", "a:1", valid_from="2021-03-01"),
        build.record("a:r", decided_on="2020-03-01"),
        build.record_party("a:r", "a:1", capacity=Capacity.SUBJECT),
        build.record_party("a:r", "a:2"),
        build.sanction("a:z", "a:r", "a:1", SanctionKind.BAN, from_date="2021-04-01"),
    ]
    store = await stored(("2022-01-01", facts))
    days = ("2021-01-01", "2021-12-31")
    assert told(await of(store, days, party="a:q")) == []
    assert told(await of(store, days, party="a:2")) == []
    assert [row[0] for row in told(await of(store, days))] == ["RELATION_BEGAN", "SANCTION_BEGAN"]


@pytest.mark.parametrize(
    ("days", "known", "argument"),
    [
        (("2021-04-02", "2021-04-01"), (None, None), "from"),
        (("2021-04-01", "2021-04-01"), ("2021-04-02", "2021-04-01"), "knownFrom"),
    ],
)
async def test_the_first_view_is_not_after_the_second(
    days: tuple[str, str], known: tuple[str | None, str | None], argument: str
) -> None:
    store = await stored(("2021-01-01", PARTIES))
    with pytest.raises(BadArgument) as refused:
        await of(store, days, known)
    assert refused.value.argument == argument


async def test_a_hidden_party_and_an_absent_one_are_unknown_alike() -> None:
    store = await stored(("2021-01-01", [build.party("a:1", visibility=GOVERNMENT)]))
    for party in ("a:1", "a:nothing"):
        with pytest.raises(UnknownId):
            await of(store, ("2021-01-01", "2021-02-01"), party=party)


async def test_a_party_that_was_not_known_then_is_learned() -> None:
    store = await stored(("2021-01-01", [build.party("a:2")]), ("2021-02-01", [build.party("a:1")]))
    found = await of(store, ("2021-01-01", "2021-03-01"), ("2021-01-02", None))
    assert [change.event.kind for change in found.changes.items] == [ChangeKind.LEARNED]
