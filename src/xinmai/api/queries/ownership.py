"""Control and ownership."""

from typing import Annotated

import msgspec
import strawberry

from xinmai.api.arguments import UNSET, AsOf, KnownAt, stated
from xinmai.api.context import Info
from xinmai.api.describe import argument, field, object_type
from xinmai.api.types.beneficial_owners import BeneficialOwners
from xinmai.api.types.control import ControllersResult, ControlResult
from xinmai.api.types.ownership import CloseLinksResult, OwnershipResult
from xinmai.api.types.ownership_input import Options, choice_of
from xinmai.api.types.path import know
from xinmai.model import ownership_options as model
from xinmai.model.ownership_options import OwnershipMeasure
from xinmai.rules.presets import PresetQuestion
from xinmai.service.beneficial_owners import beneficial_owners as find_owners
from xinmai.service.close_links import close_links as find_links
from xinmai.service.control import control as find_controlled
from xinmai.service.controllers import controllers as find_controllers
from xinmai.service.ownership import ownership as find_ownership
from xinmai.service.ownership_choices import options_of, options_of_owners, preset_of

Company = Annotated[strawberry.ID, argument("Public id of the company.")]
Of = Annotated[strawberry.ID, argument("Public id of the party.")]
Together = Annotated[
    list[strawberry.ID] | None,
    argument("Further parties, 50 at most; which of them act as one is the option `aggregate`."),
]
Preset = Annotated[str | None, argument("Preset by its code, or as CODE@version.")]
Holder = Annotated[strawberry.ID, argument("Public id of the party that owns.")]
Held = Annotated[strawberry.ID, argument("Public id of the company that is owned.")]
HowMeasured = Annotated[OwnershipMeasure | None, argument("How shares add up over several levels.")]
_UBO = "CN_UBO_2024"


@object_type
class OwnershipQueries:
    """Control and ownership, 控制与持股."""

    @field()
    async def control(
        self,
        info: Info,
        of: Of,
        together: Together = UNSET,
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> ControlResult:
        """Whom does a party control, 控制对象: by more than half of the votes unless `options` say otherwise, at any depth.

        Presets: CN_BANK_GROUP, OFAC, EU_SANCTIONS, UK_SANCTIONS.
        """
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        chosen = options_of(
            choice_of(options, view), model.CONTROL, PresetQuestion.CONTROL, application.catalogue
        )
        others = tuple(map(info.context.public_id, stated(together) or ()))
        found = await find_controlled(
            application.store,
            view,
            info.context.public_id(of),
            application.ownership_budget,
            model.for_cascade(chosen),
            others,
        )
        know(info, view, found.facts)
        return ControlResult.from_model(found, view)

    @field()
    async def controllers(
        self,
        info: Info,
        of: Company,
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> ControllersResult:
        """Who controls a company, 控制人认定: declared, by more than half of the votes, suspected; or why nobody does.

        Presets as for `control`.
        """
        view = await info.context.view(as_of, known_at)
        application = info.context.application
        chosen = options_of(
            choice_of(options, view), model.CONTROL, PresetQuestion.CONTROL, application.catalogue
        )
        company, cascading = info.context.public_id(of), model.for_cascade(chosen)
        found = await find_controllers(
            application.store, view, company, application.ownership_budget, cascading
        )
        know(info, view, found.facts)
        return ControllersResult.from_model(found, view)

    @field()
    async def ownership(
        self,
        info: Info,
        holder: Holder,
        held: Held,
        measure: HowMeasured = OwnershipMeasure.LOOK_THROUGH,
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> OwnershipResult:
        """How much of a company does a party own, 持股穿透: of the capital subscribed, judged against a quarter unless stated.

        Presets as for `closeLinks`; a measure in `options`, or of the preset, goes before the argument.
        """
        view = await info.context.view(as_of, known_at)
        application, choice = info.context.application, choice_of(options, view)
        base = msgspec.structs.replace(model.OWNERSHIP, measure=measure or OwnershipMeasure.LOOK_THROUGH)
        chosen = options_of(choice, base, PresetQuestion.CLOSE_LINKS, application.catalogue)
        ends = info.context.public_id(holder), info.context.public_id(held)
        found = await find_ownership(application.store, view, *ends, application.ownership_budget, chosen)
        know(info, view, found.facts)
        return OwnershipResult.from_model(found, view)

    @field()
    async def beneficial_owners(
        self,
        info: Info,
        of: Company,
        preset: Preset = _UBO,
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> BeneficialOwners:
        """Who are the natural persons behind a company, 受益所有人: each test of the preset for itself.

        Presets: CN_UBO_2024, EU_AMLR, UK_PSC. A basis, measure, threshold or comparison in `options` changes the first test;
        the other tests are as the preset has them.
        """
        view = await info.context.view(as_of, known_at)
        application, choice = info.context.application, choice_of(options, view, preset or _UBO)
        tests = preset_of(choice, application.catalogue)
        chosen = options_of_owners(choice, application.catalogue)
        company = info.context.public_id(of)
        found = await find_owners(
            application.store, view, company, tests, application.ownership_budget, chosen
        )
        know(info, view, found.facts)
        return BeneficialOwners.from_model(found, view)

    @field()
    async def close_links(
        self,
        info: Info,
        a: Annotated[strawberry.ID, argument("Public id of a company.")],
        b: Annotated[strawberry.ID, argument("Public id of another company.")],
        preset: Preset = "ECB_CLOSE_LINK",
        options: Options = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> CloseLinksResult:
        """Are two companies closely linked, 密切关联: by a share in one another, or by a third party that has enough of both.

        Presets: ECB_CLOSE_LINK (products along paths), CRR_CLOSE_LINK (by way of control), CN_TAX_42 (any quarter passes on).
        """
        view = await info.context.view(as_of, known_at)
        application, choice = info.context.application, choice_of(options, view, preset)
        chosen = options_of(choice, model.CLOSE_LINK, PresetQuestion.CLOSE_LINKS, application.catalogue)
        ends = info.context.public_id(a), info.context.public_id(b)
        found = await find_links(application.store, view, *ends, application.ownership_budget, chosen)
        know(info, view, found.facts)
        return CloseLinksResult.from_model(found, view)
