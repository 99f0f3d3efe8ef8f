"""Reads a data file of the catalogue strictly; whatever is wrong is said with the file and the place."""

from pathlib import Path
from typing import TypeVar

import msgspec

from xinmai.errors import CatalogueError

T = TypeVar("T")


def decode_file(file: Path, kind: type[T]) -> T:
    """Return what a TOML file says.

    Raises
    ------
    CatalogueError
        If it cannot be read, is no TOML, or has a key too many or too few.
    """
    content = _content(file)
    try:
        table = msgspec.toml.decode(content)
    except UnicodeDecodeError as error:
        raise CatalogueError(file.name, f"byte {error.start}", "is not UTF-8") from error
    except msgspec.DecodeError as error:
        raise CatalogueError(file.name, "file", f"is no TOML: {error}") from error
    return decode_value(file.name, "", table, kind)


def decode_value(file: str, place: str, table: object, kind: type[T]) -> T:
    """Return what a table of a TOML file says.

    Raises
    ------
    CatalogueError
        If a key is unknown, missing, or has no usable value; the place names the key.
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        problem, _, key = str(error).partition(" - at ")
        where = " ".join(part for part in (place, key.strip("`")) if part)
        raise CatalogueError(file, where or "file", problem) from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CatalogueError(file.name, "file", f"cannot be read ({error.strerror})") from error
