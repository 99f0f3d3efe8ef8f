"""Each file of graphql/operations answers its example exactly. REWRITE_EXPECTED=1 writes the answers anew, to be read."""

import os
from pathlib import Path

import pytest

from support.asking import OPERATIONS, Asker, example, expected, operation

NAMES = [file.stem for file in OPERATIONS]


@pytest.mark.parametrize("name", NAMES)
async def test_operation_answers_its_example(name: str, asker: Asker, expected_folder: Path) -> None:
    text = operation(name)
    data = await asker.data(text, example(text))
    assert data == expected(expected_folder, name, data, rewrite="REWRITE_EXPECTED" in os.environ)


def test_every_expected_answer_has_its_operation(expected_folder: Path) -> None:
    assert sorted(file.stem for file in expected_folder.glob("*.json")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_operation_begins_with_its_question(name: str) -> None:
    first = operation(name).splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith((".", "?"))
