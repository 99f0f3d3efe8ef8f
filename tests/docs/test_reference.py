"""Every command, option, setting, error code, bundle column, reject rule and mapping key is documented, and no other."""

import re
from typing import Any

import msgspec
import pytest
import typer

from xinmai.api import errors as api_errors
from xinmai.cli.app import app
from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.mapping import spec
from xinmai.ingest.rows import Manifest

from support.console import ROOT
from support.reference import column_rows, error_rows, reject_rules, setting_rows, word_rows

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
_RULE_ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its rank or above."""
    rank = len(heading) - len(heading.lstrip("#"))
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{rank}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"there is no heading {heading!r}"
    return found[1]


def commands(group: Any, name: str) -> dict[str, Any]:
    """Return every command by its full name."""
    if not hasattr(group, "commands"):
        return {name: group}
    return {
        full: found
        for word, command in group.commands.items()
        for full, found in commands(command, f"{name} {word}").items()
    }


COMMANDS = commands(typer.main.get_command(app), "xinmai")


def spoken_as(parameter: Any) -> str:
    """Return how a user writes a parameter."""
    return str(parameter.opts[0] if parameter.opts[0].startswith("--") else parameter.metavar)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_is_documented_with_its_options_and_no_other(name: str) -> None:
    text = section(page("cli"), f"## {name}")
    stated = re.findall(r"^\| `([^` ]+)[^`]*` \|", text, re.MULTILINE)
    assert sorted(stated) == sorted(spoken_as(p) for p in COMMANDS[name].params if p.name != "help")


def test_no_other_command_is_documented() -> None:
    assert set(re.findall(r"^## (xinmai .+)$", page("cli"), re.MULTILINE)) == set(COMMANDS)


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}" not in readme] == []


@pytest.mark.parametrize("row", setting_rows())
def test_each_setting_is_documented(row: str) -> None:
    assert row in page("settings").splitlines()


def test_no_other_setting_is_documented() -> None:
    assert page("settings").count("\n| `XINMAI_") == len(setting_rows())


@pytest.mark.parametrize("row", error_rows())
def test_each_error_code_is_documented(row: str) -> None:
    assert row in page("errors").splitlines()


def test_each_code_of_the_api_is_documented() -> None:
    codes = {value for name, value in vars(api_errors).items() if name.isupper() and isinstance(value, str)}
    codes = {code for code in codes if code.isupper()}
    text = section(page("errors"), "## In GraphQL")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == codes


@pytest.mark.parametrize("name", TABLES)
def test_each_column_of_a_bundle_is_documented(name: str) -> None:
    lines = section(page("bundle"), f"### {name}.csv").splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    assert len(rows) == len(column_rows(name))
    for row, beginning in zip(rows, column_rows(name), strict=True):
        assert row.startswith(beginning)


@pytest.mark.parametrize("row", word_rows())
def test_each_closed_list_of_words_is_documented(row: str) -> None:
    assert row in page("bundle").splitlines()


def test_each_type_of_a_column_is_documented() -> None:
    types = {kind for spec_of_table in TABLES.values() for kind in spec_of_table.types.values()}
    described = section(page("bundle"), "## Types")
    named = {
        word.strip()
        for row in re.findall(r"^\| ([\w, ]+) \|", described, re.MULTILINE)
        for word in row.split(",")
    }
    assert sorted(types - named) == []


def test_each_key_of_the_manifest_is_documented() -> None:
    text = section(page("bundle"), "## bundle.toml")
    assert [
        field.name for field in msgspec.structs.fields(Manifest) if f"\n{field.name} = " not in text
    ] == []


def test_each_reject_rule_is_documented_and_no_other() -> None:
    assert set(_RULE_ROW.findall(section(page("bundle"), "## Rejects"))) == reject_rules()


@pytest.mark.parametrize(
    ("heading", "shape"),
    [
        ("### [files.NAME]", spec.FileSection),
        ("### [files.NAME]", spec.Split),
        ("### [[rows]]", spec.RowsSection),
        ("### [[rows]]", spec.Group),
        ("### [lookups.NAME]", spec.LookupSection),
        ("### Conditions", spec.Condition),
        ("### Conditions", spec.Skip),
        ("## Sections", spec.BundleSection),
        ("## Sections", spec.IdentitySection),
        ("## Cells", spec.CellSection),
        ("## Cells", spec.NumberSection),
    ],
)
def test_each_key_of_a_mapping_is_documented(heading: str, shape: type[msgspec.Struct]) -> None:
    text = section(page("mapping"), heading) + section(page("mapping"), "### [files.NAME]")
    assert [key for key in shape.__struct_encode_fields__ if f"`{key}" not in text] == []


def test_each_make_target_that_a_document_names_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    named = {word for text in texts for word in re.findall(r"(?:^|`)make ([\w-]+)", text, re.MULTILINE)}
    assert named
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_lead_somewhere(document: Any) -> None:
    text = document.read_text(encoding="utf-8")
    for file, anchor in _LINK.findall(text):
        target = document.parent / file if file else document
        assert target.exists(), f"{document.name} links to {file}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {
                re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
            }
            assert anchor[1:] in slugs, f"{document.name} links to {file}{anchor}"
