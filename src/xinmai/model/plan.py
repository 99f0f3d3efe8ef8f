"""The plan of 2014: tasks, the bodies that answer for them, the systems they name (plan rows 1–85)."""

import msgspec

from xinmai.model.fact import Fact, Link
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import RegulationUse, TaskLinkKind


class Task(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a work plan, 工作任务."""

    id: PublicId
    """Public id."""
    no: int
    """Number as printed."""
    title: str
    """Task as printed, 工作任务."""
    year: str | None = None
    """Year of the plan."""
    nature: str | None = None
    """``SW`` implementable as data and queries, ``MIX``, ``ORG`` organisational."""
    term: str | None = None
    """Term as printed."""
    text: str | None = None
    """Full wording."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id


class System(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """An information system that the plan names, 信息系统."""

    id: PublicId
    """Public id."""
    name: str
    """Name."""
    no: str | None = None
    """Number in the register of systems."""
    operator: PublicId | None = None
    """Agency that runs it."""
    note: str | None = None
    """Free text."""

    @property
    def key(self) -> str:
        """The public id."""
        return self.id

    def links(self) -> tuple[Link, ...]:
        """Join the system with its operator."""
        return () if self.operator is None else (Link("operated_by", self.id, self.operator),)


class TaskLink(Fact, frozen=True, kw_only=True, omit_defaults=True, rename={"to_id": "to"}):
    """What a task is bound to, 任务关联: a responsible body, a system, a record kind, a use, a regulation."""

    task: PublicId
    """The task."""
    kind: TaskLinkKind
    """How."""
    to_id: PublicId | None = None
    """The agency or system; None for a value."""
    value: str | None = None
    """Text as printed, where there is no node: 各部门, a record kind, a use, a title."""
    position: int = 0
    """Place as printed, from 1; bodies are printed in an order but not ranked."""

    @property
    def key(self) -> str:
        """Identity: task, kind, target."""
        return self.composite("task_link", self.task, self.kind, self.to_id, self.value)

    def links(self) -> tuple[Link, ...]:
        """Join the task with the agency or system."""
        return (Link(f"task_{self.kind}", self.task, self.to_id),)


class PlannedTask(msgspec.Struct, frozen=True):
    """A task with everything it is bound to, 工作任务及其关联."""

    task: Task
    links: tuple[TaskLink, ...]
    """Ordered by kind, position."""


class Mention(msgspec.Struct, frozen=True):
    """A task names a document of rules, 涉及制度."""

    title: str
    """As printed; 《》 where the row prints them."""
    use: RegulationUse
    wording: str
    """The clause of the task that names it, as printed."""
    task: PlannedTask


class Regulation(msgspec.Struct, frozen=True):
    """A regulation, standard or other document of rules that the plan names, 制度文件. Titles printed alike are one."""

    title: str
    mentions: tuple[Mention, ...]
    """By number of the task."""
