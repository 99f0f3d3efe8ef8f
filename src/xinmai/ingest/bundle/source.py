"""Reads a bundle: a directory or .zip of CSV files with ``bundle.toml``."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from xinmai.errors import BundleError
from xinmai.ingest.bundle.cells import CONTACTS
from xinmai.ingest.bundle.rows import check_columns
from xinmai.ingest.bundle.tables import TABLES
from xinmai.ingest.identity import has_identity_number
from xinmai.ingest.rows import TABLE_ORDER, Chunk, Manifest, RejectSink
from xinmai.ingest.textfile import TextForm, read_table
from xinmai.ingest.textlines import LineBlocks
from xinmai.model.dates import is_partial_date
from xinmai.model.ids import is_namespace

_MANIFEST = "bundle.toml"
_FORM = TextForm()
_UNREADABLE: Final = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What reading a file raises: the disk, a cut or damaged .zip, one with a password, one packed in an unknown way."""


class BundleSource:
    """A bundle as a source of rows; opening it checks the manifest and the names of all files."""

    def __init__(self, path: Path, mode: str | None = None) -> None:
        self._path = path
        self._files = _Zip(path) if path.is_file() else _Folder(path)
        names = self._files.names()
        if _MANIFEST not in names:
            remedy = (
                "A bundle has one; foreign files need --mapping FILE (draft one with `xinmai mapping init`)."
            )
            raise BundleError(str(path), f"there is no {_MANIFEST} in it.", remedy)
        self.manifest = _manifest(self._files, str(path), mode)
        self._tables = {name.removesuffix(".csv"): name for name in names if name.lower().endswith(".csv")}
        unknown = sorted(set(self._tables) - set(TABLES))
        if unknown:
            known = ", ".join(f"{table}.csv" for table in TABLES)
            remedy = f"The files are: {known}; all in lower case."
            raise BundleError(self._tables[unknown[0]], "is no file of a bundle.", remedy)
        self._check_headers()

    def _check_headers(self) -> None:
        """Check every header and every file's encoding before anything is written."""
        for table in TABLE_ORDER:
            if table in self._tables:
                for _ in self._chunks(table, lambda _: None):
                    break
                file = self._tables[table]
                with self._files.open(file) as stream:
                    LineBlocks(stream, file, _FORM.encoding, lambda _: None).prove()

    def chunks(self, reject: RejectSink) -> Iterator[Chunk]:
        """Yield the rows of all tables in the order of a load."""
        for table in TABLE_ORDER:
            if table in self._tables:
                yield from self._chunks(table, reject)

    def _chunks(self, table: str, reject: RejectSink) -> Iterator[Chunk]:
        file = self._tables[table]
        with self._files.open(file) as stream:
            found = read_table(stream, file, _FORM, reject)
            if not found.columns:
                raise BundleError(file, "is empty.", "Write at least the header, or leave the file out.")
            check_columns(file, table, found.columns)
            for lines, rows in found.batches:
                yield Chunk(table, file, found.columns, rows, lines)


class _Folder:
    """Files of a directory."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise BundleError(
                str(path), "there is no such file or directory.", "Name a bundle directory or .zip."
            )
        self._path = path

    def names(self) -> list[str]:
        try:
            return sorted(
                entry.name
                for entry in self._path.iterdir()
                if entry.suffix.lower() == ".csv" or not entry.is_dir()
            )
        except OSError as error:
            raise BundleError(str(self._path), "cannot be read.", "Check its permissions.") from error

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        path = self._path / name
        if path.exists() and not path.is_file():  # a pipe or device may never end
            raise BundleError(name, "is no regular file.", "Deliver a file.")
        with _readable(name), path.open("rb") as stream:
            yield stream


class _Zip:
    """Files of a .zip, read without unpacking."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BundleError(
                str(path), "is no readable .zip.", "Name a bundle directory or .zip."
            ) from error

    def names(self) -> list[str]:
        counted = Counter(name for name in self._zip.namelist() if not name.endswith("/"))
        twice = sorted(name for name, count in counted.items() if count > 1)
        if twice:
            raise BundleError(twice[0], "stands twice in the .zip.", "Keep one of them.")
        return sorted(counted)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with _readable(name), self._zip.open(name) as stream:
            yield stream


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Tell a file that cannot be read, whatever the reason."""
    try:
        yield
    except _UNREADABLE as error:
        problem = f"cannot be read ({error})."
        raise BundleError(name, problem, "Check its permissions, or deliver it anew.") from error


def _manifest(files: _Folder | _Zip, path: str, mode: str | None) -> Manifest:
    with files.open(_MANIFEST) as stream:
        data = stream.read()
    where = f"{path}/{_MANIFEST}"
    try:
        raw: dict[str, Any] = msgspec.toml.decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BundleError(where, "is not UTF-8.", "Save it as UTF-8.") from error
    except RecursionError as error:
        raise BundleError(where, "nests too deep.", "See docs/bundle.md.") from error
    except msgspec.DecodeError as error:
        raise BundleError(where, f"is no valid TOML: {error}.", "See docs/bundle.md.") from error
    raw = {key: value.isoformat() if isinstance(value, date) else value for key, value in raw.items()}
    if mode is not None:
        raw["mode"] = mode
    try:
        manifest = msgspec.convert(_strict(raw, where), Manifest)
    except msgspec.ValidationError as error:
        raise BundleError(where, f"{error}.", "See docs/bundle.md.") from error
    check_manifest(manifest, where)
    return manifest


def _strict(raw: dict[str, Any], where: str) -> dict[str, Any]:
    known = [field.name for field in msgspec.structs.fields(Manifest)]
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise BundleError(where, f"unknown key {unknown[0]!r}.", f"The keys are: {', '.join(known)}.")
    return raw


def check_manifest(manifest: Manifest, where: str) -> None:
    """Check what a manifest says.

    Raises
    ------
    BundleError
        If the format is unknown, the namespace or the day has a wrong form, or the mode is none.
    """
    if manifest.format != 1:
        raise BundleError(where, f"format {manifest.format} is unknown.", "This program reads format = 1.")
    if not is_namespace(manifest.namespace) or manifest.namespace in CONTACTS:
        raise BundleError(
            where,
            f"namespace {manifest.namespace!r} cannot be used.",
            f"Write lower-case letters, digits and hyphens; not {' or '.join(sorted(CONTACTS))}.",
        )
    if not is_partial_date(manifest.retrieved_on):
        raise BundleError(where, f"retrieved_on {manifest.retrieved_on!r} is no date.", "Write YYYY-MM-DD.")
    if manifest.mode not in {"snapshot", "delta"}:
        raise BundleError(where, f"mode {manifest.mode!r} is unknown.", "Write snapshot or delta.")
    for key in ("namespace", "agency", "system", "licence"):
        if has_identity_number(getattr(manifest, key)):
            problem = f"{key} holds a resident identity number in clear."
            raise BundleError(where, problem, "Name the agency or system, not a person.")
