"""``xinmai load``: exit status, counts, rejects, rehearsal."""

import csv
from pathlib import Path

import pytest

from support.command import command, write_bundle

PARTIES = ["id,kind,name", "a,enterprise,甲公司", "p,person,王五"]
HOLDS = ["id,kind,from,to,share,valid_from", "h,holds,p,a,51,2020-01-01"]


@pytest.fixture
def clean(workplace: Path) -> Path:
    return write_bundle(workplace / "clean", {"parties": PARTIES, "relations": HOLDS})


@pytest.fixture
def faulty(workplace: Path) -> Path:
    relations = [*HOLDS, "i,holds,p,a,abc,2020-01-01", "j,holds,nobody,a,1,2020-01-01"]
    return write_bundle(workplace / "faulty", {"parties": PARTIES, "relations": relations})


def rejects(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_clean_load_counts_and_ends_with_0(clean: Path, workplace: Path) -> None:
    outcome = command("load", clean)
    assert outcome.status == 0
    assert "3 rows: 3 facts added" in outcome.out
    assert "0 rejected" in outcome.out
    assert sorted(path.name for path in workplace.iterdir()) == ["clean", "xinmai.db", "xinmai.db.key"]


def test_a_new_key_is_told_once(clean: Path) -> None:
    assert "Made a key for identity numbers: xinmai.db.key" in command("load", clean).err
    assert "key" not in command("load", clean).err


def test_loading_again_changes_nothing(clean: Path) -> None:
    command("load", clean)
    assert "3 rows: 0 facts added, 0 changed, 3 unchanged" in command("load", clean).out


def test_rejects_are_written_and_end_with_3(faulty: Path, workplace: Path) -> None:
    outcome = command("load", faulty)
    assert outcome.status == 3
    assert "rejected: bad_share 1, dangling 1; see rejects.csv" in outcome.out
    first, second = rejects(workplace / "rejects.csv")
    assert {name: first[name] for name in ("file", "line", "column", "rule", "value", "table")} == {
        "file": "relations.csv",
        "line": "3",
        "column": "share",
        "rule": "bad_share",
        "value": "abc",
        "table": "relations",
    }
    assert first["hint"]
    assert (second["line"], second["column"], second["rule"], second["value"]) == (
        "4",
        "from",
        "dangling",
        "n*****",
    )


def test_the_file_of_rejects_can_be_named(faulty: Path, workplace: Path) -> None:
    assert "see bad.csv" in command("load", faulty, "--rejects", "bad.csv").out
    assert len(rejects(workplace / "bad.csv")) == 2


def test_an_older_file_of_rejects_goes(faulty: Path, clean: Path, workplace: Path) -> None:
    command("load", faulty)
    command("load", clean)
    assert not (workplace / "rejects.csv").exists()


def test_another_file_is_never_overwritten(clean: Path, workplace: Path) -> None:
    mine = workplace / "rejects.csv"
    mine.write_text("mine", encoding="utf-8")
    outcome = command("load", clean)
    assert (outcome.status, mine.read_text(encoding="utf-8")) == (2, "mine")
    assert not (workplace / "xinmai.db").exists()


def test_nothing_loaded_ends_with_1(workplace: Path) -> None:
    nothing = write_bundle(workplace / "n", {"parties": ["id,kind,name", "a,firm,甲"]})
    assert command("load", nothing).status == 1


def test_a_bundle_without_a_manifest_writes_nothing(workplace: Path) -> None:
    (workplace / "empty").mkdir()
    outcome = command("load", "empty")
    assert outcome.status == 1
    assert outcome.err.startswith("BUNDLE: empty: there is no bundle.toml in it.")
    assert "Traceback" not in outcome.err
    assert not (workplace / "xinmai.db").exists()


def test_all_deliveries_are_looked_at_before_any_is_written(clean: Path, workplace: Path) -> None:
    broken = write_bundle(workplace / "broken", {"parties": ["id,kind,nam", "a,person,甲"]})
    assert command("load", clean, broken).status == 1
    assert not (workplace / "xinmai.db").exists()


def test_deliveries_are_loaded_in_the_order_given(clean: Path, workplace: Path) -> None:
    other = write_bundle(workplace / "other", {"relations": ["id,kind,from,to", "d,director,t:p,t:a"]}, "u")
    assert command("load", clean, other).status == 0
    assert command("load", other, clean, "--store", "sqlite:///second.db").status == 3


def test_a_delta_closes_nothing(clean: Path, workplace: Path) -> None:
    command("load", clean)
    less = write_bundle(workplace / "less", {"parties": PARTIES})
    assert "0 closed" in command("load", less, "--mode", "delta").out
    assert "1 closed" in command("load", less).out


@pytest.mark.parametrize(
    "words",
    [
        ["load"],
        ["load", "clean", "--mode", "sometimes"],
        ["load", "clean", "--store", "graph.db"],
        ["load", "clean", "--no-such-option"],
        ["lode", "clean"],
    ],
)
def test_usage_errors_end_with_2(clean: Path, words: list[str]) -> None:
    outcome = command(*words)
    assert outcome.status == 2
    assert "Traceback" not in outcome.err


def test_settings_errors_end_with_2(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINMAI_PORT", "no")
    outcome = command("load", clean)
    assert (outcome.status, outcome.err.split(":")[0]) == (2, "SETTINGS")


class TestRehearsal:
    def test_it_writes_nothing(self, clean: Path, workplace: Path) -> None:
        outcome = command("load", clean, "--dry-run")
        assert outcome.status == 0
        assert "3 facts added" in outcome.out
        assert "nothing was written" in outcome.err
        assert [path.name for path in workplace.iterdir()] == ["clean"]

    def test_it_finds_what_a_load_would_refuse(self, faulty: Path, workplace: Path) -> None:
        assert command("load", faulty, "--dry-run").status == 3
        assert [row["rule"] for row in rejects(workplace / "rejects.csv")] == ["bad_share", "dangling"]

    def test_it_knows_what_the_store_holds(self, clean: Path, workplace: Path) -> None:
        command("load", clean)
        before = (workplace / "xinmai.db").read_bytes()
        other = write_bundle(
            workplace / "other", {"relations": ["id,kind,from,to", "d,director,t:p,t:a"]}, "u"
        )
        assert command("load", other, "--dry-run").status == 0
        assert (workplace / "xinmai.db").read_bytes() == before


def test_a_draft_of_a_mapping_can_be_tried_once_its_line_is_removed(workplace: Path) -> None:
    foreign = workplace / "firms.csv"
    foreign.write_text("公司名称,代码\n甲有限公司,1\n乙有限公司,2\n", encoding="gb18030")
    made = command("mapping", "init", foreign, "--out", "firms.toml")
    assert made.status == 0
    draft = (workplace / "firms.toml").read_text(encoding="utf-8")
    assert "gb18030" in draft
    refused = command("load", foreign, "--mapping", "firms.toml", "--dry-run")
    assert (refused.status, refused.err.partition(":")[0]) == (1, "MAPPING")
    edited = "\n".join(line for line in draft.splitlines() if not line.startswith("draft"))
    (workplace / "firms.toml").write_text(edited, encoding="utf-8")
    assert command("load", foreign, "--mapping", "firms.toml", "--dry-run").status == 0
    assert command("mapping", "init", foreign, "--out", "firms.toml").status == 2


def test_a_draft_goes_to_standard_output(workplace: Path) -> None:
    foreign = workplace / "firms.csv"
    foreign.write_text("name,code\n甲有限公司,1\n", encoding="utf-8")
    assert "[bundle]" in command("mapping", "init", foreign).out


def test_rejects_go_into_a_file(clean: Path, workplace: Path) -> None:
    outcome = command("load", clean, "--rejects", workplace)
    assert (outcome.status, outcome.err.partition(":")[0]) == (2, "BAD_USER_INPUT")
    assert "no regular file" in outcome.err


def test_a_folder_that_is_not_there_is_to_be_created(clean: Path) -> None:
    outcome = command("load", clean, "--store", "sqlite:///no/where.db")
    assert (outcome.status, outcome.err.partition(":")[0]) == (1, "STORE_MISSING")
    assert "Create the folder" in outcome.err
    assert "Load something first" not in outcome.err


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("x.db", "write sqlite:///x.db"),
        ("/srv/x.db", "write sqlite:////srv/x.db"),
        ("postgres://user:secret@x/y", "postgres: no such store"),
        ("sqlite:///:memory:", "a file on disk"),
        ("sqlite:///x.db?mode=ro", "no ?options"),
        ("sqlite://", "no such store"),
    ],
)
def test_an_address_that_is_none_of_a_store(
    clean: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    monkeypatch.setenv("XINMAI_STORE", url)
    outcome = command("load", clean)
    assert (outcome.status, outcome.err.partition(":")[0]) == (2, "SETTINGS")
    assert told in outcome.err
    assert "secret" not in outcome.err
    assert "docs/settings.md" in outcome.err
    assert [path.name for path in workplace.iterdir()] == ["clean"]
