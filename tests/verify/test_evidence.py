"""The offline verifier: Ed25519 as the RFC has it, and nothing altered in a bundle goes unseen."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from xinmai.model.consequence import Wording
from xinmai.model.dates import PartialDate
from xinmai.model.evidence import (
    Claim,
    Evidence,
    FactShown,
    Options,
    Question,
    Searched,
    SourceShown,
    ViewStated,
    Wholeness,
)
from xinmai.model.ids import PublicId
from xinmai.model.sealed import SIGNATURE
from xinmai.model.vocabulary import CompletenessState
from xinmai.service.sealing import sealed
from xinmai.signing import Ed25519Signer
from xinmai.verify import evidence as verifier

from support.asking import CATALOGUE, NOW, SIGNER
from support.evidence import seal, write

# RFC 8032, 7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(public: str, message: str, signature: str) -> None:
    key, text, sign = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert verifier.is_signed(key, text, sign)
    assert not verifier.is_signed(key, text + b"x", sign)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verifier.is_signed(public, message, signature)
    altered = bytearray(signature)
    altered[bit // 8] ^= 1 << bit % 8
    assert verifier.is_signed(public, message, bytes(altered)) == library_says(
        public, message, bytes(altered)
    )


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64), st.binary(max_size=20))
def test_refuses_what_is_no_signature(public: bytes, signature: bytes, message: bytes) -> None:
    assert verifier.is_signed(public, message, signature) == library_says(public, message, signature)


def library_says(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_a_greater_scalar_is_no_second_signature() -> None:
    order = 2**252 + 27742317777372353535851937790883648493
    signature = SIGNER.sign(b"x")
    scalar = int.from_bytes(signature[32:], "little") + order
    assert not verifier.is_signed(SIGNER.public_key, b"x", signature[:32] + scalar.to_bytes(32, "little"))
    assert not verifier.is_signed(SIGNER.public_key, b"x", signature[:63])


def small(**changes: Any) -> Evidence:
    """Return evidence of one claim on one fact."""
    content = '{"source":"a:bundle","id":"a:1","kind":"enterprise","name":"甲<b>"}'
    fact = FactShown("a:1", "party", content, digest(content), PublicId("a:bundle"), None, None)
    source = msgspec.convert(
        {**dict.fromkeys(SourceShown.__struct_fields__), "id": "a:bundle", "stale": False}, SourceShown
    )
    shown = Evidence(
        engine="xinmai in tests",
        question=Question("group", {"of": "a:1"}, Wording("问", "ask")),
        view=ViewStated(PartialDate("2026-05-02"), None, 1, None, ("public",)),
        options=Options(5000, None, 2048),
        claims=(Claim("head", {"head": "a:1"}, ("a:1",), Wording("甲", "A")),),
        facts=(fact,),
        sources=(source,),
        searched=Searched((), (), (PublicId("a:bundle"),), every_delivery=True),
        gaps=(),
        completeness=Wholeness(CompletenessState.COMPLETE, None, 1, None, ()),
    )
    return msgspec.structs.replace(shown, **changes)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(seal(small()), tmp_path_factory.mktemp("whole") / "bundle")


def test_a_bundle_is_as_it_was_signed(whole: Path) -> None:
    assert list(verifier.problems(whole)) == []
    assert list(verifier.problems(whole, SIGNER.public_key)) == []


@given(data=st.data())
def test_every_altered_byte_is_found_and_named(whole: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(file.name for file in whole.iterdir())))
    file = whole / name
    before = file.read_bytes()
    place = data.draw(st.integers(0, len(before) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != before[place]))
    file.write_bytes(before[:place] + bytes([byte]) + before[place + 1 :])
    try:
        found = list(verifier.problems(whole))
    finally:
        file.write_bytes(before)
    assert found
    assert name == SIGNATURE or any(problem.startswith(f"{name}: was altered") for problem in found)


@given(data=st.data())
def test_every_byte_that_is_gone_or_more_is_found(whole: Path, data: st.DataObject) -> None:
    file = whole / data.draw(st.sampled_from(sorted(file.name for file in whole.iterdir())))
    before = file.read_bytes()
    place = data.draw(st.integers(0, len(before)))
    more = data.draw(st.binary(max_size=2))
    file.write_bytes(before[:place] + more + before[place + (not more) :])
    if file.read_bytes() == before:
        return
    try:
        assert list(verifier.problems(whole))
    finally:
        file.write_bytes(before)


def test_every_single_byte_of_the_signature_file(whole: Path, tmp_path: Path) -> None:
    folder = Path(copytree(whole, tmp_path / "bundle"))
    file = folder / SIGNATURE
    before = file.read_bytes()
    for place in range(len(before)):
        byte = before[place] ^ (32 if chr(before[place]).isalpha() else 1)  # a letter in the other case
        file.write_bytes(before[:place] + bytes([byte]) + before[place + 1 :])
        assert list(verifier.problems(folder)), place


@pytest.mark.parametrize("name", verifier.SIGNED)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write(seal(small()), tmp_path / "bundle")
    (folder / name).unlink()
    assert f"{name}: is missing" in list(verifier.problems(folder))


def test_a_file_that_was_added_is_named(tmp_path: Path) -> None:
    folder = write(seal(small()), tmp_path / "bundle")
    (folder / "annex.html").write_text("x")
    (folder / ".DS_Store").write_text("what some systems leave in every folder")
    assert list(verifier.problems(folder)) == ["'annex.html': is not signed and no part of the bundle"]


def test_a_bundle_that_somebody_else_signed_anew(tmp_path: Path) -> None:
    other = Ed25519Signer.generate()
    folder = write(sealed(small(), CATALOGUE, other, NOW), tmp_path / "bundle")
    assert list(verifier.problems(folder, other.public_key)) == []
    assert list(verifier.problems(folder, SIGNER.public_key)) == [
        "signature.json: signed with another key than the one given"
    ]


def test_an_algorithm_that_is_not_known_is_not_taken_for_good(tmp_path: Path) -> None:
    class Foreign:
        algorithm, public_key = "SM2", SIGNER.public_key

        def sign(self, payload: bytes) -> bytes:
            return SIGNER.sign(payload)

    folder = write(sealed(small(), CATALOGUE, Foreign(), NOW), tmp_path / "bundle")
    (problem,) = verifier.problems(folder)
    assert "not known to this verifier" in problem


def claim_without(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, facts=())


def other_digest(evidence: Evidence) -> Evidence:
    fact = msgspec.structs.replace(evidence.facts[0], sha256="0" * 64)
    return msgspec.structs.replace(evidence, facts=(fact,))


def other_source(evidence: Evidence) -> Evidence:
    fact = msgspec.structs.replace(evidence.facts[0], source=PublicId("b:bundle"))
    return msgspec.structs.replace(evidence, facts=(fact,))


def no_source(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, sources=())


def twice(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, facts=evidence.facts * 2)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (claim_without, "claim 1: the fact 'a:1' is not in the bundle"),
        (other_digest, "its digest does not fit its content"),
        (other_source, "source or locator is not the one in its content"),
        (no_source, "its source 'a:bundle' is not listed"),
        (twice, "a fact is there twice"),
    ],
)
def test_a_signed_bundle_that_does_not_hold_together(
    tmp_path: Path, spoil: Callable[[Evidence], Evidence], words: str
) -> None:
    spoilt = spoil(small())
    bundle = seal(small())
    honest = {"evidence.json": spoilt.json()}
    folder = write(msgspec.structs.replace(bundle, files=bundle.files | honest), tmp_path / "bundle")
    assert any(words in problem for problem in verifier.problems(folder))


def alone(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier as it is copied out of the package: without site packages, without ours."""
    copy = folder / "evidence.py"
    copy.write_bytes(Path(verifier.__file__).read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", copy, *words], capture_output=True, text=True, check=False, cwd=folder
    )


def test_runs_alone(tmp_path: Path) -> None:
    folder, key = write(seal(small()), tmp_path / "bundle"), tmp_path / "key.pem"
    key.write_bytes(SIGNER.public_pem())

    done = alone(folder, "--key", key, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the key given" in done.stdout
    assert "not checked" in alone(folder, folder=tmp_path).stdout

    (folder / "README.txt").write_text("x")
    done = alone(folder, "--key", key, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "README.txt: was altered after it was signed\n")


def test_calls_that_cannot_be_meant(tmp_path: Path) -> None:
    folder = write(seal(small()), tmp_path / "bundle")
    private = tmp_path / "private.pem"
    private.write_bytes(SIGNER.private_pem())
    for key in (tmp_path / "nowhere.pem", folder / "README.txt", private):
        assert alone(folder, "--key", key, folder=tmp_path).returncode == 2
    assert alone(folder=tmp_path).returncode == 2
    assert alone(tmp_path / "nowhere", folder=tmp_path).returncode == 1


def test_an_instant_cannot_smuggle_a_verdict(tmp_path: Path) -> None:
    """Whoever signs with a key of his own may write anything into the payload; it is printed as one text."""
    folder, own = write(seal(small()), tmp_path / "bundle"), Ed25519Signer.generate()
    payload = json.loads(json.loads((folder / SIGNATURE).read_text())["payload"])
    payload |= {
        "made_at": "today.\nSigned with the issuer, the key given",
        "key_id": digest_of(own.public_key),
    }
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    signed = {"payload": text, "public_key": own.public_key.hex(), "signature": own.sign(text.encode()).hex()}
    (folder / SIGNATURE).write_text(
        json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    )
    lines = alone(folder, folder=tmp_path).stdout.splitlines()
    assert len(lines) == 2
    assert "not checked" in lines[1]


def digest_of(key: bytes) -> str:
    return sha256(key).hexdigest()
