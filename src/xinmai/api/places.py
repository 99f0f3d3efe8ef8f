"""Which argument of a question an error is about."""

from typing import Any

from graphql import (
    SKIP,
    ArgumentNode,
    GraphQLError,
    Node,
    ObjectFieldNode,
    Source,
    VariableDefinitionNode,
    Visitor,
    parse,
    visit,
)


def argument_of(error: GraphQLError) -> str | None:
    """Name what holds the value that an error is about: ``where.name.contains``, or ``$day`` where a variable does.

    None if the error is about no value.
    """
    node = next(iter(error.nodes)) if error.nodes else None
    if isinstance(node, VariableDefinitionNode):
        return f"${node.variable.name.value}"
    if error.source is None or not error.positions:
        return None
    return _argument_at(error.source, next(iter(error.positions)))


def _argument_at(source: Source, position: int) -> str | None:
    finder = _Finder(position)
    visit(parse(source), finder)
    return ".".join(finder.names) or None


class _Finder(Visitor):
    """Walks to a position and notes the arguments and input fields on the way."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position
        self.names: list[str] = []

    def enter(self, node: Node, *_: Any) -> Any:
        """Skip what does not hold the position."""
        if node.loc is None or not node.loc.start <= self.position < node.loc.end:
            return SKIP
        if isinstance(node, ArgumentNode | ObjectFieldNode):
            self.names.append(node.name.value)
        return None
