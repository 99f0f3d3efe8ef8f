"""The equity chart as GraphQL shows it."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import relations_at
from xinmai.api.types.relation import Relation, text_of
from xinmai.api.types.shares import Bounds
from xinmai.model import chart as model
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, CutReason, Direction, Flag, RelationKind


@object_type
class ChartCut:
    """Holdings behind a box that are recorded and not drawn, 未绘出."""

    side: Direction = attribute("`IN`: holders above it; `OUT`: holdings below it.")
    count: int = attribute("How many holdings and declared controls lead there.")
    reason: CutReason = attribute("Why they are not drawn.")


@object_type
class ChartBox:
    """A party of the chart, drawn once, 图中主体."""

    level: int = attribute(
        "Row by the longest way that is drawn: negative above the asked party, positive below it."
    )
    marks: list[Flag] = attribute("What is peculiar about it, 标记.")
    unaccounted: DecimalText | None = attribute(
        "Part of its capital that no holding accounts for, in percent; null where a share is not stated or its holders were "
        "not read."
    )
    cuts: list[ChartCut] = attribute("What lies behind it and is not drawn.", size=2)
    box: strawberry.Private[model.ChartBox]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, box: model.ChartBox, view: View) -> "ChartBox":
        """Show a box."""
        return cls(
            level=box.level,
            marks=list(box.marks),
            unaccounted=text_of(box.unaccounted),
            cuts=[ChartCut(side=cut.side, count=cut.count, reason=cut.reason) for cut in box.cuts],
            box=box,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.box.party)


@object_type
class ChartEdge:
    """Why one box stands above another, 连线: a holding, a declared control, or the membership of a coalition."""

    ground: RelationKind = attribute("HOLDS, CONTROLS or MEMBER_OF.")
    code: str | None = attribute(
        "Finer ground where it is no holding: contract, appointment right, concert …"
    )
    share: Bounds | None = attribute(
        "Share of capital; null where it is no holding. Where it is not stated: what the register leaves, never 0."
    )
    is_stated: bool = attribute("Whether a share is stated, exactly or as a range.")
    votes: Bounds | None = attribute("Share of votes where it differs from that of capital.")
    majority: Bound = attribute(
        "Whether it alone gives more than half of the votes; POSSIBLE where unknown shares decide."
    )
    closes_cycle: bool = attribute("Whether it leads back up and so closes a cycle of holdings.")
    edge: strawberry.Private[model.ChartEdge]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, edge: model.ChartEdge, view: View) -> "ChartEdge":
        """Show an edge."""
        return cls(
            ground=edge.ground,
            code=edge.code,
            share=None if edge.share is None else Bounds.from_model(edge.share),
            is_stated=edge.is_stated,
            votes=None if edge.votes is None else Bounds.from_model(edge.votes),
            majority=edge.majority,
            closes_cycle=edge.closes_cycle,
            edge=edge,
            view=view,
        )

    @field(graphql_type=Party)
    async def holder(self, info: Info) -> Any:
        """Who stands above: the holder 股东, who controls, the coalition."""
        return await party_at(info, self.view, self.edge.holder)

    @field(graphql_type=Party)
    async def held(self, info: Info) -> Any:
        """Who stands below: the company held, who is controlled, the member."""
        return await party_at(info, self.view, self.edge.held)

    @field(graphql_type=list[Relation], size=2)
    def relations(self, info: Info) -> Any:
        """The relations it is made of, by id."""
        return relations_at(info, self.view, self.edge.relations)


@object_type
class EquityChart:
    """The ownership around a party on a day, upwards and downwards, 股权穿透图: drawn by `xinmai chart`."""

    completeness: Completeness = attribute("What was cut, and on what it stands.")
    chart: strawberry.Private[model.EquityChart]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, chart: model.EquityChart, view: View) -> "EquityChart":
        """Show a chart."""
        return cls(completeness=Completeness.from_model(chart.completeness, view), chart=chart, view=view)

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """Who was asked about."""
        return await party_at(info, self.view, self.chart.of)

    @field()
    async def head(self, info: Info) -> Party | None:
        """Head of its group by control, 最终控制人: the party itself where nobody controls it, null where there is none."""
        return await party_at(info, self.view, self.chart.head)

    @field()
    def boxes(self) -> list[ChartBox]:
        """The parties, from the top row down; in a row greater stakes first, counted along the chain."""
        return [ChartBox.from_model(box, self.view) for box in self.chart.boxes]

    @field()
    def edges(self) -> list[ChartEdge]:
        """What puts one above another, by holder, held, ground, code."""
        return [ChartEdge.from_model(edge, self.view) for edge in self.chart.edges]
