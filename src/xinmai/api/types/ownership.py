"""How much of a company a party owns, and how two companies are linked by it."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText, Json
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.control import relation_at
from xinmai.api.types.language import Language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import (
    Bounds,
    FlagOn,
    bounds_of,
    deciding_text,
    flags_on,
    options_json,
    share_text,
)
from xinmai.model import ownership as model
from xinmai.model.ownership import LinkKind
from xinmai.model.ownership_options import OwnershipMeasure
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, Lang


@object_type
class MeasuredShare:
    """A share by one measure, 按口径的份额."""

    measure: OwnershipMeasure = attribute("How shares add up.")
    share: Bounds | None = attribute("The share; null where it is no number: `closedCycle` says over whom.")
    sum_of_paths: Bounds | None = attribute(
        "Of WEAKEST_LINK: the least shares of all paths added up, the other convention; null where there are too many paths."
    )
    found: strawberry.Private[model.MeasuredShare]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.MeasuredShare, view: View) -> "MeasuredShare":
        """Show a share."""
        total = bounds_of(found.sum_of_paths)
        return cls(
            measure=found.measure, share=bounds_of(found.share), sum_of_paths=total, found=found, view=view
        )

    @field(graphql_type=list[Party], size=3)
    async def closed_cycle(self, info: Info) -> list[Any]:
        """The cycle that holds all of itself and makes the share no number, CLOSED_CYCLE, by id; else empty."""
        return await parties_at(info, self.view, self.found.closed_cycle)


@object_type
class OwnershipResult:
    """How much of a company a party owns on a day, 持股穿透: by the measure asked for, and beside it by all."""

    measure: OwnershipMeasure = attribute("The measure asked for.")
    share: Bounds | None = attribute(
        "The share by that measure; null where it is no number, because of a closed cycle that is flagged."
    )
    bound: Bound = attribute("Whether it reaches the threshold.")
    residual: DecimalText = attribute(
        "Share of the company that no stated holder has for certain on any level, in percent: nobody is named for it."
    )
    options: Json = attribute("All options that were applied, by name.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.OwnershipResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.OwnershipResult, view: View) -> "OwnershipResult":
        """Show an answer."""
        return cls(
            measure=found.share.measure,
            share=bounds_of(found.share.share),
            bound=found.bound,
            residual=share_text(found.residual),
            options=options_json(found.options),
            completeness=Completeness.from_model(found.completeness, view),
            found=found,
            view=view,
        )

    @field(graphql_type=Party)
    async def holder(self, info: Info) -> Any:
        """Who owns."""
        return await party_at(info, self.view, self.found.holder)

    @field(graphql_type=Party)
    async def held(self, info: Info) -> Any:
        """What is owned."""
        return await party_at(info, self.view, self.found.held)

    @field(size=5)
    def beside(self) -> list[MeasuredShare]:
        """The share by every measure, so that none is taken for another."""
        return [MeasuredShare.from_model(share, self.view) for share in self.found.beside]

    @field(size=10)
    def paths(self) -> list[Path]:
        """The paths over which it is owned, greatest first; `maxPaths` at most, the flag TRUNCATED says that there are more."""
        return [Path.from_model(path, self.view) for path in self.found.paths]

    @field(graphql_type=list[Party], size=5)
    async def open_registers(self, info: Info) -> list[Any]:
        """Companies on the way whose register is incomplete: what nobody has of them may be the holder's too."""
        return await parties_at(info, self.view, self.found.open_registers)

    @field()
    async def deciding_fact(self, info: Info, lang: Language = Lang.ZH) -> str | None:
        """For POSSIBLE: the one missing fact that would decide it, in words, 待查事实; null where one would not do."""
        return await deciding_text(info, self.view, self.found.deciding, lang)

    @field()
    async def deciding(self, info: Info) -> Relation | None:
        """For POSSIBLE: the one holding whose share would decide it; null where one would not do."""
        return await relation_at(info, self.view, self.found.deciding)

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd on the way, by flag, then party, 标记."""
        return flags_on(self.found.flags, self.view)


@object_type
class CloseLink:
    """One ground on which two companies are closely linked, 密切关联依据."""

    kind: LinkKind = attribute("Who holds whom.")
    bound: Bound = attribute("Whether it is so, as far as unknown shares let one tell.")
    shares: list[Bounds] = attribute("Share of the company held; of a third party, of `a` and of `b`.")
    paths: list[Path] = attribute("The greatest path for each share.")
    link: strawberry.Private[model.CloseLink]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, link: model.CloseLink, view: View) -> "CloseLink":
        """Show a link."""
        return cls(
            kind=link.kind,
            bound=link.bound,
            shares=[Bounds.from_model(share) for share in link.shares],
            paths=[Path.from_model(path, view) for path in link.paths],
            link=link,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who holds; the third party of both."""
        return await party_at(info, self.view, self.link.party)


@object_type
class CloseLinksResult:
    """Whether two companies are closely linked on a day, 密切关联."""

    linked: Bound = attribute("Whether they are linked on any ground.")
    options: Json = attribute("All options that were applied, by name.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.CloseLinksResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.CloseLinksResult, view: View) -> "CloseLinksResult":
        """Show an answer."""
        whole = Completeness.from_model(found.completeness, view)
        options = options_json(found.options)
        return cls(linked=found.linked, options=options, completeness=whole, found=found, view=view)

    @field(graphql_type=Party)
    async def a(self, info: Info) -> Any:
        """The first company."""
        return await party_at(info, self.view, self.found.a)

    @field(graphql_type=Party)
    async def b(self, info: Info) -> Any:
        """The second company."""
        return await party_at(info, self.view, self.found.b)

    @field(size=20)
    def links(self) -> list[CloseLink]:
        """The grounds: between the two first, then over third parties, certain ones first, then by id."""
        return [CloseLink.from_model(link, self.view) for link in self.found.links]

    @field(graphql_type=list[Party], size=2)
    async def exempt(self, info: Info) -> list[Any]:
        """State bodies that have enough of both and, by the options, link nobody, 国家控股除外; by id."""
        return await parties_at(info, self.view, self.found.exempt)

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd on the way up from both, by flag, then party, 标记."""
        return flags_on(self.found.flags, self.view)
