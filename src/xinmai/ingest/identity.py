"""Identity numbers never rest in clear: a keyed hash and the last four characters stay (DESIGN 3, invariant 12)."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from stdnum.cn import ric

from xinmai.model.party import Identifier
from xinmai.model.vocabulary import IdentifierScheme

HASHED: Final = frozenset({IdentifierScheme.CN_ID, IdentifierScheme.PASSPORT})
"""Schemes whose values are hashed, for storing as for looking up."""

SHORTEST: Final = 15
"""No text with fewer characters holds an identity number."""

_JOINTS = r"\s.·．－−\u2010-\u2015\u200b-\u200d\u2060\ufeff-"
_BREAK = f"[{_JOINTS}]"
"""What may stand between the digits of one number, any number of times."""
_DIGITS = re.compile(rf"[0-9０-９{_JOINTS}]{{15}}")
_RUN = re.compile(rf"\d(?:{_BREAK}*+\d){{16,}}+(?:{_BREAK}*+[XxＸｘⅩⅹ])?")
"""18 places stand anywhere in a run of digits, in groups or in wide digits: the check digit tells."""
_OLD = re.compile(r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])")
"""15 places have no check digit: they count only where nothing touches them."""
_BREAKS = re.compile(_BREAK)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OLD_LENGTH = 15
_NEW_LENGTH = 18
_CENTURIES = frozenset({"18", "19", "20"})
_PROVINCES = frozenset(
    map(
        str,
        [
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ],
    )
)
"""Only these: the county is that of the first registration, which no list by birth year knows for certain."""
_EARLIEST_OLD = "10"
"""Old numbers of the years 1900–1909 are not looked for: business registration numbers have this very form."""
_FORMS = {
    IdentifierScheme.CN_ID: re.compile(r"\d{17}[\dX]", re.ASCII),
    IdentifierScheme.PASSPORT: re.compile(r"[0-9A-Z]{6,20}"),
}


class IdentityHasher:
    """Hashes identity numbers with HMAC-SHA-256 under the operator's key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.key_id = hashlib.sha256(b"xinmai identity key\x00" + key).hexdigest()[:8]
        """Says which key hashed a value without telling the key."""

    def hash(self, scheme: str, value: str) -> str:
        """Return the hexadecimal keyed hash of an identity number, its writing made uniform first."""
        text = f"{scheme}:{normal_number(scheme, value)}".encode()
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()

    def identifier(self, scheme: IdentifierScheme, value: str) -> Identifier:
        """Return the identifier that is stored for an identity number."""
        number = normal_number(scheme, value)
        return Identifier(scheme, self.hash(scheme, value), last4=number[-4:], key=self.key_id)

    def pseudonym(self, text: str) -> str:
        """Return ``text`` with every resident identity number in it replaced by its hash; used for ids."""
        if not has_identity_number(text):
            return text
        parts, end = [], 0
        for first, last in _joined(sorted(_places(text))):
            digest = self.hash(IdentifierScheme.CN_ID, text[first:last])[:24]
            parts.append(f"{text[end:first]}cn_id-{digest}")
            end = last
        return "".join(parts) + text[end:]


def normal_number(scheme: str, value: str) -> str:
    """Return an identity number in its one writing: no blanks, upper case, 18 places for a resident identity number."""
    number = _BREAKS.sub("", unicodedata.normalize("NFKC", value)).upper()
    if scheme == IdentifierScheme.CN_ID and len(number) == _OLD_LENGTH and number.isdecimal():
        body = f"{number[:6]}19{number[6:]}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        return body + "10X98765432"[total % 11]
    return number


def is_identity_number(value: str) -> bool:
    """Say whether a text is a valid resident identity number (GB 11643), old or new: form, place, day, check digit."""
    number = normal_number(IdentifierScheme.CN_ID, value)
    return _FORMS[IdentifierScheme.CN_ID].fullmatch(number) is not None and _is_valid(number)


def has_check_digit(number: str) -> bool:
    """Say whether a resident identity number in its one writing passes its check digit."""
    return bool(ric.calc_check_digit(number) == number[-1])


def _is_valid(number: str) -> bool:
    if number[:2] not in _PROVINCES or number[6:8] not in _CENTURIES:
        return False
    return _is_day(number[6:14]) and has_check_digit(number)


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def is_whole(scheme: IdentifierScheme, value: str) -> bool:
    """Say whether a value has the form of a number of a hashed scheme; one with places left out identifies nobody."""
    return _FORMS[scheme].fullmatch(normal_number(scheme, value)) is not None


def has_identity_number(text: str) -> bool:
    """Say whether a text contains what is a valid resident identity number (GB 11643), old or new."""
    if len(text) < SHORTEST or _DIGITS.search(text) is None:
        return False
    return next(_places(text), None) is not None


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where identity numbers stand, in no order."""
    for run in _RUN.finditer(text):
        yield from _windows(run.start(), run.group())
    for match in _OLD.finditer(text):
        if match.group()[6:8] >= _EARLIEST_OLD and is_identity_number(match.group()):
            yield match.span()


def _windows(start: int, run: str) -> Iterator[tuple[int, int]]:
    """Yield where a run of digits and breaks holds a valid number of 18 places."""
    number = normal_number("", run)
    places: list[int] = []
    for first in range(len(number) - _NEW_LENGTH + 1):
        if _is_valid(number[first : first + _NEW_LENGTH]):
            places = places or [place for place, letter in enumerate(run, start) if not _BREAKS.match(letter)]
            yield places[first], places[first + _NEW_LENGTH - 1] + 1


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in their order, those that overlap as one: no digit of either stays in clear."""
    joined: list[tuple[int, int]] = []
    for first, last in places:
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


_NAME = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,4}"
    r"|[\u3400-\u9fff]+(?:[·•・.][\u3400-\u9fff]+)+"
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d(?:[\s-]?\d{4}){2}|0\d{2,3}[\s-]?\d{7,8})(?!\d)", re.ASCII)


def looks_personal(value: str) -> bool:
    """Say whether a text has the form of a Chinese personal name, or holds a telephone number.

    Many words of two to four characters have that form too; where rows may be shifted, better too much is masked.
    """
    text = unicodedata.normalize("NFKC", value)
    return _NAME.fullmatch("".join(text.split())) is not None or _PHONE.search(text) is not None


def masked(value: str) -> str:
    """Return a value that may be personal as its first character and a mark of its length."""
    return f"{value[:1]}{'*' * min(len(value) - 1, 8)}" if value else ""
