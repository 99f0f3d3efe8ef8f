"""Row rules: which rows, how often, in which order; look-ups across files."""

from pathlib import Path

import pytest

from xinmai.ingest.rows import CHUNK_ROWS, TABLE_ORDER

from support.mappings import PARTIES, make, make_cell, notes, source

NOTICES = """
[files.notice]
path = "notice.csv"
[identity.case]
id = "N/{case}"
means = "one decision"
[[rows]]
table = "record_parties"
file = "notice"
[rows.set]
record = { identity = "case" }
party_name = "{who}"
party_scope = "E/{firm}"
[[rows]]
table = "records"
file = "notice"
group = { by = ["{case}"], same = ["{agency}", "{kind}"] }
[rows.set]
id = { identity = "case" }
kind = { from = "{kind}", map = { "行政处罚" = "penalty" } }
agency = "A/{agency}"
"""


def test_several_rows_are_one_decision_with_several_persons(tmp_path: Path) -> None:
    rows = ["case,agency,kind,who,firm", "1,X,行政处罚,甲,7", "1,X,行政处罚,乙,7", "2,X,行政处罚,甲,8"]
    made = make(tmp_path, NOTICES, {"notice.csv": "\n".join(rows)})
    assert [row["id"] for row in made.rows("records")] == ["N/1", "N/2"]
    assert [
        (row["record"], row["party_name"], row["party_scope"]) for row in made.rows("record_parties")
    ] == [
        ("N/1", "甲", "E/7"),
        ("N/1", "乙", "E/7"),
        ("N/2", "甲", "E/8"),
    ]
    assert made.tally.repeated == {"records": 1}
    assert [chunk.table for chunk in made.chunks] == ["records", "record_parties"]


def test_a_row_that_contradicts_its_group_is_rejected(tmp_path: Path) -> None:
    rows = ["case,agency,kind,who,firm", "1,X,行政处罚,甲,7", "1,Y,行政处罚,乙,7"]
    made = make(tmp_path, NOTICES, {"notice.csv": "\n".join(rows)})
    assert made.refused() == [(3, "", "group_conflict")]
    assert "must agree" in made.rejects[0].hint
    assert len(made.rows("record_parties")) == 2


def test_where_takes_only_some_rows_and_counts_none(tmp_path: Path) -> None:
    toml = PARTIES.replace(
        "[rows.set]",
        """where = [
    { if = "{name}", is_not = ["b", "c"] },
    { if = "{code}", matches = '^\\d$' },
    { if = "{name}", matches_not = 'x' },
]
[rows.set]""",
    )
    made = make(tmp_path, toml, {"firm.csv": "code,name\n1,a\n2,b\n3,c\n44,d\n5,x\n"})
    assert [row["name"] for row in made.rows("parties")] == ["a"]
    assert (made.tally.skipped, made.rejects) == ({}, [])


def test_a_where_that_cannot_be_judged_rejects_the_row(tmp_path: Path) -> None:
    toml = PARTIES.replace(
        "[rows.set]", 'where = [{ if = { from = "{code}", number = true }, is = "1" }]\n[rows.set]'
    )
    made = make(tmp_path, toml, {"firm.csv": "code,name\nx,a\n1,b\n"})
    assert made.refused() == [(2, "code", "not_a_number")]
    assert [row["name"] for row in made.rows("parties")] == ["b"]


def test_each_makes_several_rows_of_one_and_needs_drops_empty_ones(tmp_path: Path) -> None:
    toml = (
        PARTIES
        + """
[[rows]]
table = "party_facts"
file = "firm"
needs = ["value"]
each = [
    { property = "region", value = "{region}" },
    { property = "registered_capital", value = { from = "{capital}", number = { times = 10000 } }, valid_from = "2020" },
]
[rows.set]
party = { identity = "firm" }
"""
    )
    made = make(tmp_path, toml, {"firm.csv": "code,name,region,capital\n1,a,沪,5\n2,b,,x\n3,c,京,\n"})
    assert made.rows("party_facts") == [
        {"party": "E/1", "property": "region", "value": "沪"},
        {"party": "E/1", "property": "registered_capital", "value": "50000", "valid_from": "2020"},
        {"party": "E/3", "property": "region", "value": "京"},
    ]
    assert made.refused() == [(3, "capital", "not_a_number")]


def test_distinct_says_a_thing_once_across_rules(tmp_path: Path) -> None:
    toml = (
        PARTIES.replace("[rows.set]", 'distinct = ["id"]\n[rows.set]')
        + """
[files.again]
path = "again.csv"
[[rows]]
table = "parties"
file = "again"
distinct = ["id"]
[rows.set]
id = { identity = "firm" }
kind = "enterprise"
name = "{code}"
"""
    )
    files: dict[str, str | bytes] = {"firm.csv": "code,name\n1,a\n1,b\n2,c\n", "again.csv": "code\n2\n3\n"}
    made = make(tmp_path, toml, files)
    assert [(row["id"], row["name"]) for row in made.rows("parties")] == [
        ("E/1", "a"),
        ("E/2", "c"),
        ("E/3", "3"),
    ]
    assert made.tally.repeated == {"parties": 2}


def test_without_distinct_repeats_are_handed_on(tmp_path: Path) -> None:
    made = make(tmp_path, PARTIES, {"firm.csv": "code,name\n1,a\n1,a\n"})
    assert len(made.rows("parties")) == 2


def test_constants_alone_make_one_row(tmp_path: Path) -> None:
    toml = PARTIES + '[[rows]]\ntable = "sources"\n[rows.set]\nid = "S/1"\ntitle = "a list"\n'
    made = make(tmp_path, toml, {"firm.csv": "code,name\n1,a\n"})
    assert made.rows("sources") == [{"id": "S/1", "title": "a list"}]
    assert made.chunks[0].lines == [0]


def test_a_constant_that_cannot_be_made_is_rejected(tmp_path: Path) -> None:
    toml = PARTIES + '[[rows]]\ntable = "sources"\n[rows.set]\nid = { from = "x", number = true }\n'
    made = make(tmp_path, toml, {"firm.csv": "code,name\n1,a\n"})
    assert [(reject.table, reject.rule) for reject in made.rejects] == [("sources", "not_a_number")]


def test_chunks_are_bounded_and_tables_come_in_the_order_of_a_load(tmp_path: Path) -> None:
    facts = '[[rows]]\ntable = "party_facts"\nfile = "firm"\n[rows.set]\nparty = { identity = "firm" }\nproperty = "name"\nvalue = "{name}"\n'
    toml = facts + PARTIES
    count = 2 * CHUNK_ROWS + 1
    lines = "\n".join(f"{number},n{number}" for number in range(count))
    made = make(tmp_path, toml, {"firm.csv": f"code,name\n{lines}\n"})
    assert [len(chunk.rows) for chunk in made.chunks] == [CHUNK_ROWS, CHUNK_ROWS, 1] * 2
    tables = [chunk.table for chunk in made.chunks]
    assert tables == sorted(tables, key=TABLE_ORDER.index)
    assert [line for chunk in made.chunks[:3] for line in chunk.lines] == list(range(2, count + 2))
    assert made.tally.made == {"parties": count, "party_facts": count}


LOOKUP = """
[files.name]
path = "name.csv"
[lookups.code_of]
file = "name"
key = "{full}"
value = "{code}"
fold = ["brackets", "width", "spaces", "case"]
[lookups.post_of]
file = "name"
key = ["{code}", "{full}"]
value = "yes"
"""


def looked_up(folder: Path, cell: str, *names: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    (folder / "data").mkdir()
    table = "code,full\n1,甲（集团）公司\n2,ＡＢ Co\n3,twice\n4,twice\n5,same\n5,same\n,blank\n"
    (folder / "data" / "name.csv").write_text(table, encoding="utf-8")
    made = make_cell(folder, cell, "name,code", *names, extra=LOOKUP)
    return notes(made), made.refused()


def test_a_lookup_answers_from_another_file(tmp_path: Path) -> None:
    cell = '{ lookup = "code_of", key = "{name}", else = "empty" }'
    names = ["甲(集团)公司,", "ab co,", "same,", "twice,", "nobody,", "blank,", ",x"]
    assert looked_up(tmp_path, cell, *names) == (["1", "2", "5", "", "", "", ""], [])


def test_a_key_with_two_different_values_has_no_answer(tmp_path: Path) -> None:
    cell = '{ lookup = "code_of", key = "{name}", else = "reject" }'
    assert looked_up(tmp_path, cell, "twice,", "same,") == (["5"], [(2, "name", "not_found")])


def test_what_happens_when_nothing_is_found_is_stated(tmp_path: Path) -> None:
    cell = '{ lookup = "code_of", key = "{name}", else = "keep" }'
    assert looked_up(tmp_path, cell, "nobody,")[0] == ["nobody"]


def test_a_lookup_may_have_a_key_of_several_parts_and_steps_after_it(tmp_path: Path) -> None:
    cell = (
        '{ lookup = "post_of", key = ["{code}", "{name}"], map = { yes = "known" }, else = { from = "new" } }'
    )
    assert looked_up(tmp_path, cell, "same,5", "same,4", "same,")[0] == ["known", "new", ""]


def test_a_lookup_row_that_cannot_be_made_is_rejected(tmp_path: Path) -> None:
    extra = LOOKUP.replace('value = "{code}"', 'value = { from = "{code}", number = true }')
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "name.csv").write_text("code,full\nx,a\n2,b\n", encoding="utf-8")
    cell = '{ lookup = "code_of", key = "{name}", else = "empty" }'
    made = make_cell(tmp_path, cell, "name,code", "a,", "b,", extra=extra)
    assert notes(made) == ["", "2"]
    assert [(reject.file, reject.line) for reject in made.rejects] == [("name.csv", 2)]


def test_lookups_are_read_anew_in_each_run(tmp_path: Path) -> None:
    toml = (
        PARTIES.replace('name = "{name}"', 'name = { lookup = "code_of", key = "{name}", else = "keep" }')
        + LOOKUP
    )
    files: dict[str, str | bytes] = {"firm.csv": "code,name\n1,a\n", "name.csv": "code,full\n7,a\n"}
    bound = source(tmp_path, toml, files)
    names = []
    for code in ("7", "8"):
        (tmp_path / "data" / "name.csv").write_text(f"code,full\n{code},a\n")
        names += [chunk.rows[0][2] for chunk in bound.chunks(lambda _reject: None)]
    assert names == ["7", "8"]


@pytest.mark.parametrize("value", ["11010519491231002X", "居民 11010519491231002X"])
def test_an_identity_number_never_stands_in_a_reject(tmp_path: Path, value: str) -> None:
    made = make_cell(tmp_path, "{ from = '{v}', map = { a = 'b' } }", "v,w", f"{value},1")
    toml = (
        PARTIES
        + '[[rows]]\ntable = "records"\nfile = "firm"\n[rows.set]\nid = "1"\nkind = "penalty"\nregion = { from = "{name}", map = { a = "b" } }\n'
    )
    open_made = make(tmp_path, toml, {"firm.csv": f"code,name\n1,{value}\n"})
    for reject in (*made.rejects, *open_made.rejects):
        assert "1949" not in reject.value
    assert len(open_made.rejects) == 1
