"""What `where` means: conditions of the model are written as inputs, asked over GraphQL, and judged in plain Python."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from functools import partial
from random import Random
from typing import Any

import pytest

from xinmai.bootstrap.stores import open_store
from xinmai.model.dates import iso
from xinmai.model.filters import LINKS, ONE, Condition, Linked, Op, Quantifier, Thing

from support.asking import Asker
from support.conditions import UNASKED
from support.conditions_chosen import Asked, comparisons, together, worth_asking
from support.conditions_facts import LISTS
from support.conditions_judge import Model
from support.conditions_world import fill
from support.conditions_written import Askable, Writer
from support.graphs import DAYS
from support.naive import Naive

PAGE = "edges { node { id } }"
RELATIONS = f"edges {{ node {{ id relations(where: $where, first: 100) {{ {PAGE} }} }} }}"
ASKED = {
    Thing.PARTY: f"query($where: PartyFilter, $day: Date) {{ parties(where: $where, asOf: $day) {{ {PAGE} }} }}",
    Thing.RECORD: f"query($where: RecordFilter, $day: Date) {{ records(where: $where, asOf: $day) {{ {PAGE} }} }}",
    Thing.RELATION: f"query($where: RelationFilter, $day: Date) {{ parties(asOf: $day) {{ {RELATIONS} }} }}",
}
OPERATORS = "eq in lt lte gt gte contains startsWith endsWith stated"
WORDS = {"and", "or", "not", *Quantifier, *OPERATORS.split()}
"""What a request may be put together of; any conditions have all of it between them."""


class Judge:
    """Asks over GraphQL what it compares with the filter in plain Python."""

    def __init__(self, asker: Asker, naive: Naive, seed: int) -> None:
        random = Random(seed)  # noqa: S311 - made-up questions, not secrets
        self.asker = asker
        self.naive = naive
        self.draw = Askable(random, naive)
        self.writer = Writer(random)
        self.requests: list[Any] = []

    async def compare(self, thing: Thing, condition: Condition) -> None:
        where = self.writer.written(thing, condition)
        self.requests.append(where)
        data = await self.asker.data(ASKED[thing], {"where": where, "day": iso(self.naive.day)})
        (answer,) = data.values()
        assert self._shown(thing, answer) == self._expected(thing, condition), (where, condition)

    def _shown(self, thing: Thing, answer: Any) -> set[Any]:
        nodes = [edge["node"] for edge in answer["edges"]]
        if thing is not Thing.RELATION:
            return {node["id"] for node in nodes}
        return {(own["node"]["id"], node["id"]) for node in nodes for own in node["relations"]["edges"]}

    def _expected(self, thing: Thing, condition: Condition) -> set[Any]:
        found = [own for own in self.draw.subjects(thing) if self.naive.holds(thing, condition, own)]
        return {(own[0].id, own[1]) if thing is Thing.RELATION else own.id for own in found}


@pytest.fixture(scope="module")
def model() -> Model:
    found = Model()
    asyncio.run(fill(found))
    return found


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the facts of the model."""
    url = f"sqlite:///{tmp_path_factory.mktemp('varied') / 'v.db'}"

    async def filled() -> None:
        store = await open_store(url, write=True)
        await fill(store)
        await store.close()

    asyncio.run(filled())
    return url


@pytest.fixture
async def judge(varied: str, model: Model) -> AsyncIterator[Judge]:
    store = await open_store(varied)
    yield Judge(Asker(store), model.naive(await model.view(DAYS[3])), 21)
    await store.close()


def offered(thing: Thing) -> Iterator[Asked]:
    """Yield the comparisons that the schema has: nobody may ask whether what everything states is stated."""
    for asked in comparisons(thing):
        if asked.op is not Op.STATED or (thing, asked.field) not in UNASKED:
            yield asked


@pytest.mark.parametrize("thing", Thing)
async def test_every_comparison_means_what_the_model_says(judge: Judge, thing: Thing) -> None:
    for asked in offered(thing):
        conditions, missing = worth_asking(judge.draw, asked)
        assert not missing, asked
        for condition in conditions:
            await judge.compare(asked.start, condition)


@pytest.mark.parametrize("thing", Thing)
async def test_all_that_is_stated_in_one_input_must_hold(judge: Judge, thing: Thing) -> None:
    draw, judge.writer.unites = judge.draw, 1
    operators: dict[str, list[Op]] = {}
    for asked in offered(thing):
        operators.setdefault(asked.field, []).append(asked.op)
    for field, ops in operators.items():
        if len(ops) > 1:
            pair = partial(compared, draw, thing, field, ops)
            await judge.compare(*together(draw, thing, pair))
    for link in sorted(LINKS[thing].keys() - ONE):
        await judge.compare(*together(draw, thing, partial(linked, draw, thing, link)))


def compared(draw: Askable, thing: Thing, field: str, ops: list[Op]) -> tuple[Condition, ...]:
    """Draw two comparisons of one field."""
    return tuple(draw.compare(thing, field, op) for op in draw.random.sample(ops, 2))


def linked(draw: Askable, thing: Thing, link: str) -> tuple[Condition, ...]:
    """Draw what two quantifiers of one link say."""
    quantifiers = draw.random.sample(list(Quantifier), 2)
    return tuple(Linked(link, own, draw.of(LINKS[thing][link], 0)) for own in quantifiers)


@pytest.mark.parametrize("thing", LISTS)
async def test_any_condition_means_what_the_model_says(judge: Judge, thing: Thing) -> None:
    for _ in range(150):
        await judge.compare(thing, judge.draw.telling(thing, 3))
    assert set(re.findall(r'"(\w+)":', json.dumps(judge.requests))) >= WORDS
