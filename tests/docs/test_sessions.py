"""Every session that a document shows is true."""

from pathlib import Path

import pytest

from support.console import ROOT, Step, agrees, prepare, run_steps, steps_in, steps_of

DOCUMENTS = [
    document for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if steps_of(document)
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_what_a_document_shows_is_what_the_commands_print(document: Path, tmp_path: Path) -> None:
    steps = steps_of(document)
    prepare(document, tmp_path)
    for step, printed in zip(steps, run_steps(steps, tmp_path), strict=True):
        assert agrees(step.shown, printed), f"$ {step.command}\nshown:\n{step.shown}\nprinted:\n{printed}"


def test_the_readme_shows_sessions() -> None:
    assert ROOT / "README.md" in DOCUMENTS


def test_a_command_may_take_several_lines() -> None:
    assert steps_in("$ a <<e\n> b\n>\n> e\nout\n$ c\n") == [Step("a <<e\nb\n\ne", "out"), Step("c", "")]


def test_dots_stand_for_lines_and_an_ellipsis_for_text() -> None:
    assert agrees("a\n...\nd", "a\nb\nc\nd")
    assert agrees("at … UTC", "at 10:00 UTC")
    assert not agrees("a\nd", "a\nb\nd")
    assert not agrees("a", "a\nb")
    assert agrees("", "")
