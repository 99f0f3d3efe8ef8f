"""Exact shares: whole numbers of 1e-9 of the whole. Binary floats never decide (DESIGN 3, invariant 7)."""

import re
from functools import lru_cache
from typing import Final

WHOLE: Final = 1_000_000_000
"""100 % in the unit of every share: 1e-9 of the whole."""
HALF: Final = WHOLE // 2

_DECIMALS = 7
_AMOUNT = re.compile(r"\d{1,99}(\.\d+)?", re.ASCII)
_FORM = re.compile(r"(-?)(?=\.?\d)(\d*)\.?(\d*)", re.ASCII)
_LONGEST = 9
"""Digits before the point: more is no share, and beyond 64 bits."""


class ShareForm(ValueError):
    """A text that is no share, or one that the unit cannot hold exactly."""


@lru_cache(maxsize=65536)
def parse_percent(text: str) -> int:
    """Return the exact share that a decimal string in percent means, in 1e-9 of the whole.

    Raises
    ------
    ShareForm
        If it is no plain decimal number of at least 0 (an exponent is not plain), has more than seven decimals, or is
        beyond all reason.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ShareForm("is no plain decimal number")
    sign, whole, decimals = match[1], match[2].lstrip("0"), match[3].rstrip("0")
    if len(decimals) > _DECIMALS:
        raise ShareForm(f"has more than {_DECIMALS} decimals")
    if len(whole) > _LONGEST:
        raise ShareForm(f"has more than {_LONGEST} digits before the point")
    units = int(f"0{whole}{decimals:0<{_DECIMALS}}")
    if sign and units:
        raise ShareForm("is below 0")
    return units


def percent(share: int) -> str:
    """Return a share as a decimal string in percent without trailing zeros: ``125_000_000`` is ``12.5``."""
    whole, rest = divmod(share, WHOLE // 100)
    return f"{whole}.{rest:07d}".rstrip("0").rstrip(".")


def amount_order(text: str) -> str | None:
    """Return an exact decimal of at least 0 as a text that compares with others as the numbers do; None for what is none."""
    if not _AMOUNT.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    return f"{len(whole):02d}{whole}.{decimals}"
