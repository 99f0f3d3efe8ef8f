"""The same view, the same question, the same answer on both engines, byte for byte: every operation, three questions, history."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from random import Random

import orjson
import pytest

from xinmai.model.chart import ChartAsked
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Visibility
from xinmai.ports.store import Store
from xinmai.service.equity_chart import equity_chart
from xinmai.service.evidence import Asked, OfConsequence, OfGroup, OfPath
from xinmai.service.group import group
from xinmai.service.propagation import propagation
from xinmai.service.related_party_risk import related_party_risk

from support import facts as build
from support.answers import Probes, all_answers, unmasked_answers
from support.asking import BUDGET, OPERATIONS, RULES, WEIGHTS, Asker, example, load_seed, operation
from support.both_engines import Both, filled
from support.conditions import Conditions
from support.evidence import found, seal
from support.graphs import narrowed_lists
from support.neo4j_servers import Neo4jServer

DAY = build.day("2025-06-01")
EVERYTHING = Visibility.GOVERNMENT | Visibility.CONSENT
NARROWED = narrowed_lists(
    Conditions(
        Random(17),  # noqa: S311 - made-up questions, not secrets
        ids=("demo:agency-market", "demo:S1-F1", "demo:S1-REC1", "demo:S3-X"),
        names=("沪滨市市场监督管理局", "沪滨旧桥运输有限公司"),
        dates=("2012", "2018-05-01", "2019-07", "2024-03-01"),
        codes=("active", "滨北区", "K70", "food_drug_permit", "basic", "state_body"),
    ),
    2,
)
"""The same for every seed: a server plans each condition anew."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> Both:
    """Load the seed into both."""
    return filled(tmp_path_factory.mktemp("both") / "both.db", neo4j_servers[0], load_seed)


@pytest.fixture
async def stores(both: Both) -> AsyncIterator[tuple[Store, Store]]:
    async with both.stores() as opened:
        yield opened


@pytest.mark.parametrize("file", OPERATIONS, ids=lambda file: file.stem)
async def test_every_operation_gives_the_same_bytes(file: Path, stores: tuple[Store, Store]) -> None:
    text = operation(file.stem)
    answers = [orjson.dumps(await Asker(store).data(text, example(text))) for store in stores]
    assert answers[0] == answers[1]


async def test_content_is_the_same(stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    assert await embedded.digest() == await served.digest()
    assert await embedded.counts() == await served.counts()


async def test_every_party_has_the_same_group_and_risk(stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    view = await embedded.view(DAY)
    assert view == await served.view(DAY)
    async for batch in embedded.scan(view, "party"):
        for party in batch:
            of = PublicId(party.key)
            assert await group(embedded, view, of, BUDGET) == await group(served, view, of, BUDGET)
            risks = [await related_party_risk(store, view, of, WEIGHTS, BUDGET) for store in stores]
            assert risks[0] == risks[1]


async def test_every_party_has_the_same_equity_chart(stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    view = await embedded.view(DAY)
    async for batch in embedded.scan(view, "party"):
        for party in batch:
            for asked in (
                ChartAsked(PublicId(party.key), 5, 2, 60),
                ChartAsked(PublicId(party.key), 1, 1, 6),
            ):
                charts = [await equity_chart(store, view, asked, BUDGET) for store in (embedded, served)]
                assert charts[0] == charts[1]


async def test_every_record_has_the_same_consequences(stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    view = await embedded.view(DAY)
    async for batch in embedded.scan(view, "record"):
        for record in batch:
            cause = PublicId(record.key)
            assert await propagation(embedded, view, cause, RULES, BUDGET) == await propagation(
                served, view, cause, RULES, Budget(seconds=60)
            )


async def test_evidence_has_the_same_bytes(stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    view = await embedded.view(DAY)
    asked: list[Asked] = []
    async for batch in embedded.scan(view, "record"):
        asked += [OfConsequence(PublicId(record.key)) for record in batch[::7]]
    async for batch in embedded.scan(view, "party"):
        ids = sorted(PublicId(party.key) for party in batch)[::7]
        asked += [OfGroup(of) for of in ids]
        asked += [OfPath(start=start, goal=goal) for start, goal in pairwise(ids)]
    for question in asked:
        one, other = await found(embedded, view, question), await found(served, view, question)
        assert seal(one) == seal(other)


@pytest.mark.parametrize("seed", range(6))
async def test_every_read_of_the_port_at_random(seed: int, stores: tuple[Store, Store]) -> None:
    embedded, served = stores
    random = Random(seed)  # noqa: S311 - picks questions
    view = await embedded.view(
        random.choice([DAY, build.day("2019-03-01")]), sees=random.choice([EVERYTHING, Visibility.PUBLIC])
    )
    keys = sorted(
        [
            fact.key
            for kind in ("party", "record")
            async for batch in embedded.scan(view, kind)
            for fact in batch
        ]
    )
    probes = Probes(
        ids=[PublicId(key) for key in random.sample(keys, 12)],
        keys=(),
        terms=(),
        texts=["沪滨", "公司", "王", "𠮷"],
        narrowed=NARROWED,
        budget=Budget(nodes=random.choice([8, 5000]), depth=3, hub=random.choice([3, 2048]), seconds=60),
        first=25,
    )
    expected = await all_answers(embedded, view, probes) | await unmasked_answers(embedded, probes)
    found = await all_answers(served, view, probes) | await unmasked_answers(served, probes)
    for question, answer in expected.items():
        assert found[question] == answer, question
