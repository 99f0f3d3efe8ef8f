"""The information systems that the plan names."""

from collections.abc import Iterable

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.plan import PlannedTask, System
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader
from xinmai.service import paging
from xinmai.service.tasks import answered_by, systems_named

_AT_ONCE = 500


async def systems(store: Reader, view: View, page: Page) -> Slice[Fact]:
    """Return one page of all systems, ordered by id."""
    return await store.listing(view, "system", page)


async def all_systems(store: Reader, view: View) -> tuple[System, ...]:
    """Return all systems, ordered by id."""
    found: list[Fact] = []
    after: str | None = None
    while True:
        part = await store.listing(view, "system", Page(first=_AT_ONCE, after=after))
        found += part.items
        if not part.has_next:
            return tuple(system for system in found if isinstance(system, System))
        after = part.cursors[-1]


def systems_of(
    known: Iterable[System], planned: Iterable[PlannedTask], agency: PublicId
) -> tuple[System, ...]:
    """Return the systems that an agency runs, and those that a task names for which it answers, in their order."""
    named = {system for task in answered_by(planned, agency) for system in systems_named(task)}
    return tuple(system for system in known if system.operator == agency or system.id in named)


def page_of(found: tuple[System, ...], page: Page) -> Slice[System]:
    """Return one page of systems.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return paging.page_of(found, lambda system: (str(system.id),), tuple[str], page)
