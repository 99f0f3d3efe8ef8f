"""Group, risk and propagation as the product asks them: statements and time on Neo4j, time on the embedded store."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from unittest.mock import patch

from bench.report import Table
from bench.timing import Times, awaited
from xinmai.bootstrap.application import read_rules, read_weights
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, View
from xinmai.ports.store import Store
from xinmai.service.group import group
from xinmai.service.propagation import propagation
from xinmai.service.related_party_risk import related_party_risk
from xinmai.store.neo4j.server import Server

Ask = Callable[[Store, View, PublicId], Awaitable[Any]]
_RECORDS = 100
_RULES, _WEIGHTS = read_rules(), read_weights()
_QUESTIONS: dict[str, Ask] = {
    "group of an ordinary company": lambda s, v, key: group(s, v, key, Budget()),
    "related-party risk of an ordinary company": lambda s, v, key: related_party_risk(
        s, v, key, _WEIGHTS, Budget()
    ),
    "propagation of a record": lambda s, v, key: propagation(s, v, key, _RULES, Budget()),
}


async def three_questions(served: Store, embedded: Store, view: View, companies: Sequence[PublicId]) -> str:
    """Return the part about the three questions; both stores hold the same."""
    records = [PublicId(fact.key) for fact in await _first(embedded, view)]
    rows = []
    for title, ask in _QUESTIONS.items():
        keys = records if title.startswith("propagation") else companies[:_RECORDS]
        statements = sorted(
            [await _statements(ask, served, view, key) for key in keys]
        )  # and its plans are there
        ours = Times.of([await awaited(ask(served, view, key)) for key in keys])
        file = Times.of([await awaited(ask(embedded, view, key)) for key in keys])
        middle = statements[len(statements) // 2]
        rows.append([title, len(keys), middle, ours.p50, ours.p95, ours.p99, file.p50, file.p95, file.p99])
    head = ("question", "n", "statements p50", "p50", "p95", "p99", "file p50", "file p95", "file p99")
    return f"### Three questions\n\n{Table(head, rows).text()}\n\nThe whole answer, computed and with its proof; file: the embedded store."


async def _first(store: Store, view: View) -> list[Any]:
    async for batch in store.scan(view, "record"):
        return list(batch[:: max(1, len(batch) // _RECORDS)][:_RECORDS])
    return []


async def _statements(ask: Ask, store: Store, view: View, key: PublicId) -> int:
    """Return how many statements a question sends to the server."""
    run, sent = Server.rows, 0

    async def counted(self: Server, *args: Any) -> Any:
        nonlocal sent
        sent += 1
        return await run(self, *args)

    with patch.object(Server, "rows", counted):
        await ask(store, view, key)
    return sent
