"""Variables of a GraphQL document given as words on the command line."""

import json
from collections.abc import Sequence
from typing import Any, Final

from graphql import (
    GraphQLSyntaxError,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
    parse,
)

from xinmai.errors import QueryFileError

_AS_JSON: Final = frozenset({"Int", "Float", "Boolean"})


def variables(text: str, given: Sequence[str]) -> dict[str, Any]:
    """Return the variables of a document from ``name=value`` words; lists, inputs, numbers and flags are JSON.

    Raises
    ------
    QueryFileError
        If a word has no ``=``, names no variable of the document, or its value is no JSON where it must be.
    """
    if not given:
        return {}
    types = _types(text)
    return dict(_variable(word, types) for word in given)


def _types(text: str) -> dict[str, TypeNode]:
    try:
        document = parse(text, no_location=True)
    except GraphQLSyntaxError as error:
        raise QueryFileError("document", f"is no GraphQL: {error.message}") from None
    return {
        variable.variable.name.value: variable.type
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
        for variable in definition.variable_definitions or ()
    }


def _variable(word: str, types: dict[str, TypeNode]) -> tuple[str, Any]:
    name, equals, text = word.partition("=")
    if not equals:
        raise QueryFileError(f"--var {name}", "has no value; write --var name=value.")
    if name not in types:
        listed = ", ".join(f"${known}" for known in types) or "none"
        raise QueryFileError(f"--var {name}", f"is no variable of the document; it has {listed}.")
    if not _is_json(types[name], text):
        return name, text
    try:
        return name, json.loads(text)
    except json.JSONDecodeError:
        raise QueryFileError(f"--var {name}", "must be written as JSON here.") from None


def _is_json(kind: TypeNode, text: str) -> bool:
    if isinstance(kind, NonNullTypeNode):
        return _is_json(kind.type, text)
    if isinstance(kind, NamedTypeNode):
        return kind.name.value in _AS_JSON or text.startswith("{") or text == "null"
    return True
