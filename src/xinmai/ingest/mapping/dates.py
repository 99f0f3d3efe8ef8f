"""Foreign dates → ISO dates; the precision that is stated is kept."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from xinmai.ingest.mapping.spots import Spot

_TOKENS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d\d)",
    "MM": r"(?P<month>\d\d)",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d\d)",
    "D": r"(?P<day>\d{1,2})",
}
_TOKEN: Final = re.compile("YYYY|YY|MM|M|DD|D")

Step = Callable[[str], str | None]
"""Changes a text; None: it cannot."""


def date_step(formats: Sequence[str], century: int | None, spot: Spot) -> Step:
    """Return the step that tries the formats in their order.

    ``YYYY MM DD`` take exactly that many digits, ``M`` and ``D`` one or two, ``YY`` two within ``century``.
    """
    patterns = [_pattern(text, century, spot) for text in formats]

    def to_iso(value: str) -> str | None:
        for pattern in patterns:
            found = pattern.fullmatch(value)
            iso = found and _iso(found.groupdict(), century or 0)
            if iso:
                return iso
        return None

    return to_iso


def _pattern(text: str, century: int | None, spot: Spot) -> re.Pattern[str]:
    tokens = _TOKEN.findall(text)
    if not {"YYYY", "YY"} & set(tokens):
        raise spot.fail(f'The date format "{text}" has no year.', 'Write for example "YYYY-MM-DD".')
    if "YY" in tokens and century is None:
        raise spot.fail(f'The century of "{text}" is not stated.', "Add century = 2000 beside date.")
    literals = [re.escape(piece) for piece in _TOKEN.split(text)]
    parts = [_TOKENS[token] for token in tokens]
    try:
        return re.compile("".join(a + b for a, b in zip(literals, [*parts, ""], strict=True)))
    except re.error as error:
        raise spot.fail(f'The date format "{text}" names a part twice.', "Name each part once.") from error


def _iso(parts: dict[str, str], century: int) -> str | None:
    year = int(parts["year"]) if "year" in parts else century + int(parts["short"])
    month, day = parts.get("month"), parts.get("day")
    try:
        whole = date(year, int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]
