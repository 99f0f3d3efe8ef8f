"""A list of any length costs Neo4j a fixed number of statements: each call of the port is one."""

from typing import Any

import pytest

from xinmai.bootstrap import open_store
from xinmai.store.neo4j.server import Server

from support.asking import Asker
from support.long_lists import FILES, FOUND, NESTED, PAGES
from support.neo4j_servers import Neo4jServer

MOST = {NESTED: 14, FILES: 19, PAGES: 7, FOUND: 10}
"""Question → the calls that ``tests/api/test_store_calls.py`` allows, one more for each count of a list."""


@pytest.mark.parametrize("text", MOST, ids=["three nested edges", "credit files", "pages", "found"])
async def test_statements_do_not_grow_with_the_list(
    seeded: Neo4jServer, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    store, sent, run = await open_store(seeded.url, login=seeded.login), [0], Server.rows

    async def counted(self: Server, *args: Any) -> Any:
        sent[0] += 1
        return await run(self, *args)

    monkeypatch.setattr(Server, "rows", counted)
    for first in (5, 80):
        sent[0] = 0
        await Asker(store).data(text, {"first": first})
        assert 0 < sent[0] <= MOST[text], first
    await store.close()
