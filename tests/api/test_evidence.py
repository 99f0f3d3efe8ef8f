"""Evidence over GraphQL: the same bundle as on the command line, always signed."""

import base64
import dataclasses
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from xinmai.verify.evidence import is_signed, problems

from support.asking import SIGNER, Asker

EVIDENCE = """
query($of: EvidenceOf!, $asOf: Date, $knownAt: DateTime, $lang: Lang) {
  evidence(of: $of, asOf: $asOf, knownAt: $knownAt, lang: $lang) {
    json html payload algorithm keyId signature
    claims { kind facts text zh: text(lang: ZH) en: text(lang: EN) }
    gaps { what absence because }
    files { name content }
  }
}
"""
GROUP = {"group": {"of": "demo:S3-X"}}
CONSEQUENCE = {"consequence": {"record": "demo:S1-REC1"}}
PATH = {"path": {"from": "demo:S1-P2", "to": "demo:S1-F2", "kinds": ["EMPLOYEE"], "maxDepth": 2}}
NO_LINK = {"path": {"from": "demo:S1-P2", "to": "demo:S3-X"}}


async def ask(asker: Asker, of: dict[str, Any], **rest: Any) -> dict[str, Any]:
    data = await asker.data(EVIDENCE, {"of": of, "asOf": "2026-05-02", **rest})
    found: dict[str, Any] = data["evidence"]
    return found


@pytest.mark.parametrize("of", [GROUP, CONSEQUENCE, PATH, NO_LINK], ids=str)
async def test_the_files_are_a_bundle_that_verifies(asker: Asker, of: dict[str, Any], tmp_path: Path) -> None:
    found = await ask(asker, of)
    for file in found["files"]:
        (tmp_path / file["name"]).write_bytes(file["content"].encode())
    assert list(problems(tmp_path, SIGNER.public_key)) == []
    contents = {file["name"]: file["content"] for file in found["files"]}
    assert (contents["evidence.json"], contents["evidence.html"]) == (found["json"], found["html"])
    assert found["claims"]
    assert all(claim["text"] == claim["zh"] != claim["en"] for claim in found["claims"])


async def test_the_signature_is_over_the_payload(asker: Asker) -> None:
    found = await ask(asker, GROUP)
    payload, signature = base64.b64decode(found["payload"]), base64.b64decode(found["signature"])
    assert found["algorithm"] == "Ed25519"
    assert found["keyId"] == sha256(SIGNER.public_key).hexdigest()
    assert is_signed(SIGNER.public_key, payload, signature)
    assert sha256(found["json"].encode()).hexdigest() in payload.decode()
    assert sha256(found["html"].encode()).hexdigest() in payload.decode()


async def test_without_a_key_there_is_no_evidence(asker: Asker) -> None:
    asker.application = dataclasses.replace(asker.application, signer=None)
    (fault,) = await asker.faults(EVIDENCE, {"of": GROUP})
    assert fault["extensions"]["xinmaiCode"] == "NO_SIGNING_KEY"
    assert fault["path"] == ["evidence"]
    assert (await asker.run(EVIDENCE, {"of": GROUP})).data is None


async def test_the_language_moves_the_page_and_not_the_evidence(asker: Asker) -> None:
    zh, en = await ask(asker, GROUP), await ask(asker, GROUP, lang="EN")
    assert zh["json"] == en["json"]
    assert zh["html"] != en["html"]


@pytest.mark.parametrize(
    ("of", "code", "argument"),
    [
        ({"group": {"of": "demo:nobody"}}, "NOT_FOUND", None),
        ({"consequence": {"record": "demo:S3-X"}}, "NOT_FOUND", None),
        ({"path": {"from": "demo:S3-X", "to": "demo:S3-X"}}, "BAD_USER_INPUT", "to"),
        ({"path": {"from": "demo:S3-X", "to": "demo:S1-P2", "maxDepth": 99}}, "BAD_USER_INPUT", "maxDepth"),
        ({"path": {"from": "demo:S3-X", "to": "demo:S1-P2", "kinds": []}}, "BAD_USER_INPUT", "kinds"),
    ],
)
async def test_bad_input_names_the_argument(
    asker: Asker, of: dict[str, Any], code: str, argument: str | None
) -> None:
    (fault,) = await asker.faults(EVIDENCE, {"of": of})
    assert fault["extensions"]["code"] == "BAD_USER_INPUT"
    assert fault["extensions"]["xinmaiCode"] == code
    assert fault["extensions"].get("argument") == argument


EXACTLY_ONE = "OneOf Input Object 'EvidenceOf' must specify exactly one key."


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ({}, EXACTLY_ONE),
        ({"group": None}, "Value for member field 'group' must be non-null"),
        (GROUP | CONSEQUENCE, EXACTLY_ONE),
    ],
)
async def test_exactly_one_thing_is_proved(asker: Asker, of: dict[str, Any], said: str) -> None:
    """GraphQL's own check of a variable; it says which type of input is wrong, and no argument."""
    (fault,) = await asker.faults(EVIDENCE, {"of": of})
    assert (fault["extensions"]["code"], fault["message"]) == ("BAD_USER_INPUT", said)
    assert (await asker.run(EVIDENCE, {"of": of})).data is None


@pytest.mark.parametrize(
    "of", ["{}", "{group: null}", '{group: {of: "demo:S3-X"}, consequence: {record: "demo:S1-REC1"}}']
)
async def test_exactly_one_thing_is_proved_in_a_document_that_says_it(asker: Asker, of: str) -> None:
    (fault,) = await asker.faults(f"{{ evidence(of: {of}) {{ json }} }}")
    assert fault["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED", "argument": "of"}


async def test_an_identity_number_in_an_id_is_hashed_before_the_look_up(
    asker: Asker, demo_number: str
) -> None:
    (fault,) = await asker.faults(EVIDENCE, {"of": {"group": {"of": f"demo:{demo_number}"}}})
    assert demo_number not in str(fault)


async def test_a_record_says_why_a_field_is_empty(asker: Asker) -> None:
    query = '{ node(id: "demo:S1-REC1") { ... on CreditRecord { statute decidedOn gaps { what absence because } } } }'
    record = (await asker.data(query))["node"]
    why = {gap["what"]: gap["absence"] for gap in record["gaps"]}
    assert record["statute"] is None
    assert (why["statute"], why["effectiveFrom"], why["grade"]) == (
        "NOT_STATED",
        "NOT_STATED",
        "NOT_APPLICABLE",
    )
    assert not {"decidedOn", "documentNo"} & why.keys()
