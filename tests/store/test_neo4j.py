"""The contract on Neo4j."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, encode
from xinmai.ports.store import Store
from xinmai.store.neo4j.vocabulary import LABEL

from support.contract_base import Raw
from support.neo4j_servers import Neo4jServer
from support.store_contract import StoreContract

CREATE = """
UNWIND $facts AS fact
CREATE (node:Fact:$(fact.labels)) SET node = fact.properties
"""
REVISE = """
MATCH (store:Store {id: 'store'})
SET store.published = 1, store.nextNumber = $next
CREATE (:Revision {number: 1, recordedAt: $at, firstNumber: 1, nextNumber: $next})
"""
VERSIONS = """
MATCH (fact:Fact)
UNWIND [fact] + COLLECT { MATCH (fact)-[:HAD_VERSION]->(version) RETURN version } AS version
WITH fact, version WHERE version.payload IS NOT NULL OR version.digest IS NOT NULL
RETURN fact.id AS key, fact.kind AS kind, version.recordedFrom AS rev, version.recordedTo AS revTo, version.payload AS payload
"""


class TestNeo4jStore(StoreContract):
    servers: tuple[Neo4jServer, Neo4jServer]

    @pytest.fixture(autouse=True)
    def _use_servers(self, neo4j_servers: tuple[Neo4jServer, Neo4jServer]) -> None:
        self.servers = neo4j_servers

    async def open(self, folder: Path) -> Store:
        return await self.servers[folder.name == "two"].new_store()

    async def raw_write(self, store: Store, facts: Sequence[Fact], at: datetime) -> None:
        rows = [
            {
                "labels": [LABEL[KIND_OF[type(fact)]]],
                "properties": {
                    "id": fact.key,
                    "sortKey": fact.key,
                    "number": number,
                    "kind": KIND_OF[type(fact)],
                    "subkind": str(getattr(fact, "kind", "")),
                    "namespace": "a",
                    "visibility": 0,
                    "need": 0,
                    "recordedFrom": 1,
                    "payload": encode(fact).decode(),
                },
            }
            for number, fact in enumerate(facts, 1)
        ]
        async with self.servers[0].driver() as driver:
            await driver.execute_query(CREATE, facts=rows)
            await driver.execute_query(REVISE, next=len(facts) + 1, at=at.isoformat())

    async def raw_read(self, store: Store) -> list[Raw]:
        async with self.servers[0].driver() as driver:
            rows, _, _ = await driver.execute_query(VERSIONS)
        return [Raw(*row.values()) for row in rows]
