"""Which sheet of paper a drawing is printed on, and how large."""

from typing import Final

import msgspec

MARGIN: Final = 34.0
"""Margin of a sheet: 12 mm, in points."""
_SHEETS: Final = (("A4", 210, 297), ("A3", 297, 420), ("A2", 420, 594), ("A1", 594, 841), ("A0", 841, 1189))
"""Name, short and long side in millimetres."""
_POINT: Final = 72 / 25.4
_LEAST: Final = 0.69
"""Least scale: type of 8 points is then printed with 5.5, which is 七号, the smallest size of Chinese type."""
_MOST: Final = 1.15
"""Greatest scale: a small chart stays a chart and becomes no poster."""


class Sheet(msgspec.Struct, frozen=True):
    """A sheet, and the scale at which a drawing stands on it, 图幅."""

    name: str
    """``A4`` … ``A0``, or ``roll`` where no sheet is large enough."""
    width: float
    """In millimetres …"""
    height: float
    """… as is this."""
    scale: float

    @property
    def view(self) -> tuple[float, float]:
        """Width and height of the sheet in the unit of the drawing."""
        return self.width * _POINT / self.scale, self.height * _POINT / self.scale


def sheet_for(width: float, height: float) -> Sheet:
    """Return the smallest sheet on which a drawing of that size (in points) can be read, lying or standing as suits it."""
    for name, short, long in _SHEETS:
        ways = [Sheet(name, w, h, _scale(width, height, w, h)) for w, h in ((short, long), (long, short))]
        best = max(ways, key=lambda sheet: sheet.scale)
        if best.scale >= _LEAST:
            return best
    return Sheet(
        "roll",
        (width * _LEAST + 2 * MARGIN) / _POINT,
        (height * _LEAST + 2 * MARGIN) / _POINT,
        _LEAST,
    )


def _scale(width: float, height: float, mm_wide: float, mm_high: float) -> float:
    room = (mm_wide * _POINT - 2 * MARGIN) / width, (mm_high * _POINT - 2 * MARGIN) / height
    return min(*room, _MOST)
