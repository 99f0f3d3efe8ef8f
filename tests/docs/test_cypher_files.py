"""The statements for Neo4j as files: one a file, said what it is for and what it takes, in names that are written down once."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from xinmai.model.facts import KINDS, LINK_ENDS
from xinmai.model.vocabulary import PartyKind, RecordKind, RecordLinkKind, RelationKind
from xinmai.resources import resource

FOLDER = resource("cypher")
FILES = sorted(FOLDER.glob("*/*.cypher"))
SCHEMA = [file for file in FILES if file.parent.name == "schema"]
VOCABULARY: dict[str, Any] = tomllib.loads((FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))
SUPERSEDED: str = VOCABULARY["superseded"]

_PARAMETER_LINE = re.compile(r"// \$(\w+): \S")
_TEXT = re.compile(r"'[^']*'|`[^`]*`")
_MARK = re.compile(r"/\*.*?\*/")
_LABELS = re.compile(r"\(\w*:(\w+)|\b(?:WHERE|WHEN|SET|AND) \w+:(\w+)")
_TYPES = re.compile(r"\[\w*:([A-Z_|]+)")
_MARKS = {f"/*{name}*/" for name in ("in", "out", ":kinds", ":roles", ":posts", "end")}
_MARKS |= {f"/*{name}*/" for name in ("begin", "where", "keys", "order", "listed", "behind", "beyond")}
_MARKS |= {f"/*{name}*/" for name in ("currency", "amount", "day")}


class Statement(NamedTuple):
    """A file, taken apart."""

    purpose: list[str]
    parameters: list[str]
    body: str
    """Without texts and names in quotation marks."""


def read(file: Path) -> Statement:
    lines = file.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("//")]
    assert lines[: len(comments)] == comments, "comments stand at the head"
    stated = [match[1] for line in comments if (match := _PARAMETER_LINE.match(line))]
    purpose = comments[: len(comments) - len(stated)]
    assert not any(_PARAMETER_LINE.match(line) for line in purpose), "parameters come last in the head"
    return Statement(purpose, stated, _TEXT.sub("''", "\n".join(lines[len(comments) :])))


def name_of(file: Path) -> str:
    return re.sub(r"^\d{3}_", "", file.stem)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
class TestEveryFile:
    def test_holds_one_statement_and_says_what_it_is_for(self, file: Path) -> None:
        statement = read(file)
        assert statement.purpose
        assert statement.purpose[0].startswith("// ")
        assert statement.body.strip()
        assert ";" not in statement.body

    def test_lists_exactly_the_parameters_that_it_uses(self, file: Path) -> None:
        statement = read(file)
        assert len(statement.parameters) == len(set(statement.parameters))
        assert set(statement.parameters) == set(re.findall(r"\$(\w+)", statement.body))

    def test_uses_only_marks_that_the_adapter_knows(self, file: Path) -> None:
        assert set(_MARK.findall(read(file).body)) <= _MARKS

    def test_names_only_labels_and_types_of_the_vocabulary(self, file: Path) -> None:
        body = _MARK.sub("", read(file).body)
        labels = {name for pair in _LABELS.findall(body) for name in pair if name}
        types = {name.removeprefix(SUPERSEDED) for group in _TYPES.findall(body) for name in group.split("|")}
        assert labels <= all_labels()
        assert types <= all_types()


def attachment_types() -> dict[str, list[str]]:
    found: dict[str, list[str]] = VOCABULARY["attachment"]
    return found


def all_labels() -> set[str]:
    internal = VOCABULARY["internal"]["labels"]
    return {name for table in ("fact", "party", "record") for name in VOCABULARY[table].values()}.union(
        internal
    )


def all_types() -> set[str]:
    named = {name for table in ("relation", "record_link") for name in VOCABULARY[table].values()}
    attached = {name for names in attachment_types().values() for name in names}
    return named | attached | set(VOCABULARY["internal"]["types"])


def test_there_are_statements_of_each_sort() -> None:
    assert {file.parent.name for file in FILES} == {"schema", "read", "write", "traversals"}


def test_no_two_files_have_one_name() -> None:
    names = [name_of(file) for file in FILES]
    assert len(names) == len(set(names))


def test_schema_files_are_numbered_without_a_gap() -> None:
    assert [int(file.stem[:3]) for file in SCHEMA] == list(range(1, len(SCHEMA) + 1))


@pytest.mark.parametrize("file", SCHEMA, ids=name_of)
def test_schema_statements_may_be_run_again_and_bear_the_name_of_their_file(file: Path) -> None:
    created = re.match(
        r"CREATE (?:CONSTRAINT|FULLTEXT INDEX|INDEX) (\w+) IF NOT EXISTS FOR ", read(file).body
    )
    assert created is not None
    assert created[1] == name_of(file)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("fact", KINDS.keys()),
        ("party", PartyKind),
        ("record", RecordKind),
        ("relation", RelationKind),
        ("record_link", RecordLinkKind),
        ("attachment", LINK_ENDS.keys() - set(RelationKind)),
    ],
)
def test_each_word_of_the_model_has_a_name_and_no_other_has(table: str, words: Any) -> None:
    assert VOCABULARY[table].keys() == {str(word) for word in words}


def test_labels_and_types_are_written_as_neo4j_writes_them() -> None:
    assert [name for name in all_labels() if not re.fullmatch(r"(?:[A-Z][a-z]+)+", name)] == []
    assert [name for name in all_types() if not re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*", name)] == []
    assert not any(name.startswith(SUPERSEDED) for name in all_types())


def test_one_name_means_one_thing() -> None:
    labels = [name for table in ("fact", "party", "record") for name in VOCABULARY[table].values()]
    labels += VOCABULARY["internal"]["labels"]
    assert len(labels) == len(set(labels))
    named = [name for table in ("relation", "record_link") for name in VOCABULARY[table].values()]
    named += VOCABULARY["internal"]["types"]
    attached = {name for names in attachment_types().values() for name in names}
    assert len(named) == len(set(named))
    assert attached.isdisjoint(named)


def test_an_attachment_has_one_type_or_stands_between_two() -> None:
    assert {kind for kind, names in attachment_types().items() if not names} == {"record_link"}
    assert all(len(names) <= 2 for names in attachment_types().values())
