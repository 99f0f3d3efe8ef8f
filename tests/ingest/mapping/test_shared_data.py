"""The mappings of seed/mappings over the real data sets that lie beside a checkout; nothing of them is in here."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinmai.ingest.mapping import MappedSource, Tally, load_mapping
from xinmai.ingest.rows import Reject

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside this checkout")

Rows = dict[str, list[dict[str, str]]]


def run(name: str) -> tuple[Rows, Tally]:
    source = MappedSource(load_mapping(ROOT / "seed" / "mappings" / f"{name}.toml"), [DATA / name])
    rejects: list[Reject] = []
    rows: Rows = {}
    for chunk in source.chunks(rejects.append):
        made = (dict(zip(chunk.columns, row, strict=True)) for row in chunk.rows)
        rows.setdefault(chunk.table, []).extend(made)
    assert rejects == []
    return rows, source.tally


def dangling(rows: Rows) -> Iterator[str]:
    """Yield references that name no party made."""
    parties = {row["id"] for row in rows["parties"]}
    for row in rows.get("relations", []):
        yield from {row["from"], row["to"]} - parties
    for table, column in (("party_facts", "party"), ("record_parties", "party"), ("records", "agency")):
        yield from {row[column] for row in rows.get(table, []) if row.get(column)} - parties


@pytest.fixture(scope="module")
def ashare() -> tuple[Rows, Tally]:
    return run("ashare-2020")


def test_ashare_companies(ashare: tuple[Rows, Tally]) -> None:
    companies = [row for row in ashare[0]["parties"] if row["id"].startswith("E/")]
    assert len(companies) == 3_873
    assert {row["kind"] for row in companies} == {"enterprise"}
    assert sum("uscc:" in row["identifiers"] for row in companies) == 3_872
    regions = Counter(row["value"] for row in ashare[0]["party_facts"] if row["property"] == "region")
    assert regions["上海市"] == 308


def test_ashare_posts(ashare: tuple[Rows, Tally]) -> None:
    posts = [row for row in ashare[0]["relations"] if row["id"].startswith("R/")]
    by_code = Counter(row["id"].split("/")[2] for row in posts)
    assert by_code.pop("fddbr") == 3_872
    assert by_code.total() == 119_731
    assert len({row["id"] for row in posts}) - 3_872 == 118_740
    former = [row for row in posts if row["id"].split("/")[2] == "dldslr"]
    assert {(row["kind"], row["ended"], row.get("valid_to", "")) for row in former} == {
        ("director", "yes", "")
    }
    assert sum(row.get("ended") == "yes" for row in posts) == len(former)


def test_ashare_holdings(ashare: tuple[Rows, Tally]) -> None:
    holdings = [row for row in ashare[0]["relations"] if row["kind"] == "holds"]
    assert len(holdings) == len({row["id"] for row in holdings}) == 33_295
    assert ashare[1].repeated["relations"] == 1
    assert sum(row["from"].startswith("E/") for row in holdings) == 448
    assert [row["share"] for row in holdings if row["from"] == row["to"]] == ["6.35"]
    assert {("E/000623.SZ", "E/000776.SZ"), ("E/000776.SZ", "E/000623.SZ")} <= {
        (row["from"], row["to"]) for row in holdings
    }


def test_ashare_merges_no_person_across_companies(ashare: tuple[Rows, Tally]) -> None:
    kinds = {row["id"]: row["kind"] for row in ashare[0]["parties"]}
    assert len(kinds) == len(ashare[0]["parties"])
    companies: dict[str, set[str]] = {}
    for row in ashare[0]["relations"]:
        if kinds[row["from"]] in {"person", "unknown"}:
            companies.setdefault(row["from"], set()).add(row["to"])
    assert {len(found) for found in companies.values()} == {1}
    assert all(person.split("/")[1] == min(found)[2:] for person, found in companies.items())


def test_ashare_nominees(ashare: tuple[Rows, Tally]) -> None:
    nominees = {row["party"] for row in ashare[0]["party_facts"] if row["value"] == "nominee"}
    assert {"O/香港中央结算(代理人)有限公司", "O/香港中央结算有限公司(陆股通)"} <= nominees
    held = Counter(row["from"] for row in ashare[0]["relations"] if row["from"] in nominees)
    assert held["O/香港中央结算有限公司(陆股通)"] == 746


def test_ashare_suppliers_that_are_not_named_stay_in_their_company_and_year(
    ashare: tuple[Rows, Tally],
) -> None:
    supplies = [row for row in ashare[0]["relations"] if row["kind"] == "supplies"]
    assert len(supplies) == 38_657
    unnamed = [row for row in supplies if re.search(r"/第[一二三四五]名$", row["from"])]
    assert unnamed
    assert all(row["from"].split("/")[1:3] == row["id"].split("/")[1:3] for row in unnamed)


def test_ashare_notices_are_what_they_are(ashare: tuple[Rows, Tally]) -> None:
    rows = ashare[0]
    assert Counter(row["kind"] for row in rows["records"]) == {
        "penalty": 1,
        "regulatory_measure": 1,
        "disciplinary": 1,
    }
    bound = rows["record_parties"]
    assert len(bound) == 16
    persons = [row for row in bound if row.get("party_name")]
    assert len(persons) == 12
    assert all(row["party_scope"].startswith("E/") and not row.get("party") for row in persons)
    assert all(row["personal_responsibility"] == "yes" for row in persons)
    assert "sanctions" not in rows


def test_ashare_refers_to_nothing_that_is_not_there(ashare: tuple[Rows, Tally]) -> None:
    assert list(dangling(ashare[0])) == []


def test_executives() -> None:
    rows, tally = run("ashare-executives-mit")
    parties = Counter(row["kind"] for row in rows["parties"])
    assert parties["enterprise"] == 3_188
    assert len(rows["relations"]) == 29_038
    assert tally.skipped == {("office", "honorary title, no office"): 35}
    assert {row["from"].split("/")[1] == row["to"][2:] for row in rows["relations"]} == {True}
    assert all(
        re.fullmatch(r"stock:\d{6}\.S[HZ]", row["identifiers"])
        for row in rows["parties"]
        if row["id"][0] == "E"
    )
    assert not any("null" in row["note"] or "-1" in row["note"] for row in rows["parties"])
    assert list(dangling(rows)) == []


def test_official_lists() -> None:
    rows, _ = run("cn-official-lists")
    assert len(rows["records"]) == len({row["id"] for row in rows["records"]}) == 610
    assert {row["kind"] for row in rows["records"]} == {"listing"}
    assert sum(bool(row["effective_from"]) for row in rows["records"]) == 609
    assert sum(bool(row["effective_to"]) for row in rows["records"]) == 3
    assert all(
        re.fullmatch(r"20\d\d-\d\d-\d\d", row["effective_from"] or "2000-01-01") for row in rows["records"]
    )
    assert sum(not row["agency"] for row in rows["records"]) == 1
    kinds = Counter(row["kind"] for row in rows["parties"])
    assert kinds["agency"] == 4
    assert kinds.total() - 4 == 519 + 82
    assert list(dangling(rows)) == []
