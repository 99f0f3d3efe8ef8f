"""Whoever is known by an identity number is found by it in every question, and no answer repeats it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from xinmai.bootstrap.stores import open_store

from support.asking import Asker
from support.bundles import CREDIT_CODE, NEW_NUMBER, NUMBER_WITH_X, OLD_NUMBER, load_into, write_bundle

ID = f"a:P/{NEW_NUMBER}"
NOBODY = f"a:Q/{NEW_NUMBER}"
RECORD = f"a:R/{NEW_NUMBER}"
TABLES = {
    "parties": [
        {"id": f"P/{NEW_NUMBER}", "kind": "person", "name": "王二"},
        {"id": "1", "kind": "enterprise", "name": "沪滨甲", "identifiers": f"uscc:{CREDIT_CODE}"},
        {"id": "2", "kind": "enterprise", "name": "沪滨乙", "identifiers": f"reg_no:{OLD_NUMBER}"},
        {"id": "3", "kind": "person", "name": "王三", "identifiers": f"cn_id:{NUMBER_WITH_X}"},
        {"id": f"G/{NEW_NUMBER}", "kind": "agency", "name": "市某局"},
    ],
    "party_facts": [
        {"party": "1", "property": "identifier", "value": f"cn_id:{NEW_NUMBER}", "valid_from": "2014"},
        {"party": "1", "property": "identifier", "value": "stock:600000", "valid_from": "2015"},
    ],
    "tasks": [{"id": "t", "no": "1", "title": "归集"}],
    "task_links": [{"task": "t", "kind": "responsible", "to": f"G/{NEW_NUMBER}", "position": "1"}],
    "records": [{"id": f"R/{NEW_NUMBER}", "kind": "penalty", "decided_on": "2024-03-01"}],
    "record_parties": [{"record": f"R/{NEW_NUMBER}", "party": f"P/{NEW_NUMBER}", "capacity": "subject"}],
}


@pytest.fixture
async def known(tmp_path: Path) -> AsyncIterator[Asker]:
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}", write=True)
    assert (await load_into(store, write_bundle(tmp_path / "bundle", TABLES))).rejects == []
    yield Asker(store)
    await store.close()


@pytest.mark.parametrize(
    ("text", "public_id"),
    [
        ("query($id: ID!) { node(id: $id) { id } }", ID),
        ("query($id: ID!) { party(by: {id: $id}) { ... on Party { id } } }", ID),
        ("query($id: ID!) { parties(where: {id: {eq: $id}}) { edges { node { id } } } }", ID),
        ("query($id: ID!) { parties(where: {id: {in: [$id]}}) { edges { node { id } } } }", ID),
        ("query($id: ID!) { group(of: $id) { members { party { id } } } }", ID),
        ("query($id: ID!) { propagation(record: $id) { unmatched } }", RECORD),
        ("query($id: ID!) { relatedPartyRisk(of: $id) { score } }", ID),
        ("query($id: ID!) { neighbourhood(of: [$id]) { nodes { id } } }", ID),
        ("query($id: ID!) { neighbourhoodJson(of: [$id]) }", ID),
        ("query($id: ID!) { tasks(agency: $id) { totalCount } }", f"a:G/{NEW_NUMBER}"),
        ("query($id: ID!) { coverage(agency: $id) { supplied } }", f"a:G/{NEW_NUMBER}"),
    ],
)
async def test_an_id_with_a_number_is_found_everywhere(known: Asker, text: str, public_id: str) -> None:
    data = await known.data(text, {"id": public_id})
    assert NEW_NUMBER not in str(data)
    (answer,) = data.values()
    assert answer is not None
    if "edges" in text or "totalCount" in text:
        assert len(answer.get("edges", [])) + answer.get("totalCount", 0) == 1


@pytest.mark.parametrize(
    "field",
    [
        "group(of: $id) { members { party { id } } }",
        "propagation(record: $id) { unmatched }",
        "relatedPartyRisk(of: $id) { score }",
        "neighbourhood(of: [$id]) { nodes { id } }",
        "coverage(agency: $id) { supplied }",
    ],
)
async def test_an_unknown_id_is_told_without_its_number(known: Asker, field: str) -> None:
    (fault,) = await known.faults(f"query($id: ID!) {{ {field} }}", {"id": NOBODY})
    assert fault["extensions"]["xinmaiCode"] == "NOT_FOUND"
    assert "a:Q/cn_id-" in fault["message"]
    assert NEW_NUMBER not in str(fault)


SEARCH = "query($t: String!) { search(text: $t) { totalCount edges { how matched node { id } } } }"


@pytest.mark.parametrize(
    ("text", "public_id"),
    [
        (NEW_NUMBER, "a:1"),
        (f" {NEW_NUMBER[:6]}-{NEW_NUMBER[6:14]}-{NEW_NUMBER[14:]} ", "a:1"),
        (NUMBER_WITH_X, "a:3"),
        (NUMBER_WITH_X.lower(), "a:3"),
        (OLD_NUMBER, "a:2"),
        (CREDIT_CODE, "a:1"),
    ],
)
async def test_a_search_for_a_whole_number_finds_whose_it_is(known: Asker, text: str, public_id: str) -> None:
    (edge,) = (await known.data(SEARCH, {"t": text}))["search"]["edges"]
    assert (edge["how"], edge["node"]["id"]) == ("IDENTIFIER", public_id)
    assert NEW_NUMBER not in str(edge)
    assert NUMBER_WITH_X not in str(edge)


async def test_a_number_of_nobody_finds_nobody(known: Asker) -> None:
    found = await known.data(SEARCH, {"t": "11010519491231002X"})
    assert found["search"] == {"totalCount": 0, "edges": []}


async def test_a_dated_number_keeps_its_last_four_and_its_key(known: Asker) -> None:
    text = '{ party(by: {id: "a:1"}) { ... on Party { identifiers { scheme last4 key validFrom } } } }'
    found: list[dict[str, Any]] = (await known.data(text))["party"]["identifiers"]
    by_scheme = {code["scheme"]: code for code in found}
    hasher: Any = known.application.hasher
    assert by_scheme["cn_id"]["last4"] == NEW_NUMBER[-4:]
    assert by_scheme["cn_id"]["key"] == hasher.key_id
    assert by_scheme["cn_id"]["validFrom"] == "2014"
    assert (by_scheme["stock"]["last4"], by_scheme["stock"]["key"]) == (None, None)
