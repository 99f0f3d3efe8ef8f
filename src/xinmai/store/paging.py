"""Keyset pages."""

from collections.abc import Sequence
from typing import TypeVar

from xinmai.model.view import Page, Slice

T = TypeVar("T")


def cut(items: Sequence[T], cursors: Sequence[str], page: Page, total: int | None) -> Slice[T]:
    """Return a page from one row more than it holds."""
    has_next = len(items) > page.first
    return Slice(tuple(items[: page.first]), tuple(cursors[: page.first]), total, has_next)
