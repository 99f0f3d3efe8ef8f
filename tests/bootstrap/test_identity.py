"""The identity key: made once beside a new store, for its owner only, never over another one."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xinmai.bootstrap.identity import NoIdentityKey, find_identity, identity_for_writing, key_file
from xinmai.bootstrap.loading import open_desk
from xinmai.errors import SettingsError
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.identity import IdentityHasher
from xinmai.model.ids import PublicId
from xinmai.model.party import Identifier, Party
from xinmai.model.provenance import Source
from xinmai.model.vocabulary import IdentifierScheme, PartyKind
from xinmai.service.load import load
from xinmai.settings import Secret, Settings

from support.bundles import Row, Watch, write_bundle

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


def with_key(tmp_path: Path, key: str) -> Settings:
    return Settings(store=f"sqlite:///{tmp_path}/graph.db", identity_key=Secret(key))


async def load_person(settings: Settings, bundle: Path, identifiers: str) -> None:
    row: Row = {"id": "1", "kind": "person", "name": "王二", "identifiers": identifiers}
    path = write_bundle(bundle, {"parties": [row]})
    async with open_desk(settings) as (store, identity):
        await load(
            store, BundleSource(path), identity.hasher, lambda: datetime(2026, 1, 2, tzinfo=UTC), Watch()
        )


@pytest.mark.parametrize("identifiers", [f"cn_id:{NUMBER}", ""])
@pytest.mark.parametrize("rehearsal", [False, True])
async def test_a_store_is_never_loaded_with_another_key(
    tmp_path: Path, identifiers: str, rehearsal: bool
) -> None:
    await load_person(with_key(tmp_path, KEY), tmp_path / "bundle", identifiers)
    async with open_desk(with_key(tmp_path, KEY), rehearsal=rehearsal) as (_, identity):
        assert identity.hasher.key_id == KEY_ID
    with pytest.raises(SettingsError, match=f"loaded with the key {KEY_ID}.*into a new store"):
        async with open_desk(with_key(tmp_path, KEY[::-1]), rehearsal=rehearsal):
            pass


async def test_a_store_that_does_not_name_its_key_is_known_by_a_person(tmp_path: Path) -> None:
    source, own = PublicId("a:s"), PublicId("a:1")
    code = Identifier(IdentifierScheme.CN_ID, "0" * 64, last4="002X", key=KEY_ID)
    person = Party(source=source, id=own, kind=PartyKind.PERSON, name="王二", identifiers=(code,))
    async with open_desk(with_key(tmp_path, KEY)) as (store, _):
        await store.apply([Source(source=source, id=source)], key="1", at=datetime(2026, 1, 2, tzinfo=UTC))
        await store.apply([person], key="2", at=datetime(2026, 1, 3, tzinfo=UTC))
    with pytest.raises(SettingsError, match=KEY_ID):
        async with open_desk(with_key(tmp_path, KEY[::-1])):
            pass
