"""What follows from the graph by rules: groups, consequences, risk."""

from typing import Annotated

import strawberry

from xinmai.api.arguments import UNSET, AsOf, KnownAt, one_day
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.selection import wants
from xinmai.api.types.consequence import ConsequenceList
from xinmai.api.types.equity_chart import EquityChart
from xinmai.api.types.group import GroupResult
from xinmai.api.types.group_diff import GroupDiff
from xinmai.api.types.ownership_input import Options, choice_of
from xinmai.api.types.path import know
from xinmai.api.types.risk import RiskAssessment
from xinmai.model.chart import ChartAsked
from xinmai.model.dates import PartialDate
from xinmai.model.ownership_options import CONTROL, for_cascade
from xinmai.rules.presets import PresetQuestion
from xinmai.service.equity_chart import BOXES, DOWN, MAX_BOXES, UP
from xinmai.service.equity_chart import equity_chart as find_chart
from xinmai.service.group import group as find_group
from xinmai.service.group_diff import group_diff as find_group_diff
from xinmai.service.ownership_choices import control_options, options_of
from xinmai.service.propagation import propagation as propagate
from xinmai.service.related_party_risk import related_party_risk as assess

PartyId = Annotated[strawberry.ID, argument("Public id of the party.")]
_STEPS = "from 0 to the setting `max_depth` (10 unless set)"

Up = Annotated[int | None, argument(f"Greatest number of steps towards owners, {_STEPS}.")]
Down = Annotated[int | None, argument(f"Greatest number of steps towards holdings, {_STEPS}.")]
Boxes = Annotated[
    int | None,
    argument(
        f"Greatest number of parties, 1 to {MAX_BOXES}; the greatest stakes are drawn, the rest is counted."
    ),
]


@object_type
class DerivedQueries:
    """What follows by rules, 推理."""

    @field()
    async def group(
        self,
        info: Info,
        of: PartyId,
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> GroupResult:
        """Which parties are one group, 企业集团: the head that nobody controls, and all whom it controls, at any depth.

        Presets as for `control`.
        """
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        chosen = options_of(choice_of(options, view), CONTROL, PresetQuestion.CONTROL, application.catalogue)
        party, cascading = info.context.public_id(of), for_cascade(chosen)
        found = await find_group(
            application.store,
            view,
            party,
            application.ownership_budget,
            cascading,
            indices=wants(info, "indices"),
        )
        return GroupResult.from_model(found, view)

    @field()
    async def group_diff(
        self,
        info: Info,
        of: PartyId,
        from_: Annotated[PartialDate, argument("The first day, with its month and day.", name="from")],
        to: Annotated[PartialDate, argument("The second day, with its month and day.")],
        options: Options = UNSET,
        known_at: KnownAt = UNSET,
    ) -> GroupDiff:
        """How did the group of a party change between two days, 集团变动: who came, who left, and because of what.

        Presets as for `control`.
        """
        first = await info.context.view(one_day("from", from_), known_at)
        second = await info.context.view(one_day("to", to), known_at)
        application = info.context.application
        chosen = options_of(
            choice_of(options, second), CONTROL, PresetQuestion.CONTROL, application.catalogue
        )
        party, cascading = info.context.public_id(of), for_cascade(chosen)
        found = await find_group_diff(
            application.store, first, second, party, application.ownership_budget, cascading
        )
        know(info, second, found.facts)
        return GroupDiff.from_model(found, first, second)

    @field()
    async def equity_chart(
        self,
        info: Info,
        of: PartyId,
        up: Up = UP,
        down: Down = DOWN,
        boxes: Boxes = BOXES,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> EquityChart:
        """Who holds a party and whom does it hold, 股权穿透图: with shares, ranges, grounds, and what is not drawn."""
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        asked = ChartAsked(
            of=info.context.public_id(of),
            up=UP if up is None else up,
            down=DOWN if down is None else down,
            boxes=BOXES if boxes is None else boxes,
        )
        chart = await find_chart(
            application.store, view, asked, application.budget, control_options(application.catalogue)
        )
        know(info, view, chart.facts)
        return EquityChart.from_model(chart, view)

    @field()
    async def propagation(
        self,
        info: Info,
        record: Annotated[strawberry.ID, argument("Public id of the credit record.")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> ConsequenceList:
        """Whom does a record reach, 处罚传导: by which rule of the catalogue, until when; default is nobody."""
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        found = await propagate(
            application.store, view, info.context.public_id(record), application.rules, application.budget
        )
        return ConsequenceList.from_model(found, view)

    @field()
    async def related_party_risk(
        self, info: Info, of: PartyId, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
    ) -> RiskAssessment:
        """Which risk comes from related parties, 关联方风险: an ordinal index, no probability, no legal force."""
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        found = await assess(
            application.store, view, info.context.public_id(of), application.weights, application.budget
        )
        return RiskAssessment.from_model(found, view)
