"""Cells: sources, steps, and what happens where a cell cannot answer."""

from pathlib import Path

import pytest

from support.bundles import NEW_NUMBER, OLD_NUMBER
from support.mappings import make_cell, notes


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ('"{a}"', "x"),
        ('"{a}-{b}"', "x-y"),
        ('"constant"', "constant"),
        ('"100 %"', "100 %"),
        ('"{{{a}}} 5%"', "{x} 5%"),
        ('"{a}/{empty}"', ""),
        ('"{@file} {@line}"', "firm.csv 2"),
        ('{ from = "{a}" }', "x"),
        ('{ first = ["{empty}", "{b}", "{a}"] }', "y"),
        ('{ first = ["{empty}"] }', ""),
        ('{ join = ["n:{a}", "{empty}", "m:{b}"] }', "n:x;m:y"),
        ('{ join = ["{a}", "{b}"], with = " + " }', "x + y"),
        ('{ choose = "{a}", when = { x = "{b}", z = "no" } }', "y"),
        ('{ choose = "{a}", when = { z = "no" }, else = "empty" }', ""),
        ('{ choose = "{a}", when = { z = "no" }, else = { from = "other {b}" } }', "other y"),
        ('{ choose = "{empty}", when = { z = "no" } }', ""),
        ('{ choose = { from = "{a}", map = { x = "z" } }, when = { z = "yes" } }', "yes"),
    ],
)
def test_sources(tmp_path: Path, cell: str, note: str) -> None:
    made = make_cell(tmp_path, cell, "a,b,empty", "x , y,")
    assert (notes(made), made.rejects) == ([note], [])


@pytest.mark.parametrize(
    ("cell", "value", "note"),
    [
        ("replace = [['\\s+', ' '], ['（', '(']]", "A  B（", "A B("),
        ("match = '\\d+'", "第12号", "12"),
        ("match = '第(\\d+)号'", "第12号", "12"),
        ("match = '\\d', else = 'empty'", "none", ""),
        ("match = '\\d', else = 'keep'", "none", "none"),
        ("map = { m = '男' }", "m", "男"),
        ("map = { m = '男', '' = '未知' }", "", "未知"),
        ("map = { m = '男' }, else = 'keep'", "f", "f"),
        ("map = { m = '男' }, else = { from = 'not {v}' }", "f", "not f"),
        ("map = 'sex'", "m", "male"),
        ("map = 'post.title'", "dsz", "董事长"),
        ("map = 'post.ended'", "dsz", ""),
        ("classify = 'holder'", "甲银行-乙基金", "fund"),
        ("classify = 'holder'", "甲公司", "firm"),
        ("classify = 'holder'", "甲", "rest"),
        ("classify = 'strict', else = 'empty'", "甲", ""),
        ("pad = 6", "46", "000046"),
        ("pad = 6", "600046", "600046"),
        ("digest = 12", "a", "ca978112ca1b"),
        ("match = '^\\S+', date = 'YYYY-MM-DD'", "2020-01-02 00:00:00", "2020-01-02"),
    ],
)
def test_steps(tmp_path: Path, cell: str, value: str, note: str) -> None:
    extra = """
[values.sex]
m = "male"
[values.post]
dsz = { title = "董事长" }
old = { title = "董事", ended = "yes" }
[classes]
holder = [{ is = "fund", matches = '-.*基金$' }, { is = "firm", matches = '公司$' }, { is = "rest" }]
strict = [{ is = "firm", matches = '公司$' }]
"""
    made = make_cell(tmp_path, f"{{ from = '{{v}}', {cell} }}", "v,w", f"{value},1", extra=extra)
    assert (notes(made), made.rejects) == ([note], [])


@pytest.mark.parametrize(
    ("number", "value", "result"),
    [
        ("true", "305398662.0", "305398662"),
        ("true", "-0.0", "0"),
        ("true", ".50", "0.5"),
        ("true", '"1,234,567.80"', "1234567.8"),
        ("true", "3.05e8", "305000000"),
        ("{ times = 10000 }", "12.5", "125000"),
        ("{ times = '0.01' }", "33.333333333333333333", "0.33333333333333333333"),
        ("{ times = 100 }", "0.1", "10"),
        ("{ plus = 1 }", "2019", "2020"),
        ("{ times = 10, plus = '-0.5' }", "2", "19.5"),
        ("{ units = { '万元' = 10000, '元' = 1, '亿元' = 100000000 } }", "3.5 万元", "35000"),
        ("{ units = { '%' = 1 } }", "12.50%", "12.5"),
    ],
)
def test_numbers_are_exact(tmp_path: Path, number: str, value: str, result: str) -> None:
    made = make_cell(tmp_path, f"{{ from = '{{v}}', number = {number} }}", "v,w", f"{value},1")
    assert (notes(made), made.rejects) == ([result], [])


@pytest.mark.parametrize("value", ["abc", '"1,5"', "12 万元", "1e999", "NaN", "Infinity", "1.2.3", "--1"])
def test_what_is_no_number_is_rejected(tmp_path: Path, value: str) -> None:
    made = make_cell(tmp_path, "{ from = '{v}', number = true }", "v,w", f"{value},1")
    assert made.refused() == [(2, "v", "not_a_number")]


@pytest.mark.parametrize(
    ("date", "value", "iso"),
    [
        ('date = "YYYY-MM-DD"', "1993-10-12", "1993-10-12"),
        ('date = ["DD.MM.YYYY", "DD.MM.YY"], century = 2000', "02.12.2019", "2019-12-02"),
        ('date = ["DD.MM.YYYY", "DD.MM.YY"], century = 2000', "13.07.20", "2020-07-13"),
        ('date = "D.M.YY", century = 1900', "3.7.99", "1999-07-03"),
        ('date = ["YYYY年M月D日", "YYYY年M月", "YYYY年"]', "2020年3月", "2020-03"),
        ('date = ["YYYY年M月D日", "YYYY年M月", "YYYY年"]', "2020年", "2020"),
        ('date = "YYYYMMDD"', "20200229", "2020-02-29"),
    ],
)
def test_dates_become_iso_in_their_own_precision(tmp_path: Path, date: str, value: str, iso: str) -> None:
    made = make_cell(tmp_path, f"{{ from = '{{v}}', {date} }}", "v,w", f"{value},1")
    assert (notes(made), made.rejects) == ([iso], [])


@pytest.mark.parametrize("value", ["2019-02-29", "2019-13-01", "2019", "soon", "2019-1-1"])
def test_what_is_no_date_is_rejected(tmp_path: Path, value: str) -> None:
    made = make_cell(tmp_path, "{ from = '{v}', date = 'YYYY-MM-DD' }", "v,w", f"{value},1")
    assert made.refused() == [(2, "v", "not_a_date")]
    assert made.rejects[0].hint.startswith("Correct it, or add its format")


@pytest.mark.parametrize(
    ("cell", "column", "rule"),
    [
        ("{ from = '{v}', map = { a = 'b' } }", "v", "not_in_values"),
        ("{ from = '{v}{w}', match = '^z' }", "v, w", "no_match"),
        ("{ choose = '{v}', when = { a = 'b' } }", "rows[1].set.note", "no_choice"),
    ],
)
def test_a_reject_names_file_line_column_rule_and_masks_what_may_be_personal(
    tmp_path: Path, cell: str, column: str, rule: str
) -> None:
    made = make_cell(tmp_path, cell, "v,w", "secret,1")
    reject = made.rejects[0]
    assert (reject.file, reject.line, reject.column, reject.rule) == ("firm.csv", 2, column, rule)
    assert (reject.table, reject.value) == (
        "parties",
        f"s{'*' * min(8, len('secret1' if ',' in column else 'secret') - 1)}",
    )
    assert reject.hint
    assert made.rows("parties") == []


def test_ids_cannot_be_broken_apart_by_what_they_hold(tmp_path: Path) -> None:
    extra = '[identity.pair]\nid = "P/{a}/{b}"\nmeans = "both"'
    made = make_cell(
        tmp_path, '{ identity = "pair" }', "a,b", "x/y,1:2", "x,y", "5%,z;w", "x\x7f,y", "x,", extra=extra
    )
    assert notes(made) == ["P/x%2Fy/1%3A2", "P/x/y", "P/5%25/z%3Bw", "P/x%7F/y", ""]


def test_an_identity_takes_cells_for_its_places(tmp_path: Path) -> None:
    extra = '[identity.pair]\nid = "P/{a}/{who}"\nmeans = "both"'
    cell = '{ identity = "pair", using = { who = { from = "{b}", pad = 3 } } }'
    assert notes(make_cell(tmp_path, cell, "a,b", "x,1", extra=extra)) == ["P/x/001"]


@pytest.mark.parametrize(
    "value", [NEW_NUMBER, OLD_NUMBER, f"王二 {NEW_NUMBER}", f"2023-05-01 {NEW_NUMBER} 1380"]
)
def test_an_identity_number_is_never_hidden_by_a_digest_without_a_key(tmp_path: Path, value: str) -> None:
    made = make_cell(tmp_path, "{ from = '{v}', digest = 12 }", "v,w", f"{value},1")
    assert made.refused() == [(2, "v", "identity_number")]
    assert notes(made) == []
    assert value not in repr(made.rejects)
