"""The credit file of a party on a day: what is in it, in what state, what is not and why."""

from collections.abc import Mapping
from typing import Any

import msgspec

from xinmai.model.absence import Absence
from xinmai.model.credit_file import CreditFile, DisclosureGround
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import (
    Capacity,
    CompletenessState,
    EventKind,
    PartyKind,
    Property,
    RecordKind,
    RelationKind,
    Visibility,
)
from xinmai.ports.store import Store
from xinmai.rules.catalogue_entries import Item
from xinmai.service.credit_file import credit_files

from support import facts as build
from support.asking import CATALOGUE
from support.days import instant, stored
from support.facts import EVERYTHING, GOVERNMENT

BUDGET = Budget()
SUPPLY = Item(code="fines", zh="罚款", en="fines", record_kind="penalty", owed_by=("a:A", "a:B"), rows=(1,))


async def file_of(
    store: Store,
    party: str,
    day: str,
    known: str | None = None,
    sees: Visibility = Visibility.PUBLIC,
    budget: Budget = BUDGET,
    items: tuple[Item, ...] | None = None,
) -> CreditFile:
    view = await store.view(build.day(day), None if known is None else instant(known), sees)
    catalogue = CATALOGUE if items is None else msgspec.structs.replace(CATALOGUE, items=items)
    return (await credit_files(store, view, [PublicId(party)], catalogue, budget))[PublicId(party)]


def entries(file: CreditFile) -> dict[str, list[tuple[str, str]]]:
    """Return key and state of what stands in each section that is not empty."""
    return {
        section.code: [(entry.fact.key, entry.state) for entry in section.entries]
        for section in file.sections
        if section.entries
    }


def absences(file: CreditFile) -> Mapping[str, list[Absence]]:
    return {section.code: [gap.absence for gap in section.gaps] for section in file.sections}


# Story S5: a listing that should never have been.
LISTED: list[Fact] = [
    build.source("a:bundle"),
    build.agency("a:court"),
    build.party("a:G", "沪滨安衡装饰有限公司"),
    build.party("a:H", "沪滨安衡装饰有限公司"),
    build.record(
        "a:REC5",
        RecordKind.LISTING,
        "a:court",
        list="judgment_debtor",
        decided_on="2025-02-10",
        effective_from="2025-02-10",
        act_to="2024-12-01",
    ),
    build.record_party("a:REC5", "a:G", capacity=Capacity.SUBJECT),
    build.event("a:REC5", EventKind.PUBLISHED, "2025-02-10"),
]
ANNULLED = build.event("a:REC5", EventKind.ANNULLED, "2025-06-20")


async def story_5() -> Store:
    return await stored(("2025-02-10", LISTED), ("2025-06-23", [ANNULLED]))


async def test_a_listing_is_in_the_file_from_its_decision_on() -> None:
    store = await story_5()
    assert "listings" not in entries(await file_of(store, "a:G", "2025-02-09", "2025-04-01"))
    file = await file_of(store, "a:G", "2025-04-01", "2025-04-01")
    assert entries(file)["listings"] == [("a:REC5", "IN_FORCE")]
    (entry,) = next(section for section in file.sections if section.code == "listings").entries
    assert entry.capacities == (Capacity.SUBJECT,)
    assert [end.ground for end in entry.disclosure] == [DisclosureGround.TERM]


async def test_an_annulment_works_from_the_start() -> None:
    store = await story_5()
    for day in ("2025-04-01", "2025-07-01"):
        file = await file_of(store, "a:G", day)
        assert entries(file)["listings"] == [("a:REC5", "ANNULLED")]
        (entry,) = next(section for section in file.sections if section.code == "listings").entries
        assert [end.ground for end in entry.disclosure] == [DisclosureGround.ANNULLED]


async def test_after_the_deletion_the_file_is_that_of_a_firm_that_was_never_listed() -> None:
    store = await story_5()
    await store.erase("a:REC5", "annulled, D06", instant("2025-06-26"))
    for known in (None, "2025-04-01"):
        listed = await file_of(store, "a:G", "2025-07-01", known)
        never = await file_of(store, "a:H", "2025-07-01", known)
        assert listed.completeness == never.completeness
        for one, other in zip(listed.sections, never.sections, strict=True):
            assert (len(one.entries), one.gaps) == (len(other.entries), other.gaps), one.code


async def test_namesakes_do_not_mix() -> None:
    file = await file_of(await story_5(), "a:H", "2025-04-01", "2025-04-01")
    assert list(entries(file)) == ["identity"]


async def test_a_record_that_is_not_known_yet_is_absent_and_one_without_a_date_is_not() -> None:
    facts: list[Fact] = [build.party("a:1")]
    dates: dict[str, Any] = {
        "later": {"decided_on": "2025-06-02"},
        "month": {"decided_on": "2025-06"},
        "effect": {"decided_on": "2025-06-02", "effective_from": "2025-05-01"},
        "undated": {},
        "noticed": {"decided_on": "2025-07-01"},
    }
    for own, stated in dates.items():
        facts += [build.record(f"a:{own}", **stated), build.record_party(f"a:{own}", "a:1")]
    facts.append(build.event("a:noticed", EventKind.NOTICED, "2025-05-20"))
    file = await file_of(await stored(("2025-08-01", facts)), "a:1", "2025-06-01")
    assert entries(file)["penalties"] == [
        ("a:effect", "IN_FORCE"),
        ("a:month", "IN_FORCE"),
        ("a:noticed", "ADVANCE_NOTICE"),
        ("a:undated", "IN_FORCE"),
    ]


async def test_properties_and_relations_say_how_they_stand() -> None:
    facts: list[Fact] = [
        build.party("a:1", "新名"),
        build.party("a:2"),
        build.person("a:p", "王五"),
        build.name_fact("a:1", "旧名", valid_from="2010-01-01", valid_to="2019-07-01"),
        build.name_fact("a:1", "新名", valid_from="2019-07-01"),
        build.name_fact("a:1", "将来名", valid_from="2027-01-01"),
        build.party_fact("a:1", Property.STATUS, "active"),
        build.party_fact("a:1", Property.REGION, "沪滨", valid_from="2025"),
        build.holds("a:1", "a:2", "30", valid_from="2020-01-01"),
        build.role("a:p", "a:1", valid_from="2020-01-01", valid_to="2021-01-01"),
        build.role("a:p", "a:1", RelationKind.DIRECTOR),
        build.relation(RelationKind.POSSIBLY_SAME, "a:1", "a:2"),
    ]
    store = await stored(("2025-08-01", facts))
    file = await file_of(store, "a:1", "2025-06-01")
    states = {
        entry.fact.value if hasattr(entry.fact, "value") and entry.fact.value else entry.fact.key: entry.state
        for section in file.sections
        for entry in section.entries
    }
    assert states == {
        "a:1": "HOLDS",
        "旧名": "ENDED",
        "新名": "HOLDS",
        "active": "MAY_HOLD",
        "沪滨": "MAY_HOLD",
        "a:director/p/1": "MAY_HOLD",
        "a:holds/1/2": "HOLDS",
    }


async def test_the_file_of_a_person_says_in_which_capacity_a_record_names_him() -> None:
    facts: list[Fact] = [
        build.party("a:1"),
        build.person("a:p", "王五"),
        build.person("a:q", "王五"),
        build.role("a:p", "a:1", valid_from="2020-01-01"),
        build.record("a:r", decided_on="2024-03-01"),
        build.record_party("a:r", "a:1", capacity=Capacity.SUBJECT),
        build.record_party("a:r", "a:p", capacity=Capacity.DIRECTLY_RESPONSIBLE_MANAGER),
        build.record("a:s", decided_on="2024-04-01"),
        build.named("a:s", "王五", "a:1", capacity=Capacity.OTHER_DIRECTLY_RESPONSIBLE),
    ]
    # the same record names a namesake too, inside another organisation
    facts += [
        build.party("a:2"),
        build.role("a:q", "a:2", valid_from="2020-01-01", valid_to="2021-01-01"),
        build.named("a:s", "王五", "a:2", capacity=Capacity.PRINCIPAL),
    ]
    store = await stored(("2025-08-01", facts))
    file = await file_of(store, "a:p", "2025-06-01")
    named = {
        entry.fact.key: entry.capacities
        for section in file.sections
        for entry in section.entries
        if section.code == "penalties"
    }
    assert named == {
        "a:r": (Capacity.DIRECTLY_RESPONSIBLE_MANAGER,),
        "a:s": (Capacity.OTHER_DIRECTLY_RESPONSIBLE,),
    }
    namesake = await file_of(store, "a:q", "2025-06-01")
    assert entries(namesake) == {"identity": [("a:q", "HOLDS")], "penalties": [("a:s", "IN_FORCE")]}
    (entry,) = next(section for section in namesake.sections if section.code == "penalties").entries
    assert entry.capacities == (Capacity.PRINCIPAL,)


def supplied(*agencies: str, retrieved: str = "2026-05-01", refresh: int | None = None) -> list[Fact]:
    """Return a network in which agencies supplied the owed item, about somebody else."""
    facts: list[Fact] = [build.party("a:1"), build.party("a:2")]
    facts += [build.agency("a:A", "甲局"), build.agency("a:B", "乙局")]
    for own in agencies:
        facts += [
            build.source(f"a:from-{own}", agency=f"a:{own}", retrieved_on=retrieved, refresh_days=refresh),
            build.record(f"a:r{own}", by=f"a:{own}", item="fines", decided_on="2024-01-01"),
            build.record_party(f"a:r{own}", "a:2"),
        ]
    return facts


async def test_known_none_not_collected_and_withheld_are_apart() -> None:
    for facts, day, expected in (
        (supplied("A", "B"), "2026-05-02", Absence.KNOWN_NONE),
        (supplied("A"), "2026-05-02", Absence.NOT_COLLECTED),
        (supplied(), "2026-05-02", Absence.NOT_COLLECTED),
        (supplied("A", "B", refresh=30), "2026-05-31", Absence.KNOWN_NONE),
        (supplied("A", "B", refresh=30), "2026-06-01", Absence.NOT_COLLECTED),
    ):
        store = await stored(("2026-05-01", facts))
        file = await file_of(store, "a:1", day, items=(SUPPLY,))
        assert absences(file)["penalties"] == [expected, Absence.WITHHELD]
        everything = await file_of(store, "a:1", day, sees=EVERYTHING, items=(SUPPLY,))
        assert absences(everything)["penalties"] == [expected]


async def test_an_item_is_owed_only_of_the_kinds_of_party_it_can_be_about() -> None:
    drivers = msgspec.structs.replace(SUPPLY, code="drivers", zh="驾驶员", subjects=(PartyKind.PERSON,))
    facts = [
        *supplied("A", "B"),
        build.party("a:p", kind=PartyKind.PERSON),
        build.party("a:u", kind=PartyKind.UNKNOWN),
    ]
    store = await stored(("2026-05-01", facts))
    for named, owed, expected in (
        ("a:1", (SUPPLY, drivers), Absence.KNOWN_NONE),
        ("a:p", (SUPPLY, drivers), Absence.NOT_COLLECTED),
        ("a:u", (SUPPLY, drivers), Absence.NOT_COLLECTED),
        ("a:1", (drivers,), Absence.NOT_COLLECTED),
    ):
        file = await file_of(store, named, "2026-05-02", items=owed)
        assert absences(file)["penalties"][0] is expected, named
        (gap, _) = next(section for section in file.sections if section.code == "penalties").gaps
        assert ("驾驶员" in gap.because) is (named != "a:1")


async def test_what_was_refused_or_names_no_item_leaves_a_doubt() -> None:
    unnamed = build.record("a:rC", by="a:A", decided_on="2024-01-01")
    store = await stored(("2026-05-01", [*supplied("A", "B"), unnamed]))
    file = await file_of(store, "a:1", "2026-05-02", items=(SUPPLY,))
    assert absences(file)["penalties"][0] is Absence.NOT_COLLECTED

    store = await stored(("2026-05-01", supplied("A", "B")))
    async with store.load("a") as session:
        rejects = {("a:A", "records", "penalty"): 1}
        await session.finish(instant("2026-05-01"), close_unsaid=False, rejects=rejects)
    file = await file_of(store, "a:1", "2026-05-02", items=(SUPPLY,))
    assert absences(file)["penalties"][0] is Absence.NOT_COLLECTED
    (penalties,) = [section for section in file.sections if section.code == "penalties"]
    assert "refused or name no item: 罚款 (甲局" in penalties.gaps[0].because


async def test_a_supplier_is_known_by_its_id_the_bundles_own_id_or_its_name() -> None:
    for named in ("a:A", "A", "甲局"):
        facts = [*supplied("B"), *supplied("A")]
        own = [
            msgspec.structs.replace(fact, agency=named) if fact.key == "a:from-A" else fact for fact in facts
        ]
        file = await file_of(await stored(("2026-05-01", own)), "a:1", "2026-05-02", items=(SUPPLY,))
        assert absences(file)["penalties"][0] is Absence.KNOWN_NONE, named
    unknown = [f for f in [*supplied("A"), *supplied("B")] if f.key != "a:from-A"]
    file = await file_of(await stored(("2026-05-01", unknown)), "a:1", "2026-05-02", items=(SUPPLY,))
    assert absences(file)["penalties"][0] is Absence.NOT_COLLECTED


async def test_what_is_hidden_supplies_nothing_that_a_caller_may_count() -> None:
    facts = [
        msgspec.structs.replace(fact, visibility=GOVERNMENT) if fact.key == "a:rB" else fact
        for fact in supplied("A", "B")
    ]
    store = await stored(("2026-05-01", facts))
    public = await file_of(store, "a:1", "2026-05-02", items=(SUPPLY,))
    assert absences(public)["penalties"] == [Absence.NOT_COLLECTED, Absence.WITHHELD]
    agencies = await file_of(store, "a:1", "2026-05-02", sees=GOVERNMENT, items=(SUPPLY,))
    assert absences(agencies)["penalties"] == [Absence.KNOWN_NONE, Absence.WITHHELD]


async def test_every_empty_section_says_why() -> None:
    file = await file_of(await story_5(), "a:H", "2025-04-01")
    assert [section.code for section in file.sections] == [s.code for s in CATALOGUE.sections]
    for section in file.sections:
        assert section.entries or section.gaps[0].absence in {Absence.KNOWN_NONE, Absence.NOT_COLLECTED}


async def test_what_does_not_fit_is_left_out_whole_and_said() -> None:
    facts: list[Fact] = [build.party(f"a:{n}") for n in range(5)]
    facts += [build.holds("a:0", f"a:{n}", "1") for n in range(1, 5)]
    facts += [build.record("a:r", decided_on="2024-01-01"), build.record_party("a:r", "a:0")]
    store = await stored(("2025-08-01", facts))
    file = await file_of(store, "a:0", "2025-06-01", budget=Budget(nodes=3))
    assert list(entries(file)) == ["identity", "penalties"]
    assert file.completeness.state is CompletenessState.CUT_BY_NODES
    assert file.completeness.reason == "4 relations are more than 3 and are left out."
    assert [s.code for s in file.sections if s.cut] == ["posts", "holdings", "structure", "dealings"]
    assert absences(file)["holdings"] == [Absence.WITHHELD]


async def test_a_section_that_was_cut_is_never_known_to_be_empty() -> None:
    facts = supplied("A", "B")
    for number in range(4):
        facts.append(build.record(f"a:x{number}", decided_on="2024-01-01"))
        facts.append(build.record_party(f"a:x{number}", "a:1"))
    store = await stored(("2026-05-01", facts))
    file = await file_of(store, "a:1", "2026-05-02", budget=Budget(nodes=3), items=(SUPPLY,))
    (penalties,) = [section for section in file.sections if section.code == "penalties"]
    assert (penalties.entries, penalties.cut) == ((), True)
    assert [gap.absence for gap in penalties.gaps] == [Absence.WITHHELD]


async def test_a_party_that_was_not_known_then_has_no_file() -> None:
    store = await stored(("2025-08-01", [build.party("a:1")]))
    view = await store.view(build.day("2025-06-01"), instant("2025-07-01"))
    assert await credit_files(store, view, [PublicId("a:1")], CATALOGUE, BUDGET) == {}
