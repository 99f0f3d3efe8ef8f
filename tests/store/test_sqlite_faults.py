"""Files that cannot be used, a full disk, a schema that moves on: the error says what and why, nothing is half done."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest

from xinmai.errors import (
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
)
from xinmai.model.fact import Fact
from xinmai.model.vocabulary import Certainty
from xinmai.store.sqlite import SqliteStore, connection, open_sqlite
from xinmai.store.sqlite.ddl import MIGRATIONS

from support.facts import party, pid
from support.unprivileged import unprivileged

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def parties(size: int, first: int = 0) -> list[Fact]:
    return [party(f"a:{n}", f"沪滨{n}有限公司") for n in range(first, first + size)]


async def filled(file: Path, size: int = 300) -> str:
    """Make a store with some parties; return its digest."""
    store = await open_sqlite(str(file), write=True)
    await store.apply(parties(size), key="first", at=NOW)
    digest = await store.digest()
    await store.close()
    return digest


async def digest_of(file: Path) -> str:
    store = await open_sqlite(str(file), write=False)
    try:
        return await store.digest()
    finally:
        await store.close()


async def read_all(file: Path, size: int) -> None:
    store = await open_sqlite(str(file), write=False)
    try:
        await store.parties(await store.view(as_of=0), [pid(f"a:{n}") for n in range(size)])
    finally:
        await store.close()


async def fault(file: Path, cls: type[StoreError], *, write: bool) -> str:
    """Open a file that cannot be used; return the text of the error."""
    with pytest.raises(StoreError) as error:
        await open_sqlite(str(file), write=write)
    assert type(error.value) is cls
    assert str(file) in str(error.value)
    return str(error.value)


def entries(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def permit(path: Path, mode: int) -> None:
    path.chmod(mode)


BOTH = pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])


@pytest.mark.parametrize(
    ("cls", "code", "remedy"),
    [
        (StoreMissing, "STORE_MISSING", "Load something first"),
        (StoreLocked, "STORE_LOCKED", "Wait until the other load has ended"),
        (StoreReadOnly, "STORE_READ_ONLY", "write permission on the file and its folder"),
        (StoreForeign, "STORE_FOREIGN", "never writes into a file that is not its own"),
        (StoreNewer, "STORE_NEWER", "Upgrade xinmai"),
        (StoreFull, "STORE_FULL", "it goes on where it stopped"),
        (StoreDamaged, "STORE_DAMAGED", "Restore a backup"),
    ],
)
def test_each_error_has_a_code_and_a_remedy(cls: type[StoreError], code: str, remedy: str) -> None:
    assert cls.code == code
    assert remedy in cls.hint


async def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    await fault(tmp_path / "none.db", StoreMissing, write=False)
    assert entries(tmp_path) == []


async def test_an_empty_file_is_no_store_to_a_reader_and_a_new_one_to_a_writer(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()
    assert "it is empty" in await fault(tmp_path / "new.db", StoreMissing, write=False)
    await (await open_sqlite(str(tmp_path / "new.db"), write=True)).close()
    assert await digest_of(tmp_path / "new.db")


@BOTH
async def test_a_folder_that_is_not_there(write: bool, tmp_path: Path) -> None:
    await fault(tmp_path / "none" / "store.db", StoreMissing, write=write)
    assert entries(tmp_path) == []


def another_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE customer (name TEXT)")


def another_application(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("PRAGMA application_id = 1")
        other.execute("PRAGMA user_version = 1")


def text(file: Path) -> None:
    file.write_text("id,kind,name\n", encoding="utf-8")


def long_text(file: Path) -> None:
    file.write_text("id,kind,name\n" * 1_000, encoding="utf-8")


def folder(file: Path) -> None:
    file.mkdir()


@BOTH
@pytest.mark.parametrize("make", [another_database, another_application, text, long_text, folder])
async def test_what_is_not_ours_is_left_alone(
    make: Callable[[Path], None], write: bool, tmp_path: Path
) -> None:
    file = tmp_path / "other.db"
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    await fault(file, StoreForeign, write=write)
    assert entries(tmp_path) == ["other.db"]
    assert file.is_dir() or file.read_bytes() == before


@BOTH
async def test_a_newer_schema(write: bool, tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    await filled(file, 1)
    with closing(sqlite3.connect(file)) as newer, newer:
        newer.execute("PRAGMA user_version = 99")
    assert "version 99" in await fault(file, StoreNewer, write=write)


@pytest.fixture
def anyones() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


async def test_a_file_without_write_permission_is_read_and_not_written(anyones: Path) -> None:
    file = anyones / "store.db"
    digest = await filled(file)
    file.chmod(0o444)
    with unprivileged():
        assert await digest_of(file) == digest
        await fault(file, StoreReadOnly, write=True)
    assert await digest_of(file) == digest


async def test_a_folder_without_write_permission(anyones: Path) -> None:
    file = anyones / "store.db"
    digest = await filled(file)
    file.chmod(0o666)
    permit(anyones, 0o555)
    with unprivileged():
        await fault(file, StoreReadOnly, write=True)
        await fault(anyones / "new.db", StoreReadOnly, write=True)
        assert "its folder" in await fault(file, StoreReadOnly, write=False)
    assert await digest_of(file) == digest


@BOTH
async def test_a_file_without_any_permission(write: bool, anyones: Path) -> None:
    file = anyones / "store.db"
    await filled(file, 1)
    file.chmod(0)
    with unprivileged():
        await fault(file, StoreReadOnly, write=write)


@BOTH
async def test_a_folder_that_may_not_be_entered(write: bool, anyones: Path) -> None:
    file = anyones / "store.db"
    digest = await filled(file)
    permit(anyones, 0o600)
    with unprivileged():
        await fault(file, StoreReadOnly, write=write)
    assert await digest_of(file) == digest


async def test_a_second_writer_waits_then_says_that_the_store_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.1)
    file = tmp_path / "store.db"
    digest = await filled(file)
    store = await open_sqlite(str(file), write=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked, match=r"store\.db"):
            await store.apply(parties(10, 500), key="second", at=NOW)
        assert await store.digest() == digest, "readers do not wait"
        other.execute("ROLLBACK")
    assert (await store.apply(parties(10, 500), key="second", at=NOW)).added == 10
    await store.close()


@BOTH
async def test_a_new_file_that_another_program_has_locked(
    write: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.1)
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await fault(file, StoreLocked, write=write)


def overwrite(file: Path, first: int) -> None:
    """Put noise over a file from one of its pages on."""
    content = bytearray(file.read_bytes())
    content[first * 4096 :] = Random(1).randbytes(len(content) - first * 4096)  # noqa: S311 - not secret
    file.write_bytes(content)


def cut(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def spoil_payloads(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE fact SET payload = '{\"id\":'")


def spoil_text(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE fact SET payload = CAST(x'ff' || payload AS TEXT)")


@pytest.mark.parametrize(
    "damage",
    [lambda file: overwrite(file, 2), cut, spoil_payloads, spoil_text],
    ids=["noise", "cut", "json", "text"],
)
async def test_a_damaged_file_says_so_when_it_is_read(damage: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    await filled(file, 2_000)
    damage(file)
    with pytest.raises(StoreDamaged, match=r"store\.db"):
        await read_all(file, 2_000)


@BOTH
async def test_a_file_whose_head_is_destroyed_is_no_longer_ours(write: bool, tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    await filled(file)
    overwrite(file, 0)
    before = file.read_bytes()
    await fault(file, StoreForeign, write=write)
    assert file.read_bytes() == before


def limit_pages(store: SqliteStore, pages: int) -> None:
    """Let the disk be full when the file has so many pages."""
    for writer in store._writer._connections:
        writer.execute(f"PRAGMA max_page_count = {pages}")


async def test_a_full_disk_leaves_the_batch_unwritten_and_the_store_working(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    digest = await filled(file)
    store = await open_sqlite(str(file), write=True)
    limit_pages(store, 1)
    for _ in range(2):
        with pytest.raises(StoreFull, match=r"store\.db"):
            await store.apply(parties(5_000, 500), key="second", at=NOW)
        assert await store.digest() == digest
    limit_pages(store, 1 << 30)
    applied = await store.apply(parties(5_000, 500), key="second", at=NOW)
    assert (applied.added, applied.revision) == (5_000, 2)
    await store.close()


WRITER = """
import asyncio, resource, sys
from support.facts import party
from datetime import UTC, datetime
from xinmai.errors import StoreError
from xinmai.store.sqlite import open_sqlite

async def main(file):
    store = await open_sqlite(file, write=True)
    size = 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        facts = [party(f"b:{n}") for n in range(5_000)]
        await store.apply(facts, key="second", at=datetime(2026, 1, 2, tzinfo=UTC))
    except StoreError as error:
        print(error.code, str(error))
    await store.close()

asyncio.run(main(sys.argv[1]))
"""


def write_with_little_room(file: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", WRITER, str(file)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


async def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    digest = await filled(file)
    answer = write_with_little_room(file)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.split()[0] in {"STORE", "STORE_FULL"}
    assert "store.db" in answer.stdout
    assert await digest_of(file) == digest


SECOND = "ALTER TABLE namespace ADD COLUMN title TEXT;\nCREATE TABLE extra (n INTEGER);\n"


def know(monkeypatch: pytest.MonkeyPatch, *migrations: str) -> None:
    monkeypatch.setattr(connection, "MIGRATIONS", migrations)
    monkeypatch.setattr(connection, "SCHEMA_VERSION", len(migrations))


async def test_a_writer_leads_an_older_file_forward_and_a_reader_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.db"
    digest = await filled(file)
    version = len(MIGRATIONS)
    know(monkeypatch, *MIGRATIONS, SECOND)
    problem = await fault(file, StoreMissing, write=False)
    assert f"its schema is version {version}; a write migrates it" in problem
    await (await open_sqlite(str(file), write=True)).close()
    assert await digest_of(file) == digest
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (version + 1,)
        assert raw.execute("SELECT title FROM namespace").fetchall() == [(None,)]


async def test_an_older_file_learns_who_is_known_by_name_only(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    for key, identity in (("now", Certainty.NAME_ONLY), ("later", Certainty.PROVEN)):
        store = await open_sqlite(str(file), write=True)
        known = msgspec.structs.replace(party("a:1"), identity=identity)
        other = msgspec.structs.replace(party("a:2"), identity=Certainty.SCOPED)
        await store.apply([known, other], key=key, at=NOW)
        await store.close()
    asked = "SELECT term, fid, rev, rev_to FROM term WHERE term LIKE 'identity=%' ORDER BY 1, 2"
    with closing(sqlite3.connect(file)) as raw, raw:
        stated = raw.execute(asked).fetchall()
        raw.execute("DELETE FROM term")
        raw.execute("PRAGMA user_version = 1")
    await (await open_sqlite(str(file), write=True)).close()
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute(asked).fetchall() == stated
    assert [row[0] for row in stated] == ["identity=NAME_ONLY", "identity=SCOPED"]


async def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.db"
    digest = await filled(file)
    with monkeypatch.context() as later:
        know(later, *MIGRATIONS, SECOND + "CREATE TABLE fact (n INTEGER);\n")
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            await open_sqlite(str(file), write=True)
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert raw.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone() == (0,)
    assert await digest_of(file) == digest
