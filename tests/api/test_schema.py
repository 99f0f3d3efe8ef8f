"""The schema: committed, described, named as the contract names it."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
)

from xinmai.api.schema import schema_sdl
from xinmai.resources import resource

from support.asking import SCHEMA

SDL = schema_sdl()


def own_types(schema: GraphQLSchema) -> list[Any]:
    return [kind for name, kind in schema.type_map.items() if not name.startswith("__")]


def nameless(schema: GraphQLSchema) -> Iterator[str]:
    """Yield everything that has no description."""
    for kind in own_types(schema):
        if kind.name not in {"String", "Int", "Float", "Boolean", "ID"} and not kind.description:
            yield kind.name
        if isinstance(kind, GraphQLEnumType):
            yield from (f"{kind.name}.{name}" for name, v in kind.values.items() if not v.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                if not field.description:
                    yield f"{kind.name}.{name}"
                for argument, a in getattr(field, "args", {}).items():
                    if not a.description:
                        yield f"{kind.name}.{name}({argument})"


def test_committed_schema_is_what_the_code_says() -> None:
    assert resource("graphql", "schema.graphql").read_text(encoding="utf-8") == SDL


def test_everything_is_described() -> None:
    assert list(nameless(build_schema(SDL))) == []


def test_every_type_has_its_chinese_term() -> None:
    plain = {"Query", "PageInfo", "JSON", "DateTime", "Decimal"}
    without = [
        kind.name
        for kind in own_types(build_schema(SDL))
        if kind.description
        and kind.name not in plain
        and not kind.name.endswith(("Connection", "Edge", "String", "Int", "Float", "Boolean", "ID"))
        and kind.description.isascii()
    ]
    assert without == []


def test_sdl_is_the_same_every_time() -> None:
    assert schema_sdl() == SDL == SCHEMA.as_str() + "\n"


def test_parties_are_the_kinds_of_the_contract() -> None:
    schema = build_schema(SDL)
    party = schema.get_type("Party")
    assert isinstance(party, GraphQLInterfaceType)
    assert {kind.name for kind in schema.get_possible_types(party)} == {
        "Enterprise",
        "SocialOrganisation",
        "Institution",
        "Person",
        "Agency",
        "Group",
        "Coalition",
        "Arrangement",
        "UnknownParty",
    }


def test_lists_have_a_limit() -> None:
    query = build_schema(SDL).query_type
    assert query is not None
    unlimited = [
        name
        for name, field in query.fields.items()
        if str(field.type).endswith("Connection!") and not {"first", "after"} <= set(field.args)
    ]
    assert unlimited == []


def test_public_schema_has_no_birth_date() -> None:
    assert "birth" not in SDL.lower()
