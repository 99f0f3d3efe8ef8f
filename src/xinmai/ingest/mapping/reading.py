"""Reading a mapping file: TOML text → checked sections."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from xinmai.ingest.mapping.spec import (
    BundleSection,
    ClassRule,
    FileSection,
    IdentitySection,
    LookupSection,
    Mapping,
    RowsSection,
)
from xinmai.ingest.mapping.spots import Spot
from xinmai.model.dates import is_partial_date
from xinmai.model.ids import is_namespace

_Shape = TypeVar("_Shape")

_FORMAT: Final = 1
_SECTIONS: Final = ("format", "bundle", "files", "identity", "lookups", "classes", "values", "rows")
_INDEX: Final = re.compile(r"\[(\d+)\]")


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file and check the shape of each section; references are checked by :mod:`.check`.

    Raises
    ------
    MappingError
        If the file is unreadable, no TOML, or says something that the mapping language does not know.
    """
    top = Spot(str(path))
    raw = _toml(path, top)
    if raw.pop("draft", False):
        raise top.at("draft").fail("This is a draft.", "Edit it and remove this line.")
    for key in raw:
        if key not in _SECTIONS:
            raise top.at(key).fail("This section is unknown.", f"Known sections: {', '.join(_SECTIONS)}.")
    if raw.get("format", _FORMAT) != _FORMAT:
        raise top.at("format").fail(f"Only format {_FORMAT} is known.", "Write format = 1.")
    return Mapping(
        file=str(path),
        bundle=_bundle(raw, top.at("bundle")),
        files=_named(raw, "files", FileSection, top),
        identity=_named(raw, "identity", IdentitySection, top),
        lookups=_named(raw, "lookups", LookupSection, top),
        classes=_named(raw, "classes", tuple[ClassRule, ...], top),
        values=_named(raw, "values", dict[str, dict[str, str] | str], top),
        rows=_rows(raw, top),
    )


def convert(raw: Any, shape: type[_Shape], spot: Spot) -> _Shape:
    """Convert raw TOML into a shape, or complain at its place."""
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        problem, _, inner = str(error).partition(" - at `$")
        place = _INDEX.sub(_from_one, inner.rstrip("`").lstrip("."))
        raise (spot.at(place) if place else spot).fail(f"{problem}.", _remedy(problem, shape)) from error


def _from_one(found: re.Match[str]) -> str:
    return f"[{int(found.group(1)) + 1}]"


def _remedy(problem: str, shape: object) -> str:
    if "got `float`" in problem:
        return 'Numbers are exact: write it in quotation marks, for example times = "0.01".'
    fields = getattr(shape, "__struct_encode_fields__", None)
    if fields and ("unknown field" in problem or "missing required" in problem):
        return f"Known keys: {', '.join(fields)}."
    return ""


def _toml(path: Path, top: Spot) -> dict[str, Any]:
    if path.exists() and not path.is_file():
        raise top.fail("It is no regular file.", "Check the path given to --mapping.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except RecursionError as error:
        raise top.fail("It nests too deep.", "A mapping needs a few levels only.") from error
    except tomllib.TOMLDecodeError as error:
        raise top.fail(f"This is no TOML: {error}.", "See https://toml.io for the syntax.") from error
    except UnicodeDecodeError as error:
        raise top.fail("The mapping itself is not UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise top.fail(
            f"It cannot be read: {error.strerror}.", "Check the path given to --mapping."
        ) from error


def _bundle(raw: dict[str, Any], spot: Spot) -> BundleSection:
    if "bundle" not in raw:
        raise spot.fail("The section is missing.", "State at least namespace and retrieved_on.")
    bundle = convert(_with_texts_for_dates(raw["bundle"]), BundleSection, spot)
    if not is_namespace(bundle.namespace):
        raise spot.at("namespace").fail(
            f'"{bundle.namespace}" is no namespace.', "Use small letters, digits and hyphens."
        )
    if not is_partial_date(bundle.retrieved_on):
        raise spot.at("retrieved_on").fail(f'"{bundle.retrieved_on}" is no date.', 'Write "YYYY-MM-DD".')
    return bundle


def _with_texts_for_dates(raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in raw.items()}


def _named(raw: dict[str, Any], key: str, shape: type[_Shape], top: Spot) -> dict[str, _Shape]:
    section = raw.get(key, {})
    if not isinstance(section, dict):
        raise top.at(key).fail("This is a table of named entries.", f"Write [{key}.NAME].")
    return {name: convert(entry, shape, top.at(f"{key}.{name}")) for name, entry in section.items()}


def _rows(raw: dict[str, Any], top: Spot) -> tuple[RowsSection, ...]:
    rows = raw.get("rows", [])
    if not isinstance(rows, list) or not rows:
        raise top.at("rows").fail("Nothing says which rows to make.", "Write at least one [[rows]].")
    return tuple(
        convert(entry, RowsSection, top.at("rows").item(number)) for number, entry in enumerate(rows, 1)
    )
