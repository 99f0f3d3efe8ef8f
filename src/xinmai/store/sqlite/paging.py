"""Keyset pages: a cursor is the sort key of an item, packed."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from xinmai.errors import BadArgument
from xinmai.model.view import Page, Slice

T = TypeVar("T")


def cursor(*parts: Any) -> str:
    """Return the opaque cursor of a sort key."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode()


def parts(after: str | None, shape: type[T], default: T) -> T:
    """Return the sort key that a cursor means; ``default`` for no cursor.

    Raises
    ------
    BadArgument
        If the cursor is not one that this list gave.
    """
    if after is None:
        return default
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode()), type=shape)
    except (binascii.Error, msgspec.DecodeError, ValueError):
        raise BadArgument("after", "is no cursor of this list.") from None


def cut(items: Sequence[T], cursors: Sequence[str], page: Page, total: int) -> Slice[T]:
    """Return a page from one row more than it holds."""
    has_next = len(items) > page.first
    return Slice(tuple(items[: page.first]), tuple(cursors[: page.first]), total, has_next)
