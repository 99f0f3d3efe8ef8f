"""The signing key: made once, readable by its owner only, never overwritten, never shown."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from xinmai.bootstrap.signing import create_key, find_signer, require_signer
from xinmai.errors import NoSigningKey, SettingsError, SigningKeyExists
from xinmai.settings import Settings
from xinmai.signing import Ed25519Signer
from xinmai.verify.evidence import is_signed, public_key

from support.asking import SIGNER


def beside(folder: Path, signing_key_file: str | None = None) -> Settings:
    return Settings(store=f"sqlite:///{folder}/graph.db", signing_key_file=signing_key_file)


def test_a_key_is_made_beside_the_store(tmp_path: Path) -> None:
    key = create_key(beside(tmp_path))
    assert key.private == tmp_path / "graph.db.signing.pem"
    assert key.public == tmp_path / "graph.db.signing.pub.pem"
    assert stat.S_IMODE(key.private.stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([key.private.name, key.public.name])

    signer = require_signer(beside(tmp_path))
    public = public_key(key.public.read_text())
    assert public == signer.public_key
    assert is_signed(public, b"text", signer.sign(b"text"))


@pytest.mark.parametrize("name", ["graph.db.signing.pem", "graph.db.signing.pub.pem"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("something")
    with pytest.raises(SigningKeyExists):
        create_key(beside(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "something"


def test_a_file_of_ones_own_and_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = create_key(beside(tmp_path, signing_key_file=str(tmp_path / "our.pem")))
    assert (own.private.name, own.public.name) == ("our.pem", "our.pub.pem")
    served = create_key(Settings(store="bolt://127.0.0.1:7687/graph"))
    assert served.private == Path("xinmai-127.0.0.1-7687-graph.signing.pem")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        create_key(beside(tmp_path / "nowhere"))


def test_without_a_key(tmp_path: Path) -> None:
    assert find_signer(beside(tmp_path)) is None
    with pytest.raises(NoSigningKey):
        require_signer(beside(tmp_path))
    with pytest.raises(SettingsError):
        find_signer(beside(tmp_path, signing_key_file=str(tmp_path / "nowhere.pem")))


def test_files_that_hold_no_key(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    locked = load_pem_private_key(SIGNER.private_pem(), None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")
    )
    for content in (b"", b"\xff\x00", other, locked, SIGNER.public_pem()):
        file = tmp_path / "key.pem"
        file.write_bytes(content)
        with pytest.raises(SettingsError) as refused:
            find_signer(beside(tmp_path, signing_key_file=str(file)))
        assert content.decode("latin-1").strip() == "" or content.decode("latin-1") not in str(refused.value)


def test_a_key_survives_its_file() -> None:
    again = Ed25519Signer.from_pem(SIGNER.private_pem())
    assert again.public_key == SIGNER.public_key
    assert again.sign(b"x") == SIGNER.sign(b"x")
