"""Guessing what a foreign column holds, from its name and sample values: a first idea for a person to correct."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

import msgspec
from stdnum.cn import uscc

from xinmai.ingest.mapping.dates import date_step
from xinmai.ingest.mapping.spots import Spot

DATE_FORMATS: Final = (
    "YYYY-MM-DD",
    "YYYY/M/D",
    "YYYY.M.D",
    "YYYYMMDD",
    "YYYY年M月D日",
    "YYYY年M月",
    "DD.MM.YYYY",
    "DD.MM.YY",
    "YYYY-MM",
)
"""Date formats that are tried, in this order."""

NULL_WORDS: Final = (
    "null",
    "NULL",
    "None",
    "NaN",
    "nan",
    "N/A",
    "n/a",
    "\\N",
    "-",
    "--",
    "—",
    "无",
    "不详",
    "/",
)
"""Words that are taken for *not stated* where they stand among other values."""

CENTURY: Final = 2000

_MOST: Final = 0.9
_FEW_CODES: Final = 12
_ORGANISATION: Final = re.compile(
    r"(公司|集团|企业|合伙\)|合伙|基金|银行|协会|中心|委员会|局|厅|院|学|厂|社)$"
)
_PERSON: Final = re.compile(r"[\u3400-\u9fff]{2,4}")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_AMOUNT: Final = re.compile(r"[\d.,]+(万元|亿元|元|万|亿)(人民币)?")
_PERCENT_NAME: Final = re.compile("percent|ratio|share|比例|占比|bl$", re.IGNORECASE)
_PERCENT_CELL: Final = re.compile(r"[\d.]+ ?%")
_STOCK: Final = re.compile(r"\d{6}\.(SH|SZ|BJ)")
_SHORTENED: Final = re.compile(r"[1-9]\d{0,5}")
_CODE_NAME: Final = re.compile("code|stock|代码|编号|编码|(^|_)id\\b", re.IGNORECASE)
_IDENTITY: Final = re.compile(r"[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
"""Resident identity numbers, those with a wrong check digit too."""
_LINK: Final = re.compile(r"https?://\S+")
_WHOLE: Final = 100
_CODE_LENGTH: Final = 6


class Guess(msgspec.Struct, frozen=True):
    """What a column seems to hold."""

    kind: str
    formats: tuple[str, ...] = ()
    """Date formats that occur."""


def guess(name: str, values: Sequence[str]) -> Guess:
    """Return the kind of a column: the first that fits nearly all of its values."""
    if not values:
        return Guess("empty")
    formats = _date_formats(values)
    if formats:
        return Guess("date", formats)
    for kind, fits in _KINDS:
        if sum(map(fits, values)) >= _MOST * len(values):
            return Guess(_kind_of_number(name, values) if kind == "number" else kind)
    return Guess("code" if len(set(values)) <= min(_FEW_CODES, len(values) // 3) else "text")


def null_words(values: Sequence[str]) -> tuple[str, ...]:
    """Return the null words among the values of a column that also holds others."""
    found = set(values)
    words = tuple(word for word in NULL_WORDS if word in found)
    return words if len(words) < len(found) else ()


def _date_formats(values: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that together read nearly all values, in the order in which they are tried."""
    used: dict[str, int] = {}
    for value in values:
        found = next((text for text, step in _DATE_STEPS if step(value)), None)
        if found is not None:
            used[found] = used.get(found, 0) + 1
    if sum(used.values()) < _MOST * len(values):
        return ()
    return tuple(text for text in DATE_FORMATS if text in used)


def _kind_of_number(name: str, values: Sequence[str]) -> str:
    if _PERCENT_NAME.search(name) and all(map(_is_share, values)):
        return "percent"
    lengths = set(map(len, values))
    is_shortened = (
        len(lengths) > 1 and max(lengths) == _CODE_LENGTH and all(map(_SHORTENED.fullmatch, values))
    )
    return "shortened" if is_shortened and _CODE_NAME.search(name) else "number"


def _is_share(value: str) -> bool:
    return 0 <= Decimal(value) <= _WHOLE if _NUMBER.fullmatch(value) else False


def _fits(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_SPOT: Final = Spot("draft")
_DATE_STEPS: Final = [(text, date_step((text,), CENTURY, _SPOT)) for text in DATE_FORMATS]
_KINDS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("uscc", lambda value: bool(uscc.is_valid(value))),
    ("cn_id", _fits(_IDENTITY)),
    ("stock", _fits(_STOCK)),
    ("number", _fits(_NUMBER)),
    ("percent_cell", _fits(_PERCENT_CELL)),
    ("amount", _fits(_AMOUNT)),
    ("link", _fits(_LINK)),
    ("organisation", lambda value: _ORGANISATION.search(value) is not None),
    ("person", _fits(_PERSON)),
)
