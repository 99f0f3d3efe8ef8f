"""The identity key: made once beside a new store, for its owner only, never over another one."""

import stat
from pathlib import Path

import pytest

from xinmai.bootstrap.identity import NoIdentityKey, find_identity, identity_for_writing, key_file
from xinmai.errors import SettingsError
from xinmai.ingest.identity import IdentityHasher
from xinmai.settings import Secret, Settings

KEY = "0123456789abcdef" * 4
KEY_ID = IdentityHasher(KEY.encode()).key_id
NUMBER = "11010519491231002X"
"""The example of GB 11643; it passes its check digit."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=f"sqlite:///{tmp_path}/graph.db")


def test_a_new_store_gets_a_key_of_its_own(settings: Settings, tmp_path: Path) -> None:
    made = identity_for_writing(settings, is_new_store=True)
    file = tmp_path / "graph.db.key"
    assert (made.is_new, made.origin) == (True, str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db.key"]


def test_the_key_is_made_once(settings: Settings) -> None:
    first = identity_for_writing(settings, is_new_store=True)
    again = identity_for_writing(settings, is_new_store=True)
    assert (again.is_new, again.hasher.key_id) == (False, first.hasher.key_id)


def test_two_stores_get_two_keys(settings: Settings, tmp_path: Path) -> None:
    other = Settings(store=f"sqlite:///{tmp_path}/other.db")
    keys = {identity_for_writing(one, is_new_store=True).hasher.key_id for one in (settings, other)}
    assert len(keys) == 2


def test_a_store_with_facts_never_gets_another_key(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="Put the file back"):
        identity_for_writing(settings, is_new_store=False)
    assert not key_file(settings).exists()


def test_the_environment_comes_before_a_file(tmp_path: Path) -> None:
    settings = Settings(store=f"sqlite:///{tmp_path}/graph.db", identity_key=Secret(KEY))
    found = identity_for_writing(settings, is_new_store=True)
    assert (found.hasher.key_id, found.origin) == (KEY_ID, "XINMAI_IDENTITY_KEY")
    assert list(tmp_path.iterdir()) == []


def test_a_named_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{KEY}\n", encoding="ascii")
    found = find_identity(Settings(identity_key_file=str(file)))
    assert found is not None
    assert found.hasher.key_id == KEY_ID


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        find_identity(Settings(identity_key_file=str(tmp_path / "secret")))


@pytest.mark.parametrize("content", [b"", b"short", "钥匙".encode() * 20])
def test_a_file_without_a_usable_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="holds no usable key"):
        find_identity(Settings(identity_key_file=str(file)))


def test_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written"):
        identity_for_writing(Settings(store=f"sqlite:///{tmp_path}/none/graph.db"), is_new_store=True)


def test_without_a_key_only_identity_numbers_are_refused() -> None:
    nobody = NoIdentityKey()
    assert nobody.pseudonym("demo:S1-F1") == "demo:S1-F1"
    with pytest.raises(SettingsError, match="is not set"):
        nobody.hash("cn_id", NUMBER)
    with pytest.raises(SettingsError, match="is not set"):
        nobody.pseudonym(f"demo:{NUMBER}")
