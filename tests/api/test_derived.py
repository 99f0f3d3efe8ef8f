"""Groups, consequences and risk as the API shows them; what they say is tested where they are computed."""

import hashlib

import msgspec
import pytest

from support.asking import Asker

PROOF = """
query($record: ID!, $asOf: Date) {
  propagation(record: $record, asOf: $asOf) {
    items { ...C } alerts { ...C } unmatched completeness { state reason rulePack sources { source { id } } }
  }
}
fragment C on Consequence {
  party { id } kind effect from until daysLeft lifetime scope marks meaning(lang: EN) text(lang: EN)
  rule { id version name(lang: EN) fieldOfLaw basis status validFrom validTo }
  record { id }
  path { start { id } certainty hops { kind forward relation { id kind validTo } record { id } node { id } } }
  proof { ruleId ruleVersion cause { id } digest json steps { test holds values facts { key digest source { id } } } }
}
"""


async def test_proof_can_be_checked_elsewhere(asker: Asker) -> None:
    found = (await asker.data(PROOF, {"record": "demo:S1-REC1", "asOf": "2026-05-02"}))["propagation"]
    assert found["items"]
    for item in found["items"]:
        proof = item["proof"]
        sealed = hashlib.sha256(msgspec.json.encode(proof["json"], order="sorted")).hexdigest()
        assert proof["digest"] == sealed
        assert proof["json"]["rule"] == proof["ruleId"] == item["rule"]["id"]
        assert proof["cause"] == item["record"] == {"id": "demo:S1-REC1"}
        assert all(fact["source"]["id"] for step in proof["steps"] for fact in step["facts"])
    assert len(found["completeness"]["rulePack"]) == 64
    assert found["completeness"]["sources"]


async def test_path_shows_relations_that_are_over_and_findings(asker: Asker) -> None:
    found = (await asker.data(PROOF, {"record": "demo:S1-REC1", "asOf": "2026-05-02"}))["propagation"]
    paths = {item["party"]["id"]: item["path"] for item in found["items"]}
    over, now = paths["demo:S1-F2"]["hops"]
    assert over["relation"] == {
        "id": "demo:S1-P2/legal_representative/S1-F1",
        "kind": "LEGAL_REPRESENTATIVE",
        "validTo": "2024-06-20",
    }
    assert (over["forward"], now["forward"], now["node"]) == (False, True, {"id": "demo:S1-F2"})
    (finding,) = paths["demo:S1-P4"]["hops"]
    assert (finding["kind"], finding["relation"], finding["record"]) == (
        "FINDING",
        None,
        {"id": "demo:S1-REC1"},
    )


async def test_last_day_is_inclusive(asker: Asker) -> None:
    last = (await asker.data(PROOF, {"record": "demo:S1-REC1", "asOf": "2029-03-01"}))["propagation"]
    assert {item["daysLeft"] for item in last["items"]} == {0}
    after = (await asker.data(PROOF, {"record": "demo:S1-REC1", "asOf": "2029-03-02"}))["propagation"]
    assert (after["items"], after["alerts"]) == ([], [])


async def test_alerts_stand_apart(asker: Asker) -> None:
    found = (await asker.data(PROOF, {"record": "demo:R24x-REC1", "asOf": "2025-06-01"}))["propagation"]
    assert {alert["effect"] for alert in found["alerts"]} == {"ALERT"}
    assert "ALERT" not in {item["effect"] for item in found["items"]}


async def test_what_cannot_be_told_is_named(asker: Asker) -> None:
    found = (await asker.data(PROOF, {"record": "demo:fine-unmarked-REC1", "asOf": "2025-06-01"}))[
        "propagation"
    ]
    assert found["items"] == []
    assert len(found["unmatched"]) == 1


async def test_group_without_head(asker: Asker) -> None:
    text = """{ group(of: "demo:core-1sub", asOf: "2025-06-01") {
                  head { id } headKind name { id } core { id } jointParents { id } possibleHeads { id }
                  openRegisters { id } members { party { id } path { length hops { relation { share { exact } } } } } } }"""
    found = (await asker.data(text))["group"]
    assert (found["head"], found["headKind"], found["name"]) == (
        None,
        "MUTUAL_CONTROL_CORE",
        {"id": "demo:core-a"},
    )
    assert [party["id"] for party in found["core"]] == ["demo:core-a", "demo:core-b"]
    assert [member["party"]["id"] for member in found["members"]] == [
        "demo:core-1sub",
        "demo:core-a",
        "demo:core-b",
    ]


async def test_risk_is_no_probability(asker: Asker) -> None:
    text = '{ relatedPartyRisk(of: "demo:risk-F3", asOf: "2025-06-01") { note sources { tier records { id } } weights of { id } } }'
    found = (await asker.data(text))["relatedPartyRisk"]
    assert "no probability" in found["note"]
    assert {source["tier"] for source in found["sources"]} == {"INFORMATIONAL"}
    assert found["of"] == {"id": "demo:risk-F3"}


@pytest.mark.parametrize(
    "text",
    [
        'query { group(of: "demo:no") { headKind } }',
        'query { group(of: "8") { headKind } }',
        'query { propagation(record: "demo:no") { unmatched } }',
        'query { propagation(record: "demo:S1-F1") { unmatched } }',
        'query { relatedPartyRisk(of: "demo:no") { band } }',
    ],
)
async def test_nothing_follows_from_nothing(asker: Asker, text: str) -> None:
    ((code, ours, _),) = await asker.codes(text)
    assert (code, ours) == ("BAD_USER_INPUT", "NOT_FOUND")


async def test_earlier_knowledge_is_earlier(asker: Asker) -> None:
    text = 'query { propagation(record: "demo:S1-REC1", knownAt: "2020-01-01T00:00:00Z") { unmatched } }'
    assert await asker.codes(text) == [("BAD_USER_INPUT", "NOT_FOUND", ["propagation"])]
