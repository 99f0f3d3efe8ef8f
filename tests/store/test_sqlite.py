"""The contract on the embedded engine."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from xinmai.bootstrap import open_store
from xinmai.bootstrap.stores import Engine
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, encode
from xinmai.model.ownership_columns import OwnershipColumns
from xinmai.model.party import Party
from xinmai.model.view import View
from xinmai.ports.store import Store
from xinmai.store.sqlite import SqliteStore, ownership
from xinmai.store.sqlite.codes import FACT, FACT_NAME, PARTY

from support.contract_base import TODAY, Raw, put
from support.facts import holds, party, source
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


async def test_ownership_is_read_in_halves_where_it_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'long.db'}", write=True)
    parties = [party(f"a:{number}") for number in range(40)]
    held = [holds(f"a:{number}", "a:0", "2") for number in range(1, 40)]
    await put(store, source(), *parties, *held, holds("a:0", "a:1", "3"))
    view = await store.view(TODAY)
    whole = await everything(store, view)
    monkeypatch.setattr(ownership, "LONGEST", 1_000)
    parts = await everything(store, view)
    await store.close()

    assert len(parts) > len(whole) + 3
    assert sorted(rows(parts)) == sorted(rows(whole))
    assert len(rows(whole)) == 40


async def test_what_one_holds_of_another_is_read_however_long_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'long.db'}", write=True)
    said = [holds("a:1", "a:0", "2", public_id=f"a:again/{number}") for number in range(20)]
    await put(store, source(), party("a:0"), party("a:1"), *said)
    monkeypatch.setattr(ownership, "LONGEST", 1_000)
    found = rows(await everything(store, await store.view(TODAY)))
    await store.close()

    assert len(found) == 20


async def everything(store: Engine, view: View) -> list[OwnershipColumns]:
    return [batch async for batch in store.ownership(view, ())]


def rows(batches: list[OwnershipColumns]) -> list[tuple[int, int, int]]:
    return [row for batch in batches for row in zip(batch.holders, batch.held, batch.low, strict=True)]
