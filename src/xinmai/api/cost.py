"""Estimates how many objects an answer may have, from the document and its variables."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from xinmai.api.describe import SIZE

_SIZED_BY: Final = ("first", "limit", "boxes")
_LISTED_BY: Final = "list"
"""Argument of a field that answers each of its items."""
_UNSTATED_SIZE: Final = 5


class Cost(NamedTuple):
    """An estimate."""

    objects: int
    """Number of objects."""
    where: str = ""
    """The sized fields on the most expensive way down: what to make smaller."""


def estimate(
    schema: GraphQLSchema, document: DocumentNode, operation: str | None, variables: Mapping[str, Any]
) -> Cost:
    """Return the estimate for one operation of a valid document. Linear in the document."""
    chosen = [
        d
        for d in document.definitions
        if isinstance(d, OperationDefinitionNode)
        and (operation is None or (d.name is not None and d.name.value == operation))
    ]
    if not chosen or schema.query_type is None:
        return Cost(0)
    return _Estimator(schema, document, _values(chosen[0], variables)).of(
        chosen[0].selection_set, schema.query_type, None
    )


class _Estimator:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, int | None], Cost] = {}

    def of(self, selections: SelectionSetNode, parent: Any, size: int | None) -> Cost:
        """Return the cost of a selection set; ``size`` is what the field above said about the lists in it."""
        costs = [self._one(selection, parent, size) for selection in selections.selections]
        return Cost(sum(cost.objects for cost in costs), max(costs, default=Cost(0)).where)

    def _one(self, node: SelectionNode, parent: Any, size: int | None) -> Cost:
        if isinstance(node, FieldNode):
            return self._field(node, parent, size)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            return self.of(
                node.selection_set, self._schema.get_type(condition.name.value) if condition else parent, size
            )
        return self._fragment(node, size) if isinstance(node, FragmentSpreadNode) else Cost(0)

    def _fragment(self, node: FragmentSpreadNode, size: int | None) -> Cost:
        key = (node.name.value, size)
        if key not in self._known:
            fragment = self._fragments[node.name.value]
            parent = self._schema.get_type(fragment.type_condition.name.value)
            self._known[key] = self.of(fragment.selection_set, parent, size)
        return self._known[key]

    def _field(self, node: FieldNode, parent: Any, size: int | None) -> Cost:
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if node.selection_set is None or definition is None:
            return Cost(0)
        asked = self._asked(node, definition)
        below = self.of(node.selection_set, get_named_type(definition.type), asked)
        listed = self._listed(node)
        objects = (_many(definition, size) if listed is None else listed) * (1 + below.objects)
        stated = asked if listed is None else listed
        here = f"{node.name.value}({stated})" if stated is not None else ""
        return Cost(objects, " > ".join(filter(None, (here, below.where))))

    def _asked(self, node: FieldNode, definition: GraphQLField) -> int | None:
        for name in _SIZED_BY:
            if name in definition.args:
                given = next(
                    (self._value(a.value) for a in node.arguments or () if a.name.value == name), None
                )
                return max(given if given is not None else _default(definition, name), 0)
        return None

    def _listed(self, node: FieldNode) -> int | None:
        given = next((a.value for a in node.arguments or () if a.name.value == _LISTED_BY), None)
        if isinstance(given, VariableNode):
            value = self._variables.get(given.name.value)
            return len(value) if isinstance(value, list) else None
        return len(given.values) if isinstance(given, ListValueNode) else None

    def _value(self, node: Any) -> int | None:
        if isinstance(node, IntValueNode):
            return int(node.value)
        value = self._variables.get(node.name.value) if isinstance(node, VariableNode) else None
        return value if isinstance(value, int) else None


def _values(operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
    stated = {
        d.variable.name.value: int(d.default_value.value)
        for d in operation.variable_definitions or ()
        if isinstance(d.default_value, IntValueNode)
    }
    return stated | dict(given)


def _many(definition: GraphQLField, size: int | None) -> int:
    if not is_list_type(get_nullable_type(definition.type)):
        return 1
    if size is not None:
        return size
    declared = next(iter(definition.extensions.values()), None)
    found = getattr(declared, "metadata", {}).get(SIZE, _UNSTATED_SIZE)
    return found if isinstance(found, int) else _UNSTATED_SIZE


def _default(definition: GraphQLField, name: str) -> int:
    value = definition.args[name].default_value
    return value if isinstance(value, int) else _UNSTATED_SIZE
