"""Node, and how a value of the model becomes a GraphQL object."""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

from xinmai.api.describe import attribute, interface
from xinmai.model.fact import Fact
from xinmai.model.view import View

T = TypeVar("T")


@interface
class Node:
    """Anything that has a public id, 节点."""

    id: strawberry.ID = attribute("Public id `namespace:id`, 公开标识; the same everywhere, never encoded.")


_MAKERS: dict[type[Fact], Callable[[Any, View], Node]] = {}


def presents(fact: type[Fact]) -> Callable[[type[T]], type[T]]:
    """Declare that a GraphQL type shows a kind of fact through its ``from_model(fact, view)``."""

    def declare(cls: type[T]) -> type[T]:
        made: Any = cls
        _MAKERS[fact] = made.from_model
        return cls

    return declare


def is_node(fact: Fact | None) -> bool:
    """Say whether a fact is shown as a node."""
    return type(fact) in _MAKERS


def present(fact: Fact, view: View) -> Any:
    """Return the GraphQL object of a fact, seen through a view; fields below inherit the view."""
    return _MAKERS[type(fact)](fact, view)
