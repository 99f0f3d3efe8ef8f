"""Loading a mapping: whatever is wrong in it is told with its place and a remedy, before any file is read."""

from pathlib import Path

import pytest

from xinmai.errors import MappingError
from xinmai.ingest.mapping import load_mapping

from support.mappings import BUNDLE, PARTIES, write_mapping

MORE = """
[identity.pair]
id = "P/{code}/{name}"
means = "both"
[files.other]
path = "other.csv"
columns = ["code", "full"]
[lookups.code_of]
file = "other"
key = "{full}"
value = "{code}"
[classes]
holder = [{ is = "fund", matches = '基金$' }]
[values.post]
dsz = { title = "董事长" }
[values.sex]
m = "男"
"""


SEED = sorted((Path(__file__).parents[3] / "seed" / "mappings").glob("*.toml"))


@pytest.mark.parametrize("path", SEED, ids=[path.stem for path in SEED])
def test_the_mappings_of_the_product_are_right(path: Path) -> None:
    mapping = load_mapping(path)
    assert all(identity.means.endswith(".") for identity in mapping.identity.values())


def refusal(folder: Path, toml: str) -> str:
    with pytest.raises(MappingError) as error:
        load_mapping(write_mapping(folder, toml))
    assert error.value.file == str(folder / "mapping.toml")
    return str(error.value).removeprefix(f"{error.value.file}: ")


def test_a_right_mapping_is_accepted(tmp_path: Path) -> None:
    mapping = load_mapping(write_mapping(tmp_path, PARTIES + MORE))
    assert (mapping.bundle.namespace, len(mapping.rows)) == ("made", 1)
    assert mapping.identity["firm"].means == "a firm is known by its code"


@pytest.mark.parametrize(
    ("cell", "place", "problem"),
    [
        ("5", "", "5 is no cell. Write a text"),
        ("{ form = 'x' }", "", "Object contains unknown field `form`. Known keys: from, first, join"),
        ("{ map = 'sex' }", "", "A cell has one source, this one has 0. Give one of: from, first"),
        ("{ from = 'x', join = ['y'] }", "", "A cell has one source, this one has 2."),
        ("'{name'", "", 'A brace in "{name" is not closed.'),
        ("'name}'", "", 'A brace in "name}" is not closed.'),
        ("{ identity = 'nobody' }", ".identity", "There is no [identity.nobody]. There are: firm, pair."),
        (
            "{ identity = 'pair', using = { who = 'x' } }",
            ".using.who",
            "The identity has no such place. It has: code, name.",
        ),
        ("{ choose = '{name}' }", "", "Nothing says what to choose."),
        ("{ choose = '{name}', when = { a = 1 } }", ".when.a", "1 is no cell."),
        ("{ lookup = 'code_of', else = 'empty' }", "", "The look-up has no key."),
        (
            "{ lookup = 'code_of', key = '{name}' }",
            "",
            "The look-up does not say what happens when nothing is found.",
        ),
        (
            "{ lookup = 'code_of', key = ['{name}', 'x'], else = 'keep' }",
            ".else",
            "A key of several parts cannot be kept.",
        ),
        (
            "{ lookup = 'gone', key = '{name}', else = 'empty' }",
            ".lookup",
            "There is no [lookups.gone]. There are: code_of.",
        ),
        ("{ from = '{name}', map = 'gone' }", ".map", "There is no [values.gone]. There are: post, sex."),
        ("{ from = '{name}', map = 'post.kind' }", ".map", 'No entry of values.post has "kind".'),
        (
            "{ from = '{name}', map = 'post' }",
            ".map",
            "The value table has another shape. Name a column of it: post.COLUMN.",
        ),
        (
            "{ from = '{name}', map = 'sex.kind' }",
            ".map",
            "The value table has another shape. Write only sex.",
        ),
        (
            "{ from = '{name}', classify = 'gone' }",
            ".classify",
            "There is no [classes.gone]. There are: holder.",
        ),
        ("{ from = '{name}', match = '(' }", ".match", '"(" is no regular expression'),
        ("{ from = '{name}', replace = [['[', 'x']] }", ".replace", '"[" is no regular expression'),
        (
            "{ from = '{name}', replace = [['a', '\\2']] }",
            ".replace",
            "names a group that the pattern does not have",
        ),
        ("{ from = '{name}', replace = [['a']] }", ".replace[1]", "Expected `array` of length 2, got 1."),
        ("{ from = '{name}', date = 'DD.MM' }", ".date", 'The date format "DD.MM" has no year.'),
        ("{ from = '{name}', date = 'DD.MM.YY' }", ".date", "Add century = 2000 beside date."),
        ("{ from = '{name}', date = 'YYYY YYYY' }", ".date", "names a part twice"),
        (
            "{ from = '{name}', number = { times = 0.01 } }",
            ".number.times",
            "Numbers are exact: write it in quotation marks",
        ),
        ("{ from = '{name}', number = { times = 'x' } }", ".number.times", '"x" is no number.'),
        ("{ from = '{name}', number = { units = { k = '1k' } } }", ".number.units.k", '"1k" is no number.'),
        ("{ from = '{name}', digest = 2 }", ".digest", "2 digits are too few or too many."),
        (
            "{ from = '{name}', match = 'a', else = 'drop' }",
            ".else",
            "'drop' is unknown here. Write \"reject\"",
        ),
        ("{ from = '{name}', match = 'a', else = { from = '{' } }", ".else.from", "A brace in"),
        ("{ first = ['{name}', 3] }", ".first[2]", "3 is no cell."),
        ("{ join = [{ identity = 'x' }] }", ".join[1].identity", "There is no [identity.x]."),
    ],
)
def test_cells(tmp_path: Path, cell: str, place: str, problem: str) -> None:
    told = refusal(tmp_path, PARTIES + f"note = {cell}\n" + MORE)
    assert told.startswith(f"rows[1].set.note{place}: ")
    assert problem in told


RULE = '[[rows]]\ntable = "party_facts"\nfile = "firm"\n{keys}\n[rows.set]\nparty = "x"\nproperty = "name"\nvalue = "y"\n'


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            "colour = 1",
            "rows[2]: Object contains unknown field `colour`. Known keys: table, set, file, where",
        ),
        (
            'needs = ["share"]',
            'rows[2].needs: "share" is not set by this rule. It sets: party, property, value.',
        ),
        ('distinct = ["id"]', 'rows[2].distinct: "id" is not set by this rule.'),
        (
            'each = [{ share = "1" }]',
            'rows[2].set.share: The table party_facts has no column "share". It has: party, property',
        ),
        (
            'where = [{ if = "x" }]',
            "rows[2].where[1]: A condition has one way to test. Give one of: is, is_not",
        ),
        (
            'where = [{ if = "x", is = "y", matches = "z" }]',
            "rows[2].where[1]: A condition has one way to test.",
        ),
        ('where = [{ is = "y" }]', "rows[2].where[1]: Object missing required field `if`."),
        ('where = [{ if = "x", matches = "(" }]', 'rows[2].where[1].matches: "(" is no regular expression'),
        ('group = { by = ["{"] }', "rows[2].group.by[1]: A brace in"),
        ('group = { same = ["x"] }', "rows[2].group: Object missing required field `by`."),
    ],
)
def test_rules(tmp_path: Path, keys: str, told: str) -> None:
    assert refusal(tmp_path, PARTIES + RULE.replace("{keys}", keys)).startswith(told)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'table = "parties"',
            'table = "partys"',
            'rows[1].table: The bundle has no table "partys". Tables: sources, parties',
        ),
        (
            "name =",
            "nmae =",
            'rows[1].set.nmae: The table parties has no column "nmae". It has: id, kind, name',
        ),
        (
            'kind = "enterprise"\n',
            "",
            'rows[1].set: Every row of parties needs "kind". Needed: id, kind, name.',
        ),
        ('file = "firm"', 'file = "frim"', "rows[1].file: There is no [files.frim]. There are: firm."),
        ('file = "firm"\n', "", 'rows[1].set.id: "code" has no file to come from.'),
        (
            "[files.firm]\n",
            '[files.firm]\nseparator = "space"\n',
            'files.firm.separator: "space" is no separator.',
        ),
        ("[files.firm]\n", '[files.firm]\nquote = "--"\n', 'files.firm.quote: "--" is no quotation mark.'),
        (
            "[files.firm]\n",
            '[files.firm]\nencoding = "utf-16"\n',
            'files.firm.encoding: "utf-16" is not known. Known: utf-8',
        ),
        (
            "[files.firm]\n",
            "[files.firm]\nheader = true\n",
            "files.firm: Object contains unknown field `header`.",
        ),
        (
            "[files.firm]\n",
            '[files.firm]\ncolumns = ["code"]\n',
            'rows[1].set.name: "name" is no column of firm. It has: code.',
        ),
        ('path = "firm.csv"', "path = 1", "files.firm.path: Expected `str`, got `int`."),
        (
            'means = "a firm is known by its code"',
            "",
            "identity.firm: Object missing required field `means`.",
        ),
        (
            "[[rows]]",
            "[row]\n[[rows]]",
            "row: This section is unknown. Known sections: format, bundle, files",
        ),
        ("[[rows]]", "[rows]", "rows: Nothing says which rows to make."),
        (
            'path = "firm.csv"',
            'path = "firm.csv"\nderive = { name = "{code}" }\ncolumns = ["code", "name"]',
            "files.firm.derive.name: The file has a column",
        ),
        (
            'path = "firm.csv"',
            'path = "firm.csv"\nderive = { a = "{b}", b = "x{a}" }',
            'files.firm.derive.b: "a" is derived from itself.',
        ),
        (
            'path = "firm.csv"',
            'path = "firm.csv"\nskip = [{ if = "x", is = "y" }]',
            "files.firm.skip[1]: Object missing required field `reason`.",
        ),
    ],
)
def test_sections(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert refusal(tmp_path, PARTIES.replace(old, new, 1)).startswith(told)


def test_a_place_needs_a_file(tmp_path: Path) -> None:
    toml = PARTIES + '[[rows]]\ntable = "sources"\n[rows.set]\nid = "S/{code}"\n'
    assert (
        refusal(tmp_path, toml)
        == 'rows[2].set.id: "code" has no file to come from. Add file = … to the rule.'
    )


@pytest.mark.parametrize(
    "toml",
    [
        '[lookups.l]\nfile = "firm"\nkey = { lookup = "l", key = "{name}", else = "empty" }\nvalue = "x"\n',
        '[lookups.l]\nfile = "firm"\nkey = "{code}"\nvalue = "x"\n[[files.firm.skip]]\nif = { lookup = "l", key = "{name}", else = "empty" }\nis = "x"\nreason = "r"\n',
    ],
)
def test_a_lookup_that_needs_itself(tmp_path: Path, toml: str) -> None:
    head, rule = PARTIES[: PARTIES.index("[[rows]]")], PARTIES[PARTIES.index("[[rows]]") :]
    assert "The look-up l needs itself. Break the circle." in refusal(tmp_path, head + toml + rule)


def test_a_lookup_in_an_unknown_file(tmp_path: Path) -> None:
    toml = '[lookups.l]\nfile = "gone"\nkey = "{code}"\nvalue = "x"\n' + PARTIES
    assert refusal(tmp_path, toml).startswith("lookups.l.file: There is no [files.gone].")


@pytest.mark.parametrize(
    ("bundle", "told"),
    [
        ("", "bundle: The section is missing. State at least namespace and retrieved_on."),
        ('bundle = "x"\n', "bundle: Expected `object`, got `str`."),
        ('[bundle]\nnamespace = "A:b"\nretrieved_on = "2020"\n', 'bundle.namespace: "A:b" is no namespace.'),
        (
            '[bundle]\nnamespace = "a"\n',
            "bundle: Object missing required field `retrieved_on`. Known keys: namespace",
        ),
        ('[bundle]\nnamespace = "a"\nretrieved_on = "soon"\n', 'bundle.retrieved_on: "soon" is no date.'),
        (
            '[bundle]\nnamespace = "a"\nretrieved_on = "2020"\nmode = "all"\n',
            "bundle.mode: Invalid enum value 'all'.",
        ),
        ("format = 2\n" + BUNDLE, "format: Only format 1 is known."),
        ("files = 1\n" + BUNDLE, "files: This is a table of named entries."),
        ("=", "top level: This is no TOML: "),
    ],
)
def test_heads(tmp_path: Path, bundle: str, told: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(bundle + ("" if "files" in bundle else PARTIES), encoding="utf-8")
    with pytest.raises(MappingError) as error:
        load_mapping(path)
    assert str(error.value).removeprefix(f"{path}: ").startswith(told)


def test_a_mapping_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="It cannot be read"):
        load_mapping(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("# 映射\n".encode("gb18030"))
    with pytest.raises(MappingError, match="The mapping itself is not UTF-8"):
        load_mapping(tmp_path / "gbk.toml")
