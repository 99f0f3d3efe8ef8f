"""Assembles the schema, and executes documents so that every fault arrives as a coded error."""

from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError
from strawberry import Schema
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from xinmai.api.context import ApiContext
from xinmai.api.describe import object_type
from xinmai.api.errors import BAD_REQUEST, coded, label
from xinmai.api.executor import FastExecutor
from xinmai.api.limits import Limits, RequestLimits, document_rules
from xinmai.api.queries.counts import CountQueries
from xinmai.api.queries.derived import DerivedQueries
from xinmai.api.queries.evidence import EvidenceQueries
from xinmai.api.queries.links import LinkQueries
from xinmai.api.queries.network import NetworkQueries
from xinmai.api.queries.ownership import OwnershipQueries
from xinmai.api.queries.parties import PartyQueries
from xinmai.api.queries.past import PastQueries
from xinmai.api.queries.plan import PlanQueries
from xinmai.api.scalars import SCALARS
from xinmai.api.types.case import Case, ContactValue
from xinmai.api.types.change import CHANGE_TYPES
from xinmai.api.types.enums import declare_enums
from xinmai.api.types.party_kinds import PARTY_TYPES
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.catalogue_entries import Kinds


@object_type
class Query(
    PartyQueries,
    CountQueries,
    NetworkQueries,
    LinkQueries,
    PastQueries,
    DerivedQueries,
    OwnershipQueries,
    PlanQueries,
    EvidenceQueries,
):
    """All questions, 查询入口. Every answer is made through a view: a day in the world and a revision."""


class ApiSchema(Schema):
    """The schema; its errors carry codes, on every way of asking."""

    limits = Limits()
    """What one request may ask for."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Give each error its code before anybody sees it."""
        context = execution_context.context if execution_context else None
        request_id = context.request_id if isinstance(context, ApiContext) else ""
        executed = execution_context is not None and execution_context.result is not None
        label(errors, executed=executed, request_id=request_id)

    async def execute(  # noqa: D102 - as its parent
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        try:
            return await super().execute(
                query,
                variable_values,
                context_value,
                root_value,
                operation_name,
                allowed_operation_types,
                operation_extensions,
            )
        except MissingQueryError:
            return _refused("There is no `query` in the request.")
        except CannotGetOperationTypeError as fault:
            return _refused(fault.as_http_error_reason())


def build_schema(kinds: Kinds, limits: Limits | None = None, *, fast: bool = True) -> ApiSchema:
    """Return the schema with labels from the catalogue; build it once for a process.

    Parameters
    ----------
    kinds
        Labels of the closed words, which become the descriptions of enum values.
    limits
        What one request may ask for.
    fast
        Whether plain fields take the short way (``api.executor``); the answers are the same.
    """
    declare_enums(kinds)
    bounds = limits or Limits()
    rules = document_rules(bounds)
    schema = ApiSchema(
        query=Query,
        types=[*PARTY_TYPES, *CHANGE_TYPES, Case, ContactValue],
        execution_context_class=FastExecutor if fast else None,
        extensions=[lambda: RequestLimits(bounds, rules), ParserCache, ValidationCache],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=not bounds.introspection),
    )
    schema.limits = bounds
    return schema


def schema_sdl() -> str:
    """Return the schema in the schema definition language, as ``graphql/schema.graphql`` has it."""
    return build_schema(load_catalogue(resource("seed", "catalogue")).kinds).as_str() + "\n"


def _refused(problem: str) -> ExecutionResult:
    return ExecutionResult(data=None, errors=[coded(BAD_REQUEST, problem)])
