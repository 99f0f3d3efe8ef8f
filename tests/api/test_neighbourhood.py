"""The network: the typed answer and its JSON twin agree, and whatever is cut is said."""

from typing import Any

import pytest

from support.asking import Asker

TYPED = """
query($of: [ID!]!, $depth: Int, $kinds: [RelationKind!], $direction: Direction, $asOf: Date) {
  neighbourhood(of: $of, depth: $depth, kinds: $kinds, direction: $direction, asOf: $asOf, limit: 5000) {
    nodes { id kind name status flags }
    others { __typename id }
    edges {
      id kind from { id } to { id } validFrom validTo ended code title share { exact min max votes }
    }
    completeness { state reason depthReached nodesSeen hubsExcluded { id } asOf revision }
  }
}
"""
JSON = """
query($of: [ID!]!, $depth: Int, $kinds: [RelationKind!], $direction: Direction, $asOf: Date) {
  neighbourhoodJson(of: $of, depth: $depth, kinds: $kinds, direction: $direction, asOf: $asOf, limit: 5000)
}
"""
SHARES = {"share": "exact", "shareMin": "min", "shareMax": "max", "votes": "votes"}


def rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def edge_row(edge: dict[str, Any], place: dict[str, int]) -> dict[str, Any]:
    share = edge.pop("share") or {}
    ends = {"from": place[edge["from"]["id"]], "to": place[edge["to"]["id"]]}
    return edge | ends | {column: share.get(name) for column, name in SHARES.items()}


@pytest.mark.parametrize(
    "variables",
    [
        {"of": ["demo:S3-X"], "depth": 3},
        {"of": ["demo:S1-F1", "demo:S1-F2"], "depth": 2, "asOf": "2026-05-02"},
        {"of": ["demo:S2-jia"], "depth": 2, "asOf": "2025-03-03"},
        {"of": ["demo:contact-F1"], "depth": 2, "kinds": ["CONTACT"]},
        {"of": ["demo:nominee"], "depth": 1, "direction": "OUT", "kinds": ["HOLDS"]},
        {"of": ["demo:range"], "depth": 1},
        {"of": ["demo:S1-N1", "demo:nobody"], "depth": 1},
    ],
)
async def test_twins_agree(asker: Asker, variables: dict[str, Any]) -> None:
    typed = (await asker.data(TYPED, variables))["neighbourhood"]
    drawn = (await asker.data(JSON, variables))["neighbourhoodJson"]
    ids = [node["id"] for node in (*typed["nodes"], *typed["others"])]
    place = {public_id: index for index, public_id in enumerate(ids)}
    nodes = rows(drawn["nodes"])
    assert nodes[: len(typed["nodes"])] == typed["nodes"]
    assert [node["id"] for node in nodes] == ids
    assert rows(drawn["edges"]) == [edge_row(edge, place) for edge in typed["edges"]]
    hubs = [hub["id"] for hub in typed["completeness"].pop("hubsExcluded")]
    assert drawn["completeness"] == typed["completeness"] | {"hubsExcluded": hubs}
    assert typed["edges"]


async def test_nodes_that_are_no_parties_stand_apart(asker: Asker) -> None:
    variables = {"of": ["demo:contact-F1"], "depth": 1, "kinds": ["CONTACT"]}
    typed = (await asker.data(TYPED, variables))["neighbourhood"]
    assert {node["__typename"] for node in typed["others"]} == {"ContactValue"}


async def test_suspected_relations_are_left_out_by_default(asker: Asker) -> None:
    text = '{ neighbourhood(of: ["demo:same-P1"], depth: 1) { edges { kind } } }'
    edges = (await asker.data(text))["neighbourhood"]["edges"]
    assert {edge["kind"] for edge in edges} == {"DIRECTOR"}


async def test_what_does_not_fit_is_cut_whole_and_said(asker: Asker) -> None:
    text = '{ neighbourhood(of: ["demo:nominee"], depth: 2, limit: 10) { nodes { id } completeness { state reason } } }'
    found = (await asker.data(text))["neighbourhood"]
    assert found["completeness"]["state"] == "CUT_BY_NODES"
    assert found["completeness"]["reason"]
    assert len(found["nodes"]) <= 10


async def test_unknown_subject_beside_a_known_one_is_said(asker: Asker) -> None:
    text = '{ neighbourhood(of: ["demo:S1-F1", "demo:no"], depth: 10) { completeness { state reason } } }'
    assert (await asker.data(text))["neighbourhood"]["completeness"] == {
        "state": "MISSING_DATA",
        "reason": "Nothing has the id demo:no in this view.",
    }
