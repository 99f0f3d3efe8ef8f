"""A first draft of a mapping from the foreign files themselves: what `xinmai mapping init` writes."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xinmai.errors import BadArgument
from xinmai.ingest.mapping.guess import CENTURY, Guess, guess, null_words
from xinmai.ingest.mapping.sniff import Sniffed, is_number_like, sniff
from xinmai.ingest.mapping.spec import SEPARATORS

_HEAD: Final = """\
# Draft of a mapping, made by looking at the files. Read it, correct it, then load:
#
#   xinmai load FOLDER --mapping THIS_FILE --dry-run
#
# A cell is a text with {column} places, or a table: one source (from, first, join, identity, choose, lookup), then steps
# (replace, match, classify, map, number, date, pad, digest). An empty cell means: not stated.
# The whole language: docs/mapping.md; a long example: seed/mappings/ashare-2020.toml.
"""

_KIND_NOTES: Final = {
    "date": "a date",
    "uscc": "unified social credit codes 统一社会信用代码",
    "cn_id": "RESIDENT IDENTITY NUMBERS 公民身份号码 (hashed on the way in; samples withheld)",
    "stock": "stock codes",
    "shortened": "codes that seem to have lost leading zeros: pad = 6",
    "number": "numbers",
    "percent": "percent",
    "percent_cell": 'percent with a sign: number = { units = { "%" = 1 } }',
    "amount": 'amounts with units: number = { units = { "万元" = 10000, "亿元" = 100000000, "元" = 1 } }',
    "link": "web addresses",
    "organisation": "names of organisations",
    "person": "names of persons",
    "code": "few different values: perhaps codes for a value table",
    "text": "text",
    "empty": "empty in the sample",
}

_NAME_KINDS: Final = ("organisation", "person", "text")
_NAME_COLUMN: Final = re.compile("^name|name$|名称|姓名|全称", re.IGNORECASE)
_SAMPLES: Final = 3
_LONGEST: Final = 24


def draft_mapping(files: Sequence[Path]) -> str:
    """Look at foreign files and write a commented mapping to edit; without its line ``draft`` it is accepted.

    Raises
    ------
    BadArgument
        If a file is empty or no regular file.
    EncodingFault
        If a file is neither UTF-8 nor GB18030.
    OSError
        If a file cannot be read.
    """
    sniffed = [_looked_at(path) for path in files]
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    retrieved_on = datetime.fromtimestamp(newest, tz=UTC).date().isoformat()
    labels = _labels(sniffed)
    parts = [_HEAD, _bundle(retrieved_on)]
    for label, file in zip(labels, sniffed, strict=True):
        parts.append("\n".join(_file_lines(label, file)))
    for label, file in zip(labels, sniffed, strict=True):
        parts.append("\n".join(_rows_lines(label, file)))
    return "\n".join(parts) + "\n"


def _looked_at(path: Path) -> Sniffed:
    if not path.is_file():
        raise BadArgument("FILE", f"{path} is no regular file.")
    found = sniff(path)
    if not found.columns:
        raise BadArgument("FILE", f"{path} is empty.")
    return found


def _bundle(retrieved_on: str) -> str:
    return f"""\
format = 1
draft = true                     # edit this file and remove this line; until then nothing is loaded through it

[bundle]
namespace = "my-source"          # before every id: small letters, digits, hyphens
agency = ""                      # who supplies the files
system = ""                      # from which information system
retrieved_on = "{retrieved_on}"      # guessed from the files' dates
licence = ""
mode = "snapshot"                # snapshot: what a later delivery no longer says is closed; delta: it stays
"""


def _labels(files: Sequence[Sniffed]) -> list[str]:
    labels: list[str] = []
    for number, file in enumerate(files, 1):
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", file.path.stem).strip("_").lower()
        labels.append(stem if stem and stem not in labels else f"file{number}")
    return labels


def _text(value: str) -> str:
    """Write a TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _file_lines(label: str, file: Sniffed) -> Iterator[str]:
    yield f"[files.{label}]"
    yield f"path = {_text(file.path.name)}"
    if file.encoding != "utf-8":
        yield f"encoding = {_text(file.encoding)}"
    if file.separator != ",":
        named = {character: name for name, character in SEPARATORS.items()}
        yield f"separator = {_text(named[file.separator])}"
    if not file.quote:
        yield 'quote = ""                       # the file does not quote its cells'
    if not file.has_header:
        yield f"columns = [{', '.join(map(_text, file.columns))}]      # no header row: give names"
    nulls = dict.fromkeys(
        word for index in range(len(file.columns)) for word in null_words(file.values(index))
    )
    if nulls:
        yield f"nulls = [{', '.join(map(_text, nulls))}]      # words for: not stated"
    yield f"# {len(file.columns)} columns:"
    for index, name in enumerate(file.columns):
        yield _column_note(name, file.values(index), len(file.rows))
    yield ""


def _column_note(name: str, values: Sequence[str], rows: int) -> str:
    found = guess(name, values)
    note = _KIND_NOTES[found.kind]
    if len(values) == rows > 1 and len(set(values)) == rows:
        note += "; all different"
    shown = [value for value in dict.fromkeys(values) if not is_number_like(value)][:_SAMPLES]
    samples = " · ".join(map(_sample, shown))
    return f"#   {{{_plain(name)}}}  {note}" + (f"   {samples}" if _shows(found, samples) else "")


def _shows(found: Guess, samples: str) -> bool:
    return bool(samples) and found.kind != "cn_id"


def _sample(value: str) -> str:
    plain = _plain(value)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _rows_lines(label: str, file: Sniffed) -> Iterator[str]:
    guesses = [guess(name, file.values(index)) for index, name in enumerate(file.columns)]
    key = _key(file)
    yield f"# ---- {label}: one party for each row, as a start. Other tables: party_facts, relations, records, …"
    yield ""
    yield f"[identity.{label}]"
    place = "{@line}" if key is None else f"{{{key}}}"
    yield f"id = {_text(f'{label}/{place}')}"
    yield 'means = "State here by what a party is known, and where that holds."'
    yield ""
    yield "[[rows]]"
    yield 'table = "parties"'
    yield f"file = {_text(label)}"
    yield 'distinct = ["id"]'
    yield "[rows.set]"
    yield f"id = {{ identity = {_text(label)} }}"
    yield 'kind = "unknown"                 # enterprise, person, agency, …'
    yield f"name = {_text(_name(file, guesses, key))}"
    yield from _known_lines(file, guesses)
    yield ""


def _key(file: Sniffed) -> str | None:
    """Return the first column whose values are all there and all different."""
    for index, name in enumerate(file.columns):
        values = file.values(index)
        if name and len(values) == len(file.rows) == len(set(values)) and values and not _is_secret(values):
            return name
    return None


def _is_secret(values: Sequence[str]) -> bool:
    return any(map(is_number_like, values))


def _name(file: Sniffed, guesses: Sequence[Guess], key: str | None) -> str:
    """Return a template for the name: a column called so, else organisations, persons, any text."""
    found = [(name, guess.kind) for name, guess in zip(file.columns, guesses, strict=True) if name]
    named = [name for name, kind in found if kind in _NAME_KINDS and _NAME_COLUMN.search(name)]
    others = [name for wanted in _NAME_KINDS for name, kind in found if kind == wanted]
    best = next(iter([*named, *others]), key)
    return "{@line}" if best is None else f"{{{best}}}"


def _known_lines(file: Sniffed, guesses: Sequence[Guess]) -> Iterator[str]:
    """Offer what is certain as settings, what is not as comments."""
    schemes = {"uscc": "uscc", "stock": "stock", "cn_id": "cn_id"}
    codes = [
        f"{schemes[found.kind]}:{{{name}}}"
        for name, found in zip(file.columns, guesses, strict=True)
        if found.kind in schemes
    ]
    if codes:
        yield f"identifiers = {{ join = [{', '.join(map(_text, codes))}] }}"
    for name, found in zip(file.columns, guesses, strict=True):
        if found.kind == "date":
            formats = ", ".join(map(_text, found.formats))
            century = f", century = {CENTURY}" if any(text.endswith(".YY") for text in found.formats) else ""
            yield f"# founded_on = {{ from = {_text(f'{{{name}}}')}, date = [{formats}]{century} }}"
