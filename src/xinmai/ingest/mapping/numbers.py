"""Foreign numbers → exact plain decimals: units, factors, thousands separators. No binary floats."""

import re
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

from xinmai.ingest.mapping.spec import NumberSection
from xinmai.ingest.mapping.spots import Spot

_PLAIN: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?|[+-]?\.\d+")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([,，]\d{3})+(\.\d+)?")
_EXACT: Final = Context(prec=100, traps=[Inexact, InvalidOperation])


def number_step(section: NumberSection, spot: Spot) -> Callable[[str], str | None]:
    """Return the step that reads a number as the section says; None for what is no number, or not exactly."""
    times, plus = _decimal(section.times, spot.at("times")), _decimal(section.plus, spot.at("plus"))
    units = {unit: _decimal(factor, spot.at(f"units.{unit}")) for unit, factor in section.units.items()}
    longest_first = sorted(units, key=len, reverse=True)

    def to_decimal(value: str) -> str | None:
        unit = next((unit for unit in longest_first if value.endswith(unit)), "")
        number = _read(value.removesuffix(unit).rstrip())
        if number is None:
            return None
        try:
            number = _EXACT.multiply(_EXACT.multiply(number, units.get(unit, Decimal(1))), times)
            return _write(_EXACT.add(number, plus))
        except (Inexact, InvalidOperation):
            return None

    return to_decimal


def _read(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace("，", ""))
    return None


def _write(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _decimal(value: int | str, spot: Spot) -> Decimal:
    number = Decimal(value) if isinstance(value, int) else _read(value)
    if number is None:
        raise spot.fail(f'"{value}" is no number.', 'Write for example "0.01".')
    return number
