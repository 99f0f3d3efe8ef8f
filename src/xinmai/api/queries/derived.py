"""What follows from the graph by rules: groups, consequences, risk."""

from typing import Annotated

import strawberry

from xinmai.api.arguments import UNSET, AsOf, KnownAt
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.consequence import ConsequenceList
from xinmai.api.types.group import GroupResult
from xinmai.api.types.ownership_input import Options, choice_of
from xinmai.api.types.risk import RiskAssessment
from xinmai.model.ownership_options import CONTROL, for_cascade
from xinmai.rules.presets import PresetQuestion
from xinmai.service.group import group as find_group
from xinmai.service.ownership_choices import options_of
from xinmai.service.propagation import propagation as propagate
from xinmai.service.related_party_risk import related_party_risk as assess

PartyId = Annotated[strawberry.ID, argument("Public id of the party.")]


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
        chosen = options_of(choice_of(options), CONTROL, PresetQuestion.CONTROL, application.catalogue)
        party, cascading = info.context.public_id(of), for_cascade(chosen)
        found = await find_group(application.store, view, party, application.budget, cascading)
        return GroupResult.from_model(found, view)

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
