"""The tasks of the plan and what they are bound to, paged."""

from collections.abc import Iterable

from xinmai.errors import UnknownId
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.plan import PlannedTask, Task, TaskLink
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import TaskLinkKind
from xinmai.ports.store import Reader
from xinmai.service import paging


async def tasks(store: Reader, view: View, agency: PublicId | None) -> tuple[PlannedTask, ...]:
    """Return the tasks (of an agency) with what they are bound to, ordered by number, then id.

    Raises
    ------
    UnknownId
        If the named agency is nothing in this view: a mistyped one must not seem to answer for nothing.
    """
    found = _with_links(await store.tasks(view, agency))
    if agency is not None and not found and not await store.parties(view, [agency]):
        raise UnknownId(agency)
    return found


def answered_by(planned: Iterable[PlannedTask], agency: PublicId) -> tuple[PlannedTask, ...]:
    """Return the tasks for which an agency answers, in their order."""
    return tuple(
        task
        for task in planned
        if any(link.kind is TaskLinkKind.RESPONSIBLE and link.to_id == agency for link in task.links)
    )


def naming(planned: Iterable[PlannedTask], system: PublicId) -> tuple[PlannedTask, ...]:
    """Return the tasks that name a system, in their order."""
    return tuple(task for task in planned if system in systems_named(task))


def systems_named(planned: PlannedTask) -> tuple[PublicId, ...]:
    """Return the systems that a task names, in the order of its links."""
    return tuple(
        link.to_id
        for link in planned.links
        if link.kind is TaskLinkKind.NAMES_SYSTEM and link.to_id is not None
    )


def page_of(planned: tuple[PlannedTask, ...], page: Page) -> Slice[PlannedTask]:
    """Return one page of tasks.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return paging.page_of(planned, lambda task: (task.task.no, task.task.id), tuple[int, str], page)


def _with_links(facts: tuple[Fact, ...]) -> tuple[PlannedTask, ...]:
    links: dict[PublicId, list[TaskLink]] = {}
    for fact in facts:
        if isinstance(fact, TaskLink):
            links.setdefault(fact.task, []).append(fact)
    return tuple(PlannedTask(fact, tuple(links.get(fact.id, ()))) for fact in facts if isinstance(fact, Task))
