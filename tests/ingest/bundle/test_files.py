"""Files and headers that cannot be used: the whole delivery is refused before anything is written."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xinmai.errors import BundleError, DataError, EncodingFault
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ports.store import Store

from support.bundles import GOOD, NEW_NUMBER, Deliver, Tables, load_into, write_bundle

HEADER = "id,kind,name\n"


@pytest.mark.parametrize(
    ("table", "content", "problem", "remedy"),
    [
        (
            "parties",
            "id,kind,name,colour\n1,person,王一,red\n",
            "unknown column 'colour'",
            "The columns of parties",
        ),
        ("parties", "ID,kind,name\n1,person,王一\n", "unknown column 'ID'", "are: id, kind, name"),
        ("parties", "id,kind,name,\n1,person,王一,\n", "unknown column ''", "The columns of parties are"),
        (
            "parties",
            "id;kind;name\n1;person;王一\n",
            "unknown column 'id;kind;name'",
            "The columns of parties",
        ),
        (
            "parties",
            "id,kind,name,religion\n1,person,王一,x\n",
            "unknown column 'religion'",
            "The columns of",
        ),
        ("parties", "id,name\n1,王一\n", "column 'kind' is missing", "Add it to the header"),
        ("relations", "kind,from,to\nholds,2,1\n", "column 'id' is missing", "Add it to the header"),
        (
            "parties",
            "id,kind,name,name\n1,person,王一,王二\n",
            "column 'name' stands twice",
            "Keep one of them",
        ),
        ("partys", HEADER, "is no file of a bundle", "The files are: sources.csv, parties.csv"),
        ("PARTIES", HEADER, "is no file of a bundle", "all in lower case"),
        ("religions", "party,religion\n", "is no file of a bundle", "The files are"),
        ("parties", "", "is empty", "Write at least the header, or leave the file out"),
        ("parties", "\n\n", "is empty", "Write at least the header"),
        ("parties", b"\xef\xbb\xbf", "is empty", "Write at least the header"),
    ],
)
async def test_a_file_that_cannot_be_used(
    table: str,
    content: str | bytes,
    problem: str,
    remedy: str,
    deliver: Deliver,
    store: Store,
    untouched_digest: str,
) -> None:
    with pytest.raises(BundleError) as error:
        await deliver({**GOOD, table: content})
    assert str(error.value).startswith(f"{table}.csv: ")
    assert problem in str(error.value)
    assert remedy in str(error.value)
    assert await store.digest() == untouched_digest


async def test_a_row_that_stands_for_the_header_is_not_repeated_in_the_error(deliver: Deliver) -> None:
    with pytest.raises(BundleError) as error:
        await deliver({"parties": f"{NEW_NUMBER},person,王一\n"})
    assert NEW_NUMBER not in str(error.value)
    assert f"unknown column '{NEW_NUMBER[0]}********'" in str(error.value)


async def test_a_header_as_long_as_a_file_is_cut_in_the_error(deliver: Deliver) -> None:
    with pytest.raises(BundleError) as error:
        await deliver({"parties": f"{'x' * 100_000}\n"})
    assert len(str(error.value)) < 400


async def test_a_header_alone_is_an_empty_table(deliver: Deliver, store: Store) -> None:
    loaded = await deliver({"parties": HEADER, "relations": "id,kind,from,to"})
    assert (loaded.report.rows, loaded.rejects) == (0, [])
    assert await store.counts() == {"source": 1}


async def test_columns_may_stand_in_any_order_and_with_blanks(deliver: Deliver, store: Store) -> None:
    loaded = await deliver({"parties": " name ,id,\tkind\n 王一 , 1 ,person\n"})
    assert loaded.rejects == []
    assert "a:1" in await store.facts(await store.view(as_of=0), ["a:1"])


@pytest.mark.parametrize("rows_before", [0, 3])
async def test_gbk_read_as_utf8(
    rows_before: int, deliver: Deliver, store: Store, untouched_digest: str
) -> None:
    lines = [f"p{n},person,Wang\n".encode() for n in range(rows_before)]
    content = HEADER.encode() + b"".join(lines) + "1,person,王一\n".encode("gb18030")
    with pytest.raises(EncodingFault) as fault:
        await deliver({**GOOD, "parties": content})
    assert (fault.value.code, fault.value.file, fault.value.line) == (
        "ENCODING",
        "parties.csv",
        rows_before + 2,
    )
    assert 'encoding = "gb18030"' in str(fault.value)
    assert await store.digest() == untouched_digest


async def test_utf16_is_told(deliver: Deliver, store: Store, untouched_digest: str) -> None:
    with pytest.raises(EncodingFault, match=r"parties\.csv.*UTF-16: save it as UTF-8"):
        await deliver({"parties": (HEADER + "1,person,王一\n").encode("utf-16")})
    assert await store.digest() == untouched_digest


def nothing(path: Path) -> Path:
    return path / "nothing"


def empty_folder(path: Path) -> Path:
    (path / "b").mkdir()
    return path / "b"


def no_manifest(path: Path) -> Path:
    bundle = write_bundle(path / "b", GOOD)
    (bundle / "bundle.toml").unlink()
    return bundle


def lost_file(path: Path) -> Path:
    bundle = write_bundle(path / "b", GOOD)
    (bundle / "parties.csv").unlink()
    (bundle / "parties.csv").symlink_to(path / "nothing")
    return bundle


def no_zip(path: Path) -> Path:
    (path / "b.zip").write_text("id,kind,name\n", encoding="utf-8")
    return path / "b.zip"


def cut_zip(path: Path) -> Path:
    whole = write_bundle(path / "b.zip", GOOD).read_bytes()
    (path / "b.zip").write_bytes(whole[: len(whole) // 2])
    return path / "b.zip"


def damaged_zip(path: Path) -> Path:
    whole = write_bundle(path / "b.zip", GOOD).read_bytes()
    (path / "b.zip").write_bytes(whole.replace("沪滨甲".encode(), "沪滨丁".encode()))
    return path / "b.zip"


def locked_zip(path: Path) -> Path:
    whole = bytearray(write_bundle(path / "b.zip", GOOD).read_bytes())
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says "encrypted"
        place = whole.find(start)
        while place >= 0:
            whole[place + flags] |= 1
            place = whole.find(start, place + 1)
    (path / "b.zip").write_bytes(whole)
    return path / "b.zip"


def same_name_twice(path: Path) -> Path:
    bundle = write_bundle(path / "b.zip", GOOD)
    with zipfile.ZipFile(bundle, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("parties.csv", HEADER)
    return bundle


@pytest.mark.parametrize(
    ("make", "problem", "remedy"),
    [
        (nothing, "there is no such file or directory", "Name a bundle directory or .zip"),
        (empty_folder, "there is no bundle.toml in it", "xinmai mapping init"),
        (no_manifest, "there is no bundle.toml in it", "--mapping"),
        (lost_file, "parties.csv: cannot be read", "permissions"),
        (no_zip, "is no readable .zip", "Name a bundle directory or .zip"),
        (cut_zip, "is no readable .zip", "Name a bundle directory or .zip"),
        (damaged_zip, "parties.csv: cannot be read", "deliver it anew"),
        (locked_zip, "bundle.toml: cannot be read", "deliver it anew"),
        (same_name_twice, "parties.csv: stands twice in the .zip", "Keep one of them"),
    ],
)
async def test_a_delivery_that_cannot_be_opened(
    make: Callable[[Path], Path],
    problem: str,
    remedy: str,
    tmp_path: Path,
    store: Store,
    untouched_digest: str,
) -> None:
    path = make(tmp_path)
    with pytest.raises(DataError) as error:
        await load_into(store, path)
    assert problem in str(error.value)
    assert remedy in str(error.value)
    assert await store.digest() == untouched_digest


async def test_a_zip_is_as_good_as_a_folder(deliver: Deliver, store: Store, good_digest: str) -> None:
    loaded = await deliver(GOOD, ".zip")
    assert loaded.rejects == []
    assert await store.digest() == good_digest


@pytest.mark.parametrize("other", ["readme.txt", "LICENSE"])
async def test_files_that_are_no_tables_are_left_alone(
    other: str, tmp_path: Path, store: Store, good_digest: str
) -> None:
    path = write_bundle(tmp_path / "b", GOOD)
    (path / other).write_text("anything", encoding="utf-8")
    (path / "notes").mkdir()
    await load_into(store, path)
    assert await store.digest() == good_digest


async def test_a_fault_in_the_last_file_leaves_the_first_unwritten(
    deliver: Deliver, store: Store, untouched_digest: str
) -> None:
    tables: Tables = {**GOOD, "task_links": "task,kind,too\nt1,responsible,g\n"}
    with pytest.raises(BundleError, match=r"task_links\.csv: line 1: unknown column 'too'"):
        await deliver(tables)
    assert await store.digest() == untouched_digest


def test_a_manifest_that_nests_too_deep(tmp_path: Path) -> None:
    (tmp_path / "bundle.toml").write_text("a = " + "[" * 5_000 + "]" * 5_000, encoding="utf-8")
    with pytest.raises(BundleError, match="nests too deep"):
        BundleSource(tmp_path)


@pytest.mark.parametrize("name", ["bundle.toml", "parties.csv"])
def test_a_pipe_is_not_read(tmp_path: Path, name: str) -> None:
    folder = write_bundle(tmp_path / "b", {})
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    with pytest.raises(BundleError, match=f"{name}: is no regular file"):
        BundleSource(folder)


async def test_a_wrong_encoding_behind_much_plain_text_is_noticed_before_anything_is_written(
    deliver: Deliver, store: Store, untouched_digest: str
) -> None:
    plain = "".join(f"{number},person,{'a' * 90}\n" for number in range(30_000))
    assert len(plain) > 2 << 20
    with pytest.raises(EncodingFault) as error:
        await deliver({"parties": (HEADER + plain).encode() + "x,person,王五\n".encode("gb18030")})
    assert error.value.file == "parties.csv"
    assert error.value.line == 30_002
    assert 'encoding = "gb18030"' in str(error.value)
    assert await store.digest() == untouched_digest
