"""``xinmai query``: one document against a store, without a server."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from support.command import Outcome, command, write_bundle

TABLES = {
    "parties": ["id,kind,name", "a,enterprise,甲公司", "p,person,王五"],
    "relations": ["id,kind,from,to,valid_from", "l,legal_representative,p,a,2026-03-01"],
}
SEARCH = "query Find($text: String!, $first: Int = 5) { search(text: $text, first: $first) { totalCount } }"
DAY = '{ party(by: {id: "t:p"}) { ... on Person { relationCounts { count } } } }'


@pytest.fixture(autouse=True)
def store(workplace: Path) -> None:
    assert command("load", write_bundle(workplace / "bundle", TABLES)).status == 0


def ask(document: str, *words: str) -> Outcome:
    Path("q.graphql").write_text(document, encoding="utf-8")
    return command("query", "q.graphql", *words)


def data(outcome: Outcome) -> Any:
    assert outcome.status == 0
    return json.loads(outcome.out)["data"]


def test_variables_are_texts_or_json_by_their_type() -> None:
    assert data(ask(SEARCH, "--var", "text=王五", "--var", "first=1"))["search"]["totalCount"] == 1
    assert data(ask(SEARCH, "--var", "text=1"))["search"]["totalCount"] == 0


def test_today_can_be_chosen() -> None:
    assert data(ask(DAY, "--as-of-today", "2026-02-28"))["party"]["relationCounts"] == []
    assert data(ask(DAY, "--as-of-today", "2026-03-01"))["party"]["relationCounts"] == [{"count": 1}]


def test_an_operation_is_chosen_by_name() -> None:
    two = "query A { a: __typename } query B { b: __typename }"
    assert data(ask(two, "--operation", "B")) == {"b": "Query"}


def test_a_document_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("{ __typename }"))
    assert data(command("query", "-")) == {"__typename": "Query"}


def test_errors_are_answers_with_status_1() -> None:
    outcome = ask("{ nothingLikeThis }")
    assert outcome.status == 1
    (error,) = json.loads(outcome.out)["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--var", "text"], "has no value"),
        (["--var", "name=x"], r"is no variable of the document; it has $text, $first"),
        (["--var", "first=many"], "must be written as JSON"),
    ],
)
def test_variables_that_cannot_be_used_are_told(words: list[str], problem: str) -> None:
    outcome = ask(SEARCH, *words)
    assert (outcome.status, problem in outcome.err) == (2, True)


def test_a_file_that_cannot_be_read_is_told(workplace: Path) -> None:
    (workplace / "latin.graphql").write_bytes(b"\xe9")
    assert command("query", "none.graphql").err.startswith("QUERY_FILE: none.graphql: cannot be read")
    assert command("query", "latin.graphql").err.startswith("QUERY_FILE: latin.graphql: is not UTF-8")


def test_a_store_that_is_not_there_is_told() -> None:
    outcome = ask("{ __typename }", "--store", "sqlite:///none.db")
    assert (outcome.status, outcome.err.partition(":")[0]) == (1, "STORE_MISSING")
    assert "Traceback" not in outcome.err
