"""The draft that is made by looking at foreign files: true about them, and accepted as it stands."""

from pathlib import Path

import pytest

from xinmai.errors import BadArgument, EncodingFault, MappingError
from xinmai.ingest.mapping import MappedSource, draft_mapping, load_mapping
from xinmai.ingest.mapping.guess import guess, null_words

CODES = ("9131000000000000MW", "9131000000000001MX")


def draft(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = draft_mapping([path])
    mapping = folder / "draft.toml"
    mapping.write_text(text.replace("draft = true", "draft = false", 1), encoding="utf-8")
    rejects: list[object] = []
    rows = [
        row
        for chunk in MappedSource(load_mapping(mapping), [folder]).chunks(rejects.append)
        for row in chunk.rows
    ]
    assert rows
    assert rejects == []
    return text


TABLE = "代码{s}公司名称{s}成立日期\n1{s}甲有限公司{s}2020-01-02\n2{s}乙有限公司{s}2020-02-03\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("separator", "name"), [(",", ""), ("\t", "tab"), (";", "semicolon"), ("|", "pipe")])
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str, name: str) -> None:
    text = draft(tmp_path, "firm.csv", TABLE.replace("{s}", separator).encode(encoding))
    assert (f'encoding = "{encoding}"' in text) == (encoding != "utf-8")
    assert (f'separator = "{name}"' in text) == bool(name)
    assert 'id = "firm/{代码}"' in text
    assert 'name = "{公司名称}"' in text
    assert '# founded_on = { from = "{成立日期}", date = ["YYYY-MM-DD"] }' in text
    assert "{公司名称}  names of organisations; all different   甲有限公司 · 乙有限公司" in text


def test_a_file_without_header_gets_names(tmp_path: Path) -> None:
    text = draft(tmp_path, "firm.csv", "1,甲公司,2020\n2,乙公司,2021\n")
    assert 'columns = ["column1", "column2", "column3"]      # no header row: give names' in text


def test_a_neo4j_admin_header_is_a_header(tmp_path: Path) -> None:
    text = draft(tmp_path, "edge.csv", ":START_ID(A),:END_ID(B)\n1,2\n3,4\n")
    assert "{:START_ID(A)}" in text
    assert "columns =" not in text


def test_quotation_marks_that_are_not_meant(tmp_path: Path) -> None:
    text = draft(tmp_path, "firm.csv", 'code,name\n1,"甲" 公司\n2,乙公司\n')
    assert 'quote = ""' in text


def test_null_words_are_noted(tmp_path: Path) -> None:
    assert 'nulls = ["null", "-"]' in draft(tmp_path, "f.csv", "code,a,b\n1,null,x\n2,y,-\n")


def test_two_date_formats_in_one_column(tmp_path: Path) -> None:
    text = draft(tmp_path, "f.csv", "name,day\n甲,02.12.2019\n乙,13.07.20\n")
    assert 'date = ["DD.MM.YYYY", "DD.MM.YY"], century = 2000' in text


def test_identity_numbers_are_never_shown_nor_used_as_ids(tmp_path: Path) -> None:
    text = draft(
        tmp_path,
        "p.csv",
        "身份证,姓名,note\n11010519491231002X,张三,号 11010519491231002X\n440524188001010014,李四,b\n",
    )
    assert "1949" not in text
    assert "188001" not in text
    assert "RESIDENT IDENTITY NUMBERS" in text
    assert "cn_id:{身份证}" in text
    assert 'id = "p/{@line}"' not in text
    assert 'id = "p/{姓名}"' in text


@pytest.mark.parametrize("number", ["11010519491231002X", "1101-0519491231002X", "1101 0519 4912 31002X"])
@pytest.mark.parametrize("head", ["", "证件,姓名\n"])
def test_an_identity_number_is_never_shown_whatever_its_form_and_place(
    tmp_path: Path, number: str, head: str
) -> None:
    text = draft(tmp_path, "p.csv", f"{head}{number},张三\n{number[:-1]}1,李四\n")
    assert "1949" not in text
    assert "0519" not in text
    assert ("no header row" in text) == (not head)
    assert "/{column1}" not in text


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(BadArgument, match=r"x\.csv is empty"):
        draft_mapping([tmp_path / "x.csv"])


def test_a_draft_is_not_loaded_before_it_was_edited(tmp_path: Path) -> None:
    draft(tmp_path, "f.csv", "code,name\n1,甲公司\n")
    mapping = tmp_path / "draft.toml"
    mapping.write_text(draft_mapping([tmp_path / "f.csv"]), encoding="utf-8")
    with pytest.raises(MappingError, match=r"draft\.toml: draft: .*Edit it and remove this line"):
        load_mapping(mapping)


def test_labels_are_plain_and_different(tmp_path: Path) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "名单 2020.csv")
        paths[-1].write_text("a,b\n1,x\n", encoding="utf-8")
    text = draft_mapping(paths)
    assert "[files.2020]" in text
    assert "[files.file2]" in text


def test_an_unreadable_encoding_is_told(tmp_path: Path) -> None:
    for content in ("a,b\n".encode("utf-16"), b"a,\xff\xff\n"):
        (tmp_path / "x.csv").write_bytes(content)
        with pytest.raises(EncodingFault, match=r"[Ss]ave it as UTF-8"):
            draft_mapping([tmp_path / "x.csv"])


def test_a_large_file_is_only_sampled(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"code,name\n" + b"".join(b"%d,n%d\n" % (n, n) for n in range(200_000)) + b"\xff,")
    assert "{code}  numbers; all different   0 · 1 · 2" in draft_mapping([path])


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("a", [], "empty"),
        ("a", list(CODES), "uscc"),
        ("a", ["11010519491231002X"], "cn_id"),
        ("a", ["600518.SH", "000002.SZ"], "stock"),
        ("code", ["46", "600518"], "shortened"),
        ("a", ["46", "600518"], "number"),
        ("a", ["1.5", "-2"], "number"),
        ("持股比例", ["1.5", "88.24"], "percent"),
        ("持股比例", ["1.5", "188"], "number"),
        ("a", ["1.5%", "2 %"], "percent_cell"),
        ("a", ["5000万元", "1.2亿元人民币"], "amount"),
        ("a", ["https://example.org/a"], "link"),
        ("a", ["甲公司", "乙厂"], "organisation"),
        ("a", ["张三", "欧阳修"], "person"),
        ("a", ["x", "y"] * 10, "code"),
        ("a", ["some text", "other text"], "text"),
        ("a", ["2020年3月1日", "2020年4月"], "date"),
    ],
)
def test_kinds(name: str, values: list[str], kind: str) -> None:
    assert guess(name, values).kind == kind


def test_a_null_word_alone_is_a_value() -> None:
    assert null_words(["-", "-"]) == ()
    assert null_words(["-", "x"]) == ("-",)
