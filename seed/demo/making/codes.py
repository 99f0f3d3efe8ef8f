"""Codes that pass their check digits and that nobody bears.

A unified social credit code 统一社会信用代码 has the region 000000, which is no region, and an organisation code that
starts with DEM. A resident identity number 公民身份号码 has the code of the whole municipality (310000), which stands on no
card (a card names a county), and a day of birth in January 1900.
"""

from stdnum.cn import ric, uscc

_REGION = "000000"
_MUNICIPALITY = "310000"
_BIRTH_MONTH = "190001"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_REGISTRAR = {"enterprise": "91", "social_organisation": "51", "institution": "12", "agency": "11"}


def organisation_code(body: str) -> str:
    """Return the eight characters of an organisation code with their check character (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return body + "0123456789X"[-total % 11]


def credit_code(kind: str, block: int, number: int) -> str:
    """Return the unified social credit code of the ``number``-th organisation of a block."""
    code = _REGISTRAR[kind] + _REGION + organisation_code(f"DEM{block:02}{number:03}")
    return code + uscc.calc_check_digit(code)


def identity_number(block: int, number: int) -> str:
    """Return the resident identity number of the ``number``-th person of a block; the block is the day of birth."""
    body = f"{_MUNICIPALITY}{_BIRTH_MONTH}{block:02}{number:03}"
    return body + ric.calc_check_digit(body + "0")
