"""Checks of single cells: text in, value out, or a :class:`Refused` that says the rule and the remedy."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from xinmai.ingest.bundle.creditcode import is_credit_code
from xinmai.ingest.identity import (
    HASHED,
    SHORTEST,
    IdentityHasher,
    has_check_digit,
    has_identity_number,
    is_whole,
    normal_number,
)
from xinmai.model import vocabulary
from xinmai.model.dates import is_partial_date
from xinmai.model.ids import is_public_id
from xinmai.model.party import Identifier
from xinmai.model.shares import ShareForm, parse_percent
from xinmai.model.vocabulary import Answer, Certainty, IdentifierScheme, Visibility

Check = Callable[[str], Any]

_LONGEST_ID = 512
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Refused(ValueError):
    """A cell that cannot be used."""

    def __init__(self, rule: str, hint: str) -> None:
        super().__init__(hint)
        self.rule = rule
        self.hint = hint


class Code(NamedTuple):
    """An identifier as it is stored, and whether it passed its check digit before it was hashed."""

    identifier: Identifier
    is_valid: bool


_IDENTITY: Final = {
    "proven": Certainty.PROVEN,
    "scoped": Certainty.SCOPED,
    "name_only": Certainty.NAME_ONLY,
}
"""How a delivery knows a party (CONTRACT 3); two people's judgement is made here, never delivered."""

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Regime": ("bidding", "procurement"),
    "Nature": ("SW", "MIX", "ORG"),
    "Severity": ("minor", "ordinary", "serious", "especially_serious"),
    "DisclosureClass": ("minor", "general", "serious"),
    "Accident": ("ordinary", "larger", "major", "especially_major"),
    "Offence": (
        "corruption",
        "bribery",
        "embezzlement",
        "misappropriation",
        "disrupting_market_order",
        "food_safety",
    ),
    "LicenceType": (
        "business_licence",
        "food_permit",
        "drug_permit",
        "practice_certificate",
        "registration_certificate",
        "guide_licence",
        "travel_agency_permit",
    ),
    "List": (
        "judgment_debtor",
        "major_tax_violation",
        "procurement_serious_violation",
        "serious_violation",
        "abnormal_operation",
        "work_safety_serious",
        "wage_arrears",
        "social_org_serious",
        "aic_serious",
        "financial",
        "farm_inputs",
        "other",
    ),
    "PartyStatus": ("active", "revoked", "annulled", "deregistered", "closed", "bankrupt"),
    "HoldersRegister": ("complete", "incomplete"),
    "Polarity": ("basic", "positive", "negative"),
    "JudgementVerdict": ("same", "different", "unsure"),
}
"""Closed lists of words that have no class of their own (CONTRACT 2)."""

CONTACTS: Final = frozenset({"phone", "address"})
"""What stands before the colon of a contact value; no namespace may have these names."""

FORBIDDEN: Final = frozenset(
    [
        "religion",
        "religious_belief",
        "genes",
        "genetic",
        "fingerprint",
        "fingerprints",
        "blood_type",
        "illness",
        "disease",
        "medical_history",
    ]
)
"""Categories that may never be collected (Shanghai Regulation art. 14; Credit Industry Regulation art. 14)."""


def checks(namespace: str, hasher: IdentityHasher) -> dict[str, Check]:
    """Return the check of every column type for bundles of a namespace."""
    refer = _References(namespace, hasher)
    named: dict[str, Check] = {
        "id": refer.own,
        "ref": refer.any,
        "node": refer.node,
        "text": _text,
        "value": str,
        "name": _text,
        "word": _text,
        "words": lambda cell: tuple(_text(part) for part in _parts(cell)),
        "date": _date,
        "share": _share,
        "amount": _amount,
        "number": _number,
        "count": _count,
        "flag": _flag,
        "answer": _answer,
        "visibility": _visibility,
        "identifiers": lambda cell: tuple(_code(part, hasher) for part in _parts(cell)),
    }
    for name in dir(vocabulary):
        member = getattr(vocabulary, name)
        if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum:
            named[name] = _member(name, {str(value): value for value in member})
    named["Identity"] = _member("Identity", _IDENTITY)
    named.update({name: _member(name, {word: word for word in words}) for name, words in _WORDS.items()})
    return named


class _References:
    """Ids and references: local ones get the bundle's namespace; identity numbers in them are hashed."""

    def __init__(self, namespace: str, hasher: IdentityHasher) -> None:
        self._prefix = f"{namespace}:"
        self._hasher = hasher

    def own(self, cell: str) -> str:
        if ":" in cell:
            raise Refused(
                "id_colon", "A local id has no colon; the namespace is put before it. Use / between parts."
            )
        return self._prefix + self._tidy(cell)

    def any(self, cell: str) -> str:
        namespace, colon, local = cell.partition(":")
        if not colon:
            return self._prefix + self._tidy(cell)
        if not is_public_id(cell) or not local.strip():
            raise Refused("bad_reference", "Write the local id, or namespace:id for another namespace.")
        return f"{namespace}:{self._tidy(local.strip())}"

    def node(self, cell: str) -> str:
        kind, _, value = cell.partition(":")
        if kind in CONTACTS and value.strip():
            return _bounded(f"{kind}:{_text(value.strip()).replace(':', '：')}")
        return self.any(cell)

    def _tidy(self, cell: str) -> str:
        if not cell.isprintable() and _CONTROL.search(cell):
            raise Refused("bad_id", "An id holds no line break, tab or other control character; remove it.")
        return cell if len(cell) < SHORTEST else self._hasher.pseudonym(_bounded(cell))


def _bounded(cell: str) -> str:
    if len(cell) > _LONGEST_ID:
        raise Refused("id_too_long", f"An id has at most {_LONGEST_ID} characters; shorten it.")
    return cell


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _text(cell: str) -> str:
    if len(cell) >= SHORTEST and has_identity_number(cell):
        raise _in_clear()
    return cell


def _in_clear() -> Refused:
    return Refused(
        "identity_number",
        "A resident identity number stands in clear. Remove it; numbers belong in `identifiers` as cn_id:…, where they "
        "are hashed.",
    )


def _date(cell: str) -> str:
    if not is_partial_date(cell):
        raise Refused(
            "bad_date", "Write YYYY, YYYY-MM or YYYY-MM-DD, a day that exists; other forms need a mapping."
        )
    return cell


def _share(cell: str) -> int:
    try:
        return parse_percent(cell)
    except ShareForm as problem:
        raise Refused(
            "bad_share",
            f"The share {problem}. Write percent as a decimal of at least 0 with at most 7 decimals, for example 33.34; "
            "leave the cell empty if it is not stated.",
        ) from None


def _amount(cell: str) -> str:
    if _number(cell).startswith("-"):
        raise Refused(
            "bad_amount", "An amount is a decimal of at least 0 without separators, in whole currency units."
        )
    return cell


_NUMBER = re.compile(r"-?\d{1,17}(\.\d{1,18})?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)


def _number(cell: str) -> str:
    if _NUMBER.fullmatch(cell) is None:
        raise Refused("bad_number", "Write a plain decimal number without separators, for example 1250.50.")
    return _text(cell)


def _count(cell: str) -> int:
    if _COUNT.fullmatch(cell) is None:
        raise Refused("bad_number", "Write a whole number of at least 0, with at most nine digits.")
    return int(cell)


def _flag(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise Refused("bad_value", "Write yes or no.")
    return cell == "yes"


def _answer(cell: str) -> Answer:
    if cell not in {"yes", "no", "unknown"}:
        raise Refused("bad_value", "Write yes, no or unknown.")
    return Answer(cell)


def _visibility(cell: str) -> Visibility:
    if cell not in {"public", "government", "consent"}:
        raise Refused("bad_value", "Write public, government or consent.")
    return Visibility[cell.upper()]


def _member(name: str, words: Mapping[str, Any]) -> Check:
    listed = ", ".join(words)

    def check(cell: str) -> Any:
        found = words.get(cell)
        if found is None:
            if cell.lower() in FORBIDDEN:
                raise Refused(
                    "forbidden_category", "This category of personal data may not be collected (art. 14)."
                )
            raise Refused("bad_value", f"Not a word of {name}; one of: {listed}.")
        return found

    return check


_SCHEMES: Final = {str(scheme): scheme for scheme in IdentifierScheme}
_UNBROKEN = frozenset({IdentifierScheme.USCC, IdentifierScheme.LEI})
"""Schemes whose codes have one writing: no blanks or hyphens, no wide characters."""
_BREAKS = re.compile(r"[\s-]")


def _code(text: str, hasher: IdentityHasher) -> Code:
    name, _, value = text.partition(":")
    scheme, value = _SCHEMES.get(name), value.strip()
    if scheme is None or not value:
        raise Refused("bad_identifier", f"Write scheme:value; the schemes are {', '.join(_SCHEMES)}.")
    if scheme in HASHED:
        return _hashed(scheme, value, hasher)
    if scheme in _UNBROKEN:
        value = _BREAKS.sub("", unicodedata.normalize("NFKC", value))
    value = value.upper()
    is_valid = scheme is not IdentifierScheme.USCC or is_credit_code(value)
    if has_identity_number(value) and not (_is_registration(scheme, value) or _is_uscc(scheme, is_valid)):
        raise _in_clear()
    return Code(Identifier(scheme, value), is_valid)


def _hashed(scheme: IdentifierScheme, value: str, hasher: IdentityHasher) -> Code:
    """Refuse what is no whole number: two persons whose numbers are masked alike would become one."""
    if not is_whole(scheme, value):
        raise Refused(
            "bad_identifier",
            "Write the whole number (cn_id: 18 or 15 characters), or leave it out: one with hidden places identifies nobody.",
        )
    is_valid = scheme is not IdentifierScheme.CN_ID or has_check_digit(normal_number(scheme, value))
    return Code(hasher.identifier(scheme, value), is_valid)


def _is_registration(scheme: IdentifierScheme, value: str) -> bool:
    """Say whether a code is a business registration number: 15 digits that may look like an old identity number."""
    return scheme is IdentifierScheme.REG_NO and len(value) == SHORTEST


def _is_uscc(scheme: IdentifierScheme, is_valid: bool) -> bool:
    return scheme is IdentifierScheme.USCC and is_valid
