"""What one GraphQL request may ask for, judged before anything runs.

Depth and aliases follow from the document alone: one validation rule, built once for each schema, so that the
validation cache hits. The cost also needs the variables: an estimate of the number of objects in the answer, taken
from ``first`` and ``limit`` arguments and from the sizes that fields declare.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from graphql import (
    ASTValidationRule,
    DefinitionNode,
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import SchemaExtension

from xinmai.api.cost import estimate
from xinmai.api.errors import BAD_REQUEST, BAD_USER_INPUT, VALIDATION_FAILED, coded, explain
from xinmai.errors import QueryTooLarge


class Limits(msgspec.Struct, frozen=True):
    """Greatest size of one request, 请求上限."""

    depth: int = 16
    """Levels of fields below the operation; introspection is not counted."""
    aliases: int = 60
    """Aliased fields in the document."""
    tokens: int = 4_000
    """Tokens of the document."""
    cost: int = 100_000
    """Estimated number of objects in the answer."""
    body_bytes: int = 1_000_000
    """Size of an HTTP request body."""
    body_seconds: float = 10.0
    """Time within which an HTTP request body arrives."""
    introspection: bool = True
    """Whether the schema may be asked for."""


class RequestLimits(SchemaExtension):
    """Applies the limits to one request."""

    def __init__(self, limits: Limits, rules: tuple[type[ASTValidationRule], ...]) -> None:
        self.limits = limits
        self.rules = rules

    def on_operation(self) -> Iterator[None]:
        """Bound the parser and add the rules."""
        self.execution_context.parse_options["max_tokens"] = self.limits.tokens
        self.execution_context.validation_rules += self.rules
        yield

    def on_execute(self) -> Iterator[None]:
        """Refuse what would cost too much."""
        error = self._unnamed() or self._refusal()
        if error is not None:
            self.execution_context.result = ExecutionResult(None, [error])
        yield

    def _unnamed(self) -> GraphQLError | None:
        """Refuse a document of several operations of which none is named: strawberry would run the first."""
        context = self.execution_context
        operations = [
            d for d in _definitions(context.graphql_document) if isinstance(d, OperationDefinitionNode)
        ]
        if len(operations) <= 1 or context._provided_operation_name is not None:  # noqa: SLF001 - no public way to it
            return None
        return coded(BAD_REQUEST, "There are several operations; name one as operationName.")

    def _refusal(self) -> GraphQLError | None:
        context = self.execution_context
        document, schema = context.graphql_document, context.schema
        if document is None:
            return None
        core = schema._schema  # noqa: SLF001 - strawberry has no public way to it
        cost = estimate(core, document, context.operation_name, context.variables or {})
        if cost.objects <= self.limits.cost:
            return None
        return _too_large(QueryTooLarge("cost", cost.objects, self.limits.cost, cost.where), BAD_USER_INPUT)


def _definitions(document: DocumentNode | None) -> tuple[DefinitionNode, ...]:
    return () if document is None else tuple(document.definitions)


def document_rules(limits: Limits) -> tuple[type[ASTValidationRule], ...]:
    """Return the validation rules that the limits mean; call it once for a schema."""
    rule = _rule(limits)
    return (rule,) if limits.introspection else (rule, NoSchemaIntrospectionCustomRule)


def _rule(limits: Limits) -> type[ValidationRule]:

    class WithinLimits(ValidationRule):
        """Depth and aliases of each operation."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            measure = _Measure(context.document)
            for definition in context.document.definitions:
                if isinstance(definition, OperationDefinitionNode):
                    self._judge(*measure.of(definition.selection_set))

        def _judge(self, depth: int, aliases: int) -> None:
            for what, found, allowed in (
                ("depth", depth, limits.depth),
                ("number of aliases", aliases, limits.aliases),
            ):
                if found > allowed:
                    self.report_error(_too_large(QueryTooLarge(what, found, allowed), VALIDATION_FAILED))

    return WithinLimits


class _Measure:
    """Depth and aliases of selections. A fragment is measured once, so the work is linear in the document."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._measured: dict[str, tuple[int, int]] = {}

    def of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        """Return depth and aliases of a selection set."""
        if selections is None:
            return 0, 0
        measured = [self._one(selection) for selection in selections.selections]
        return max((depth for depth, _ in measured), default=0), sum(aliases for _, aliases in measured)

    def _one(self, node: SelectionNode) -> tuple[int, int]:
        if isinstance(node, FieldNode):
            if node.name.value.startswith("__"):
                return 0, 0
            depth, aliases = self.of(node.selection_set)
            return depth + 1, aliases + (node.alias is not None)
        inline: Any = node
        return (
            self.of(inline.selection_set)
            if hasattr(node, "selection_set")
            else self._fragment(inline.name.value)
        )

    def _fragment(self, name: str) -> tuple[int, int]:
        if name not in self._measured:
            self._measured[name] = (0, 0)  # ends a cycle; another rule reports it
            fragment = self._fragments.get(name)
            self._measured[name] = self.of(fragment.selection_set if fragment else None)
        return self._measured[name]


def _too_large(fault: QueryTooLarge, code: str) -> GraphQLError:
    return GraphQLError(str(fault), extensions=explain(fault, code))
