"""Arguments that many fields share, and their ranges."""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
import strawberry

from xinmai.api.describe import argument
from xinmai.errors import BadArgument
from xinmai.model.dates import PartialDate, bounds
from xinmai.model.filters import ANYTHING, Condition
from xinmai.model.orders import Order
from xinmai.model.view import Page
from xinmai.model.vocabulary import Direction, RelationKind

MAX_FIRST: Final = 500
"""Greatest page."""

AsOf = Annotated[
    PartialDate | None,
    argument(
        "Day in the world at which the graph is looked at, with its month and day. Default: the view of the "
        "field above, at the top today."
    ),
]
KnownAt = Annotated[
    datetime | None,
    argument(
        "Instant up to which facts had been recorded; it resolves to the newest revision not after it. Default: "
        "the view of the field above, at the top the newest revision."
    ),
]
First = Annotated[int | None, argument(f"Items of this page, 1 to {MAX_FIRST}.")]
After = Annotated[
    str | None, argument("Cursor behind which the page begins: `endCursor` of the page before.")
]
RelationKinds = Annotated[list[RelationKind] | None, argument("Only these kinds. Default: all kinds.")]
Side = Annotated[Direction | None, argument("At which end the party stands.")]

UNSET: Final[Any] = strawberry.UNSET
"""Default of an argument that may be left out."""


def stated(value: Any) -> Any:
    """Return the value of an argument, None where it was left out."""
    return None if value is UNSET else value


def page(
    of: str,
    first: int | None,
    after: str | None,
    *,
    default: int,
    where: Condition = ANYTHING,
    order: tuple[Order, ...] = (),
    about: object = None,
    count: bool = True,
) -> Page:
    """Return the asked page of the list ``of``, narrowed and ordered so, ``about`` something: only its cursors fit it.

    Raises
    ------
    BadArgument
        If ``first`` is out of range.
    """
    size = default if first is None else first
    if not 1 <= size <= MAX_FIRST:
        raise BadArgument("first", f"must be between 1 and {MAX_FIRST}, not {size}.")
    is_plain = where == ANYTHING and not order and about is None
    name = of if is_plain else f"{of}#{_digest((where, order, about))}"
    return Page(first=size, after=stated(after), of=name, order=order, count=count)


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]


def day_of(as_of: str, name: str = "asOf") -> int:
    """Return the day that an argument means, ``asOf`` unless another is named.

    Raises
    ------
    BadArgument
        If it is no single day.
    """
    first, last = bounds(as_of)
    if first != last:
        raise BadArgument(name, f"must be one day, for example 2026-05-02, not {as_of}.")
    return first


def one_day(name: str, on: PartialDate) -> PartialDate:
    """Return a date that is one day.

    Raises
    ------
    BadArgument
        If it is not.
    """
    day_of(on, name)
    return on
