"""One sentence a path, in both languages: shares, days, ended relations, legal bases and weak identities are said."""

from typing import Any

import pytest

from xinmai.analysis.links import Links
from xinmai.analysis.path_sentences import Told, sentence_of
from xinmai.model.case import Case
from xinmai.model.consequence import Wording
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.party import ContactValue
from xinmai.model.path import Hop, Path
from xinmai.model.vocabulary import Certainty, PathOrder, RelationKind
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue

from support import facts as build
from support.drawn import drawn

WORDS = load_catalogue(resource("seed", "catalogue")).phrases
FIRM, PERSON = "t:F", "t:P"
PARTIES = [build.party(FIRM, "甲有限公司"), build.person(PERSON, "王某")]


def sentence(
    *facts: Fact, start: str = PERSON, goal: str = FIRM, day: str = "2025-06-01", path: Path | None = None
) -> Wording:
    graph = drawn(facts)
    walked = path or Links(graph, (), PathOrder.SHORTEST).towards(PublicId(goal), 6).path_from(
        PublicId(start)
    )
    others = [fact for fact in facts if isinstance(fact, Case | ContactValue)]
    nodes = {node.key: node for node in (*graph.parties, *others)}
    return sentence_of(walked, Told(nodes, {fact.key: fact for fact in facts}, WORDS, build.day(day)))


def about(**said: Any) -> Wording:
    stated: dict[str, Any] = {"valid_from": "2020-01-01"} | said
    return sentence(*PARTIES, build.relation(RelationKind.HOLDS, PERSON, FIRM, **stated))


@pytest.mark.parametrize("kind", RelationKind)
@pytest.mark.parametrize("forward", [True, False])
def test_every_kind_is_told_in_both_directions(kind: RelationKind, forward: bool) -> None:
    ends = (PERSON, FIRM) if forward else (FIRM, PERSON)
    relation = build.relation(kind, PERSON, FIRM, valid_from="2020-01-01")
    said = sentence(*PARTIES, relation, start=ends[0], goal=ends[1])
    for text in (said.zh, said.en):
        names = ("王某", "甲有限公司") if forward else ("甲有限公司", "王某")
        assert text.index(names[0]) < text.index(names[1])
        assert not {"{", "}"} & set(text)
    assert said.zh.startswith("截至2025年6月1日，")
    assert said.zh.endswith("。")
    assert said.en.startswith("As of 2025-06-01, ")
    assert said.en.endswith(".")


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ({"share": 600_000_000}, "，60%（", "holds 60 % of"),
        ({"share": 500}, "，0.00005%（", "holds 0.00005 % of"),
        ({"share": 0}, "，0%（", "holds 0 % of"),
        ({"share_min": 200_000_000, "share_max": 300_000_000}, "，20%至30%（", "between 20 % and 30 %"),
        ({"share_min": 200_000_000}, "，不低于20%（", "at least 20 %"),
        ({"share_max": 300_000_000}, "，不超过30%（", "at most 30 %"),
        ({}, "，比例未载明（", "an unstated share"),
        ({"share": 100_000_000, "vote_share": 510_000_000}, "表决权51%", "votes: 51 %"),
        ({"share": 100_000_000, "vote_min": 510_000_000}, "表决权不低于51%", "votes: at least 51 %"),
    ],
)
def test_shares(said: dict[str, int], zh: str, en: str) -> None:
    found = about(**said)
    assert zh in found.zh
    assert en in found.en


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ({"valid_from": "2020"}, "自2020年起", "since 2020)"),
        ({"valid_from": "2020-03"}, "自2020年3月起", "since 2020-03)"),
        ({"valid_from": "2020-03-09"}, "自2020年3月9日起", "since 2020-03-09)"),
        (
            {"valid_from": "2020", "valid_to": "2026-01-01"},
            "自2020年起，2026年1月1日终止",
            "from 2020 until 2026-01-01",
        ),
        ({"valid_from": None, "valid_to": "2026"}, "2026年终止", "until 2026"),
        (
            {"ended": True, "over_by": "2026-01-01"},
            "已终止，日期未载明",
            "ended, on a day that is not stated",
        ),
        ({"valid_from": None}, "第1项关系的起始日期未载明。", "No first day is stated for step 1."),
        ({"title": "生产负责人"}, "职务：生产负责人", "title: 生产负责人"),
        ({"amount": "100.50"}, "金额100.50元", "100.50 yuan"),
        ({"amount": "100.50", "currency": "USD"}, "金额100.50USD", "100.50 USD"),
    ],
)
def test_details(said: dict[str, object], zh: str, en: str) -> None:
    found = about(**said)
    assert zh in found.zh
    assert en in found.en


@pytest.mark.parametrize(
    ("day", "firm", "basis"),
    [
        ("2024-06-30", "甲有限公司", "《民法典》第六十一条"),
        ("2024-07-01", "甲有限公司", "《公司法》（2023年修订）第十条"),
        ("2024-07-01", "甲律师事务所", "《民法典》第六十一条"),
        ("2020-12-31", "甲有限公司", None),
    ],
)
def test_a_legal_basis_is_named_only_where_it_is_in_force(day: str, firm: str, basis: str | None) -> None:
    role = build.role(PERSON, FIRM, valid_from="2018-01-01")
    for start, goal in ((PERSON, FIRM), (FIRM, PERSON)):
        facts = (build.party(FIRM, firm), PARTIES[1], role)
        said = sentence(*facts, start=start, goal=goal, day=day).zh
        assert (f"依据：{basis}" in said) if basis else ("依据" not in said)


def test_further_relations_of_a_step_are_counted_and_the_first_ones_named() -> None:
    kinds = (RelationKind.DIRECTOR, RelationKind.SUPERVISOR, RelationKind.FOUNDER, RelationKind.EMPLOYEE)
    back = build.holds(FIRM, PERSON, "3.64", valid_from="2020")
    roles = [build.relation(kind, PERSON, FIRM, valid_from="2020") for kind in kinds]
    said = sentence(*PARTIES, build.holds(PERSON, FIRM, "16.43", valid_from="2020"), back, *roles)
    assert "双方另有5项关系：甲有限公司持有王某的股权（出资），3.64%、王某担任甲有限公司的董事、" in said.zh
    assert "监事" not in said.zh
    assert (
        "5 more between the two: 甲有限公司 holds 3.64 % of 王某, 王某 is a director of 甲有限公司, "
        in said.en
    )


@pytest.mark.parametrize(
    ("identity", "zh", "en"),
    [
        (Certainty.NAME_ONLY, "王某仅凭姓名（名称）相同认定", "王某: known by name alone"),
        (Certainty.SCOPED, "王某仅在所在单位内", "王某: known by name inside one organisation only"),
        (Certainty.JUDGED, "王某的身份系人工认定", "王某: identity judged by people"),
        (Certainty.PROVEN, "", ""),
    ],
)
def test_a_weak_identity_is_said(identity: Certainty, zh: str, en: str) -> None:
    person = build.person(PERSON, "王某", identity=identity)
    said = sentence(PARTIES[0], person, build.holds(PERSON, FIRM, "1", valid_from="2020"))
    assert zh in said.zh
    assert en in said.en
    assert said.zh.endswith("（自2020年起）。") is (identity is Certainty.PROVEN)


def test_a_suspicion_is_called_a_lead() -> None:
    other = build.party("t:G", "乙有限公司")
    facts = (
        PARTIES[0],
        other,
        build.contact_value("phone:021-1"),
        build.contact(FIRM, "phone:021-1", valid_from="2020"),
        build.contact("t:G", "phone:021-1", valid_from="2020"),
    )
    said = sentence(*facts, start=FIRM, goal="t:G")
    assert "甲有限公司的联系方式为021-1（自2020年起）；021-1也是乙有限公司的联系方式" in said.zh
    assert "第1、2项仅为线索，未经核实，不证明双方有关联。" in said.zh
    assert "Step 1, 2 is a lead only" in said.en


def test_names_are_those_of_the_day_and_a_case_has_its_own() -> None:
    facts = (
        build.party(FIRM, "新名公司"),
        build.name_fact(FIRM, "旧名公司", valid_to="2025-12-31"),
        build.case("t:C", name="一标段"),
        build.relation(RelationKind.BIDS_IN, FIRM, "t:C", valid_from="2025-01-01"),
    )
    assert "旧名公司参加一标段的投标" in sentence(*facts, start=FIRM, goal="t:C").zh
    later = sentence(*facts, start=FIRM, goal="t:C", day="2026-01-01")
    assert "新名公司参加一标段的投标" in later.zh


def test_a_finding_names_the_decision() -> None:
    record = build.record("t:R", title="处罚决定", document_no="沪罚〔2024〕1号")
    row = build.record_party("t:R", PERSON)
    path = Path(PublicId(FIRM), (Hop(row.key, "finding", forward=True, node=PublicId(PERSON)),))
    said = sentence(*PARTIES, record, row, path=path)
    assert said.zh == "截至2025年6月1日，甲有限公司所涉决定（沪罚〔2024〕1号）载明王某的责任。"
    assert "a decision (沪罚〔2024〕1号) that names 王某" in said.en


def test_what_the_view_does_not_show_is_called_by_its_id() -> None:
    path = Path(PublicId(FIRM), (Hop("t:gone", "holds", forward=True, node=PublicId("t:hidden")),))
    assert (
        sentence(*PARTIES, path=path).zh
        == "截至2025年6月1日，甲有限公司持有t:hidden的股权（出资），比例未载明。"
    )


def test_a_path_without_steps_is_its_party() -> None:
    assert sentence(*PARTIES, path=Path(PublicId(FIRM))) == Wording("甲有限公司", "甲有限公司")
