"""An engine that is not asked for is not imported."""

import subprocess
import sys

import pytest

OPEN = """
import asyncio, sys
from xinmai.bootstrap import open_store
from xinmai.errors import StoreUnreachable

async def main():
    try:
        await (await open_store({url!r}, write=True)).close()
    except StoreUnreachable:
        pass

asyncio.run(main())
print(sorted({{"neo4j", "sqlite3", "xinmai.store.neo4j", "xinmai.store.sqlite"}} & sys.modules.keys()))
"""


@pytest.mark.parametrize(
    ("url", "imported"),
    [
        ("sqlite:///{folder}/store.db", ["sqlite3", "xinmai.store.sqlite"]),
        ("bolt://127.0.0.1:9", ["neo4j", "xinmai.store.neo4j"]),
    ],
)
def test_opening_a_store_imports_its_engine_alone(url: str, imported: list[str], tmp_path: object) -> None:
    script = OPEN.format(url=url.format(folder=tmp_path))
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == str(imported)
