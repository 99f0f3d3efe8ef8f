"""Foreign files as a mapping describes them."""

import os
from pathlib import Path

import pytest

from xinmai.errors import EncodingFault, MappingError
from xinmai.ingest.mapping import MappedSource, load_mapping
from xinmai.ingest.textfile import LINE_LIMIT

from support.mappings import PARTIES, make, make_cell, notes, source, write_mapping

ALICE = [{"id": "E/1", "kind": "enterprise", "name": "甲公司"}]


@pytest.mark.parametrize(
    ("keys", "content"),
    [
        ("", "code,name\n1,甲公司\n".encode()),
        ("", b"\xef\xbb\xbf" + "code,name\r\n1,甲公司\r\n".encode()),
        ('encoding = "gb18030"', "code,name\n1,甲公司\n".encode("gb18030")),
        ('encoding = "big5"', "code,name\n1,甲公司\n".encode("big5")),
        ('separator = "tab"', "code\tname\n1\t甲公司\n".encode()),
        ('separator = ";"', "code;name\n1;甲公司\n".encode()),
        ('separator = "pipe"', "code|name\n1|甲公司\n".encode()),
        ('columns = ["code", "name"]', "1,甲公司\n".encode()),
        ('quote = "\'"', "code,name\n1,'甲公司'\n".encode()),
    ],
)
def test_how_a_file_is_written(tmp_path: Path, keys: str, content: bytes) -> None:
    toml = PARTIES.replace('path = "firm.csv"', f'path = "firm.csv"\n{keys}')
    made = make(tmp_path, toml, {"firm.csv": content})
    assert (made.rows("parties"), made.rejects) == (ALICE, [])


def test_a_file_without_quotation_marks(tmp_path: Path) -> None:
    toml = PARTIES.replace('path = "firm.csv"', 'path = "firm.csv"\nquote = ""')
    made = make(tmp_path, toml, {"firm.csv": 'code,name\n1,"甲\n2,乙"\n'})
    assert [row["name"] for row in made.rows("parties")] == ['"甲', '乙"']


def test_gbk_read_as_utf8_names_file_line_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(EncodingFault, match=r'firm\.csv, near line 3: .*encoding = "gb18030"'):
        source(tmp_path, PARTIES, {"firm.csv": "code,name\n1,a\n2,甲公司\n".encode("gb18030")})


def test_null_words_are_not_stated(tmp_path: Path) -> None:
    keys = 'nulls = ["null", "—"]\nnulls_of = { age = ["-1"] }'
    cell = "{ join = ['n:{name}', 'a:{age}', 'b:{b}'] }"
    made = make_cell(tmp_path, cell, "name,age,b")
    assert notes(made) == []
    toml = PARTIES.replace('path = "firm.csv"', f'path = "firm.csv"\n{keys}') + f"note = {cell}\n"
    made = make(tmp_path, toml, {"firm.csv": "code,name,age,b\n1, null ,-1,-1\n2,x,5,—\n"})
    assert [row["note"] for row in made.rows("parties")] == ["b:-1", "n:x;a:5"]


def test_neo4j_admin_headers_are_plain_names(tmp_path: Path) -> None:
    made = make_cell(
        tmp_path, '"{id:ID(Space)} {:START_ID} {age:int}"', "id:ID(Space),:START_ID,age:int", "a,b,7"
    )
    assert notes(made) == ["a b 7"]


def test_a_packed_cell_is_split_into_rows(tmp_path: Path) -> None:
    toml = PARTIES.replace(
        'path = "firm.csv"', 'path = "firm.csv"\nsplit = { column = "name", at = "/", as = "one" }'
    ).replace('name = "{name}"', 'name = "{one}"\nnote = "{name}"')
    made = make(tmp_path, toml, {"firm.csv": "code,name\n1,甲 / 乙\n2,丙\n"})
    assert [(row["name"], row["note"]) for row in made.rows("parties")] == [
        ("甲", "甲 / 乙"),
        ("乙", "甲 / 乙"),
        ("丙", "丙"),
    ]
    assert [list(chunk.lines) for chunk in made.chunks] == [[2, 2, 3]]
    assert made.tally.read == {"firm": 3}


def test_rows_are_skipped_with_a_reason_and_counted_once(tmp_path: Path) -> None:
    toml = """
[[files.firm.skip]]
if = "{name}"
matches = '^test'
reason = "test data"
[[files.firm.skip]]
if = "{code}"
is = ["", "0"]
reason = "no code"
[[rows]]
table = "party_facts"
file = "firm"
[rows.set]
party = { identity = "firm" }
property = "category"
value = "listed"
"""
    made = make(tmp_path, PARTIES + toml, {"firm.csv": "code,name\n1,a\n2,test b\n0,c\n,d\n3,e\n"})
    assert [row["name"] for row in made.rows("parties")] == ["a", "e"]
    assert len(made.rows("party_facts")) == 2
    assert made.tally.skipped == {("firm", "test data"): 1, ("firm", "no code"): 2}
    assert made.tally.read == {"firm": 5}


def test_a_skip_that_cannot_be_judged_rejects_the_row_once(tmp_path: Path) -> None:
    skip = '[[files.firm.skip]]\nif = { from = "{code}", map = { 1 = "x" } }\nis = "y"\nreason = "r"\n'
    second = PARTIES[PARTIES.index("[[rows]]") :]
    made = make(tmp_path, PARTIES + skip + second, {"firm.csv": "code,name\n1,a\n2,b\n"})
    assert made.refused() == [(3, "code", "not_in_values")]


def test_several_files_of_one_shape(tmp_path: Path) -> None:
    toml = PARTIES.replace('path = "firm.csv"', 'path = "firm_*.csv"')
    files: dict[str, str | bytes] = {"firm_2.csv": "code,name\n2,b\n", "firm_1.csv": "code,name\n1,a\n"}
    made = make(tmp_path, toml, files)
    assert [(chunk.file, list(chunk.lines)) for chunk in made.chunks] == [
        ("firm_1.csv", [2]),
        ("firm_2.csv", [2]),
    ]
    with pytest.raises(MappingError, match=r"firm_2\.csv has other columns than firm_1\.csv"):
        make(tmp_path, toml, files | {"firm_2.csv": "name,code\nb,2\n"})


def test_a_file_may_be_given_itself(tmp_path: Path) -> None:
    bound = source(tmp_path, PARTIES, {"firm.csv": "code,name\n1,甲公司\n"})
    given = MappedSource(bound.mapping, [tmp_path / "data" / "firm.csv"])
    assert [chunk.file for chunk in given.chunks(lambda _reject: None)] == ["firm.csv"]


def test_a_missing_file_is_told_unless_it_is_optional(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r'files\.firm\.path: No file "firm\.csv" in .*optional = true'):
        make(tmp_path, PARTIES, {"other.csv": ""})
    toml = PARTIES.replace('path = "firm.csv"', 'path = "firm.csv"\noptional = true')
    assert make(tmp_path, toml, {"other.csv": ""}).chunks == []


@pytest.mark.parametrize("path", ["../firm.csv", "/etc/firm.csv", ""])
def test_a_path_stays_inside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(MappingError, match="leads out of the folder"):
        make(tmp_path, PARTIES.replace("firm.csv", path), {"firm.csv": ""})


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"firm\.csv is empty"):
        make(tmp_path, PARTIES, {"firm.csv": ""})


def test_a_missing_column_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(
        MappingError, match=r'rows\[1\]\.set\.name: "name" is no column of firm\. It has: code, title'
    ):
        make(tmp_path, PARTIES, {"firm.csv": "code,title\n1,a\n"})


@pytest.mark.parametrize(
    "keys", ['split = { column = "x", at = "/", as = "y" }', 'nulls_of = { x = ["-1"] }']
)
def test_a_missing_column_in_a_file_section_is_told(tmp_path: Path, keys: str) -> None:
    toml = PARTIES.replace('path = "firm.csv"', f'path = "firm.csv"\n{keys}')
    with pytest.raises(MappingError, match=r'files\.firm\.[^:]+: "x" is no column of the file'):
        make(tmp_path, toml, {"firm.csv": "code,name\n1,a\n"})


def test_a_column_that_stands_twice_is_told_when_it_is_used(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match='The column "name" stands twice in firm'):
        make(tmp_path, PARTIES, {"firm.csv": "code,name,name\n1,a,b\n"})
    assert make(tmp_path, PARTIES, {"firm.csv": "code,name,x,x\n1,a,b,c\n"}).tally.made == {"parties": 1}


def test_bad_lines_are_rejected_once_though_the_file_is_read_for_each_table(tmp_path: Path) -> None:
    facts = '[[rows]]\ntable = "party_facts"\nfile = "firm"\n[rows.set]\nparty = { identity = "firm" }\nproperty = "name"\nvalue = "{name}"\n'
    lines = ["code,name", "1,a", "2,b,c", "3," + "x" * LINE_LIMIT, "4,d"]
    made = make(tmp_path, PARTIES + facts, {"firm.csv": "\n".join(lines) + "\n"})
    assert made.refused() == [(4, "", "line_too_long"), (3, "", "cell_count")]
    assert [row["name"] for row in made.rows("parties")] == ["a", "d"]
    assert len(made.rows("party_facts")) == 2


def test_derived_values_are_columns_more(tmp_path: Path) -> None:
    toml = (
        PARTIES.replace('name = "{name}"', 'name = "{long}"')
        + """
[files.firm.derive]
long = "{short} {code6}"
short = { from = "{name}", match = '^.' }
code6 = { from = "{code}", pad = 6 }
"""
    )
    made = make(tmp_path, toml, {"firm.csv": "code,name\n1,甲乙\n"})
    assert made.rows("parties")[0]["name"] == "甲 000001"


def test_a_second_run_says_the_same(tmp_path: Path) -> None:
    bound = source(tmp_path, PARTIES + 'note = "x"\n', {"firm.csv": "code,name\n1,甲公司\n"})
    first = list(bound.chunks(lambda _reject: None))
    assert list(bound.chunks(lambda _reject: None)) == first
    assert bound.tally.made == {"parties": 1}


def test_the_manifest_comes_from_the_mapping(tmp_path: Path) -> None:
    bound = source(tmp_path, PARTIES, {"firm.csv": "code,name\n"})
    manifest = bound.manifest
    assert (manifest.namespace, manifest.retrieved_on, manifest.mode) == ("made", "2020-10-15", "snapshot")
    assert MappedSource(bound.mapping, [tmp_path / "data"], "delta").manifest.mode == "delta"
    path = tmp_path / "dated.toml"
    path.write_text('[bundle]\nnamespace = "a"\nretrieved_on = 2020-10-15\nmode = "delta"\n' + PARTIES)
    assert load_mapping(path).bundle.retrieved_on == "2020-10-15"


def test_a_packed_cell_is_split_at_something(tmp_path: Path) -> None:
    toml = PARTIES.replace(
        'path = "firm.csv"', 'path = "firm.csv"\nsplit = { column = "name", at = "", as = "part" }'
    )
    with pytest.raises(MappingError, match=r"files\.firm\.split\.at: It is empty"):
        load_mapping(write_mapping(tmp_path, toml))


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    mapping = write_mapping(tmp_path, PARTIES)
    os.mkfifo(tmp_path / "firm.csv")
    with pytest.raises(MappingError, match=r'No file "firm\.csv"'):
        MappedSource(load_mapping(mapping), [tmp_path / "firm.csv"])
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(MappingError, match="no regular file"):
        load_mapping(tmp_path / "pipe.toml")


def test_a_mapping_that_nests_too_deep(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("a = " + "[" * 5_000 + "]" * 5_000, encoding="utf-8")
    with pytest.raises(MappingError, match="nests too deep"):
        load_mapping(tmp_path / "m.toml")
