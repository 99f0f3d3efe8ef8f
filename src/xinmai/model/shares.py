"""Exact shares: whole numbers of 1e-9 of the whole. Binary floats never decide (DESIGN 3, invariant 7)."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

WHOLE: Final = 1_000_000_000
"""100 % in the unit of every share: 1e-9 of the whole."""
HALF: Final = WHOLE // 2

_UNIT = Decimal(WHOLE) / 100
_DECIMALS = 7


class ShareForm(ValueError):
    """A text that is no share, or one that the unit cannot hold exactly."""


@lru_cache(maxsize=65536)
def parse_percent(text: str) -> int:
    """Return the exact share that a decimal string in percent means, in 1e-9 of the whole.

    Raises
    ------
    ShareForm
        If it is no finite decimal number of at least 0, or has more than seven decimals.
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ShareForm("is no number") from None
    if not value.is_finite():
        raise ShareForm("is no finite number")
    if value < 0:
        raise ShareForm("is below 0")
    units = value * _UNIT
    if units != units.to_integral_value():
        raise ShareForm(f"has more than {_DECIMALS} decimals")
    return int(units)


def percent(share: int) -> str:
    """Return a share as a decimal string in percent without trailing zeros: ``125_000_000`` is ``12.5``."""
    whole, rest = divmod(share, WHOLE // 100)
    return f"{whole}.{rest:07d}".rstrip("0").rstrip(".")
