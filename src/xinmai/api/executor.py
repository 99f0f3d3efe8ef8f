"""A shorter way through the executor for plain fields: an attribute that is a scalar or an enum, without resolver.

graphql-core spends most of a request on building paths and infos for such fields. Here their values are read and
serialised at once; whatever is not plain, and whatever goes wrong, takes the executor's own way, so answers and errors
are the same (a differential test compares them). It leans on internals of graphql-core 3.3, so it has a switch.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    Undefined,
    is_leaf_type,
    is_non_null_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

_CACHE: Final = "xinmai_plain_fields"
_AS_THEY_ARE: Final = {"String": str, "ID": str, "Boolean": bool, "Date": str, "Decimal": str}
"""Scalars whose value is its own serialisation if it is exactly of this type."""


class _Plain(NamedTuple):
    """A field that is an attribute."""

    attribute: str
    as_is: type | None
    """Values of exactly this type need no serialisation."""
    serialise: Callable[[Any], Any]
    nullable: bool


class FastExecutor(StrawberryGraphQLCoreExecutionContext):
    """Executes plain fields without detour."""

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """Execute the fields of one object: the plain ones here, the rest as the executor does."""
        plain = self._plain_fields(parent_type)
        results: dict[str, Any] = {}
        rest = {}
        for name, details in grouped_field_set.items():
            value = _read(plain, details[0].node.name.value, source_value)
            if value is Undefined:
                rest[name] = details
            results[name] = value
        if not rest:
            return results
        others: Any = super().execute_fields(parent_type, source_value, path, rest, position_context)
        if self.is_awaitable(others):
            return _merged_later(results, others)
        return _merged(results, others)

    def _plain_fields(self, parent_type: GraphQLObjectType) -> dict[str, _Plain]:
        known = self.schema.extensions.setdefault(_CACHE, {})
        if parent_type not in known:
            fields = ((name, _plain(definition)) for name, definition in parent_type.fields.items())
            known[parent_type] = {name: plain for name, plain in fields if plain is not None}
        found: dict[str, _Plain] = known[parent_type]
        return found


def _plain(definition: GraphQLField) -> _Plain | None:
    """Return how a field is read if it is plain."""
    declared = next((d for d in definition.extensions.values() if isinstance(d, StrawberryField)), None)
    nullable = not is_non_null_type(definition.type)
    leaf: Any = definition.type if nullable else definition.type.of_type  # type: ignore[union-attr]
    if declared is None or not declared.is_basic_field or definition.args or not is_leaf_type(leaf):
        return None
    return _Plain(declared.python_name, _AS_THEY_ARE.get(leaf.name), leaf.coerce_output_value, nullable)


def _read(plain: dict[str, _Plain], name: str, source: Any) -> Any:
    """Return the serialised value of a plain field; Undefined where the executor has to see to it."""
    field = plain.get(name)
    if field is None:
        return Undefined
    value = getattr(source, field.attribute, Undefined)
    if type(value) is field.as_is:
        return value
    if value is None:
        return None if field.nullable else Undefined
    try:
        serialised = field.serialise(value)
    except Exception:  # noqa: BLE001 - the executor meets it again and reports it
        return Undefined
    return Undefined if serialised is None else serialised


def _merged(results: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """Return all fields in the order in which they were asked for."""
    return {
        name: others[name] if value is Undefined else value
        for name, value in results.items()
        if value is not Undefined or name in others
    }


async def _merged_later(results: dict[str, Any], others: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    return _merged(results, await others)
