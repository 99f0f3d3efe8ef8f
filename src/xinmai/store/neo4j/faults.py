"""What goes wrong at the server, in our own words. Messages of the server may hold values and are not passed on."""

from typing import Final

from neo4j.exceptions import AuthError, ClientError, Neo4jError

from xinmai.errors import (
    BudgetExceeded,
    StoreDamaged,
    StoreDenied,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
    XinmaiError,
)

_STOPPED: Final = ("TransactionTimedOut", "Transaction.Terminated", "MemoryPoolOutOfMemory", "OutOfMemory")
_READ_ONLY: Final = ("ReadOnly", "NotALeader")


def fault_of(error: Exception, where: str, seconds: float | None) -> XinmaiError:
    """Return the error of ours that says what a fault of the driver or the server means."""
    if not isinstance(error, Neo4jError):
        return StoreUnreachable(where)
    code = error.code or ""
    if seconds is not None and any(mark in code for mark in _STOPPED):
        return BudgetExceeded(seconds)
    if isinstance(error, AuthError) or "Security" in code:
        return StoreDenied(where)
    if "DatabaseNotFound" in code:
        return StoreMissing(where, "the server has no database of this name.", _NO_DATABASE)
    if any(mark in code for mark in _READ_ONLY):
        return StoreReadOnly(where, hint=_READ_ONLY_DATABASE)
    return _other(error, code, where)


_NO_DATABASE: Final = (
    "Write the name of a database behind the address: bolt://host:7687/name; the usual one is neo4j."
)
_READ_ONLY_DATABASE: Final = (
    "Let the database be written (ALTER DATABASE … SET ACCESS READ WRITE), or name another --store."
)


def _other(error: Neo4jError, code: str, where: str) -> StoreError:
    if "DatabaseUnavailable" in code or error.is_retryable():
        return StoreUnreachable(where, f"the server could not do it just now ({code}).")
    if "NoSpace" in code or "OutOfDisk" in code:
        return StoreFull(where)
    if isinstance(error, ClientError):
        return StoreError(where, f"the server refused a statement ({code}).")
    return StoreDamaged(where, f"the server failed ({code}).")
