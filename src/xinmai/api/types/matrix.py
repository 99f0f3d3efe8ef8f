"""How many parties are linked with one another."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node
from xinmai.api.types.completeness import Completeness, SourceUse, shown_sources
from xinmai.api.types.language import Language
from xinmai.api.types.party import Party
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.paths import label_of
from xinmai.api.types.relation import node_at
from xinmai.model import links as model
from xinmai.model.view import View
from xinmai.model.vocabulary import HubReason, JobState, Lang, RelationKind


@object_type
class LinkedPair:
    """Two parties that are linked, 关联对; `a` has the smaller id."""

    length: int = attribute("Number of hops of the shortest path.")
    path: Path = attribute("Shortest path from `a` to `b`; of several the one whose nodes come first by id.")
    cell: strawberry.Private[model.Cell]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, cell: model.Cell, view: View) -> "LinkedPair":
        """Show a pair."""
        return cls(length=len(cell.path.hops), path=Path.from_model(cell.path, view), cell=cell, view=view)

    @field(graphql_type=Party)
    def a(self, info: Info) -> Any:
        """The one party."""
        return node_at(info, self.view, self.cell.path.start)

    @field(graphql_type=Party)
    def b(self, info: Info) -> Any:
        """The other party."""
        return node_at(info, self.view, self.cell.path.end)


@object_type
class PartyLinks:
    """A party to which a neighbour is directly linked, and by which kinds of relation, 关联主体."""

    kinds: list[RelationKind] = attribute("Kinds of the relations between them.", size=2)
    links: strawberry.Private[model.PartyLinks]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    def party(self, info: Info) -> Any:
        """The party."""
        return node_at(info, self.view, self.links.party)


@object_type
class SharedNeighbour:
    """A node that is directly linked to two or more of the parties, 共同邻居."""

    count: int = attribute("Number of parties to which it is linked.")
    neighbour: strawberry.Private[model.Neighbour]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, neighbour: model.Neighbour, view: View) -> "SharedNeighbour":
        """Show a neighbour."""
        return cls(count=len(neighbour.links), neighbour=neighbour, view=view)

    @field(graphql_type=Node)
    def node(self, info: Info) -> Any:
        """The neighbour: a party, a case or a contact value."""
        return node_at(info, self.view, self.neighbour.node)

    @field(size=5)
    def links(self) -> list[PartyLinks]:
        """To whom, by which kinds of relation, by id of the party."""
        return [PartyLinks(kinds=list(own.kinds), links=own, view=self.view) for own in self.neighbour.links]


@object_type
class SharedHub:
    """A hub that two or more of the parties touch, 折叠枢纽: told once, for no path passes it."""

    reason: HubReason = attribute("Why it is not passed.")
    count: int = attribute("Number of parties that touch it.")
    shared: strawberry.Private[model.SharedHub]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, shared: model.SharedHub, view: View) -> "SharedHub":
        """Show a hub."""
        return cls(reason=shared.reason, count=len(shared.touches), shared=shared, view=view)

    @field(graphql_type=Node)
    def hub(self, info: Info) -> Any:
        """The hub: a party, or a telephone or address that many share."""
        return node_at(info, self.view, self.shared.hub)

    @field()
    def label(self, info: Info, lang: Language = Lang.ZH) -> str:
        """Why it links nobody, in words."""
        return label_of(info, self.shared.reason, self.shared.hub, lang)

    @field(size=20)
    def touches(self) -> list[Path]:
        """Shortest way from each party to it, at most half of `maxDepth` long, by length, then by id of the party."""
        return [Path.from_model(path, self.view) for path in self.shared.touches]


@object_type
class Job:
    """How far a question is that takes longer than a request, 作业: ask it again to see; it is the same job."""

    state: JobState = attribute("Whether it still runs.")
    done: int = attribute("Parties whose links are known.")
    total: int = attribute("Parties asked about.")


@object_type
class ConnectionMatrix:
    """How many parties are linked with one another, 关联矩阵. While a job runs it is empty, and `completeness` says so."""

    unlinked: int | None = attribute(
        "Number of pairs between which no link was found; null while a job runs, never zero for unknown."
    )
    kinds_searched: list[RelationKind] = attribute("Kinds of relation that were followed.", size=27)
    job: Job | None = attribute("Where more than 50 parties were asked about; null: answered at once.")
    completeness: Completeness = attribute(
        "What was cut, and on what the paths stand. Every path of at most `depthReached` hops was looked for."
    )
    matrix: strawberry.Private[model.ConnectionMatrix]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, matrix: model.ConnectionMatrix, view: View) -> "ConnectionMatrix":
        """Show a matrix."""
        job = matrix.job
        return cls(
            unlinked=matrix.unlinked,
            kinds_searched=list(matrix.kinds),
            job=None if job is None else Job(state=job.state, done=job.done, total=job.total),
            completeness=Completeness.from_model(matrix.completeness, view),
            matrix=matrix,
            view=view,
        )

    @field(graphql_type=list[Party], size=50)
    async def among(self, info: Info) -> list[Any]:
        """The parties asked about, by id."""
        return await parties_at(info, self.view, self.matrix.among)

    @field(size=1000)
    def cells(self) -> list[LinkedPair]:
        """Linked pairs, by `a`, then `b`; a pair that is not here is one of the `unlinked`."""
        return [LinkedPair.from_model(cell, self.view) for cell in self.matrix.cells]

    @field(size=50)
    def common_neighbours(self) -> list[SharedNeighbour]:
        """Nodes directly linked to two or more of the parties, by their number, the greatest first, then by id."""
        return [SharedNeighbour.from_model(own, self.view) for own in self.matrix.neighbours]

    @field(size=50)
    def shared_third_persons(self) -> list[SharedNeighbour]:
        """Natural persons, not asked about, who hold in or stand in office at two or more of the parties, in the same order."""
        return [SharedNeighbour.from_model(own, self.view) for own in self.matrix.third_persons]

    @field(size=10)
    def folded(self) -> list[SharedHub]:
        """Hubs that two or more of the parties touch, by their number, the greatest first, then by id, 折叠枢纽."""
        return [SharedHub.from_model(hub, self.view) for hub in self.matrix.folded]

    @field(size=50)
    def searched(self) -> list[SourceUse]:
        """Sources that were searched, by id, with the day up to which each speaks, 检索范围."""
        return shown_sources(self.matrix.searched, self.view)
