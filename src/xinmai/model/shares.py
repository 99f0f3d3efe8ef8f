"""Exact shares: whole numbers of 1e-9 of the whole. Binary floats never decide (DESIGN 3, invariant 7)."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

WHOLE: Final = 1_000_000_000
"""100 % in the unit of every share: 1e-9 of the whole."""
HALF: Final = WHOLE // 2

_DECIMALS = 7
_AMOUNT = re.compile(r"\d{1,99}(\.\d+)?", re.ASCII)
_FORM = re.compile(r"(-?)(?=\.?\d)(\d*)\.?(\d*)", re.ASCII)
_LONGEST_EXPANSION: Final = 30
_ROUNDED: Final = 10
_SIGNIFICANT: Final = 12
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


def percent_of(share: Fraction) -> str:
    """Return a part of the whole as a decimal string in percent.

    Exact where the expansion ends within 30 decimals, else rounded to ten decimals, or to twelve significant digits where
    that is longer.
    """
    hundredfold = share * 100
    places = _places(hundredfold.denominator)
    if places is None:
        magnitude = len(str(hundredfold.denominator // max(hundredfold.numerator, 1)))
        places = max(_ROUNDED, magnitude + _SIGNIFICANT - 1) if hundredfold < 1 else _ROUNDED
    whole, rest = divmod(round(hundredfold * 10**places), 10**places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".") if places else str(whole)


def decimal_of(share: Fraction) -> Decimal:
    """Return a part of the whole as a decimal from 0 to 1, as exact as :func:`percent_of` is."""
    return Decimal(percent_of(share)).scaleb(-2)


def _places(denominator: int) -> int | None:
    """Return after how many decimals the expansion of a fraction ends; None if it does not, or too late."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 and max(twos, fives) <= _LONGEST_EXPANSION else None


def amount_order(text: str) -> str | None:
    """Return an exact decimal of at least 0 as a text that compares with others as the numbers do; None for what is none."""
    if not _AMOUNT.fullmatch(text):
        return None
    whole, _, decimals = text.partition(".")
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    return f"{len(whole):02d}{whole}.{decimals}"
