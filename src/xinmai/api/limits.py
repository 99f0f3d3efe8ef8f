"""What one GraphQL request may ask for, judged before anything runs.

Depth and aliases follow from the document alone: one validation rule, built once for each schema, so that the
validation cache hits. The cost also needs the variables: an estimate of the number of objects in the answer, taken
from ``first`` and ``limit`` arguments and from the sizes that fields declare, before execution.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLInterfaceType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

from xinmai.api.describe import SIZE
from xinmai.api.errors import VALIDATION_FAILED, explain
from xinmai.errors import QueryTooLarge
