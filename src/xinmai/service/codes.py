"""Under which writings a code is looked up, and what a text of which nobody says what it is may be a code of."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, Protocol

from xinmai.errors import BadArgument
from xinmai.ingest.bundle.creditcode import is_credit_code
from xinmai.ingest.identity import HASHED
from xinmai.model.vocabulary import IdentifierScheme


class Hasher(Protocol):
    """Hashes identity numbers with the key of this installation."""

    def hash(self, scheme: str, value: str) -> str:
        """Return the keyed hash of a number, hexadecimal."""
        ...

    def pseudonym(self, text: str) -> str:
        """Return a text with every identity number in it replaced by its hash, as ids are stored."""
        ...


_UNBROKEN: Final = (IdentifierScheme.USCC, IdentifierScheme.LEI)
_LONGEST: Final = 64
"""No code that a text is tried as has more characters."""
_SHAPES: Final = {
    IdentifierScheme.USCC: re.compile(r"[0-9A-Z]{18}", re.ASCII),
    IdentifierScheme.ORG_CODE: re.compile(r"[0-9A-Z]{8}[0-9X]", re.ASCII),
    IdentifierScheme.ICC: re.compile(r"[A-Z][0-9A-Z]{17}", re.ASCII),
    IdentifierScheme.LEI: re.compile(r"[0-9A-Z]{18}[0-9]{2}", re.ASCII),
    IdentifierScheme.STOCK: re.compile(r"[0-9]{4,6}(\.[A-Z]{2})?", re.ASCII),
    IdentifierScheme.CN_ID: re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}", re.ASCII),
    IdentifierScheme.PASSPORT: re.compile(r"[A-Z]{1,2}[0-9]{7,8}", re.ASCII),
    IdentifierScheme.REG_NO: re.compile(r".*[0-9].*", re.DOTALL),
    IdentifierScheme.LICENCE: re.compile(r".*[0-9].*", re.DOTALL),
    IdentifierScheme.OTHER: re.compile(r".*[0-9].*", re.DOTALL),
}
"""What a code of each scheme looks like, without breaks: its form only, for a code that fails its check digit is kept too.
Numbers of registers and licences have no one form; they have a digit."""


def schemes_of(text: str) -> list[IdentifierScheme]:
    """Return the schemes of which a text has the form, in the order in which they are tried."""
    if len(text) > _LONGEST:
        return []
    code = _unbroken(text.upper())
    return [scheme for scheme, shape in _SHAPES.items() if shape.fullmatch(code)]


def has_wrong_check_digit(text: str) -> bool:
    """Say whether a text has the form of a credit code (not of an identity number) and fails its check digit."""
    code = _unbroken(text[:_LONGEST].upper())
    is_code = _SHAPES[IdentifierScheme.USCC].fullmatch(code) is not None
    return is_code and _SHAPES[IdentifierScheme.CN_ID].fullmatch(code) is None and not is_credit_code(code)


def writings(scheme: IdentifierScheme, value: str, hasher: Hasher) -> list[str]:
    """Return the writings under which a code may be stored: as it was given, and without breaks; identity numbers hashed.

    Raises
    ------
    SettingsError
        If it is an identity number and this installation has no key.
    """
    if scheme in HASHED:
        return [hasher.hash(scheme, value)]
    return _unhashed(scheme, value)


def stored_terms(text: str, argument: str) -> tuple[str, ...]:
    """Return the terms under which a code may be stored that is written as ``scheme:value``.

    Raises
    ------
    BadArgument
        If the scheme is none of ours, or its codes are hashed: nobody may find out by trying to whom such a number belongs.
    """
    scheme, colon, value = text.partition(":")
    if not colon or scheme not in set(IdentifierScheme):
        raise BadArgument(argument, f"must be scheme:value; the schemes are {', '.join(IdentifierScheme)}.")
    if scheme in HASHED:
        raise BadArgument(argument, f"may not ask for a {scheme}; look the person up with `party`.")
    return tuple(f"{scheme}:{code}" for code in _unhashed(IdentifierScheme(scheme), value))


def _unhashed(scheme: IdentifierScheme, value: str) -> list[str]:
    code = value.strip().upper()
    return list(dict.fromkeys((code, *_OTHERWISE.get(scheme, _as_given)(_unbroken(code)))))


def _unbroken(code: str) -> str:
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code))


def _as_given(_code: str) -> tuple[str, ...]:
    return ()


def _org_code(code: str) -> tuple[str, ...]:
    return code, f"{code[:-1]}-{code[-1:]}"


def _stock(code: str) -> tuple[str, ...]:
    number, point, _ = code.partition(".")
    return (number,) if point else tuple(f"{number}.{exchange}" for exchange in ("BJ", "SH", "SZ"))


def _itself(code: str) -> tuple[str, ...]:
    return (code,)


_OTHERWISE: Final[dict[IdentifierScheme, Callable[[str], tuple[str, ...]]]] = {
    **dict.fromkeys(_UNBROKEN, _itself),
    IdentifierScheme.ORG_CODE: _org_code,
    IdentifierScheme.STOCK: _stock,
}
"""Other writings of one code, from the code without breaks."""
