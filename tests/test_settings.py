"""Settings: where values come from, what is refused, what is never shown."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from xinmai.errors import SettingsError
from xinmai.settings import (
    Secret,
    Settings,
    Stated,
    cache_folder,
    read_settings,
    settings_from,
    shown,
    stated,
    table,
    unknown_variables,
)

KEY = "0123456789abcdef" * 4


def settle(
    arguments: Mapping[str, object], environ: Mapping[str, str], file: Path = Path("there-is-none.toml")
) -> Settings:
    return settings_from(stated(arguments, environ, file))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "xinmai.toml"


def test_nothing_stated_gives_the_defaults() -> None:
    assert settle({}, {}) == Settings()


def test_arguments_come_before_variables_before_the_file(file: Path) -> None:
    file.write_text('host = "file"\nport = 1\nlog_level = "error"\n', encoding="utf-8")
    found = settle({"port": "3"}, {"XINMAI_HOST": "variable", "XINMAI_PORT": "2"}, file)
    assert (found.port, found.host, found.log_level) == (3, "variable", "error")


def test_origins_are_kept(file: Path) -> None:
    file.write_text("port = 1\nmax_nodes = 7\n", encoding="utf-8")
    found = stated({"host": "h"}, {"XINMAI_PORT": "2"}, file)
    assert {name: given.origin for name, given in found.items()} == {
        "host": "argument",
        "port": "environment",
        "max_nodes": "file",
    }


def test_an_empty_variable_states_nothing() -> None:
    assert settle({}, {"XINMAI_TODAY": ""}).today is None


def test_texts_become_values_of_their_type() -> None:
    environ = {
        "XINMAI_TODAY": "2026-05-02",
        "XINMAI_INTROSPECTION": "false",
        "XINMAI_MAX_SECONDS": "2.5",
        "XINMAI_IDENTITY_KEY": f"{KEY}\n",
    }
    found = settle({}, environ)
    assert (found.today, found.introspection, found.max_seconds) == (date(2026, 5, 2), False, 2.5)
    assert found.identity_key == Secret(KEY)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("port", "70000", "a whole number from 0 to 65535"),
        ("port", "http", "a whole number from 0 to 65535"),
        ("introspection", "perhaps", "true or false"),
        ("today", "2026-02-30", "a day, YYYY-MM-DD"),
        ("max_seconds", "0", "a number above 0"),
        ("log_level", "loud", "one of debug, error, info, warning"),
        ("identity_key", "short", "at least 32 characters"),
    ],
)
def test_a_value_that_is_none_is_refused_in_words(name: str, value: str, words: str) -> None:
    variable = f"XINMAI_{name.upper()}"
    with pytest.raises(SettingsError, match=f"{variable}: must be .*{words}"):
        settle({}, {variable: value})


def test_a_refused_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        settle({}, {"XINMAI_IDENTITY_KEY": "topsecret"})
    assert "topsecret" not in f"{caught.value} {caught.value.__cause__}"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (Stated("x", "argument"), "--max-nodes"),
        (Stated("x", "environment"), "XINMAI_MAX_NODES"),
        (Stated("x", "file"), "xinmai.toml: max_nodes"),
    ],
)
def test_a_refusal_names_what_the_user_wrote(given: Stated, place: str) -> None:
    with pytest.raises(SettingsError, match=place):
        settings_from({"max_nodes": given})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("port 1", "is no valid TOML"),
        ("prot = 1", "is no setting"),
        (f'identity_key = "{KEY}"', "is a secret"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(file: Path, text: str, problem: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=problem) as caught:
        settle({}, {}, file)
    assert KEY not in str(caught.value)


def test_secrets_are_never_shown() -> None:
    settings = settle({}, {"XINMAI_IDENTITY_KEY": KEY})
    assert KEY not in repr(settings)
    assert KEY not in "".join(shown(entry, getattr(settings, entry.name)) for entry in table())


def test_a_password_is_taken_at_any_length_and_never_shown() -> None:
    settings = settle({}, {"XINMAI_NEO4J_PASSWORD": "geheim\n"})
    assert settings.neo4j_password is not None
    assert settings.neo4j_password.reveal() == "geheim"
    assert "geheim" not in repr(settings)
    assert "geheim" not in "".join(shown(entry, getattr(settings, entry.name)) for entry in table())


@pytest.mark.parametrize(
    ("stated_folder", "variable", "folder"),
    [
        (None, None, "HOME/.cache/xinmai"),
        (None, "relative", "HOME/.cache/xinmai"),
        (None, "/var/cache", "/var/cache/xinmai"),
        ("jars", "/var/cache", "jars"),
    ],
)
def test_files_are_kept_where_caches_are(
    stated_folder: str | None, variable: str | None, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "HOME")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if variable is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", variable)
    assert cache_folder(Settings(neo4j_cache=stated_folder)) == Path(folder)


def test_a_password_in_an_address_is_not_shown() -> None:
    (store,) = (entry for entry in table() if entry.name == "store")
    assert shown(store, "neo4j://someone:password@host:7687/graph") == "neo4j://…@host:7687/graph"


def test_every_setting_has_a_meaning_and_a_range() -> None:
    assert [entry for entry in table() if not entry.meaning or not entry.expected] == []


def test_this_process_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XINMAI_PORT", "81")
    monkeypatch.setenv("XINMAI_PROT", "82")
    assert read_settings(host="h").port == 81
    assert "XINMAI_PROT" in unknown_variables()
    assert "XINMAI_PORT" not in unknown_variables()
