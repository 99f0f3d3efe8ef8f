"""The questions that README types in Neo4j Browser: run on the seed, each answers what stands below it.

``REWRITE_EXPECTED=1`` writes the answers anew, to be read.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from support.neo4j_servers import Neo4jServer

README = Path(__file__).parents[2] / "README.md"
QUESTION = re.compile(r"```cypher\n(?P<text>.*?)```\n\n```text\n(?P<answer>.*?)```\n", re.DOTALL)
QUESTIONS = list(QUESTION.finditer(README.read_text(encoding="utf-8")))


def shown(keys: list[str], rows: list[list[Any]]) -> str:
    """Return a table as README shows it."""
    return "".join(
        f"{' | '.join('' if cell is None else str(cell) for cell in row)}".rstrip() + "\n"
        for row in [keys, *rows]
    )


def test_there_are_five() -> None:
    assert len(QUESTIONS) == README.read_text(encoding="utf-8").count("```cypher\n") == 5


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
async def test_question_answers_what_stands_below_it(number: int, seeded: Neo4jServer) -> None:
    question = QUESTIONS[number]
    async with seeded.driver() as driver:
        records, _, keys = await driver.execute_query(question["text"])
    answer = shown(keys, [record.values() for record in records])
    assert len(records) > 0
    if "REWRITE_EXPECTED" in os.environ:
        text = README.read_text(encoding="utf-8")
        README.write_text(
            text.replace(
                f"{question['text']}```\n\n```text\n{question['answer']}",
                f"{question['text']}```\n\n```text\n{answer}",
            ),
            encoding="utf-8",
        )
    else:
        assert answer == question["answer"]
