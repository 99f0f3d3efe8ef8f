"""Texts that stand in the order of what they mean, however the server compares them (docs/neo4j.md, Order)."""

import re
from datetime import UTC, datetime
from typing import Final

_ESCAPE: Final = "\ud7ff"
_HIGH: Final = re.compile(f"[{_ESCAPE}-\U0010ffff]")


def sort_form(key: str) -> str:
    """Return a key so written that UTF-16 units and code points put it in the same place; most keys are their own."""
    return _HIGH.sub(lambda found: f"{_ESCAPE}{ord(found[0]):06x}", key)


def instant(at: datetime) -> str:
    """Return an instant in the one writing in which instants compare as texts: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_sort_form(text: str) -> str:
    """Return the key that is so written."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


_WRITTEN: Final = re.compile(f"{_ESCAPE}([0-9a-f]{{6}})")
