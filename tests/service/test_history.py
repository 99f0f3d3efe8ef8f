"""Who said what of a fact and when; hidden, absent and erased look alike to whoever may not see everything."""

from xinmai.model.absence import Absence
from xinmai.model.fact import Fact
from xinmai.model.history import FactHistory, FieldChange, VersionState
from xinmai.model.view import Budget, Page
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.service.history import history

from support import facts as build
from support.days import instant, stored
from support.facts import EVERYTHING, GOVERNMENT
from support.model_store import ModelStore

PAGE = Page(first=100, of="history")


async def of(
    store: Store,
    key: str,
    known: str | None = None,
    sees: Visibility = Visibility.PUBLIC,
    page: Page = PAGE,
) -> FactHistory | None:
    at = None if known is None else instant(known)
    view = await store.view(build.day("2020-01-01"), at, sees)
    return await history(store, view, key, page, Budget())


def share(percent: str | None, **rest: object) -> list[Fact]:
    return [build.holds("a:1", "a:2", percent, public_id="a:h", **rest)]


async def told() -> Store:
    """Return a store in which a holding was said, corrected by another source, and closed by a snapshot."""
    nodes: list[Fact] = [build.party("a:1"), build.party("a:2")]
    store = await stored(
        ("2021-01-01", [*nodes, *share("30")]),
        ("2021-02-01", share("40", source=build.pid("a:other"), locator="row 7")),
    )
    async with store.load("a") as session:
        await session.apply(nodes, instant("2021-03-01"))
        await session.finish(instant("2021-03-01"), close_unsaid=True, rejects={})
    return store


async def test_versions_say_who_and_what_and_from_when_to_when() -> None:
    found = await of(await told(), "a:h")
    assert found is not None
    assert (found.kind, found.erased, found.gaps) == ("relation", None, ())
    first, second = found.versions.items
    assert (first.fact.source, second.fact.source) == ("a:bundle", "a:other")
    assert (first.recorded_from, first.recorded_to) == (instant("2021-01-01"), instant("2021-02-01"))
    assert (second.recorded_from, second.recorded_to) == (instant("2021-02-01"), instant("2021-03-01"))
    assert (first.state, second.state) == (VersionState.CORRECTED, VersionState.CLOSED)
    assert second.changes == (
        FieldChange("locator", None, "row 7"),
        FieldChange("share", "300000000", "400000000"),
        FieldChange("source", "a:bundle", "a:other"),
    )
    assert [change.field for change in first.changes] == ["from", "id", "kind", "share", "source", "to"]
    assert second.content["share"] == 400_000_000


async def test_a_past_revision_knows_what_was_known() -> None:
    found = await of(await told(), "a:h", "2021-01-15")
    assert found is not None
    (only,) = found.versions.items
    assert (only.state, only.recorded_to) == (VersionState.HOLDS, None)


async def test_pages_of_versions_say_what_differs_from_the_version_before() -> None:
    store = await told()
    found = await of(store, "a:h", page=Page(first=1, of="history"))
    assert found is not None
    assert (found.versions.total, found.versions.has_next) == (2, True)
    rest = await of(store, "a:h", page=Page(first=1, after=found.versions.cursors[-1], of="history"))
    assert rest is not None
    (second,) = rest.versions.items
    assert len(second.changes) == 3


async def test_hidden_and_absent_look_alike() -> None:
    store = await stored(
        ("2021-01-01", [build.party("a:1", visibility=GOVERNMENT), build.party("a:2"), *share("30")])
    )
    assert await of(store, "a:1") is await of(store, "a:h") is await of(store, "a:nothing") is None
    assert await of(store, "a:h", sees=GOVERNMENT) is not None


async def test_what_was_erased_is_told_to_who_may_see_everything_and_to_nobody_else() -> None:
    store = await told()
    await store.erase("a:h", "art. 47", instant("2021-04-01"))
    for sees in (Visibility.PUBLIC, GOVERNMENT):
        assert await of(store, "a:h", sees=sees) is None
    for known in (None, "2021-01-15"):
        found = await of(store, "a:h", known, sees=EVERYTHING)
        assert found is not None
        assert found.erased is not None
        assert (found.kind, found.versions.total) == (None, 0)
        assert found.erased.erased.reason == "art. 47"
        assert len(found.erased.erased.digest) == 64
        assert found.erased.recorded_at == instant("2021-04-01")


async def test_a_birth_date_is_withheld_whether_it_is_stated_or_not() -> None:
    for birth_date in ("1900-01-01", None):
        store = await stored(("2021-01-01", [build.person("a:p", birth_date=birth_date)]))
        found = await of(store, "a:p")
        assert found is not None
        assert [(gap.what, gap.absence) for gap in found.gaps] == [("birth_date", Absence.WITHHELD)]
        (version,) = found.versions.items
        assert "birth_date" not in version.content
        assert "birth_date" not in [change.field for change in version.changes]


async def test_who_consented_and_who_judged_is_told_to_nobody() -> None:
    store = await stored(
        (
            "2021-01-01",
            [
                build.party("a:1"),
                build.party("a:2"),
                build.consent("a:n", "a:1"),
                build.judgement("a:1", "a:2"),
            ],
        )
    )
    judgement = build.judgement("a:1", "a:2")
    for key in ("a:n", judgement.key):
        assert await of(store, key, sees=EVERYTHING) is None


async def test_a_fact_without_an_id_is_found_by_its_key() -> None:
    store = ModelStore()
    name = build.name_fact("a:1", "旧名", valid_from="2010-01-01")
    await stored(("2021-01-01", [build.party("a:1"), name]), into=store)
    found = await of(store, name.key)
    assert found is not None
    assert found.kind == "party_fact"
