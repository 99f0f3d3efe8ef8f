"""``xinmai doctor``: every check, its state and its remedy; no secret on the screen."""

from pathlib import Path

import pytest

from support.command import Outcome, command, write_bundle

KEY = "0123456789abcdef" * 4
TABLES = {"parties": ["id,kind,name,identifiers", "p,person,王五,cn_id:11010519491231002X"]}


@pytest.fixture
def store(workplace: Path) -> Path:
    assert command("load", write_bundle(workplace / "bundle", TABLES)).status == 0
    return workplace / "xinmai.db"


def line(outcome: Outcome, check: str) -> str:
    """Return state and finding of a check."""
    table = outcome.out.partition("check  ")[2].splitlines()
    (found,) = (row.removeprefix(check).strip() for row in table if row.startswith(f"{check}  "))
    return " ".join(found.split())


def test_all_is_well(store: Path) -> None:
    outcome = command("doctor")
    assert outcome.status == 0
    for check in ("python", "identity key", "catalogue", "rules", "store", "integrity", "content"):
        assert line(outcome, check).startswith("ok ")
    assert "1 party, 1 source" in line(outcome, "content")
    assert line(outcome, "identity key of the store").startswith("ok ")


def test_settings_are_shown_with_their_origin_and_without_secrets(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINMAI_IDENTITY_KEY", KEY)
    Path("xinmai.toml").write_text("port = 81\n", encoding="utf-8")
    outcome = command("doctor", "--store", "sqlite:///xinmai.db")
    settings = outcome.out.partition("\n\n")[0]
    rows = [row.split("  ") for row in settings.splitlines()]
    shown = {row[0]: [cell.strip() for cell in row[1:] if cell] for row in rows}
    assert shown["port"] == ["81", "file"]
    assert shown["store"] == ["sqlite:///xinmai.db", "argument"]
    assert shown["identity_key"] == ["(set, not shown)", "environment"]
    assert KEY not in outcome.out + outcome.err


def test_a_signing_key(store: Path) -> None:
    assert line(command("doctor"), "signing key") == "warn none"
    command("key", "create")
    assert line(command("doctor"), "signing key").startswith("ok ")
    file = store.with_name("xinmai.db.signing.pem")
    file.chmod(0o644)
    assert line(command("doctor"), "signing key").endswith("readable by others")
    file.write_text("no key")
    outcome = command("doctor")
    assert (outcome.status, line(outcome, "signing key")[:13]) == (1, "fail SETTINGS")


def test_no_store_fails_and_says_what_to_do(workplace: Path) -> None:
    outcome = command("doctor")
    assert outcome.status == 1
    assert line(outcome, "store").startswith("fail STORE_MISSING")
    assert "store: Load something first" in outcome.out
    assert list(workplace.iterdir()) == []


def test_a_file_that_is_no_store_fails(workplace: Path) -> None:
    (workplace / "xinmai.db").write_bytes(b"something else " * 100)
    outcome = command("doctor")
    assert (outcome.status, line(outcome, "store")[:18]) == (1, "fail STORE_FOREIGN")


def test_a_damaged_store_fails(store: Path) -> None:
    content = bytearray(store.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    store.write_bytes(content)
    outcome = command("doctor")
    assert outcome.status == 1
    assert "fail" in outcome.out


def test_another_key_than_the_stores_fails(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINMAI_IDENTITY_KEY", KEY)
    outcome = command("doctor")
    assert outcome.status == 1
    assert line(outcome, "identity key of the store").startswith("fail ")


def test_a_lost_key_warns(store: Path) -> None:
    store.with_name("xinmai.db.key").unlink()
    outcome = command("doctor")
    assert line(outcome, "identity key").startswith("warn none")
    assert line(outcome, "identity key of the store").startswith("fail ")


def test_a_key_that_others_can_read_warns(store: Path) -> None:
    store.with_name("xinmai.db.key").chmod(0o644)
    outcome = command("doctor")
    assert (outcome.status, "readable by others" in line(outcome, "identity key")) == (0, True)


def test_a_mistyped_variable_warns(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINMAI_PROT", "81")
    assert line(command("doctor"), "settings") == "warn XINMAI_PROT is no setting"
