"""The regulations, standards and other documents of rules that the plan names: who draws them up, revises them or applies them."""

import re
from collections.abc import Iterable
from typing import Final

from xinmai.model.plan import Mention, PlannedTask, Regulation
from xinmai.model.view import Page, Slice
from xinmai.model.vocabulary import RegulationUse, TaskLinkKind
from xinmai.service import paging

_USE: Final = {
    TaskLinkKind.DRAWS_UP: RegulationUse.DRAWS_UP,
    TaskLinkKind.REVISES: RegulationUse.REVISES,
    TaskLinkKind.APPLIES: RegulationUse.APPLIES,
}
_STOPS: Final = re.compile("[。；]")


def mentions_in(planned: PlannedTask) -> tuple[Mention, ...]:
    """Return the documents that a task names: those that it draws up, revises, applies; each in the order printed."""
    links = [link for link in planned.links if link.kind in _USE and link.value]
    links.sort(key=lambda link: list(_USE).index(link.kind))
    return tuple(
        Mention(link.value or "", _USE[link.kind], _wording(planned, link.value or ""), planned)
        for link in links
    )


def regulations(planned: Iterable[PlannedTask], use: RegulationUse | None) -> tuple[Regulation, ...]:
    """Return the documents that tasks name (in one way), ordered by the number of the first task, then the title."""
    named: dict[str, list[Mention]] = {}
    for task in planned:
        for mention in mentions_in(task):
            if use is None or mention.use is use:
                named.setdefault(mention.title, []).append(mention)
    return tuple(sorted((Regulation(title, tuple(m)) for title, m in named.items()), key=_place))


def page_of(found: tuple[Regulation, ...], page: Page) -> Slice[Regulation]:
    """Return one page of documents.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return paging.page_of(found, _place, tuple[int, str], page)


def _place(regulation: Regulation) -> tuple[int, str]:
    return regulation.mentions[0].task.task.no, regulation.title


def _wording(planned: PlannedTask, title: str) -> str:
    """Return the clause of a task, up to a full stop or semicolon, that prints a title; the title where none does."""
    text = planned.task.text or planned.task.title
    return next((clause.strip() for clause in _STOPS.split(text) if title in clause), title)
