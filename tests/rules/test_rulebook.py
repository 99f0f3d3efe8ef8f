"""The rule catalogue: what it says, and what it refuses."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from xinmai.errors import CatalogueError
from xinmai.model.vocabulary import Effect, Mark, RelationKind, Tier
from xinmai.resources import resource
from xinmai.rules.rule_words import Status
from xinmai.rules.rulebook import RuleBook, load_rules

SEED = resource("seed", "rules")
CATALOGUE = resource("seed", "catalogue")
SHARED = Path(__file__).parents[2].parent / "shared" / "domain" / "rules.csv"
BOOK = load_rules(SEED)


def test_the_rules_of_the_catalogue_in_order() -> None:
    assert [rule.label for rule in BOOK.rules] == [
        "R10 v1",
        "R10 v2",
        "R10x v1",
        "R19 v1",
        "R24 v1",
        "R24s v1",
        "R24x v1",
    ]
    assert BOOK.version("R10", 2).valid.start.isoformat() == "2024-07-01"
    with pytest.raises(KeyError):
        BOOK.version("R10", 3)


def test_which_relations_the_rules_read() -> None:
    assert BOOK.role_kinds == (RelationKind.LEGAL_REPRESENTATIVE,)
    assert RelationKind.EMPLOYEE in BOOK.post_kinds
    assert RelationKind.HOLDS not in BOOK.post_kinds
    assert RuleBook().role_kinds == RuleBook().post_kinds == ()


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    for file in SEED.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / f"other-{file.name}").write_text(f"# a comment\n{text}", encoding="utf-8")
    other = load_rules(tmp_path, CATALOGUE)

    assert len(BOOK.digest) == 64
    assert other.digest == BOOK.digest
    assert RuleBook(BOOK.rules[1:]).digest != BOOK.digest


def test_labels_come_from_the_catalogue() -> None:
    assert (BOOK.label("legal_representative").zh, BOOK.label("fine").en) == ("法定代表人", "fine")
    assert RuleBook().label("some_word").en == "some word"


def cell(values: object) -> str:
    return ";".join(str(value) for value in values) if isinstance(values, tuple) else str(values)


@pytest.mark.skipif(not SHARED.exists(), reason="the lawyers' table is not beside this checkout")
def test_the_catalogue_says_what_the_lawyers_table_says() -> None:
    table = csv.DictReader(io.StringIO(SHARED.read_text(encoding="utf-8")))
    rows = {(row["id"], int(row["version"])): row for row in table}
    for rule in BOOK.rules:
        row = rows[rule.id, rule.version]
        term = rule.term
        said = {
            "field_of_law": rule.field_of_law,
            "name_zh": rule.name.zh,
            "name_en": rule.name.en,
            "basis": rule.basis,
            "trigger_record": ";".join(dict.fromkeys(k for t in rule.triggers for k in t.records)),
            "capacities": cell(rule.capacities).replace("subject", "self"),
            "needs_personal_responsibility": rule.personal_responsibility,
            "target": rule.target,
            "effect": rule.effect,
            "tier": rule.tier,
            "term_min": str(term.min) if term else "-",
            "term_max": str(term.max) if term else "-",
            "term_unit": term.unit if term else "-",
            "anchor": " or ".join(term.anchors) if term else "-",
            "ends": cell(rule.ends),
            "source_doc": "; ".join(rule.source.documents),
            "level": rule.source.level,
            "mark_rule": rule.marks.rule,
            "mark_term": rule.marks.term or "-",
            "mark_target": rule.marks.target or "-",
            "status": rule.status,
            "valid_from": rule.valid.start.isoformat(),
            "valid_to": rule.valid.end.isoformat() if rule.valid.end else "-",
            "sentence_zh": rule.sentence.zh,
            "sentence_en": rule.sentence.en,
        }
        assert said == {key: row[key] for key in said}, rule.label
        assert row["consequence"].startswith(rule.consequence.code)
        assert (row["employer_consequence"] == "-") is (rule.employers == ())
        assert row["note"] in {rule.note, "-"} or rule.status is Status.DISPUTED
        for article in rule.source.articles:
            assert article.split()[-1].removeprefix("178").removeprefix("135") in row["articles"]


# what is refused

Edit = Callable[[str], str]


def refused(tmp_path: Path, edit: Edit, file: str = "food.toml") -> str:
    for original in SEED.glob("*.toml"):
        text = original.read_text(encoding="utf-8")
        edited = edit(text) if original.name == file else text
        assert edited != text or original.name != file
        (tmp_path / original.name).write_text(edited, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_rules(tmp_path, CATALOGUE)
    assert caught.value.file == file
    return str(caught.value)


def change(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("edit", "place", "problem"),
    [
        (change('basis = "STATUTORY_ROLE"', 'bases = "STATUTORY_ROLE"'), "rule R24 version 1", "bases"),
        (change('basis = "STATUTORY_ROLE"', 'basis = "ROLE"'), "rule R24 version 1 $.basis", "ROLE"),
        (change('articles = ["135(1)", "135(3)"]', "articles = []"), "$.source.articles", "length"),
        (change('articles = ["135(1)", "135(3)"]\n', ""), "$.source", "articles"),
        (change('dir = "in"', 'dir = "out"'), "rule R24 version 1", "dir must be in"),
        (change('relations = ["legal_representative"], dir', 'relations = ["holds"], dir'), "R24", "holds"),
        (change("{ finding = true }", '{ finding = true, relations = ["director"] }'), "R24", "one of them"),
        (
            change("[{ finding = true }]", "[{ finding = true }, { finding = true }]"),
            "R24",
            "exactly one step",
        ),
        (change('effect = "AUTOMATIC"', 'effect = "DECISION"'), "R24", "DECISION is not applied"),
        (change('effect = "AUTOMATIC"', 'effect = "ALERT"'), "R24", "tier"),
        (change('ends = ["expiry", "annulment"]', 'ends = ["annulment"]'), "R24", "expiry goes with a term"),
        (change('ends = ["expiry", "annulment"]', "ends = []"), "$.ends", "length"),
        (change("max = 5", "max = 6"), "R24", "min and max"),
        (change("max = 5", "max = 0"), "$.term.max", ">= 1"),
        (change('rule = "V1", term = "V1"', 'rule = "V1"'), "R24", "marks"),
        (change("{capacity}", "{capacities}"), "R24", "capacities"),
        (change("{organisation}自", "{organisation自"), "R24", "employers.sentence"),
        (change("valid = { from = 2015-10-01 }", 'valid = { from = "yesterday" }'), "$.valid.from", "date"),
        (
            change("valid = { from = 2015-10-01 }", "valid = { from = 2015-10-01, to = 2015-10-01 }"),
            "R24",
            "ends before it starts",
        ),
        (change('id = "R24s"', 'id = "R24"'), "rule R24 version 1", "given twice"),
        (change('id = "R24"\nversion = 1', 'id = "R24s"\nversion = 2'), "R24s", "overlaps"),
        (change('tenure.days = ["at_act", "at_decision"]\ntenure.hold = "all"\n', ""), "R24", "tenure"),
        (
            change('posts = [{ codes = ["food_management", "food_safety"] }]', "posts = [{}]"),
            "R24",
            "any post",
        ),
        (
            change('relations = ["legal_representative", "principal"]', 'relations = ["holds"]'),
            "R24",
            "no post",
        ),
        (change('personal_responsibility = "as_found"', 'personal_responsibility = "no"'), "R24", "finding"),
        (change('field_of_law = "food"\n', ""), "food.toml", "field_of_law"),
        (change("[[rules]]", '[[rules]]\nfield_of_law = "tax"'), "R24", "stated once"),
        (change("[[rules]]", "[[rules"), "food.toml", "TOML"),
        (change('effect = "DUTY"', 'effect = "ALERT"'), "R24", "employers.effect"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, edit: Edit, place: str, problem: str) -> None:
    said = refused(tmp_path, edit)

    assert place in said
    assert problem in said


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"field_of_law = '\xff'")
    with pytest.raises(CatalogueError, match=r"bad\.toml"):
        load_rules(tmp_path, CATALOGUE)


def test_missing_labels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml"):
        load_rules(SEED, tmp_path)


def test_an_empty_folder_is_an_empty_book(tmp_path: Path) -> None:
    assert load_rules(tmp_path, CATALOGUE).rules == ()


def test_weak_rules_never_give_more_than_an_alert() -> None:
    rule = BOOK.version("R24", 1)
    historic = msgspec.structs.replace(rule, status=Status.HISTORIC)
    unread = msgspec.structs.replace(rule, marks=msgspec.structs.replace(rule.marks, rule=Mark.G))

    for weak in (historic, unread):
        assert (weak.given_effect, weak.given_tier) == (Effect.ALERT, Tier.INFORMATIONAL)
    assert (rule.given_effect, rule.given_tier) == (Effect.AUTOMATIC, Tier.STATUTORY)
