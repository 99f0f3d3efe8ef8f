"""Evidence: the same bytes for the same view, everything in it that a claim needs, nothing that the caller may not see."""

import asyncio
import hashlib
import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from xinmai.bootstrap import open_store
from xinmai.errors import BadArgument, UnknownId
from xinmai.model.absence import Absence
from xinmai.model.evidence import Evidence
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import (
    Answer,
    CompletenessState,
    Property,
    RecordKind,
    RelationKind,
    SanctionKind,
    Visibility,
)
from xinmai.ports.store import Store
from xinmai.service.evidence import Asked, OfConsequence, OfGroup, OfPath, evidence
from xinmai.verify.evidence import problems

from support import facts as build
from support.asking import SIGNER
from support.evidence import MEANS, found, seal, write
from support.made_network import load_network
from support.model_store import ModelStore
from support.story_facts import story_1, subject

DAY = build.day("2026-05-02")
NOW, LATER = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


def path(start: str, goal: str, **rest: Any) -> OfPath:
    return OfPath(start=PublicId(start), goal=PublicId(goal), **rest)


QUESTIONS: list[Asked] = [
    *(
        OfGroup(PublicId(f"demo:{of}"))
        for of in ("S3-X", "S3-J", "S3-U", "core-1sub", "pact-held", "cross-a", "nominee", "S1-P2")
    ),
    *(
        OfConsequence(PublicId(f"demo:{record}"))
        for record in ("S1-REC1", "E7y-REC1", "E7u-REC1", "R24x-REC1", "fine-unmarked-REC1", "scope-REC1")
    ),
    path("demo:S1-P2", "demo:S1-F2"),
    path("demo:S1-P2", "demo:S3-X"),
    path("demo:S3-hanyi", "demo:S3-U"),
]


def shown(evidence: Evidence) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(evidence.json())
    return decoded


def gaps(evidence: Evidence, why: Absence) -> list[str]:
    return [gap.what for gap in evidence.gaps if gap.absence is why]


async def drawn(*facts: Fact) -> Store:
    store = ModelStore()
    applied = await store.apply([build.source("t:bundle"), *facts], key="drawn", at=NOW)
    assert applied.refused == ()
    return store


async def add(store: Store, *facts: Fact) -> None:
    applied = await store.apply(list(facts), key="later", at=LATER)
    assert applied.refused == ()


@pytest.fixture(scope="module")
def plain() -> Store:
    store = ModelStore()
    asyncio.run(load_network(store))
    return store


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
async def test_the_same_bytes_twice_and_in_a_plain_store(network: Store, plain: Store, asked: Asked) -> None:
    first = (await found(network, await network.view(DAY), asked)).json()
    assert (await found(network, await network.view(DAY), asked)).json() == first
    assert (await found(plain, await plain.view(DAY), asked)).json() == first


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
async def test_a_bundle_holds_together(network: Store, asked: Asked, tmp_path: Path) -> None:
    answer = await found(network, await network.view(DAY), asked)
    folder = write(seal(answer), tmp_path / "bundle")
    assert list(problems(folder, SIGNER.public_key)) == []
    assert answer.claims
    assert all(claim.text.zh and claim.text.en for claim in answer.claims)
    cited = {key for claim in answer.claims for key in claim.facts}
    assert cited == {fact.key for fact in answer.facts}
    assert all(fact.recorded_at == datetime(2026, 5, 1, tzinfo=UTC) for fact in answer.facts)


@pytest.mark.parametrize(
    ("asked", "reason", "claims"),
    [
        (
            path("t:A", "t:D"),
            "level 1 from t:D would pass 3 nodes; level 2 from t:A would pass 3 nodes",
            (["path"], ["no_link"]),
        ),
        (
            OfGroup(PublicId("t:A")),
            "more than 3 nodes would have to be read",
            (["head", "member", "member", "member", "member"], ["head", "member", "member"]),
        ),
    ],
    ids=["path", "group"],
)
async def test_the_bundle_of_an_answer_that_was_cut_says_so(
    asked: Asked, reason: str, claims: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    parties = [build.party(f"t:{name}") for name in "ABCDE"]
    store = await drawn(*parties, *(build.holds(one.id, other.id, "60") for one, other in pairwise(parties)))
    view = await store.view(DAY)
    whole = await found(store, view, asked)
    few = Budget(nodes=3)
    means = msgspec.structs.replace(MEANS, budget=few, ownership_budget=few)
    cut = await evidence(store, view, asked, means)
    assert ([c.kind for c in whole.claims], [c.kind for c in cut.claims]) == claims
    assert whole.completeness.state is CompletenessState.COMPLETE

    folder = write(seal(cut), tmp_path / "bundle")
    assert list(problems(folder, SIGNER.public_key)) == []
    said = json.loads((folder / "evidence.json").read_bytes())["completeness"]
    assert (said["state"], said["nodes_seen"]) == ("CUT_BY_NODES", 3)
    assert said["reason"].startswith(reason)
    assert said["reason"] in (folder / "evidence.html").read_text(encoding="utf-8")


async def of_a_chain(nodes: int) -> Evidence:
    """Return the group of B in A → C → D → B → E as evidence: who holds C is read last."""
    parties = [build.party(f"t:{name}") for name in "ACDBE"]
    store = await drawn(*parties, *(build.holds(one.id, other.id, "60") for one, other in pairwise(parties)))
    means = msgspec.structs.replace(MEANS, ownership_budget=Budget(nodes=nodes))
    return await evidence(store, await store.view(DAY), OfGroup(PublicId("t:B")), means)


async def test_a_group_that_was_cut_claims_nothing_of_whom_it_did_not_read() -> None:
    cut = await of_a_chain(3)
    (head,) = (claim for claim in cut.claims if claim.kind == "head")
    assert head.content["head"] == "t:C"
    assert head.text.en.endswith("the reading was cut, so whether anybody controls C is not known.")
    assert not [gap for gap in cut.gaps if gap.what == "t:C.holders"]
    assert cut.completeness.state is CompletenessState.CUT_BY_NODES


async def test_a_group_that_just_fits_is_whole() -> None:
    whole = await of_a_chain(5)
    (head,) = (claim for claim in whole.claims if claim.kind == "head")
    assert (head.content["head"], whole.completeness.state) == ("t:A", CompletenessState.COMPLETE)
    assert head.text.en.endswith("the facts show nobody who controls A.")


async def test_what_a_group_stands_on(network: Store) -> None:
    answer = await found(network, await network.view(build.day("2025-06-01")), OfGroup(PublicId("demo:S3-X")))
    told = {claim.content.get("party", "head"): claim for claim in answer.claims if claim.kind != "flag"}

    assert told["head"].content["head"] == "demo:S3-hanyi"
    assert told["demo:S3-X"].content["strength"] == {"lower": "55", "upper": "55"}
    assert len(told["demo:S3-X"].content["via"]) == 2
    assert set(told["demo:S3-X"].content["via"]) <= set(told["demo:S3-X"].facts)
    assert told["demo:S3-X"].text.en.startswith("韩一 and the members it controls hold 55 %")
    assert told["demo:S3-J"].kind == "apart"
    assert "demo:S3-H/holds/S3-U.share" in gaps(answer, Absence.NOT_STATED)
    assert answer.rule_pack is None


async def test_what_a_consequence_stands_on(network: Store) -> None:
    answer = await found(network, await network.view(DAY), OfConsequence(PublicId("demo:S1-REC1")))
    facts = {fact.key: fact for fact in answer.facts}
    for claim in answer.claims:
        proof = claim.content["proof"]
        used = [use for step in proof["steps"] for use in step["facts"]]
        assert {use["key"] for use in used} <= set(claim.facts)
        for use in used:  # the proof's own digest of a fact, taken over its canonical form
            content = json.loads(facts[use["key"]].content)
            plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert hashlib.sha256(plain.encode()).hexdigest() == use["digest"]
    assert {(rule.id, rule.version) for rule in answer.rules} == {
        (claim.content["rule"], claim.content["version"]) for claim in answer.claims
    }
    assert "demo:S1-REC1.statute" in gaps(answer, Absence.NOT_STATED)
    assert "demo:S1-REC1.grade" in gaps(answer, Absence.NOT_APPLICABLE)
    assert "demo:agency-market" in facts


async def test_a_record_from_which_nothing_follows(network: Store) -> None:
    answer = await found(
        network, await network.view(build.day("2024-02-29")), OfConsequence(PublicId("demo:S1-REC1"))
    )
    (claim,) = answer.claims
    assert claim.kind == "nothing_follows"
    assert "demo:S1-REC1" in claim.facts
    assert answer.rule_pack is not None


async def test_a_record_of_which_too_little_is_stated_to_tell() -> None:
    store = await drawn(*story_1(), build.record("t:R", RecordKind.PENALTY), subject("t:R", "t:F1"))
    answer = await found(store, await store.view(DAY), OfConsequence(PublicId("t:R")))
    (claim,) = answer.claims
    assert claim.kind == "nothing_told"
    assert any(gap.because.startswith("R") for gap in answer.gaps)


async def test_a_path_with_its_relations(network: Store) -> None:
    answer = await found(network, await network.view(DAY), path("demo:S3-hanyi", "demo:S3-U"))
    assert answer.claims[0].kind == "path"
    hops = answer.claims[0].content["hops"]
    assert {hop["fact"] for hop in hops} <= set(answer.claims[0].facts)
    assert gaps(answer, Absence.NOT_COLLECTED) == []


async def test_no_link_found_says_where_was_looked_and_what_nobody_supplied() -> None:
    store = await drawn(
        build.party("t:A"),
        build.party("t:B"),
        build.party("t:C"),
        build.person("t:P"),
        build.holds("t:C", "t:A", "60"),
        build.role("t:P", "t:B", valid_to="2020-01-01"),
        build.party_fact("t:A", Property.HOLDERS_REGISTER, "complete"),
        build.relation(RelationKind.GUARANTEES, "t:A", "t:B", visibility=Visibility.GOVERNMENT),
    )
    answer = await found(store, await store.view(DAY), path("t:A", "t:B"))

    (claim,) = answer.claims
    assert claim.kind == "no_link"
    assert claim.content["depth"] == 6
    assert answer.searched.deliveries == ("t:bundle",)
    missing = gaps(answer, Absence.NOT_COLLECTED)
    assert "relation holds" not in missing
    assert "relation legal_representative" not in missing, "supplied, though over"
    assert "relation guarantees" in missing, "hidden from this caller, as if it were not there"
    assert "relation contact" not in missing, "not searched"
    assert gaps(answer, Absence.KNOWN_NONE) == ["further holders of t:A"]
    official = await store.view(DAY, sees=Visibility.GOVERNMENT)
    assert (await found(store, official, path("t:A", "t:B"))).claims[0].kind == "path"


async def test_known_none_only_where_a_register_is_stated_complete() -> None:
    parties = [build.party("t:A"), build.party("t:B")]
    for stated, expected in (("complete", Absence.KNOWN_NONE), ("incomplete", Absence.NOT_STATED)):
        register = build.party_fact("t:A", Property.HOLDERS_REGISTER, stated)
        store = await drawn(*parties, register)
        answer = await found(store, await store.view(DAY), OfGroup(PublicId("t:A")))
        assert gaps(answer, expected)[0] == "t:A.holders"
    store = await drawn(*parties)
    answer = await found(store, await store.view(DAY), OfGroup(PublicId("t:A")))
    assert gaps(answer, Absence.KNOWN_NONE) == []
    assert gaps(answer, Absence.NOT_STATED) == ["t:A.holders"]


async def test_withheld_is_a_constant_of_the_role(network: Store) -> None:
    for asked in QUESTIONS:
        public = await found(network, await network.view(DAY), asked)
        assert gaps(public, Absence.WITHHELD) == [
            "facts of visibility government",
            "facts of visibility consent",
        ]
        everything = await network.view(DAY, sees=Visibility.GOVERNMENT | Visibility.CONSENT)
        assert gaps(await found(network, everything, asked), Absence.WITHHELD) == []


HIDDEN: dict[str, Any] = {"visibility": Visibility.GOVERNMENT}


@pytest.mark.parametrize(
    "asked", [OfGroup(PublicId("t:F1")), OfConsequence(PublicId("t:REC1")), path("t:P2", "t:F3")], ids=str
)
async def test_hidden_facts_do_not_shine_through(asked: Asked, tmp_path: Path) -> None:
    """The bundle of a public caller is that of a store without the hidden facts, byte for byte."""
    hidden: list[Fact] = [
        build.source("t:secret", title="密", **HIDDEN),
        build.party("t:X", "秘密有限公司", **HIDDEN),
        build.holds("t:X", "t:F1", "90"),
        build.holds("t:P2", "t:F3", "70", **HIDDEN),
        build.record_party("t:REC1", "t:P3", **HIDDEN),
        build.party_fact("t:F1", Property.CATEGORY, "nominee", **HIDDEN),
    ]
    bytes_of = []
    for number, facts in enumerate(([*story_1()], [*story_1(), *hidden])):
        store = await open_store(f"sqlite:///{tmp_path / str(number)}.db", write=True)
        await store.apply([build.source("t:bundle"), *facts], key="drawn", at=NOW)
        bundle = seal(await found(store, await store.view(DAY), asked))
        bytes_of.append((bundle.files, bundle.payload))
        official = await store.view(DAY, sees=Visibility.GOVERNMENT)
        if number:
            assert seal(await found(store, official, asked)).files != bundle.files
        await store.close()
    assert bytes_of[0] == bytes_of[1]


@pytest.mark.parametrize(
    "asked", [OfGroup(PublicId("t:F1")), OfConsequence(PublicId("t:REC1")), path("t:P2", "t:F3")], ids=str
)
async def test_what_is_recorded_later_does_not_change_the_evidence_of_an_old_view(asked: Asked) -> None:
    store = await drawn(*story_1())

    async def at(instant: datetime) -> bytes:
        view = await store.view(DAY, instant)
        return (await evidence(store, view, asked, MEANS, instant)).json()

    before = await at(NOW)
    await add(
        store,
        build.source("u:bundle"),
        build.holds("t:P2", "t:F1", "80", source=PublicId("t:bundle")),
        build.holds("t:P2", "t:F3", "60", source=PublicId("t:bundle")),
        build.sanction("t:REC1/2", "t:REC1", "t:F1", SanctionKind.FINE, large=Answer.YES),
    )
    assert await at(NOW) == before
    assert await at(LATER) != before


async def test_a_source_without_a_row_is_known_by_its_id_and_an_old_one_is_stale() -> None:
    store = ModelStore()
    facts = [
        build.source("t:bundle", retrieved_on="2026-01-01", refresh_days=30, title="工商登记"),
        build.party("t:A"),
        build.party("t:B", source=PublicId("t:unknown")),
        build.holds("t:A", "t:B", "60"),
    ]
    await store.apply(facts, key="drawn", at=NOW)
    answer = await found(store, await store.view(DAY), OfGroup(PublicId("t:B")))
    named, unknown = answer.sources
    assert (named.id, named.age_days, named.stale, named.title) == ("t:bundle", 121, True, "工商登记")
    assert (unknown.id, unknown.age_days, unknown.stale, unknown.title) == ("t:unknown", None, False, None)
    early = await found(store, await store.view(build.day("2025-12-31")), OfGroup(PublicId("t:B")))
    assert (early.sources[0].age_days, early.sources[0].stale) == (-1, False)


@pytest.mark.parametrize(
    "asked", [OfGroup(PublicId("t:no")), OfConsequence(PublicId("t:no")), path("t:no", "t:F1")], ids=str
)
async def test_an_unknown_id(asked: Asked) -> None:
    store = await drawn(*story_1())
    with pytest.raises(UnknownId):
        await found(store, await store.view(DAY), asked)


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        (path("t:F1", "t:F1"), "to"),
        (path("t:F1", "t:F2", depth=99), "maxDepth"),
        (path("t:F1", "t:F2", kinds=()), "kinds"),
    ],
)
async def test_arguments_out_of_range(asked: Asked, argument: str) -> None:
    store = await drawn(*story_1())
    with pytest.raises(BadArgument) as refused:
        await found(store, await store.view(DAY), asked)
    assert refused.value.argument == argument


async def test_a_shared_telephone_is_a_fact_that_nobody_states() -> None:
    store = await drawn(
        build.party("t:A"),
        build.party("t:B"),
        build.contact_value("phone:1"),
        build.contact("t:A", "phone:1"),
        build.contact("t:B", "phone:1"),
    )
    asked = path("t:A", "t:B", kinds=(RelationKind.CONTACT,))
    answer = await found(store, await store.view(DAY), asked)
    (value,) = (fact for fact in answer.facts if fact.kind == "contact_value")
    assert value.source is None
    assert shown(answer)["claims"][0]["content"]["certainty"] == "NAME_ONLY"


async def test_hubs_between_two_are_told_with_their_relations() -> None:
    store = await drawn(
        build.party("t:A"),
        build.party("t:B"),
        build.party("t:N", "代持有限公司"),
        build.party_fact("t:N", Property.CATEGORY, "nominee"),
        build.holds("t:N", "t:A", "10"),
        build.holds("t:N", "t:B", "10"),
        build.record("t:R", RecordKind.PENALTY),
    )
    answer = await found(store, await store.view(DAY), path("t:A", "t:B"))
    assert [claim.kind for claim in answer.claims] == ["no_link", "hub"]
    hub = answer.claims[1]
    assert hub.content["reason"] == "NOMINEE"
    assert {"t:holds/N/A", "t:holds/N/B"} <= set(hub.facts)
    assert any("nominee" in fact.content for fact in answer.facts)


async def test_a_long_chain_does_not_become_its_square() -> None:
    chain = [build.party(f"t:{number:03}") for number in range(40)]
    held = [build.holds(one.id, other.id, "60") for one, other in pairwise(chain)]
    store = await drawn(*chain, *held)
    answer = await found(store, await store.view(DAY), OfGroup(PublicId("t:000")))
    ways = [claim.content["path"] for claim in answer.claims if claim.kind == "member"]
    assert [len(way["hops"]) for way in ways if way] == list(range(1, 13))
    assert len(ways) == 39
    assert {relation.id for relation in held} <= {fact.key for fact in answer.facts}


async def test_deliveries_of_a_store_of_very_many_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    store = await drawn(
        build.party("t:A"), *(build.source(f"a:{number}", document_no=f"No. {number}") for number in range(5))
    )
    await add(store, build.source("u:bundle"))
    asked, view = OfGroup(PublicId("t:A")), await store.view(DAY)
    whole = (await found(store, view, asked)).searched
    assert (whole.deliveries, whole.every_delivery) == (("t:bundle", "u:bundle"), True)

    monkeypatch.setattr("xinmai.service.evidence._PAGE", 2)
    monkeypatch.setattr("xinmai.service.evidence.MOST_SOURCES", 4)
    part = (await found(store, view, asked)).searched
    assert (part.deliveries, part.every_delivery) == (("t:bundle",), False)
