"""Node, and how a value of the model becomes a GraphQL object."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import strawberry

from xinmai.api.describe import attribute, interface
from xinmai.model.credit_file import CreditFile, FileEntry
from xinmai.model.fact import Fact
from xinmai.model.history import FactVersion
from xinmai.model.plan import PlannedTask
from xinmai.model.timeline import Timeline, TimelineEntry, TimelineItem
from xinmai.model.view import View

T = TypeVar("T")


@interface
class Node:
    """Anything that has a public id, 节点."""

    id: strawberry.ID = attribute("Public id `namespace:id`, 公开标识; the same everywhere, never encoded.")


Thing: TypeAlias = (
    Fact | PlannedTask | CreditFile | FileEntry | Timeline | TimelineEntry | TimelineItem | FactVersion
)
"""What of the model has a GraphQL type of its own."""

_MAKERS: dict[type[Thing], Callable[[Any, View], Node]] = {}


def presents(thing: type[Thing]) -> Callable[[type[T]], type[T]]:
    """Declare that a GraphQL type shows a value of the model through its ``from_model(thing, view)``."""

    def declare(cls: type[T]) -> type[T]:
        made: Any = cls
        _MAKERS[thing] = made.from_model
        return cls

    return declare


def present(thing: Thing, view: View) -> Any:
    """Return the GraphQL object of a value, seen through a view; fields below inherit the view."""
    return _MAKERS[type(thing)](thing, view)


def present_node(thing: Fact | PlannedTask | None, view: View) -> Node | None:
    """Return the node of a value; None for nothing, and for a fact that hangs on others and is no node itself."""
    maker = None if thing is None else _MAKERS.get(type(thing))
    return None if maker is None else maker(thing, view)
