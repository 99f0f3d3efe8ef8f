"""Cursors, 游标: the sort key of an item behind the name of its list, packed; the same on every engine."""

import base64
import binascii
from typing import Any, TypeVar

import msgspec

from xinmai.errors import BadArgument

T = TypeVar("T")


def cursor(of: str, *key: Any) -> str:
    """Return the opaque cursor of a sort key in the list ``of``."""
    return base64.urlsafe_b64encode(msgspec.json.encode((of, key))).decode()


def sort_key(of: str, after: str | None, shape: type[T], default: T) -> T:
    """Return the sort key that a cursor of the list ``of`` means; ``default`` for no cursor.

    Raises
    ------
    BadArgument
        If the cursor is not one that this list gave.
    """
    if after is None:
        return default
    try:
        data = base64.b64decode(after.encode(), altchars=b"-_", validate=True)
        name, key = msgspec.json.decode(data, type=tuple[str, shape])  # type: ignore[valid-type]
    except (binascii.Error, msgspec.DecodeError, ValueError):
        name, key = None, default
    if name != of:
        raise BadArgument("after", "is no cursor of this list.")
    return key
