"""A store file as a whole: its soundness, a copy of it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from xinmai.model.health import StoreHealth
from xinmai.store.sqlite.connection import connect, prepare, translated
from xinmai.store.sqlite.ddl import SCHEMA_VERSION

_MOST_PROBLEMS: Final = 20


def examine(path: str) -> StoreHealth:
    """Check a file; reads all of it.

    Raises
    ------
    StoreError
        If there is none, or it is not ours or cannot be opened.
    """
    with translated(path), closing(connect(path, write=False)) as connection:
        prepare(connection, path, write=False)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        found = [row[0] for row in connection.execute(f"PRAGMA quick_check({_MOST_PROBLEMS})")]
    return StoreHealth(
        engine=f"SQLite {sqlite3.sqlite_version}",
        schema_version=version,
        known_version=SCHEMA_VERSION,
        size=Path(path).stat().st_size,
        problems=() if found == ["ok"] else tuple(found),
    )


def copy_to(path: str, target: str) -> None:
    """Copy a store into a new file as of now, though others may be writing to it.

    Raises
    ------
    StoreError
        If the store cannot be read or the disk is full.
    """
    with translated(path), closing(connect(path, write=False)) as source:
        prepare(source, path, write=False)
        with translated(target), closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
