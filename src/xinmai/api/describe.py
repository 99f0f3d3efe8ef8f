"""Declares GraphQL types whose descriptions are their docstrings: one text for the reader of code and of the schema."""

from collections.abc import Callable, Mapping
from enum import Enum
from inspect import cleandoc
from typing import Any, TypeVar, dataclass_transform

import strawberry

T = TypeVar("T")
E = TypeVar("E", bound=type[Enum])

SIZE = "size"
"""Key of a field's metadata: how many items its list may have, where no argument says so (see ``api.limits``)."""


def attribute(description: str, *, name: str | None = None, size: int | None = None) -> Any:
    """Declare a field that is an attribute, with its description."""
    return strawberry.field(description=description, name=name, metadata=_metadata(size))


def option(description: str, *, name: str | None = None) -> Any:
    """Declare a field of an input that may be left out, with its description."""
    return strawberry.field(description=description, name=name, default=strawberry.UNSET)


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def object_type(cls: type[T]) -> type[T]:
    """Make a class a GraphQL object type described by its docstring."""
    return strawberry.type(cls, description=_text(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def interface(cls: type[T]) -> type[T]:
    """Make a class a GraphQL interface described by its docstring."""
    return strawberry.interface(cls, description=_text(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute, option))
def input_type(cls: type[T]) -> type[T]:
    """Make a class a GraphQL input described by its docstring."""
    return strawberry.input(cls, description=_text(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute, option))
def one_of(cls: type[T]) -> type[T]:
    """Make a class a GraphQL input of which exactly one field is given, described by its docstring."""
    return strawberry.input(cls, description=_text(cls), one_of=True)


def field(
    *, graphql_type: Any = None, name: str | None = None, size: int | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Make a method a GraphQL field described by its docstring.

    ``graphql_type`` overrides the annotation where the type stands in a module that imports this one.
    """

    def declare(resolver: Callable[..., Any]) -> Any:
        return strawberry.field(
            resolver,
            name=name,
            description=_text(resolver),
            graphql_type=graphql_type,
            metadata=_metadata(size),
        )

    return declare


def enumeration(cls: E, description: str, values: Mapping[str, str]) -> E:
    """Make an enum of the model a GraphQL enum; every value needs a description.

    Raises
    ------
    KeyError
        If a value has none.
    """
    made: Any = cls
    if not hasattr(made, "__strawberry_definition__"):
        made = strawberry.enum(cls)
    definition = made.__strawberry_definition__
    definition.description = description
    for value in definition.values:
        value.description = values[value.name]
    return cls


def argument(description: str, *, name: str | None = None) -> Any:
    """Describe an argument; used inside ``Annotated``."""
    return strawberry.argument(description=description, name=name)


def _metadata(size: int | None) -> dict[Any, Any]:
    return {} if size is None else {SIZE: size}


def _text(described: Any) -> str:
    return " ".join(cleandoc(described.__doc__).split())
