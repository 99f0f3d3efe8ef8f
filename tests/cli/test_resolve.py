"""``xinmai resolve``: one row out for each row in, whatever the rows are; killed and run again, as if it had run once."""

import csv
import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from xinmai.cli import resolved
from xinmai.service import resolve_list

from support.command import Outcome, command, write_bundle

NUMBER = "11010519491231002X"
CODE = "91310000132200821H"
PARTIES = [
    "id,kind,name,identifiers",
    f"a,enterprise,甲公司,uscc:{CODE}",
    "b,enterprise,乙公司,stock:000623",
    f"p,person,王五,cn_id:{NUMBER}",
    "q,person,赵大,",
    "r,person,赵大,",
    "f,enterprise,=1+1公司,",
]


@pytest.fixture(autouse=True)
def loaded(workplace: Path) -> Path:
    command("load", write_bundle(workplace / "t", {"parties": PARTIES}))
    return workplace


def answers(file: Path = Path("resolved.csv")) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def told(file: Path = Path("resolved.csv")) -> list[tuple[str, str]]:
    return [(row["outcome"], row["party"] or row["candidates"]) for row in answers(file)]


def asked(content: str | bytes, *words: str, name: str = "list.txt") -> Outcome:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return command("resolve", name, *words)


FOUND_A, FOUND_B = ("FOUND", "t:a"), ("FOUND", "t:b")
INVALID, NOBODY = ("INVALID", ""), ("NOT_FOUND", "")


def test_a_plain_list_has_a_row_for_each_line() -> None:
    outcome = asked(f"甲公司\n赵大\n\n000623\n无此公司\n{CODE}\n甲公司\nt:p\n\n\n")
    assert outcome.status == 3
    assert told() == [
        FOUND_A,
        ("AMBIGUOUS", "t:q;t:r"),
        INVALID,
        FOUND_B,
        NOBODY,
        FOUND_A,
        FOUND_A,
        ("FOUND", "t:p"),
    ]
    assert [row["how"] for row in answers()] == ["NAME", "", "", "IDENTIFIER", "", "IDENTIFIER", "NAME", "ID"]
    assert "8 rows answered in resolved.csv" in outcome.out
    assert not list(Path().glob("*.part*"))


@pytest.mark.parametrize(
    ("text", "status"), [("甲公司\n无\n", 0), ("甲公司\n\n乙公司", 3), ("（·）\n", 1), ("", 1), ("\n\n", 1)]
)
def test_the_exit_status_is_that_of_a_load(text: str, status: int) -> None:
    assert asked(text).status == status
    assert Path("resolved.csv").exists()


def test_a_table_keeps_its_columns_and_order() -> None:
    table = f'序号;单位;备注\n1;甲公司;x\n2;{CODE};"两\n行"\n3;无;\n'
    assert asked(table, "--column", "单位", "--out", "o.csv").status == 0
    assert [(r["序号"], r["单位"], r["备注"], r["party"]) for r in answers(Path("o.csv"))] == [
        ("1", "甲公司", "x", "t:a"),
        ("2", CODE, "两\n行", "t:a"),
        ("3", "无", "", ""),
    ]


@pytest.mark.parametrize(
    ("content", "words", "names"),
    [
        ("a,b\n1,2\n", (), "--column"),
        ("a,b\n1,2\n", ("--column", "c"), "--column"),
        ("a,a\n1,2\n", ("--column", "a"), "--column"),
        ("party,b\n1,2\n", ("--column", "b"), "LIST"),
        ("a\n", ("--scheme", "no"), "scheme"),
        ("a\n", ("--as-of", "2025"), "--as-of"),
        ("a\n", ("--out", "list.txt"), "--out"),
        ("a\n", ("--out", "t"), "--out"),
        ("a\n", ("--out", "nowhere/o.csv"), "--out"),
        ("a\n", ("--out", "t/parties.csv"), "--out"),
    ],
)
def test_what_cannot_be_asked_names_its_argument(content: str, words: Sequence[str], names: str) -> None:
    outcome = asked(content, *words)
    assert outcome.status == 2
    assert f"BAD_USER_INPUT: {names}:" in outcome.err
    assert not list(Path().glob("*.part*"))
    assert Path("t/parties.csv").read_text(encoding="utf-8").startswith("id,kind")


def test_a_list_that_is_not_there_is_named() -> None:
    assert "LIST: none.csv cannot be read" in command("resolve", "none.csv").err


def test_a_row_of_persons_is_not_repeated_as_columns() -> None:
    outcome = asked(f"王五,{NUMBER}\n赵大,{NUMBER}\n")
    assert outcome.status == 2
    assert "BAD_USER_INPUT: --column:" in outcome.err
    assert NUMBER not in outcome.err


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + "甲公司\r\n乙公司\r\n".encode(),
        "甲公司\n乙公司\n".encode("gb18030"),
        "甲公司\n乙公司".encode(),
    ],
    ids=["byte-order mark", "gb18030", "no end of line"],
)
def test_encodings_of_a_load_are_read(content: bytes) -> None:
    outcome = asked(content)
    assert outcome.status == 0
    assert ("read as GB18030" in outcome.err) == (content.startswith("甲".encode("gb18030")))
    assert told() == [FOUND_A, FOUND_B]


def test_utf_16_is_refused() -> None:
    assert "UTF-16" in asked("甲公司\n".encode("utf-16")).err


def test_bytes_that_are_no_text_at_the_head_refuse_the_file() -> None:
    outcome = asked("甲公司\n".encode() + b"\xff\xfe\xfd\n")
    assert outcome.status == 1
    assert "ENCODING" in outcome.err


def test_lines_that_cannot_be_read_keep_their_places() -> None:
    lines = [b"\xff\xfe\xfd", b"x\0y", b"9" * 2_000_000, "乙公司".encode()]
    before = ("无" * 1_000 + "\n") * 400  # the encoding is told by the first mebibyte
    asked("甲公司\n".encode() + before.encode() + b"\n".join(lines))
    found = told()
    assert len(found) == 1 + 400 + 4
    assert (found[0], found[-4:]) == (FOUND_A, [INVALID, INVALID, INVALID, FOUND_B])
    assert ["bytes" in row["problem"] for row in answers()[-4:-1]] == [True, True, True]


def test_a_row_of_a_mebibyte_is_a_row() -> None:
    asked("甲公司\n" + "公" * 340_000 + "\n乙公司\n")
    assert told() == [FOUND_A, INVALID, FOUND_B]
    assert "long" in answers()[1]["problem"]


def test_torn_rows_of_a_table_are_rows() -> None:
    table = "no,name\n1,甲公司\n2\n3,甲公司,x\n\n5,乙公司\n"
    asked(table, "--column", "name")
    assert told() == [FOUND_A, INVALID, INVALID, INVALID, FOUND_B]
    assert [row["no"] for row in answers()] == ["1", "2", "3", "", "5"]


def test_a_quotation_that_is_never_closed_costs_its_lines_and_no_more() -> None:
    before = f'"甲公司{" " * 1_000}"\n' * 1_200
    asked(before + '"乙公司\n甲公司\n"x" y\n甲公司\n')
    found = told()
    assert found[:1_200] == [FOUND_A] * 1_200
    assert len(found) == 1_204
    assert [outcome for outcome, _ in found[1_200:]] == ["INVALID", "INVALID", "INVALID", "FOUND"]


def test_identity_numbers_are_found_and_shown_nowhere() -> None:
    asked(f"{NUMBER}\n{NUMBER[:6]} {NUMBER[6:]}\n11010519491231003X\n王五 {NUMBER}\n{CODE}\n")
    assert told() == [("FOUND", "t:p"), ("FOUND", "t:p"), NOBODY, NOBODY, FOUND_A]
    text = Path("resolved.csv").read_text(encoding="utf-8")
    assert "110105" not in text
    assert "19491231" not in text
    assert CODE in text
    assert "cn_id:…002X" in text


def test_a_stated_scheme_is_the_only_one() -> None:
    table = f"姓名,号\n王五,{NUMBER}\n甲,E1234567\n"
    asked(table, "--column", "号", "--scheme", "cn_id")
    assert told() == [("FOUND", "t:p"), NOBODY]
    assert [row["号"] for row in answers()] == ["1********", "E*******"]


def test_no_cell_is_a_formula() -> None:
    asked("=1+1公司\n+cmd\n-x\n@y\n")
    rows = answers()
    assert [row["text"] for row in rows] == ["'=1+1公司", "'+cmd", "'-x", "'@y"]
    assert rows[0]["party_name"] == "'=1+1公司"


def test_10_000_rows_are_10_000_rows() -> None:
    names = ["甲公司", "无", "赵大", CODE]
    assert asked("\n".join(names[n % 4] for n in range(10_000))).status == 0
    assert [outcome for outcome, _ in told()] == ["FOUND", "NOT_FOUND", "AMBIGUOUS", "FOUND"] * 2_500


@pytest.fixture
def torn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose third batch is torn in the middle of a line."""
    monkeypatch.setattr(resolve_list, "MAX_ROWS", 3)
    keep = resolved.AnswerFile._keep

    def tear(
        self: resolved.AnswerFile, question: resolved.Question, rows: int, counts: dict[str, int]
    ) -> None:
        if rows >= 9:
            self._stream.flush()
            raise KeyboardInterrupt
        keep(self, question, rows, counts)

    with monkeypatch.context() as context:
        context.setattr(resolved.AnswerFile, "_keep", tear)
        asked(LONG)
    assert Path("resolved.csv.part").stat().st_size > 0
    assert not Path("resolved.csv").exists()


LONG = "".join(f"{name}\n" for name in ("甲公司", "无", "赵大", CODE, "") * 4)


@pytest.mark.usefixtures("torn")
def test_a_run_that_was_ended_goes_on_where_it_stopped() -> None:
    again = command("resolve", "list.txt")
    assert "Going on behind row 6" in again.err
    assert again.status == 3
    whole = Path("resolved.csv").read_bytes()
    assert asked(LONG, "--out", "once.csv").status == 3
    assert whole == Path("once.csv").read_bytes()
    assert not list(Path().glob("*.part*"))


@pytest.mark.usefixtures("torn")
def test_what_was_loaded_in_between_does_not_mix_in(workplace: Path) -> None:
    command("load", write_bundle(workplace / "u", {"parties": ["id,kind,name", "x,enterprise,无"]}, "u"))
    command("resolve", "list.txt")
    assert {outcome for outcome, _ in told()[1::5]} == {"NOT_FOUND"}
    command("resolve", "list.txt")
    assert {outcome for outcome, _ in told()[1::5]} == {"FOUND"}


@pytest.mark.usefixtures("torn")
@pytest.mark.parametrize(
    ("content", "words"),
    [(LONG + "甲公司\n", ()), (LONG, ("--as-of", "2020-01-01")), (LONG, ("--scheme", "stock"))],
)
def test_another_question_does_not_go_on(content: str, words: Sequence[str]) -> None:
    before = Path("resolved.csv.part").read_bytes()
    outcome = asked(content, *words)
    assert outcome.status == 2
    assert "was begun for another list, day or store" in outcome.err
    assert Path("resolved.csv.part").read_bytes() == before


@pytest.mark.usefixtures("torn")
def test_another_store_does_not_go_on(workplace: Path) -> None:
    command("load", workplace / "t", "--store", "sqlite:///other.db")
    outcome = command("resolve", "list.txt", "--store", "sqlite:///other.db")
    assert "was begun for another list, day or store" in outcome.err


@pytest.mark.usefixtures("torn")
def test_a_part_without_its_journal_is_begun_anew() -> None:
    Path("resolved.csv.part.json").write_text("{}", encoding="utf-8")
    assert "Going on" not in command("resolve", "list.txt").err
    assert len(told()) == 19


def test_two_runs_do_not_write_one_file() -> None:
    with Path("resolved.csv.part").open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert "another run is writing" in asked("甲公司\n").err


def test_a_killed_run_and_the_next_are_one_run() -> None:
    Path("long.txt").write_text("甲公司\n赵大\n无\n" * 10_000, encoding="utf-8")
    words = [sys.executable, "-m", "xinmai", "resolve", "long.txt"]
    run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal, part, whole = (Path(f"resolved.csv{end}") for end in (".part.json", ".part", ""))
    while run.poll() is None and not (journal.exists() and b'"rows":0' not in journal.read_bytes()):
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL, "it ended before it could be killed"
    assert part.exists()
    assert not whole.exists()
    again = command("resolve", "long.txt")
    assert again.status == 0
    assert "Going on behind row" in again.err
    assert told() == [FOUND_A, ("AMBIGUOUS", "t:q;t:r"), NOBODY] * 10_000
    assert not list(Path().glob("*.part*"))
