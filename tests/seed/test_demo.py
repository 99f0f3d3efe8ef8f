"""The demo bundle as it stands: plain CSV, checked without the loader."""

import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from stdnum.cn import ric, uscc

DEMO = Path(__file__).parents[2] / "seed" / "demo"
NAMESAKES = {"王五": 2, "蒋一": 4, "柏十": 2}
STORIES = ("S1-", "S2-", "S3-")
GRAVELY_SANCTIONED = {
    "S1-F1",
    "E7u-F1",
    "E7n-F1",
    "E7y-F1",
    "E7s-F1",
    "R24x-F1",
    "fine-large-F1",
    "annulled-F1",
    "repaired-F1",
    "risk-F1",
}
BIDDERS = ("jia", "yi", "bing", "ding", "wu", "geng", "xin", "ren", "gui", "zi", "yin")
S2_HOLDINGS = "bing>ding=60 bing>wu=5 ji>geng=80 ji>xin=75 S>ren=100 S>gui=100 zi>chou=51 chou>yin=51"
S3_HOLDINGS = """
    hanyi>H=60 lisan>H=40 H>T1=51 lisi>T1=49 T1>X=30 H>X=25 wangjiu>X=45
    H>J=50 K>J=50 luer>K=100 J>Y=80 zhouwu>Y=20 H>U= qinliu>U=40
"""
REFERENCES = {
    "party_facts": ("party",),
    "relations": ("from", "to", "case"),
    "records": ("agency", "case"),
    "record_parties": ("record", "party", "party_scope"),
    "sanctions": ("record", "party"),
    "record_events": ("record", "party", "agency"),
    "record_links": ("from", "to"),
    "cases": ("parent", "agency"),
}

Row = dict[str, str]
Tables = dict[str, list[Row]]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return {path.stem: rows(path) for path in sorted(DEMO.glob("*.csv"))}


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def facts(tables: Tables, table: str, *columns: str, **where: str) -> set[tuple[str, ...]]:
    found = (row for row in tables[table] if all(row[name] == value for name, value in where.items()))
    return {tuple(row[column] for column in columns) for row in found}


def relations(tables: Tables, kind: str, prefix: str, *columns: str) -> set[tuple[str, ...]]:
    chosen = [row for row in tables["relations"] if row["kind"] == kind and row["from"].startswith(prefix)]
    return {(row["from"], row["to"], *(row[column] for column in columns)) for row in chosen}


def holdings(tables: Tables, prefix: str) -> set[str]:
    found = relations(tables, "holds", prefix, "share")
    return {f"{start.removeprefix(prefix)}>{end.removeprefix(prefix)}={share}" for start, end, share in found}


def touched(tables: Tables, local: str) -> Iterator[str]:
    for row in tables["relations"]:
        if local in (row["from"], row["to"]):
            yield row["to"] if row["from"] == local else row["from"]


def controlled(tables: Tables, seed: str) -> set[str]:
    inside = {seed}
    while True:
        held: dict[str, Fraction] = {}
        for row in tables["relations"]:
            if row["kind"] == "holds" and row["from"] in inside and row["from"] != row["to"]:
                held[row["to"]] = held.get(row["to"], Fraction(0)) + Fraction(row["share"] or 0)
        grown = inside | {local for local, share in held.items() if share > 50}
        if grown == inside:
            return inside - {seed}
        inside = grown


def test_the_script_makes_exactly_the_committed_files() -> None:
    answer = subprocess.run(
        [sys.executable, str(DEMO / "make.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_bundle_settings() -> None:
    settings = tomllib.loads((DEMO / "bundle.toml").read_text(encoding="utf-8"))
    assert settings["format"] == 1
    assert settings["namespace"] == "demo"
    assert str(settings["retrieved_on"]) == "2026-05-01"
    assert settings["mode"] == "snapshot"
    assert settings["licence"] == "Apache-2.0"


def test_ids_are_unique_ascii_and_without_colon(tables: Tables) -> None:
    ids = [row["id"] for table in tables.values() for row in table if "id" in row]
    assert [local for local, count in Counter(ids).items() if count > 1] == []
    assert [local for local in ids if not re.fullmatch(r"[A-Za-z0-9/_-]+", local)] == []


def test_references_resolve(tables: Tables) -> None:
    ids = {row["id"] for table in tables.values() for row in table if "id" in row}
    dangling = [
        (table, column, row[column])
        for table, columns in REFERENCES.items()
        for row in tables[table]
        for column in columns
        if row[column] and ":" not in row[column] and row[column] not in ids
    ]
    assert dangling == []
    foreign = {row["to"].partition(":")[0] for row in tables["relations"] if ":" in row["to"]}
    assert foreign == {"phone", "address"}


def test_every_row_names_a_source_that_exists(tables: Tables) -> None:
    sources = {row["id"] for row in tables["sources"]}
    for name, table in tables.items():
        if name != "sources":
            assert {row["source"] for row in table} <= sources
    assert all(row["document_no"] for row in tables["sources"] if row["id"].endswith("/document"))
    numbers = [row["document_no"] for row in tables["sources"] if row["document_no"]]
    assert len(numbers) == len(set(numbers))


def test_codes_pass_their_check_digits_and_are_visibly_made(tables: Tables) -> None:
    codes = []
    for party in tables["parties"]:
        scheme, _, code = party["identifiers"].partition(":")
        codes.append(code)
        if party["kind"] == "person":
            assert scheme == "cn_id"
            assert ric.is_valid(code)
            assert code.startswith("310000190001")
        elif party["kind"] in {"group", "coalition"}:
            assert not code
        else:
            assert scheme == "uscc"
            assert uscc.is_valid(code)
            assert code[2:11] == "000000DEM"
    given = [code for code in codes if code]
    assert len(given) == len(set(given))


def test_names_are_made_names(tables: Tables) -> None:
    for party in tables["parties"]:
        form = r".[一二三四五六七八九十丙丁戊庚辛壬癸子寅]" if party["kind"] == "person" else "沪滨.+"
        assert re.fullmatch(form, party["name"]), party["name"]
    former = facts(tables, "party_facts", "value", property="name")
    assert all(name.startswith("沪滨") for (name,) in former)
    counts = Counter(party["name"] for party in tables["parties"])
    assert {name: count for name, count in counts.items() if count > 1} == NAMESAKES


def test_items_are_in_the_catalogue(tables: Tables) -> None:
    catalogue = DEMO.parent / "catalogue" / "items.toml"
    items = tomllib.loads(catalogue.read_text(encoding="utf-8"))["item"]
    kinds = {item["code"]: item["record_kind"] for item in items}
    stated = facts(tables, "records", "item", "kind") - facts(tables, "records", "item", "kind", item="")
    assert {(item, kinds[item]) for item, _ in stated} == stated


def test_size_is_as_the_readme_states(tables: Tables) -> None:
    assert Counter(party["kind"] for party in tables["parties"]) == {
        "enterprise": 179,
        "person": 110,
        "agency": 6,
        "institution": 2,
        "social_organisation": 1,
        "group": 1,
        "coalition": 1,
    }
    nominee = relations(tables, "holds", "nominee", "share")
    assert len(nominee) == 88
    assert min(Fraction(share) for _, _, share in nominee) == Fraction("0.05")
    assert max(Fraction(share) for _, _, share in nominee) == Fraction("2.51")


def test_s1_posts_and_holding(tables: Tables) -> None:
    assert relations(tables, "legal_representative", "S1-", "valid_from", "valid_to") == {
        ("S1-P1", "S1-F1", "2018-05-01", "2023-01-16"),
        ("S1-P2", "S1-F1", "2023-01-16", "2024-06-20"),
        ("S1-P3", "S1-F1", "2024-06-20", ""),
        ("S1-P5", "S1-F3", "2020-01-06", ""),
    }
    assert relations(tables, "employee", "S1-", "valid_from", "valid_to", "code") == {
        ("S1-P2", "S1-F2", "2026-05-01", "", "food_safety"),
        ("S1-P4", "S1-F1", "2021-03-01", "2024-03-31", ""),
    }
    assert relations(tables, "holds", "S1-", "valid_from", "share") == {
        ("S1-P2", "S1-N1", "2025-01-10", "30")
    }


def test_s1_record(tables: Tables) -> None:
    columns = ("kind", "act_from", "act_to", "decided_on")
    assert facts(tables, "records", *columns, id="S1-REC1") == {
        ("penalty", "2023-09-10", "2023-11-20", "2024-03-01")
    }
    findings = ("party", "capacity", "personal_responsibility")
    assert facts(tables, "record_parties", *findings, record="S1-REC1") == {
        ("S1-F1", "subject", ""),
        ("S1-P4", "directly_responsible_manager", "yes"),
    }
    assert facts(tables, "sanctions", "party", "kind", "licence_type", record="S1-REC1") == {
        ("S1-F1", "permit_revoked", "food_permit")
    }
    permits = facts(tables, "records", "id", "effective_to", licence_type="food_permit")
    assert {permit for permit in permits if permit[0].startswith("S1-")} == {
        ("S1-F1/qualification/1", "2024-03-01"),
        ("S1-F2/qualification/1", ""),
        ("S1-F3/qualification/1", ""),
    }


def test_s2_bidders_heads_and_holdings(tables: Tables) -> None:
    bidders = {f"S2-{name}" for name in BIDDERS}
    for case in ("S2-L1", "S2-C1"):
        assert facts(tables, "relations", "from", kind="bids_in", to=case) == {
            (bidder,) for bidder in bidders
        }
    heads = Counter(person for person, _ in relations(tables, "legal_representative", "S2-"))
    assert heads.pop("S2-heyi") == 2
    assert set(heads.values()) == {1}
    assert {firm for _, firm in relations(tables, "legal_representative", "S2-")} == bidders
    assert holdings(tables, "S2-") == set(S2_HOLDINGS.split())
    assert facts(tables, "cases", "id", "regime", "deadline") == {
        ("S2-L1", "bidding", "2025-03-03"),
        ("S2-C1", "procurement", "2025-03-03"),
    }


def test_s3_holdings(tables: Tables) -> None:
    assert holdings(tables, "S3-") == set(S3_HOLDINGS.split())


@pytest.mark.parametrize(
    ("head", "members"),
    [
        ("S3-hanyi", {"S3-H", "S3-T1", "S3-X"}),
        ("S3-lisan", set()),
        ("S3-luer", {"S3-K"}),
        ("S3-J", {"S3-Y"}),
        ("S2-bing", {"S2-ding"}),
        ("S2-ji", {"S2-geng", "S2-xin"}),
        ("S2-S", {"S2-ren", "S2-gui"}),
        ("S2-zi", {"S2-chou", "S2-yin"}),
        ("core-a", {"core-b", "core-1sub"}),
        ("core-b", {"core-a", "core-1sub"}),
        ("core-p1", set()),
        ("cross-p1", {"cross-a"}),
        ("cross-a", set()),
        ("cross-b", set()),
        ("self-p1", {"self"}),
        ("group-parent", {"group-1", "group-2"}),
        ("pact-p1", set()),
        ("nominee", set()),
    ],
)
def test_control_above_half_as_the_readme_states(tables: Tables, head: str, members: set[str]) -> None:
    assert controlled(tables, head) - {head} == members


@pytest.mark.parametrize(
    ("variant", "finding"),
    [("E7u", {("unknown",)}), ("E7n", {("no",)}), ("E7y", {("yes",)}), ("E7s", set())],
)
def test_e7_variants(tables: Tables, variant: str, finding: set[tuple[str]]) -> None:
    head = f"{variant}-P1"
    assert facts(tables, "record_parties", "personal_responsibility", party=head) == finding
    assert facts(tables, "sanctions", "kind", "licence_type", party=f"{variant}-F1") == {
        ("licence_revoked", "business_licence")
    }
    assert (f"{variant}-F2", "2021-06-01") in facts(
        tables, "relations", "to", "valid_from", kind="director", **{"from": head}
    )


def test_planted_things_are_there(tables: Tables) -> None:
    assert facts(tables, "relations", "from", "to", kind="possibly_same") == {("same-P1", "same-P2")}
    assert facts(tables, "relations", "share", **{"from": "self", "to": "self"}) == {("5",)}
    assert facts(tables, "relations", "share_min", "share_max", **{"from": "range-p2"}) == {("20", "30")}
    assert facts(tables, "relations", "share", **{"from": "unstated-p2"}) == {("",)}
    assert facts(tables, "relations", "to", "valid_to", ended="yes") == {("board-F1", "")}
    assert facts(tables, "party_facts", "party", value="deregistered") == {("dead-F2",)}
    assert facts(tables, "party_facts", "party", value="nominee") == {("nominee",)}
    assert facts(tables, "record_events", "record", event="annulled") == {("annulled-REC1",)}
    assert facts(tables, "record_events", "record", event="repaired") == {("repaired-REC1",)}
    assert facts(tables, "record_parties", "party_name", "party_scope", party="") == {("柏十", "scope-F1")}
    assert facts(tables, "sanctions", "large", record="fine-unmarked-REC1") == {("",)}


def test_stories_stand_apart(tables: Tables) -> None:
    for party in tables["parties"]:
        story = next((prefix for prefix in STORIES if party["id"].startswith(prefix)), None)
        if story:
            assert all(other.startswith(story) for other in touched(tables, party["id"])), party["id"]


def test_no_rule_of_the_stories_finds_anything_on_the_background(tables: Tables) -> None:
    grave = {"suspension", "closure", "licence_revoked", "permit_revoked"}
    reached = {row["party"] for row in tables["sanctions"] if row["kind"] in grave or row["large"] == "yes"}
    assert reached == GRAVELY_SANCTIONED
    assert facts(tables, "records", "kind", kind="judgment") == set()
