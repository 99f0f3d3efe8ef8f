"""Connections: opening, recognising the file, translating the driver's errors into ours."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from xinmai.errors import (
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
    StoreUnfinished,
)
from xinmai.model.names import normal_form
from xinmai.model.shares import amount_order
from xinmai.store.sqlite.ddl import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION

COPYING: Final = "copying"
"""The table that stands in a file while it is being filled from another store."""

_BUSY_SECONDS: Final = 5.0
_ERRORS: Final[tuple[tuple[str, type[StoreError]], ...]] = (
    ("SQLITE_BUSY", StoreLocked),
    ("SQLITE_LOCKED", StoreLocked),
    ("SQLITE_PERM", StoreReadOnly),
    ("SQLITE_FULL", StoreFull),
    ("SQLITE_NOTADB", StoreForeign),
    ("SQLITE_CORRUPT", StoreDamaged),
)
_UNWRITTEN = frozenset({"SQLITE_READONLY", "SQLITE_READONLY_DBMOVED"})
_CLOSED = "it cannot be opened: it, its folder or the files beside it (-wal, -shm) may not be used."


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Turn the driver's errors into the classes of our tree; programming errors pass."""
    try:
        yield
    except PermissionError as error:
        raise StoreReadOnly(path, _CLOSED) from error
    except msgspec.DecodeError as error:
        raise StoreDamaged(path) from error
    except sqlite3.Error as error:
        translation = _translation(path, getattr(error, "sqlite_errorname", None) or "", str(error))
        if translation is None:
            raise
        raise translation from error


def _translation(path: str, name: str, message: str) -> StoreError | None:
    for prefix, cls in _ERRORS:
        if name.startswith(prefix):
            return cls(path)
    if name.startswith("SQLITE_READONLY"):
        return StoreReadOnly(path, "" if name in _UNWRITTEN else _CLOSED)
    if name.startswith("SQLITE_CANTOPEN"):
        return StoreReadOnly(path, _CLOSED) if Path(path).absolute().parent.exists() else StoreMissing(path)
    if name.startswith("SQLITE_IOERR"):
        return StoreError(path, "The disk could not be read or written.")
    return StoreDamaged(path) if message.startswith("Could not decode to UTF-8") else None


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write whole or not at all; a full disk ends a transaction by itself, then there is nothing to take back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def connect(path: str, *, write: bool) -> sqlite3.Connection:
    """Return a connection with our settings.

    A reader may still have to create the shared-memory file of the write-ahead log, therefore ``mode=rw``; it never
    writes to the data (``query_only``).
    """
    mode = "rwc" if write else "rw"
    if Path(path).is_dir():
        raise StoreForeign(path, "it is a folder.")
    if write and not Path(path).absolute().parent.is_dir():
        hint = f"Create the folder {Path(path).absolute().parent} first, or name another --store."
        raise StoreMissing(path, "its folder does not exist.", hint)
    exists = Path(path).exists()
    if not write and not exists:
        raise StoreMissing(path)
    if exists and not _is_writable(path):
        if write:
            raise StoreReadOnly(path)
        mode = "ro"
    uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute("PRAGMA cache_size = -262144" if write else "PRAGMA cache_size = -32768")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")  # what the law erases does not stay in free pages
    connection.execute("PRAGMA mmap_size = 0" if write else "PRAGMA mmap_size = 2147418112")
    connection.create_function("normal_form", 1, _of_text(normal_form), deterministic=True)
    connection.create_function("amount_order", 1, _of_text(amount_order), deterministic=True)
    if not write:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _of_text(function: Callable[[str], str | None]) -> Callable[[str | None], str | None]:
    """Return a function for SQL: of nothing it gives nothing."""
    return lambda text: None if text is None else function(text)


def _is_writable(path: str) -> bool:
    """Say whether the file may be written, without opening it.

    Closing any descriptor of a file drops all locks that this process holds on it (POSIX), those of open stores too; the
    last process to leave would then take the log away from under us.
    """
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def prepare(connection: sqlite3.Connection, path: str, *, write: bool, restoring: bool = False) -> None:
    """Recognise the file, and for a writer create or migrate it.

    Parameters
    ----------
    restoring
        Whether the file is opened to be filled from another store; only then may that be unfinished.

    Raises
    ------
    StoreForeign, StoreNewer, StoreMissing
        If the file is another program's, of a newer version, or (for a reader) empty.
    StoreUnfinished
        If a copy into it has not ended.
    """
    application, version, tables, is_unfinished = _marks(connection)
    if application != APPLICATION_ID and (tables or application):
        raise StoreForeign(path)
    if version > SCHEMA_VERSION:
        raise StoreNewer(path, f"its schema is version {version}, this program knows {SCHEMA_VERSION}.")
    if is_unfinished and not restoring:
        raise StoreUnfinished(path)
    if not write:
        if version < SCHEMA_VERSION:
            problem = (
                "it is empty." if not tables else f"its schema is version {version}; a write migrates it."
            )
            raise StoreMissing(path, problem)
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    migrate(connection, version)


def _marks(connection: sqlite3.Connection) -> tuple[int, int, int, bool]:
    """Return what the file says of itself, in one snapshot: another process may be creating it just now."""
    connection.execute("BEGIN")
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        unfinished = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (COPYING,)).fetchone()
    finally:
        connection.execute("ROLLBACK")
    return application, version, tables, unfinished is not None


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Lead the schema forward, whole or not at all."""
    if version == SCHEMA_VERSION:
        return
    with transaction(connection):
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in MIGRATIONS[found:]:
            for statement in script.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
