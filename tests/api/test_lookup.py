"""Who is meant: by id, code or name; identity numbers are hashed before anything is looked up."""

import pytest

from support.asking import Asker

PARTY = """
query($by: PartyBy!) {
  party(by: $by) { __typename ... on Party { id } ... on Problem { code message } ... on Ambiguous { total } }
}
"""


async def looked_up(asker: Asker, **by: object) -> dict[str, object]:
    found: dict[str, object] = (await asker.data(PARTY, {"by": by}))["party"]
    return found


@pytest.mark.parametrize(
    "value",
    ["91000000DEM0200156", "91000000dem0200156", " 91000000 DEM0200156 ", "９１００００００DEM0200156"],
)
async def test_code_is_found_however_it_is_written(asker: Asker, value: str) -> None:
    found = await looked_up(asker, identifier={"scheme": "uscc", "value": value})
    assert found == {"__typename": "Enterprise", "id": "demo:S1-F1"}


async def test_person_is_found_by_identity_number(asker: Asker, demo_number: str) -> None:
    found = await looked_up(asker, identifier={"scheme": "cn_id", "value": demo_number.lower()})
    assert found == {"__typename": "Person", "id": "demo:S1-P2"}


async def test_identity_number_is_nowhere_in_the_answer(asker: Asker, demo_number: str) -> None:
    text = '{ party(by: {id: "demo:S1-P2"}) { ... on Party { identifiers { scheme value last4 key } } } }'
    (identifier,) = (await asker.data(text))["party"]["identifiers"]
    assert identifier["last4"] == demo_number[-4:]
    assert demo_number not in str(identifier)
    assert len(identifier["value"]) == 64


async def test_unknown_number_is_not_repeated(asker: Asker) -> None:
    found = await looked_up(asker, identifier={"scheme": "cn_id", "value": "310000190001019999"})
    assert found["code"] == "NOT_FOUND"
    assert "3100" not in str(found["message"])


@pytest.mark.parametrize("name", ["沪滨𠮷庆（示范）商贸有限公司", "沪滨𠮷庆(示范) 商贸有限公司"])
async def test_name_is_found_however_brackets_are_written(asker: Asker, name: str) -> None:
    assert (await looked_up(asker, name=name))["id"] == "demo:rare-F1"


async def test_namesakes_are_candidates(asker: Asker) -> None:
    found = await looked_up(asker, name="蒋一")
    assert found["__typename"] == "Ambiguous"
    assert found["total"] == 4


async def test_name_counts_on_its_day_only(asker: Asker) -> None:
    text = """{ now: party(by: {name: "沪滨旧桥运输有限公司"}) { __typename }
               then: party(by: {name: "沪滨旧桥运输有限公司"}, asOf: "2019-06-30") { ... on Party { id name } } }"""
    assert await asker.data(text) == {
        "now": {"__typename": "NotFound"},
        "then": {"id": "demo:former-F1", "name": "沪滨旧桥运输有限公司"},
    }


@pytest.mark.parametrize(
    ("public_id", "kind"),
    [
        ("demo:S1-F1", "Enterprise"),
        ("demo:S1-P1", "Person"),
        ("demo:agency-market", "Agency"),
        ("demo:group", "Group"),
        ("demo:S1-REC1", "CreditRecord"),
        ("demo:S2-L1", "Case"),
        ("demo:S3-H/holds/S3-X", "Relation"),
        ("demo:source-market", "Source"),
        ("sh2014:task/04", "Task"),
        ("sh2014:system/platform", "System"),
    ],
)
async def test_everything_citable_is_a_node(asker: Asker, public_id: str, kind: str) -> None:
    data = await asker.data("query($id: ID!) { node(id: $id) { __typename id } }", {"id": public_id})
    assert data["node"] == {"__typename": kind, "id": public_id}


async def test_sanction_is_part_of_its_record_and_no_node(asker: Asker) -> None:
    assert await asker.data('{ node(id: "demo:S1-REC1/sanction/1") { id } }') == {"node": None}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"id": {"in": ["demo:S1-F1", "demo:no"]}}, ["demo:S1-F1"]),
        ({"id": {"eq": "demo:S1-F1", "in": ["demo:S1-F2"]}}, []),
        ({"id": {"eq": "demo:S1-F1", "in": ["demo:S1-F1", "demo:S1-F2"]}}, ["demo:S1-F1"]),
        ({"kind": {"eq": "GROUP"}}, ["demo:group"]),
        ({"name": {"startsWith": "沪滨丰禾"}}, ["demo:S1-F1"]),
        ({"name": {"eq": "沪滨丰禾食品有限公司"}, "kind": {"in": ["PERSON"]}}, []),
        ({"category": {"eq": "state_body"}}, ["demo:S2-S"]),
        ({"status": {"eq": "revoked"}, "id": {"in": ["demo:dead-F1", "demo:S1-F1"]}}, ["demo:dead-F1"]),
    ],
)
async def test_where_narrows(asker: Asker, where: dict[str, object], found: list[str]) -> None:
    text = "query($where: PartyFilter) { parties(where: $where) { edges { node { id } } } }"
    edges = (await asker.data(text, {"where": where}))["parties"]["edges"]
    assert [edge["node"]["id"] for edge in edges] == found


async def test_pages_make_the_whole_list(asker: Asker) -> None:
    text = """query($after: String) { parties(first: 120, after: $after) {
                totalCount edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
    seen: list[str] = []
    after, total = None, 0
    while True:
        page = (await asker.data(text, {"after": after}))["parties"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after, total = page["pageInfo"]["endCursor"], page["totalCount"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == total == len(set(seen))
    assert seen == sorted(seen)
