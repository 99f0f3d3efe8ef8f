"""Exact fractions where many are computed: those of GMP, which behave as the standard library's and are several times faster.

Answers hold none of them: what leaves this package is made :func:`plain` first.
"""

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from xinmai.model.group import ShareBounds

if TYPE_CHECKING:
    Exact = Fraction
else:
    from gmpy2 import mpq

    Exact = mpq

ZERO: Final = Exact(0)
ONE: Final = Exact(1)


def plain(share: Exact) -> Fraction:
    """Return the same fraction as one of the standard library."""
    return Fraction(int(share.numerator), int(share.denominator))


def plain_bounds(low: Exact, high: Exact) -> ShareBounds:
    """Return both ends of a share as fractions of the standard library."""
    return ShareBounds(plain(low), plain(high))
