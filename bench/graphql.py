"""GraphQL in, JSON out, in this process: the document as text, the answer as bytes."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from bench.report import Table
from bench.timing import Times
from xinmai.api.context import make_context
from xinmai.bootstrap.application import Answering, open_answering
from xinmai.model.ids import PublicId
from xinmai.resources import resource
from xinmai.settings import Settings

_OPERATIONS: Final = {
    "neighbourhood: nodes, edges, records": "neighbourhood",
    "neighbourhoodJson: columns for drawing": "neighbourhood-json",
}
_REPEATS: Final = 3


async def answers(path: Path, companies: Sequence[PublicId], day: date) -> str:
    """Return the part about the full read path for two-hop neighbourhoods of ordinary companies."""
    rows = []
    async with open_answering(Settings(store=f"sqlite:///{path}", today=day)) as answering:
        for title, name in _OPERATIONS.items():
            document = resource("graphql", "operations", f"{name}.graphql").read_text(encoding="utf-8")
            rows.append([title, *await _times(answering, document, companies, day)])
    head = ("operation", "n", "KiB p50", "p50", "p95", "p99")
    return (
        f"### GraphQL in, JSON out, two hops around an ordinary company\n\n{Table(head, rows).text()}\n\n"
        "Parse and validation are cached as in the server; without HTTP. Goal: p50 at most 10 ms."
    )


async def _times(
    answering: Answering, document: str, companies: Sequence[PublicId], day: date
) -> list[object]:
    """Return the number of questions, the median size of an answer and the percentiles."""
    taken: list[float] = []
    sizes: list[int] = []
    for company in companies:
        variables = {"of": [company], "depth": 2, "asOf": day.isoformat()}
        own = [await _once(answering, document, variables) for _ in range(_REPEATS)]
        taken.append(sorted(milliseconds for milliseconds, _ in own)[_REPEATS // 2])
        sizes.append(own[0][1])
    found = Times.of(taken)
    return [len(companies), sorted(sizes)[len(sizes) // 2] / 1024, found.p50, found.p95, found.p99]


async def _once(answering: Answering, document: str, variables: dict[str, Any]) -> tuple[float, int]:
    began = time.perf_counter()
    result = await answering.schema.execute(document, variables, make_context(answering.application))
    body = orjson.dumps({"data": result.data})
    taken = (time.perf_counter() - began) * 1_000
    if result.errors:
        raise result.errors[0]
    return taken, len(body)
