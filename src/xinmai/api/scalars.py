"""Scalars: dates with their precision, instants, exact decimals, JSON."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NewType

import strawberry
from graphql import GraphQLError, ValueNode, value_from_ast_untyped
from strawberry.types.scalar import ScalarDefinition

from xinmai.model.dates import PartialDate, is_partial_date

DecimalText = NewType("DecimalText", str)
"""An exact decimal as a string."""

Json = NewType("Json", object)
"""Any JSON value."""


_DECIMAL: Final = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


def _refused(problem: str) -> GraphQLError:
    return GraphQLError(problem, extensions={"code": "BAD_USER_INPUT"})


def _parse_date(value: Any) -> PartialDate:
    if not isinstance(value, str) or not is_partial_date(value):
        raise _refused("A Date is 2014, 2014-04 or 2014-04-28.")
    return PartialDate(value)


def _parse_instant(value: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise _refused("A DateTime is an instant with its offset, for example 2026-05-02T08:00:00+08:00.")


def _parse_decimal(value: Any) -> DecimalText:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise _refused('A Decimal is a string of digits, for example "33.34".')
    return DecimalText(value)


def _inline(parse: Callable[[Any], object]) -> Callable[..., object]:
    """Return how a value that stands in the document itself is parsed: what is refused says where it stands."""

    def parse_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> object:
        try:
            return parse(value_from_ast_untyped(node, variables))
        except GraphQLError as error:
            raise GraphQLError(error.message, node, extensions=error.extensions) from None

    return parse_literal


SCALARS: Mapping[object, ScalarDefinition] = {
    PartialDate: strawberry.scalar(
        name="Date",
        description="A calendar date with the precision that its source gave, 日期（保留精度）: 2014, 2014-04 or "
        "2014-04-28 (ISO 8601).",
        parse_value=_parse_date,
        parse_literal=_inline(_parse_date),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant with its offset, 时刻 (ISO 8601).",
        serialize=datetime.isoformat,
        parse_value=_parse_instant,
        parse_literal=_inline(_parse_instant),
    ),
    DecimalText: strawberry.scalar(
        name="Decimal",
        description="An exact decimal as a string, 精确小数; shares are in percent.",
        parse_value=_parse_decimal,
        parse_literal=_inline(_parse_decimal),
    ),
    Json: strawberry.scalar(
        name="JSON",
        description="A JSON value whose shape the field describes.",
    ),
}
"""Python type → scalar."""
