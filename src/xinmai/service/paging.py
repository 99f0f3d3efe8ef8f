"""Pages of lists that a service computes as a whole."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from xinmai.model.cursors import cursor, sort_key
from xinmai.model.view import Page, Slice

T = TypeVar("T")


def page_of(items: Sequence[T], key: Callable[[T], tuple[Any, ...]], shape: Any, page: Page) -> Slice[T]:
    """Return one page of items that are ordered by ``key``, a tuple of the type ``shape``; no two have the same.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    after = sort_key(page.of, page.after, shape, None)
    rest = items if after is None else [item for item in items if key(item) > after]
    shown = tuple(rest[: page.first])
    cursors = tuple(cursor(page.of, *key(item)) for item in shown)
    return Slice(shown, cursors, total=len(items), has_next=len(rest) > len(shown))
