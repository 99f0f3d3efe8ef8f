"""The one shape of all long lists: edges with cursors, page info, total, and how whole the page is."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from xinmai.api.describe import attribute, object_type
from xinmai.api.types.base import present
from xinmai.api.types.completeness import Completeness
from xinmai.model.fact import Fact
from xinmai.model.view import Page, Slice, View

T = TypeVar("T")


@object_type
class PageInfo:
    """Where a page stands in its list, 分页信息."""

    has_next_page: bool = attribute("Whether more follow.")
    has_previous_page: bool = attribute("Whether the page began behind a cursor.")
    start_cursor: str | None = attribute("Cursor of the first item; null on an empty page.")
    end_cursor: str | None = attribute("Cursor of the last item: `after` of the next page.")


@object_type
class Edge(Generic[T]):
    """An item of a list and its place, 列表项."""

    cursor: str = attribute("Opaque place of the item in this list.")
    node: T = attribute("The item.")


@object_type
class Paged:
    """What every page says about itself, 分页列表."""

    page_info: PageInfo = attribute("Where the page stands.")
    total_count: int = attribute("How many items the whole list has in this view.")
    completeness: Completeness = attribute("View and sources of the page.")


@object_type
class Connection(Paged, Generic[T]):
    """One page of a totally ordered list, 分页列表."""

    edges: list[Edge[T]] = attribute("The items of this page, in order.")


def connect(
    found: Slice[Any],
    page: Page,
    view: View,
    edge: Callable[[str, Any], Any] | None = None,
    stands_on: Iterable[Fact] | None = None,
) -> Connection[Any]:
    """Return the connection of one page of facts.

    Parameters
    ----------
    edge
        Makes an edge of another shape from cursor and item.
    stands_on
        The facts whose sources the page names; None: the items.
    """
    make = edge or (lambda cursor, item: Edge(cursor=cursor, node=present(item, view)))
    cursors = found.cursors
    return Connection(
        edges=[make(cursor, item) for cursor, item in zip(cursors, found.items, strict=True)],
        page_info=PageInfo(
            has_next_page=found.has_next,
            has_previous_page=page.after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=found.total,
        completeness=Completeness.of_facts(_facts(found.items if stands_on is None else stands_on), view),
    )


def _facts(items: Iterable[Any]) -> tuple[Fact, ...]:
    return tuple(item for item in items if isinstance(item, Fact))
