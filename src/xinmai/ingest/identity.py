"""Identity numbers never rest in clear: a keyed hash and the last four characters stay (DESIGN 3, invariant 12)."""

import hashlib
import hmac
import re
from typing import Final

from stdnum.cn import ric

from xinmai.model.party import Identifier
from xinmai.model.vocabulary import IdentifierScheme

HASHED: Final = frozenset({IdentifierScheme.CN_ID, IdentifierScheme.PASSPORT})
"""Schemes whose values are hashed, for storing as for looking up."""

_SHORTEST = 15
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OLD_LENGTH = 15


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
        if len(text) < _SHORTEST or not has_identity_number(text):
            return text
        return _NUMBER.sub(lambda m: f"cn_id-{self.hash(IdentifierScheme.CN_ID, m.group())[:24]}", text)


def normal_number(scheme: str, value: str) -> str:
    """Return an identity number in its one writing: no blanks, upper case, 18 places for a resident identity number."""
    number = re.sub(r"[\s-]", "", value).upper()
    if scheme == IdentifierScheme.CN_ID and len(number) == _OLD_LENGTH and number.isdigit():
        body = f"{number[:6]}19{number[6:]}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        return body + "10X98765432"[total % 11]
    return number


def has_identity_number(text: str) -> bool:
    """Say whether a text contains what is a valid resident identity number (GB 11643), old or new."""
    return any(
        ric.is_valid(normal_number(IdentifierScheme.CN_ID, match.group())) for match in _NUMBER.finditer(text)
    )


def masked(value: str) -> str:
    """Return a value that may be personal as its first character and a mark of its length."""
    return f"{value[:1]}{'*' * min(len(value) - 1, 8)}" if value else ""
