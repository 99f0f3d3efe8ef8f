"""``xinmai key`` and ``xinmai evidence`` as a user sees them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import command, write_bundle

TABLES = {
    "parties": [
        "id,kind,name",
        "H,person,韩一",
        "M,enterprise,甲公司",
        "N,enterprise,乙公司",
        "O,enterprise,丙公司",
    ],
    "relations": [
        "id,kind,from,to,share,valid_from",
        "r1,holds,H,M,60,2020-01-01",
        "r2,holds,M,N,51,2020-01-01",
    ],
    "records": ["id,kind,title,decided_on", "R,penalty,处罚决定,2024-03-01"],
    "record_parties": ["record,party,capacity", "R,M,subject"],
}
FILES = ["README.txt", "evidence.html", "evidence.json", "signature.json"]
KEY, PUBLIC = "xinmai.db.signing.pem", "xinmai.db.signing.pub.pem"


@pytest.fixture
def loaded(workplace: Path) -> Path:
    bundle = write_bundle(workplace / "t", TABLES)
    assert command("load", bundle).status == 0
    return workplace


@pytest.fixture
def keyed(loaded: Path) -> Path:
    assert command("key", "create").status == 0
    return loaded


def test_a_key_is_made_once_and_never_shown(loaded: Path) -> None:
    made = command("key", "create")
    assert (made.status, made.out) == (0, f"{PUBLIC}\n")
    private = (loaded / KEY).read_text()
    assert not any(line in made.out + made.err for line in private.splitlines() if line)

    again = command("key", "create")
    assert again.status == 1
    assert "SIGNING_KEY_EXISTS" in again.err
    assert (loaded / KEY).read_text() == private


def test_without_a_key_nothing_is_made(loaded: Path) -> None:
    refused = command("evidence", "group", "t:M", "--out", "bundle")
    assert refused.status == 1
    assert "NO_SIGNING_KEY" in refused.err
    assert "xinmai key create" in refused.err
    assert not (loaded / "bundle").exists()


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (["group", "t:N"], "group", "韩一及其控制的成员合计持有乙公司的表决权51%"),
        (["consequence", "t:R"], "consequence", "依据所载事实未见规则使《处罚决定》产生后果"),
        (["path", "t:H", "t:N"], "path", "韩一持有甲公司的股权"),
        (["path", "t:H", "t:O"], "path", "6步以内未发现韩一与丙公司之间的关联"),
    ],
)
def test_a_bundle_is_written_and_verified(keyed: Path, words: list[str], kind: str, said: str) -> None:
    made = command("evidence", *words, "--out", "bundle", "--as-of", "2026-05-02")
    assert made.status == 0, made.err
    assert said in made.out
    assert sorted(file.name for file in (keyed / "bundle").iterdir()) == FILES
    evidence = json.loads((keyed / "bundle" / "evidence.json").read_bytes())
    assert evidence["question"]["kind"] == kind
    assert evidence["view"]["as_of"] == "2026-05-02"

    good = command("evidence", "verify", "bundle", "--key", PUBLIC)
    assert (good.status, good.err) == (0, "")
    assert "the key given" in good.out
    (keyed / "bundle" / "evidence.html").write_bytes(b"x")
    bad = command("evidence", "verify", "bundle", "--key", PUBLIC)
    assert (bad.status, bad.out) == (1, "evidence.html: was altered after it was signed\n")


def test_a_wrong_key_and_no_key_file(keyed: Path) -> None:
    command("evidence", "group", "t:N", "--out", "bundle")
    command("key", "create", "--signing-key-file", "other.pem")
    other = command("evidence", "verify", "bundle", "--key", "other.pub.pem")
    assert other.status == 1
    assert "another key" in other.out
    assert command("evidence", "verify", "bundle", "--key", "nowhere.pem").status == 2
    assert command("evidence", "verify", "nowhere").status == 1
    mine = command("evidence", "group", "t:N", "--out", "other", "--signing-key-file", "other.pem")
    assert mine.status == 0
    assert command("evidence", "verify", "other", "--key", "other.pub.pem").status == 0


def test_a_folder_that_is_there_is_refused(keyed: Path) -> None:
    (keyed / "bundle").mkdir()
    refused = command("evidence", "group", "t:N", "--out", "bundle")
    assert refused.status == 2
    assert "out: bundle is there already" in refused.err
    assert list((keyed / "bundle").iterdir()) == []
    assert command("evidence", "group", "t:N", "--out", "no/folder").status == 2


def test_arguments_that_cannot_be_used(keyed: Path) -> None:
    for words, named in (
        (["group", "t:nobody"], "t:nobody"),
        (["consequence", "t:M"], "t:M"),
        (["path", "t:H", "t:H"], "to:"),
        (["path", "t:H", "t:M", "--max-depth", "99"], "maxDepth"),
        (["group", "t:M", "--as-of", "2026-02-30"], "as-of"),
        (["group", "t:M", "--known-at", "2026-02-01T08:00:00"], "known-at"),
        (["group", "t:M", "--known-at", "yesterday"], "known-at"),
    ):
        refused = command("evidence", *words, "--out", "bundle")
        assert refused.status == 2, words
        assert named in refused.err
        assert sorted(keyed.glob("*bundle*")) == []


def test_kinds_language_and_an_instant(keyed: Path) -> None:
    made = command("evidence", "path", "t:H", "t:N", "--kind", "director", "--lang", "en", "--out", "one")
    assert "no link between 韩一 and 乙公司 was found" in made.out
    old = command("evidence", "group", "t:N", "--known-at", "2001-01-01T00:00:00Z", "--out", "two")
    assert old.status == 2
    assert "NOT_FOUND" in old.err
    text = (keyed / "one" / "evidence.html").read_text()
    assert text.index("Evidence</span>") < text.index("信用关系证据")


def test_the_same_view_gives_the_same_evidence_and_page(keyed: Path) -> None:
    for out in ("one", "two"):
        assert command("evidence", "group", "t:N", "--as-of", "2026-05-02", "--out", out).status == 0
    for name in ("evidence.json", "evidence.html", "README.txt"):
        assert (keyed / "one" / name).read_bytes() == (keyed / "two" / name).read_bytes()


SLOW_DISK = """
import sys, time
from pathlib import Path
from xinmai.cli import main
write = Path.write_bytes
def slowly(self, content):
    write(self, content)
    print(self.name, flush=True)
    time.sleep(60)
Path.write_bytes = slowly
sys.argv = ["xinmai", "evidence", "group", "t:N", "--out", "bundle"]
main()
"""


def test_killed_while_writing_it_leaves_no_bundle(keyed: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XINMAI_")}
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_DISK], cwd=keyed, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"evidence.json\n", "one file of four is written"
        process.send_signal(signal.SIGKILL)
    assert not (keyed / "bundle").exists()
    assert command("evidence", "group", "t:N", "--out", "bundle").status == 0
    assert command("evidence", "verify", "bundle", "--key", PUBLIC).status == 0
    assert sorted(file.name for file in keyed.iterdir() if "bundle" in file.name) == ["bundle"]
