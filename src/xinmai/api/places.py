"""Which arguments of a question its errors are about."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graphql import ArgumentNode, GraphQLError, Node, ObjectFieldNode, Source, VariableDefinitionNode, parse


class Places:
    """The places of one question; it is parsed once, whatever the number of its errors."""

    def __init__(self) -> None:
        self._document: Node | None = None

    def argument_of(self, error: GraphQLError) -> str | None:
        """Name what holds the value that an error is about: ``where.name.contains``, or ``$day`` where a variable does.

        None if the error is about no value.
        """
        node = next(iter(error.nodes)) if error.nodes else None
        if isinstance(node, VariableDefinitionNode):
            return f"${node.variable.name.value}"
        if error.source is None or not error.positions:
            return None
        return ".".join(_names(self._parsed(error.source), next(iter(error.positions)))) or None

    def _parsed(self, source: Source) -> Node:
        if self._document is None:
            self._document = parse(source)
        return self._document


def _names(document: Node, position: int) -> Iterator[str]:
    """Yield the arguments and input fields on the way to a position."""
    node: Node | None = document
    while node is not None:
        if isinstance(node, ArgumentNode | ObjectFieldNode):
            yield node.name.value
        node = _child_at(node, position)


def _child_at(node: Node, position: int) -> Node | None:
    """Return the part of a node that holds a position; logarithmic in the length of its lists."""
    for name in node.keys:
        value = getattr(node, name)
        parts: Sequence[Node] = [value] if isinstance(value, Node) else value if _is_list(value) else ()
        place = bisect_right(parts, position, key=_start) - 1
        if place >= 0 and position < _end(parts[place]):
            return parts[place]
    return None


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _start(node: Node) -> int:
    return node.loc.start if node.loc else 0


def _end(node: Node) -> int:
    return node.loc.end if node.loc else 0
