"""Cursors of lists that a service pages itself: the sort key of an item, packed."""

import base64
import binascii
from typing import Any, TypeVar

import msgspec

from xinmai.errors import BadArgument

T = TypeVar("T")


def cursor(*key: Any) -> str:
    """Return the opaque cursor of a sort key."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode()


def sort_key(after: str, shape: type[T]) -> T:
    """Return the sort key that a cursor means.

    Raises
    ------
    BadArgument
        If the cursor is not one that this list gave.
    """
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode()), type=shape)
    except (binascii.Error, msgspec.DecodeError, ValueError):
        raise BadArgument("after", "is no cursor of this list.") from None
