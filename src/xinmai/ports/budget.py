"""How a budget is kept: the time of a question as a whole, and the time it may hold up others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, ParamSpec, TypeVar

from xinmai.errors import BudgetExceeded
from xinmai.model.view import Budget

LARGE: Final = 500
"""Relations from which on a computation is left to a thread."""

P = ParamSpec("P")
T = TypeVar("T")


@asynccontextmanager
async def within(budget: Budget) -> AsyncIterator[None]:
    """Stop a question whose steps together take longer than the budget's seconds.

    Raises
    ------
    BudgetExceeded
        If it was stopped.
    """
    try:
        async with asyncio.timeout(budget.seconds):
            yield
    except (TimeoutError, BudgetExceeded) as error:  # a step that had only what was left says so of that
        raise BudgetExceeded(budget.seconds) from error


async def computed(size: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a pure function gives; one over a large graph is left to a thread, so that others are served meanwhile."""
    if size < LARGE:
        return function(*args, **kwargs)
    return await asyncio.to_thread(function, *args, **kwargs)
