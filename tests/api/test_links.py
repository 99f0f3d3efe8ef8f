"""Links over GraphQL: what cannot be asked is a typed problem naming its argument, and what the answers hold."""

import asyncio
from typing import Any

import pytest

from support.asking import Asker

PATHS = """
query($from: ID!, $to: ID!, $kinds: [RelationKind!], $by: PathOrder, $maxDepth: Int, $first: Int, $hubs: [ID!], $suspected: Boolean) {
  paths(from: $from, to: $to, kinds: $kinds, by: $by, maxDepth: $maxDepth, first: $first, includeHubs: $hubs,
        includeSuspected: $suspected, asOf: "2025-06-01") {
    paths { length certainty product sentence zh: sentence(lang: ZH) en: sentence(lang: EN) start { id }
            hops { kind forward relation { id } others { id } node { id } } }
    folded { hub { id } reason label en: label(lang: EN) touchesFrom { length } touchesTo { length } }
    searched { source { id } } kindsSearched completeness { state }
  }
}
"""
CONNECTIONS = """
query($among: [ID!]!, $kinds: [RelationKind!], $maxDepth: Int, $hubs: [ID!]) {
  connections(among: $among, kinds: $kinds, maxDepth: $maxDepth, includeHubs: $hubs, asOf: "2025-06-01") {
    job { state done total } among { id } cells { a { id } b { id } length } unlinked completeness { state reason }
  }
}
"""
A, B = "demo:S3-X", "demo:S3-J"


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ({"to": A}, "to"),
        ({"kinds": []}, "kinds"),
        ({"maxDepth": 0}, "maxDepth"),
        ({"maxDepth": 13}, "maxDepth"),
        ({"maxDepth": 99}, "maxDepth"),
        ({"first": 0}, "first"),
        ({"first": 51}, "first"),
        ({"hubs": [f"demo:{n}" for n in range(51)]}, "includeHubs"),
    ],
)
async def test_paths_refuses_by_name(asker: Asker, asked: dict[str, Any], argument: str) -> None:
    (fault,) = await asker.faults(PATHS, {"from": A, "to": B} | asked)
    assert fault["extensions"]["code"] == "BAD_USER_INPUT"
    assert fault["extensions"]["argument"] == argument


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ({"among": []}, "among"),
        ({"among": [A]}, "among"),
        ({"among": [A, B, A]}, "among"),
        ({"among": [f"demo:{n}" for n in range(201)]}, "among"),
        ({"among": [f"demo:{n}" for n in range(10_000)]}, "among"),
        ({"kinds": []}, "kinds"),
        ({"maxDepth": 0}, "maxDepth"),
        ({"maxDepth": 7}, "maxDepth"),
        ({"hubs": [f"demo:{n}" for n in range(51)]}, "includeHubs"),
    ],
)
async def test_connections_refuses_by_name(asker: Asker, asked: dict[str, Any], argument: str) -> None:
    (fault,) = await asker.faults(CONNECTIONS, {"among": [A, B]} | asked)
    assert fault["extensions"]["code"] == "BAD_USER_INPUT"
    assert fault["extensions"]["argument"] == argument


async def test_too_many_ids_are_refused_before_anything_is_read(asker: Asker) -> None:
    await asker.faults(CONNECTIONS, {"among": [f"demo:{n}" for n in range(10_000)]})
    assert not asker.counting.calls


@pytest.mark.parametrize(
    ("text", "asked"),
    [(PATHS, {"from": A, "to": "demo:nobody"}), (CONNECTIONS, {"among": [A, "demo:nobody"]})],
)
async def test_an_unknown_id_is_named(asker: Asker, text: str, asked: dict[str, Any]) -> None:
    (fault,) = await asker.faults(text, asked)
    assert (fault["extensions"]["code"], fault["extensions"]["xinmaiCode"]) == ("BAD_USER_INPUT", "NOT_FOUND")
    assert "demo:nobody" in fault["message"]


async def test_nulls_mean_the_defaults(asker: Asker) -> None:
    nulls = dict.fromkeys(("kinds", "by", "maxDepth", "first", "hubs", "suspected"))
    asked = {"from": A, "to": B}
    assert await asker.data(PATHS, asked | nulls) == await asker.data(PATHS, asked)


async def test_a_path_is_told_in_both_languages(asker: Asker) -> None:
    answer = (await asker.data(PATHS, {"from": "demo:S3-H", "to": "demo:S3-U"}))["paths"]
    (path,) = answer["paths"]
    assert path["product"] is None  # the share is not stated
    assert path["sentence"] == path["zh"]
    assert path["zh"] == (
        "截至2025年6月1日，沪滨恒川控股有限公司持有沪滨优望商贸有限公司的股权（出资），比例未载明（自2020年1月1日起）。"
    )
    assert path["en"] == (
        "As of 2025-06-01, 沪滨恒川控股有限公司 holds an unstated share of 沪滨优望商贸有限公司 (since 2020-01-01)."
    )


async def test_a_nominee_is_folded_and_can_be_included(asker: Asker) -> None:
    asked = {"from": "demo:firm-003", "to": "demo:firm-005", "kinds": ["HOLDS"], "maxDepth": 2}
    answer = (await asker.data(PATHS, asked))["paths"]
    assert answer["paths"] == []
    (hub,) = answer["folded"]
    assert (hub["hub"]["id"], hub["reason"]) == ("demo:nominee", "NOMINEE")
    assert (hub["touchesFrom"]["length"], hub["touchesTo"]["length"]) == (1, 1)
    assert "名义持有人" in hub["label"]
    assert "nominee" in hub["en"]
    assert answer["kindsSearched"] == ["HOLDS"]
    assert "demo:source-market" in [use["source"]["id"] for use in answer["searched"]]

    through = (await asker.data(PATHS, asked | {"hubs": ["demo:nominee"]}))["paths"]
    assert [[hop["node"]["id"] for hop in path["hops"]] for path in through["paths"]] == [
        ["demo:nominee", "demo:firm-005"]
    ]
    assert through["folded"] == []


async def test_a_path_over_a_shared_contact_is_a_lead(asker: Asker) -> None:
    answer = (
        await asker.data(PATHS, {"from": "demo:contact-F1", "to": "demo:contact-F3", "suspected": True})
    )["paths"]
    assert [path["certainty"] for path in answer["paths"]] == ["NAME_ONLY", "NAME_ONLY"]
    assert all("仅为线索" in path["sentence"] for path in answer["paths"])


async def test_paths_of_other_questions_have_sentences_too(asker: Asker) -> None:
    text = """{
      propagation(record: "demo:S1-REC1", asOf: "2026-05-02") { items { path { length sentence(lang: EN) } } }
      group(of: "demo:S3-X", asOf: "2025-06-01") { members { path { certainty sentence } } }
    }"""
    data = await asker.data(text)
    told = {item["path"]["sentence"] for item in data["propagation"]["items"] if item["path"]["length"]}
    assert any("that names 刘八" in sentence for sentence in told)
    assert all(member["path"]["certainty"] == "PROVEN" for member in data["group"]["members"])
    assert any("60%" in member["path"]["sentence"] for member in data["group"]["members"])


async def test_above_fifty_parties_it_is_a_job(asker: Asker) -> None:
    among = [f"demo:firm-{number:03}" for number in range(1, 61)]
    first = (await asker.data(CONNECTIONS, {"among": among}))["connections"]
    assert first["job"] == {"state": "RUNNING", "done": 0, "total": 60}
    assert (first["cells"], first["unlinked"]) == ([], None)
    assert first["completeness"]["state"] == "MISSING_DATA"
    answer = first
    while answer["job"]["state"] == "RUNNING":
        await asyncio.sleep(0.01)
        answer = (await asker.data(CONNECTIONS, {"among": among[::-1]}))["connections"]
    assert answer["job"] == {"state": "DONE", "done": 60, "total": 60}
    assert [party["id"] for party in answer["among"]] == among
    assert len(answer["cells"]) + answer["unlinked"] == 60 * 59 // 2
    assert answer["cells"]
    await asker.application.jobs.close()


async def test_matrix_costs_a_fixed_number_of_store_calls(asker: Asker) -> None:
    text = """query($among: [ID!]!) { connections(among: $among, asOf: "2025-06-01") {
      cells { a { name } b { name } path { sentence hops { relation { from { name } } others { id } node { id } } } }
      commonNeighbours { node { id } links { party { name } } } folded { hub { id } touches { sentence } } } }"""
    calls = []
    for size in (20, 50):
        asker.counting.calls.clear()
        await asker.data(text, {"among": [f"demo:firm-{number:03}" for number in range(1, size + 1)]})
        calls.append(dict(asker.counting.calls))
    assert calls[0] == calls[1]
