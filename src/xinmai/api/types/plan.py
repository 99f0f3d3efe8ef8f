"""The plan of 2014: tasks, the bodies that answer for them, the systems it names."""

import asyncio
from typing import Annotated, Any, Final

import strawberry

from xinmai.api.arguments import UNSET, After, First, page
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node, presents
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.model import plan as model
from xinmai.model.view import View
from xinmai.model.vocabulary import RegulationUse, TaskLinkKind
from xinmai.service.regulations import mentions_in
from xinmai.service.tasks import naming, page_of, systems_named

_TASKS: Final[Any] = Annotated["TaskConnection", strawberry.lazy("xinmai.api.types.plan")]
_PAGE: Final = 100


@presents(model.System)
@object_type
class System(Node):
    """An information system that the plan names, 信息系统."""

    name: str = attribute("Name, 名称.")
    no: str | None = attribute("Number in the register of systems.")
    note: str | None = attribute("Free text.")
    fact: strawberry.Private[model.System]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, system: model.System, view: View) -> "System":
        """Show a system."""
        return cls(
            id=strawberry.ID(system.id),
            name=system.name,
            no=system.no,
            note=system.note,
            fact=system,
            view=view,
        )

    @field()
    async def operator(self, info: Info) -> Party | None:
        """Agency that runs it, 建设运行单位; null = not stated."""
        return await party_at(info, self.view, self.fact.operator)

    @field(graphql_type=_TASKS)
    async def tasks(self, info: Info, first: First = _PAGE, after: After = UNSET) -> Connection[Any]:
        """Tasks of the plan that name it, 涉及的工作任务, by number."""
        asked = page("system_tasks", first, after, default=_PAGE, about=self.fact.id)
        found = naming(await info.context.loaders(self.view).tasks(), self.fact.id)
        return connect(page_of(found, asked), asked, self.view)

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.fact], self.view)


@object_type
class SystemConnection(Connection[System]):
    """One page of information systems, ordered by id."""


@object_type
class RegulationMention:
    """A task names a document of rules, 涉及制度."""

    title: str = attribute("Title as printed, 名称; 《》 where the row prints them.")
    use: RegulationUse = attribute("Whether the task draws it up, revises or applies it.")
    wording: str = attribute("The clause of the task that names it, as printed.")
    mention: strawberry.Private[model.Mention]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, mention: model.Mention, view: View) -> "RegulationMention":
        """Show a mention."""
        return cls(title=mention.title, use=mention.use, wording=mention.wording, mention=mention, view=view)

    @field(graphql_type=Annotated["Task", strawberry.lazy("xinmai.api.types.plan")])
    def task(self) -> Any:
        """The task."""
        return Task.from_model(self.mention.task, self.view)


@object_type
class Regulation:
    """A regulation, standard or other document of rules that the plan names, 制度文件. Titles printed alike are one."""

    title: str = attribute("Title as printed, 名称; 《》 where the row prints them.")
    mentions: list[RegulationMention] = attribute("The tasks that name it, by number.", size=1)

    @classmethod
    def from_model(cls, regulation: model.Regulation, view: View) -> "Regulation":
        """Show a document."""
        mentions = [RegulationMention.from_model(mention, view) for mention in regulation.mentions]
        return cls(title=regulation.title, mentions=mentions)


@object_type
class RegulationConnection(Connection[Regulation]):
    """One page of regulations, ordered by the number of the first task that names them, then by title."""


@object_type
class ResponsibleBody:
    """Who answers for a task, 责任单位; printed in an order, not ranked."""

    position: int = attribute("Place as printed, from 1.")
    collective: str | None = attribute(
        "A collective body as printed (各部门, 各区县, 相关部门): nobody in particular; null for an agency."
    )
    link: strawberry.Private[model.TaskLink]
    view: strawberry.Private[View]

    @field()
    async def agency(self, info: Info) -> Party | None:
        """The agency; null for a collective body."""
        return await party_at(info, self.view, self.link.to_id)


@presents(model.PlannedTask)
@object_type
class Task(Node):
    """One row of a work plan, 工作任务."""

    no: int = attribute("Number as printed, 序号.")
    title: str = attribute("Task as printed, 工作任务.")
    year: str | None = attribute("Year of the plan.")
    nature: str | None = attribute("`SW` data and queries, `ORG` organisational, `MIX` both.")
    term: str | None = attribute("Term as printed, 完成时限; null = none.")
    text: str | None = attribute("Full wording, 内容; null = the title is all.")
    record_kinds: list[str] = attribute("Records it covers, as printed, 涉及信息.")
    subject_kinds: list[str] = attribute("Subjects it covers, as printed, 涉及主体.")
    uses: list[str] = attribute("Uses it names, as printed, 应用.")
    measures: list[str] = attribute("Measures it states, as printed, 措施.")
    products: list[str] = attribute("What it is to produce, as printed, 成果.")
    planned: strawberry.Private[model.PlannedTask]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, planned: model.PlannedTask, view: View) -> "Task":
        """Show a task with what it is bound to."""
        task = planned.task
        values = {name: _values(planned, kind) for name, kind in _VALUES.items()}
        return cls(
            id=strawberry.ID(task.id),
            no=task.no,
            title=task.title,
            year=task.year,
            nature=task.nature,
            term=task.term,
            text=task.text,
            planned=planned,
            view=view,
            **values,
        )

    @field()
    def responsible(self) -> list[ResponsibleBody]:
        """Who answers for it, in the order printed, 责任单位."""
        links = [link for link in self.planned.links if link.kind is TaskLinkKind.RESPONSIBLE]
        return [
            ResponsibleBody(position=link.position, collective=link.value, link=link, view=self.view)
            for link in links
        ]

    @field()
    async def systems(self, info: Info) -> list[System]:
        """Information systems it names, 涉及系统."""
        loaders = info.context.loaders(self.view)
        found = await asyncio.gather(*(loaders.fact(system) for system in systems_named(self.planned)))
        return [System.from_model(s, self.view) for s in found if isinstance(s, model.System)]

    @field()
    def regulations(self) -> list[RegulationMention]:
        """Regulations and standards that it draws up, revises or applies, 制度建设, in this order."""
        return [RegulationMention.from_model(mention, self.view) for mention in mentions_in(self.planned)]

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states it, 出处."""
        return refs([self.planned.task], self.view)


@object_type
class TaskConnection(Connection[Task]):
    """One page of tasks, ordered by number."""


_VALUES: Final = {
    "record_kinds": TaskLinkKind.COVERS_RECORD_KIND,
    "subject_kinds": TaskLinkKind.COVERS_SUBJECT_KIND,
    "uses": TaskLinkKind.COVERS_USE,
    "measures": TaskLinkKind.STATES_MEASURE,
    "products": TaskLinkKind.PRODUCES,
}
"""Field of a task → kind of its links that are values."""


def _values(planned: model.PlannedTask, kind: TaskLinkKind) -> list[str]:
    return [link.value for link in planned.links if link.kind is kind and link.value]
