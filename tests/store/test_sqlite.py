"""The contract on the embedded engine."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from xinmai.bootstrap import open_store
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, encode
from xinmai.model.party import Party
from xinmai.ports.store import Store
from xinmai.store.sqlite import SqliteStore
from xinmai.store.sqlite.codes import FACT, FACT_NAME, PARTY

from support.contract_base import Raw
from support.store_contract import StoreContract

VERSIONS = """
SELECT key, kind, rev, NULL, payload FROM fact WHERE payload IS NOT NULL
UNION ALL SELECT f.key, f.kind, p.rev, p.rev_to, p.payload
    FROM fact_past p JOIN fact f USING (fid) WHERE p.payload IS NOT NULL
UNION ALL SELECT f.key, f.kind, e.rev, e.rev_to, NULL FROM erased_version e JOIN fact f USING (fid)
"""


def file_of(store: Store) -> str:
    assert isinstance(store, SqliteStore)
    return store.path


class TestSqliteStore(StoreContract):
    async def open(self, folder: Path) -> Store:
        return await open_store(f"sqlite:///{folder.with_suffix('.db')}", write=True)

    async def raw_write(self, store: Store, facts: Sequence[Fact], at: datetime) -> None:
        with closing(sqlite3.connect(file_of(store))) as connection, connection:
            for fid, fact in enumerate(facts, 1):
                kind = KIND_OF[type(fact)]
                sub = PARTY[fact.kind] if isinstance(fact, Party) else 0
                row = (fid, fact.key, FACT[kind], sub, 1, 0, 0, 1, encode(fact).decode())
                connection.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("INSERT INTO namespace VALUES (1, 'a')")
            connection.execute(
                "INSERT INTO revision VALUES (1, ?, NULL, 1, ?)", (at.isoformat(), len(facts) + 1)
            )

    async def raw_read(self, store: Store) -> list[Raw]:
        with closing(sqlite3.connect(file_of(store))) as connection:
            rows = connection.execute(VERSIONS).fetchall()
        return [Raw(key, FACT_NAME[kind], *rest) for key, kind, *rest in rows]
