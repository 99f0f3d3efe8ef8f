"""Each engine against the plain model: the same random operations, the same answers to everything.

The sequences are always the same. ``RANDOM_OPERATIONS=2000`` in the environment asks for so many new ones instead, and for
the shortest sequence that fails; it may take its time.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from xinmai.bootstrap import open_store
from xinmai.ports.store import Store

from support.model_store import ModelStore
from support.neo4j_servers import Neo4jServer
from support.operations import Operations

F = TypeVar("F", bound=Callable[..., None])
ASKED = os.environ.get("RANDOM_OPERATIONS")


async def compare(engine: Store, model: Store, seeds: list[int]) -> None:
    """Do one operation a seed to both stores and ask both a question after each."""
    operations = Operations()
    for seed in seeds:
        random = Random(seed)  # noqa: S311 - made-up facts, not secrets
        name, operation = operations.draw(random)
        note(name)
        assert await operation(engine) == await operation(model), name
        name, ask = operations.question(random)
        note(name)
        found, expected = await ask(engine), await ask(model)
        assert found.keys() == expected.keys()
        for question, answer in expected.items():
            assert found[question] == answer, question


async def compare_and_close(engine: Store, seeds: list[int]) -> None:
    try:
        await compare(engine, ModelStore(), seeds)
    finally:
        await engine.close()


async def compare_in_a_new_file(seeds: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        await compare_and_close(
            await open_store(f"sqlite:///{Path(folder) / 'random.db'}", write=True), seeds
        )


async def compare_on_a_server(server: Neo4jServer, seeds: list[int]) -> None:
    await compare_and_close(await server.new_store(), seeds)


def drawn(examples: int) -> Callable[[F], F]:
    """Return the decorator that draws sequences of operations."""
    return settings(
        max_examples=int(ASKED or examples),
        derandomize=ASKED is None,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if ASKED else [Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


SEQUENCES = st.lists(st.integers(0, 1 << 30), min_size=4, max_size=8, unique=True)


@pytest.mark.timeout(0 if ASKED else 300)
@drawn(20)
@given(SEQUENCES)
def test_the_embedded_engine_answers_as_the_model(seeds: list[int]) -> None:
    asyncio.run(compare_in_a_new_file(seeds))


@pytest.mark.timeout(0 if ASKED else 900)
@drawn(3)
@given(seeds=SEQUENCES)
def test_neo4j_answers_as_the_model(neo4j_servers: tuple[Neo4jServer, Neo4jServer], seeds: list[int]) -> None:
    asyncio.run(compare_on_a_server(neo4j_servers[0], seeds))
