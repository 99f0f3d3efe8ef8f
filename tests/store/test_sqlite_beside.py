"""A store that is open in one process stays whole while other processes open, write and close it."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from xinmai.bootstrap import open_store
from xinmai.model.view import Page
from xinmai.ports.store import Store

from support.facts import party

_OTHER = """
import asyncio, sys
from datetime import UTC, datetime
from support.facts import party
from xinmai.bootstrap import open_store

async def main():
    store = await open_store(f"sqlite:///{sys.argv[1]}", write=True)
    await store.apply([party(f"a:{sys.argv[2]}")], key=sys.argv[2], at=datetime.now(UTC))
    await store.close()

asyncio.run(main())
"""
_TESTS = Path(__file__).parents[1]


def _elsewhere(file: Path, name: str) -> None:
    subprocess.run(
        [sys.executable, "-c", _OTHER, str(file), name], check=True, env={"PYTHONPATH": str(_TESTS)}
    )


def _log(file: Path) -> int:
    return Path(f"{file}-wal").stat().st_ino


async def test_locks_survive_a_second_connection_of_the_same_process(tmp_path: Path) -> None:
    """Closing a descriptor of the file would drop this process's locks; another one would then remove the log."""
    file = tmp_path / "store.db"
    writer = await open_store(f"sqlite:///{file}", write=True)
    await writer.apply([party("a:1")], key="1", at=datetime.now(UTC))
    reader = await open_store(f"sqlite:///{file}")
    try:
        log = _log(file)
        for number in range(2, 6):
            _elsewhere(file, str(number))
            again = await open_store(f"sqlite:///{file}")
            await again.close()
            answers = [await _count(store) for store in (reader, writer) for _ in range(3)]
            assert answers == [number] * 6
        assert _log(file) == log
    finally:
        await reader.close()
        await writer.close()


async def _count(store: Store) -> int:
    found = await store.listing(await store.view(1), "party", Page())
    return found.total or 0
