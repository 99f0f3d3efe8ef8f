"""Many values as one bound parameter."""

from collections.abc import Iterable

import msgspec

_ENCODER = msgspec.json.Encoder()


def packed(values: Iterable[str] | Iterable[int]) -> str:
    """Return values as the JSON array that ``json_each`` unpacks."""
    return _ENCODER.encode(list(values)).decode()
