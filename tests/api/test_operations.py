"""Each file of graphql/operations answers its example exactly. XINMAI_REWRITE=1 writes the answers anew, to be read."""

import os
from pathlib import Path

import pytest
from support.asking import OPERATIONS, Asker, example, expected


@pytest.mark.parametrize("file", OPERATIONS, ids=lambda file: file.stem)
async def test_operation_answers_its_example(file: Path, asker: Asker, expected_folder: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data = await asker.data(text, example(text))
    assert data == expected(expected_folder, file.stem, data, rewrite="XINMAI_REWRITE" in os.environ)


def test_every_expected_answer_has_its_operation(expected_folder: Path) -> None:
    assert {file.stem for file in expected_folder.glob("*.json")} == {file.stem for file in OPERATIONS}


@pytest.mark.parametrize("file", OPERATIONS, ids=lambda file: file.stem)
def test_operation_begins_with_its_question(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith((".", "?"))
