"""One page of a list that is whole in memory: the plan and the catalogue are small."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from xinmai.model.cursors import cursor, sort_key
from xinmai.model.view import Page, Slice

T = TypeVar("T")
K = TypeVar("K", bound=tuple[int | str, ...])


def page_of(items: Sequence[T], key: Callable[[T], K], before: K, page: Page, shape: type[K]) -> Slice[T]:
    """Return one page of items that stand in the order of their keys; ``before`` is less than every key.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    after = sort_key(page.of, page.after, shape, before)
    rest = [item for item in items if key(item) > after]
    shown = tuple(rest[: page.first])
    cursors = tuple(cursor(page.of, *key(item)) for item in shown)
    return Slice(shown, cursors, total=len(items), has_next=len(rest) > len(shown))
