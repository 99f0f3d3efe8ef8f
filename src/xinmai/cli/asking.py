"""Asks a GraphQL document in this process."""

from collections.abc import Mapping
from typing import Any

from xinmai.api.context import make_context
from xinmai.bootstrap.application import Answering


async def ask(
    answering: Answering, text: str, variables: Mapping[str, Any], operation: str | None = None
) -> dict[str, Any]:
    """Return the response: ``data``, and ``errors`` if there are any."""
    result = await answering.schema.execute(
        text,
        variable_values=dict(variables),
        context_value=make_context(answering.application),
        operation_name=operation,
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    return answer
