"""Looking at a foreign file: encoding, separator, header or none, sample values."""

import codecs
import csv
import re
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from xinmai.errors import EncodingFault
from xinmai.ingest.identity import normal_number
from xinmai.ingest.mapping.spec import SEPARATORS

_SAMPLE: Final = 1 << 20
_ROWS: Final = 500
_VALUE: Final = re.compile(r"-?[\d.,:/%年月日-]+")
_NUMBER_LIKE: Final = re.compile(r"\d{15}")
_ADMIN_HEADER: Final = re.compile(r"\w*:(ID|START_ID|END_ID|LABEL|TYPE|int|long|float|string|boolean)\b.*")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def is_number_like(text: str) -> bool:
    """Say whether a text may hold an identity number, right or mistyped, in groups too: it is never shown."""
    return _NUMBER_LIKE.search(normal_number("", text)) is not None


class Sniffed(msgspec.Struct, frozen=True):
    """What a foreign file looks like."""

    path: Path
    encoding: str
    separator: str
    quote: str
    columns: tuple[str, ...]
    has_header: bool
    rows: tuple[tuple[str, ...], ...]
    """Sample rows, without the header, as wide as the columns."""

    def values(self, column: int) -> list[str]:
        """Return the sample values of a column that are not empty."""
        return [cell for row in self.rows if (cell := row[column].strip())]


def sniff(path: Path) -> Sniffed:
    """Look at the first mebibyte of a file.

    Raises
    ------
    EncodingFault
        If it is neither UTF-8 nor GB18030.
    OSError
        If it cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(_SAMPLE)
        is_cut = bool(stream.read(1))
    if is_cut:
        data = data[: data.rfind(b"\n") + 1] or data
    encoding, text = _decoded(data, path)
    lines = text.splitlines(keepends=True)[:_ROWS]
    separator = _separator(lines)
    quote = '"' if _is_quoting(lines, separator) else ""
    rows = _parsed(lines, separator, quote)
    has_header = bool(rows) and _is_header(rows)
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    columns = rows[0] if has_header else tuple(f"column{number}" for number in range(1, width + 1))
    body = rows[1:] if has_header else rows
    fitting = tuple(row for row in body if len(row) == len(columns))
    return Sniffed(path, encoding, separator, quote, columns, has_header, fitting)


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if mark == "utf-16":
        raise EncodingFault(str(path), 1, "UTF-8", "It is UTF-16: save it as UTF-8.")
    for encoding in (mark,) if mark else ("utf-8", "gb18030"):
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EncodingFault(str(path), 1, "UTF-8 or GB18030", "Save it as UTF-8.")


def _separator(lines: list[str]) -> str:
    """Return the separator that gives most rows the same number of cells, more than one."""
    best, best_score = ",", 0.0
    for separator in SEPARATORS.values():
        widths = Counter(len(row) for row in _parsed(lines, separator, '"'))
        width, count = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
        score = count / max(1, len(lines)) * min(width, 50)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return best


def _is_quoting(lines: list[str], separator: str) -> bool:
    """Say whether quotation marks around cells are meant; a strict reader must accept them."""
    try:
        for _ in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _parsed(lines: list[str], separator: str, quote: str) -> list[tuple[str, ...]]:
    if quote:
        reader = csv.reader(lines, delimiter=separator, quotechar=quote)
    else:
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    try:
        return [tuple(row) for row in reader if row]
    except csv.Error:
        return []


def _is_header(rows: list[tuple[str, ...]]) -> bool:
    """Guess whether the first row names columns: all different, none a number, date or identity number, unlike what stands below."""
    first = [cell.strip() for cell in rows[0]]
    if any(map(is_number_like, first)):
        return False
    if any(_ADMIN_HEADER.fullmatch(cell) for cell in first):
        return True
    if "" in first or len(set(first)) < len(first) or any(_VALUE.fullmatch(cell) for cell in first):
        return False
    below = {(index, cell.strip()) for row in rows[1:] for index, cell in enumerate(row)}
    return not any((index, cell) in below for index, cell in enumerate(first))
