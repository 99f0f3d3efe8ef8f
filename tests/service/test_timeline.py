"""The timeline of a party: every date in its own place, and what has none apart."""

import pytest

from xinmai.errors import BadArgument
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.timeline import DateOf, Timeline, TimelineEntry
from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import Capacity, EventKind, Property, RelationKind, SanctionKind
from xinmai.ports.store import Store
from xinmai.service.timeline import dated_parties, page_of_undated, span_of, timeline

from support import facts as build
from support.days import instant, stored
from support.facts import GOVERNMENT
from support.model_store import ModelStore

PAGE = Page(first=500, of="timeline")


async def of(
    store: Store,
    party: str,
    days: tuple[str | None, str | None] = (None, None),
    kinds: list[DateOf] | None = None,
    page: Page = PAGE,
) -> Timeline:
    view = await store.view(build.day("2020-01-01"))
    span = span_of(*days, kinds)
    read = await dated_parties(store, view, [PublicId(party)], Budget())
    return await timeline(read[PublicId(party)], span, page)


def shown(found: Timeline) -> list[tuple[str, DateOf, str]]:
    """Return day, kind of date and key, without what was seen first."""
    return [
        (entry.on, entry.date_of, build.local(entry.item.fact.key))
        for entry in found.entries.items
        if entry.date_of is not DateOf.FIRST_SEEN
    ]


PENALTY: list[Fact] = [
    build.party("a:1", "新名", founded_on="2010-05"),
    build.party("a:2"),
    build.record(
        "a:r",
        act_from="2021-01-05",
        act_to="2021-02-06",
        decided_on="2021-03-07",
        effective_from="2021-05-09",
        effective_to="2021-06-10",
        due_on="2021-04-20",
    ),
    build.record_party("a:r", "a:1", capacity=Capacity.SUBJECT),
    build.record_party("a:r", "a:2"),
    build.event("a:r", EventKind.PUBLISHED, "2021-04-08"),
    build.event("a:r", EventKind.REPAIRED, "2021-07-11"),
    build.sanction("a:z", "a:r", kind=SanctionKind.BAN, from_date="2021-05-10", to_date="2021-08-12"),
]


async def test_act_decision_publication_and_first_seen_each_have_their_place() -> None:
    store = await stored(("2021-09-13", PENALTY))
    found = await of(store, "a:1")
    assert shown(found)[:1] == [("2010-05", DateOf.FOUNDED, "1")]
    record = [(on, kind) for on, kind, _ in shown(found)[1:]]
    assert record == [
        ("2021-01-05", DateOf.ACT_FROM),
        ("2021-02-06", DateOf.ACT_TO),
        ("2021-03-07", DateOf.DECIDED),
        ("2021-04-08", DateOf.PUBLISHED),
        ("2021-04-20", DateOf.DUE),
        ("2021-05-09", DateOf.EFFECTIVE_FROM),
        ("2021-05-10", DateOf.SANCTION_FROM),
        ("2021-06-10", DateOf.EFFECTIVE_TO),
        ("2021-07-11", DateOf.EVENT),
        ("2021-08-12", DateOf.SANCTION_TO),
    ]
    seen = [entry for entry in found.entries.items if entry.date_of is DateOf.FIRST_SEEN]
    assert {(entry.on, entry.instant) for entry in seen} == {("2021-09-13", instant("2021-09-13"))}
    assert len({entry.item.fact.key for entry in seen}) == len(seen) == 5
    assert all(entry.instant is None for entry in found.entries.items if entry not in seen)


async def test_the_day_of_recording_is_the_day_in_china() -> None:
    store = ModelStore()
    async with store.load("a") as session:
        await session.apply([build.party("a:1")], instant("2021-09-13").replace(hour=16))
    (entry,) = (await of(store, "a:1")).entries.items
    assert (entry.date_of, entry.on) == (DateOf.FIRST_SEEN, "2021-09-14")


async def test_first_seen_never_stands_in_for_a_date_in_the_world() -> None:
    facts = [
        build.party("a:1"),
        build.person("a:p"),
        build.role("a:p", "a:1"),
        build.party_fact("a:1", Property.STATUS, "active"),
        build.record("a:r"),
        build.record_party("a:r", "a:1"),
        build.event("a:r", EventKind.REMOVED),
    ]
    found = await of(await stored(("2021-09-13", facts)), "a:1")
    assert shown(found) == []
    undated = [item.fact.key for item in found.undated]
    assert len(undated) == 4
    assert undated == sorted(undated)
    assert "a:legal_representative/p/1" in undated
    assert "a:1" not in undated
    first = page_of_undated(found, Page(first=3, of="undated"))
    rest = page_of_undated(found, Page(first=3, after=first.cursors[-1], of="undated"))
    assert [item.fact.key for item in (*first.items, *rest.items)] == undated
    assert (first.total, first.has_next, rest.has_next) == (4, True, False)


async def test_each_tie_has_its_own_words_and_the_past_is_shown_on_every_day() -> None:
    facts = [
        build.party("a:1"),
        build.party("a:2"),
        build.person("a:p"),
        build.role("a:p", "a:1", valid_from="2011-01-01", valid_to="2012-01-01"),
        build.holds("a:2", "a:1", "10", valid_from="2011-02", valid_to="2012-02"),
        build.relation(RelationKind.BRANCH_OF, "a:2", "a:1", valid_from="2011-03", valid_to="2012-03"),
        build.role("a:p", "a:1", RelationKind.DIRECTOR, ended=True, over_by="2012-04-01"),
        build.name_fact("a:1", "旧名", valid_from="2011-05", valid_to="2012-05"),
        build.party_fact("a:1", Property.STATUS, "revoked", valid_from="2012-06"),
        build.party_fact("a:1", Property.REGION, "沪滨", valid_from="2012-07", valid_to="2012-08"),
    ]
    found = await of(await stored(("2021-09-13", facts)), "a:1")
    assert [(on, kind) for on, kind, _ in shown(found)] == [
        ("2011-01-01", DateOf.ROLE_FROM),
        ("2011-02", DateOf.HOLDING_FROM),
        ("2011-03", DateOf.RELATION_FROM),
        ("2011-05", DateOf.NAME_FROM),
        ("2012-01-01", DateOf.ROLE_TO),
        ("2012-02", DateOf.HOLDING_TO),
        ("2012-03", DateOf.RELATION_TO),
        ("2012-04-01", DateOf.OVER_BY),
        ("2012-05", DateOf.NAME_TO),
        ("2012-06", DateOf.STATUS_FROM),
        ("2012-07", DateOf.PROPERTY_FROM),
        ("2012-08", DateOf.PROPERTY_TO),
    ]


async def test_a_sanction_and_an_event_of_somebody_else_are_not_in_it() -> None:
    facts = [
        *PENALTY,
        build.sanction("a:z2", "a:r", "a:2", from_date="2021-05-11"),
        build.event("a:r", EventKind.PAID, "2021-05-12", party=build.pid("a:2")),
        build.event("a:r", EventKind.PERFORMED, "2021-05-13", party=build.pid("a:1")),
    ]
    store = await stored(("2021-09-13", facts))
    mine, other = shown(await of(store, "a:1")), shown(await of(store, "a:2"))
    assert [on for on, _, _ in mine if on in {"2021-05-10", "2021-05-11", "2021-05-12", "2021-05-13"}] == [
        "2021-05-10",
        "2021-05-13",
    ]
    assert [on for on, _, _ in other if on in {"2021-05-10", "2021-05-11", "2021-05-12", "2021-05-13"}] == [
        "2021-05-11",
        "2021-05-12",
    ]  # the ban is on the subjects, and a:2 is none


async def test_days_are_included_and_rough_dates_that_may_lie_in_them() -> None:
    facts: list[Fact] = [build.party("a:1", founded_on="2021-03")]
    facts += [
        build.party_fact("a:1", Property.REGION, f"r{day}", valid_from=f"2021-03-{day}")
        for day in ("09", "10", "11", "12")
    ]
    store = await stored(("2021-09-13", facts))
    found = await of(store, "a:1", ("2021-03-10", "2021-03-11"))
    assert [on for on, _, _ in shown(found)] == ["2021-03", "2021-03-10", "2021-03-11"]
    assert [on for on, _, _ in shown(await of(store, "a:1", ("2021-03-12", None)))] == [
        "2021-03",
        "2021-03-12",
    ]
    assert [on for on, _, _ in shown(await of(store, "a:1", (None, "2021-02-28")))] == []
    only = await of(store, "a:1", kinds=[DateOf.FOUNDED])
    assert shown(only) == [("2021-03", DateOf.FOUNDED, "1")]
    assert only.entries.total == 1


async def test_pages_join_to_the_whole() -> None:
    store = await stored(("2021-09-13", PENALTY))
    whole = (await of(store, "a:1")).entries
    read: list[TimelineEntry] = []
    after = None
    while True:
        page = (await of(store, "a:1", page=Page(first=3, after=after, of="timeline"))).entries
        read += page.items
        assert page.total == whole.total
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert tuple(read) == whole.items


@pytest.mark.parametrize(
    ("days", "kinds", "argument"),
    [(("2021-03-11", "2021-03-10"), None, "from"), ((None, None), [], "kinds")],
)
async def test_what_cannot_be_asked(
    days: tuple[str | None, str | None], kinds: list[DateOf] | None, argument: str
) -> None:
    store = await stored(("2021-09-13", PENALTY))
    with pytest.raises(BadArgument) as refused:
        await of(store, "a:1", days, kinds)
    assert refused.value.argument == argument
    with pytest.raises(BadArgument):
        await of(store, "a:1", page=Page(after="x", of="timeline"))


async def test_a_hidden_party_has_none() -> None:
    store = await stored(("2021-09-13", [build.party("a:1", visibility=GOVERNMENT)]))
    for party in ("a:1", "a:nothing"):
        view = await store.view(build.day("2020-01-01"))
        assert await dated_parties(store, view, [PublicId(party)], Budget()) == {}
