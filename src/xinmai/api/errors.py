"""Turns faults into GraphQL errors: Apollo's word for programs, our code and hint for people, nothing leaked.

``extensions.code``
    ``BAD_USER_INPUT``, ``BAD_REQUEST``, ``GRAPHQL_PARSE_FAILED``, ``GRAPHQL_VALIDATION_FAILED`` or
    ``INTERNAL_SERVER_ERROR``.
``extensions.xinmaiCode``, ``extensions.hint``
    From our error tree (``xinmai.errors``), where the fault is ours to explain.
``extensions.argument``
    The argument that has no usable value, with the input fields inside it (``where.name.contains``); ``$day`` where a
    variable holds it.
``extensions.requestId``
    With ``INTERNAL_SERVER_ERROR``: what to tell the operator, who finds the whole story in the log.
"""

from collections.abc import Iterable
from typing import Any, Final

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from xinmai.api.places import Places
from xinmai.errors import BadArgument, BudgetExceeded, StoreError, UsageError, XinmaiError
from xinmai.errors.frames import place_of

BAD_USER_INPUT: Final = "BAD_USER_INPUT"
BAD_REQUEST: Final = "BAD_REQUEST"
PARSE_FAILED: Final = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED: Final = "GRAPHQL_VALIDATION_FAILED"
INTERNAL: Final = "INTERNAL_SERVER_ERROR"

_ABOUT_VALUES = {BAD_USER_INPUT, VALIDATION_FAILED}
_CALLERS = (UsageError, BudgetExceeded)
_ARGUMENT_COERCION = "Argument "
_HIDDEN = "Something went wrong on our side. The log has the details under this request id."

_log = structlog.get_logger(__name__)


def label(errors: Iterable[GraphQLError], *, executed: bool, request_id: str) -> None:
    """Give each error its code in place; what nobody expected is logged and loses its text.

    ``executed`` says whether the document was valid, so that errors come from variables or resolvers.
    """
    places = Places()
    for error in errors:
        if "code" not in (error.extensions or {}):
            error.extensions = _extensions(error, executed=executed, request_id=request_id)
        _name_argument(error, error.extensions or {}, places)


def coded(code: str, message: str) -> GraphQLError:
    """Return an error with a code."""
    return GraphQLError(message, extensions={"code": code})


def explain(fault: XinmaiError, code: str) -> dict[str, Any]:
    """Return the extensions that explain an error of our tree."""
    found: dict[str, Any] = {"code": code, "xinmaiCode": fault.code, "hint": fault.hint}
    if isinstance(fault, BadArgument):
        found["argument"] = fault.argument
    return found


def _extensions(error: GraphQLError, *, executed: bool, request_id: str) -> dict[str, Any]:
    cause = _root(error)
    if isinstance(cause, GraphQLSyntaxError):
        return {"code": PARSE_FAILED}
    if isinstance(cause, XinmaiError):
        return _ours(error, cause, request_id)
    if not isinstance(cause, GraphQLError):
        return _unexpected(error, cause, request_id)
    if not executed:
        return {"code": VALIDATION_FAILED}
    if error.path is None or error.message.startswith(_ARGUMENT_COERCION):
        return {"code": BAD_USER_INPUT}
    return _unexpected(error, cause, request_id)


def _name_argument(error: GraphQLError, extensions: dict[str, Any], places: Places) -> None:
    if extensions["code"] in _ABOUT_VALUES and "argument" not in extensions:
        named = places.argument_of(error)
        if named is not None:
            error.extensions = extensions | {"argument": named}


def _root(error: GraphQLError) -> BaseException:
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _ours(error: GraphQLError, fault: XinmaiError, request_id: str) -> dict[str, Any]:
    if isinstance(fault, _CALLERS):
        return explain(fault, BAD_USER_INPUT)
    _log.error("request failed", request_id=request_id, code=fault.code, error=str(fault))
    if isinstance(fault, StoreError):  # its text names files and addresses
        error.message = (type(fault).__doc__ or "").strip()
    return explain(fault, INTERNAL) | {"requestId": request_id}


def _unexpected(error: GraphQLError, cause: BaseException, request_id: str) -> dict[str, Any]:
    _log.error("request failed", request_id=request_id, path=error.path, **place_of(cause))
    error.message = _HIDDEN
    return {"code": INTERNAL, "requestId": request_id}
