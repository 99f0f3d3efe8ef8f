"""The tasks of the plan and what they are bound to, paged."""

from xinmai.errors import BadArgument
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.plan import PlannedTask, Task, TaskLink
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader


async def tasks(store: Reader, view: View, agency: PublicId | None, page: Page) -> Slice[PlannedTask]:
    """Return one page of the tasks (of an agency), ordered by number.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    found = _with_links(await store.tasks(view, agency))
    start = 0 if page.after is None else _place(found, page.after)
    shown = tuple(found[start : start + page.first])
    cursors = tuple(task.task.id for task in shown)
    return Slice(shown, cursors, total=len(found), has_next=start + len(shown) < len(found))


def _with_links(facts: tuple[Fact, ...]) -> list[PlannedTask]:
    links: dict[PublicId, list[TaskLink]] = {}
    for fact in facts:
        if isinstance(fact, TaskLink):
            links.setdefault(fact.task, []).append(fact)
    return [PlannedTask(fact, tuple(links.get(fact.id, ()))) for fact in facts if isinstance(fact, Task)]


def _place(found: list[PlannedTask], after: str) -> int:
    for index, task in enumerate(found):
        if task.task.id == after:
            return index + 1
    raise BadArgument("after", "is no cursor of this list.")
