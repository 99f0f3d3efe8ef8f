"""The natural persons behind a company."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.control import relation_at
from xinmai.api.types.language import Language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import Bounds, FlagOn, bounds_of, deciding_text, flags_on, said, share_text
from xinmai.model import ownership as model
from xinmai.model.ownership import MissingReason, OwnerProng
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, Lang, RelationKind


@object_type
class Owner:
    """A natural person behind a company, 受益所有人."""

    prong: OwnerProng = attribute("By which test.")
    bound: Bound = attribute("Whether the person meets it, as far as unknown shares let one tell.")
    share: Bounds | None = attribute(
        "Share by the measure of the test; of control, votes that the person and whom it controls have; null for an office."
    )
    role: RelationKind | None = attribute("The office of who manages the company; else null.")
    owner: strawberry.Private[model.Owner]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, owner: model.Owner, view: View) -> "Owner":
        """Show an owner."""
        share = bounds_of(owner.share)
        return cls(prong=owner.prong, bound=owner.bound, share=share, role=owner.role, owner=owner, view=view)

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.owner.party)

    @field(size=10)
    def paths(self) -> list[Path]:
        """The ways down to the company, greatest first."""
        return [Path.from_model(path, self.view) for path in self.owner.paths]

    @field(graphql_type=list[Party], size=3)
    async def jointly_with(self, info: Info) -> list[Any]:
        """The coalition, and its members, through which alone the person meets the test; else empty."""
        return await parties_at(info, self.view, self.owner.jointly_with)

    @field()
    async def deciding_fact(self, info: Info, lang: Language = Lang.ZH) -> str | None:
        """For POSSIBLE: the one missing fact that would decide it, in words, 待查事实; null where one would not do."""
        return await deciding_text(info, self.view, self.owner.deciding, lang)

    @field()
    async def deciding(self, info: Info) -> Relation | None:
        """For POSSIBLE: the one holding whose share would decide it; null where one would not do."""
        return await relation_at(info, self.view, self.owner.deciding)


@object_type
class MissingOwner:
    """A place where somebody may stand who is not in the data, 缺口."""

    reason: MissingReason = attribute("What is lacking.")
    found: strawberry.Private[model.MissingOwner]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Of whom."""
        return await party_at(info, self.view, self.found.party)

    @field()
    async def sentence(self, info: Info, lang: Language = Lang.ZH) -> str:
        """What is lacking, in words."""
        words = info.context.application.catalogue.control.missing[self.found.reason]
        return await said(info, self.view, words, {"party": (self.found.party,)}, lang)


@object_type
class BeneficialOwners:
    """The natural persons behind a company on a day by one preset, 受益所有人认定: each test for itself."""

    preset: str = attribute("Code and version of the preset.")
    residual: DecimalText = attribute(
        "Share of the company that no stated holder has for certain on any level, in percent."
    )
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.BeneficialOwners]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.BeneficialOwners, view: View) -> "BeneficialOwners":
        """Show an answer."""
        return cls(
            preset=found.preset,
            residual=share_text(found.residual),
            completeness=Completeness.from_model(found.completeness, view),
            found=found,
            view=view,
        )

    def _by(self, prong: OwnerProng) -> list[Owner]:
        return [Owner.from_model(own, self.view) for own in self.found.owners if own.prong is prong]

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """The company."""
        return await party_at(info, self.view, self.found.of)

    @field(size=5)
    def by_ownership(self) -> list[Owner]:
        """Who has enough of the capital, over any number of levels."""
        return self._by(OwnerProng.OWNERSHIP)

    @field(size=5)
    def by_votes_or_income(self) -> list[Owner]:
        """Who has enough of the votes and does not meet the first test for certain."""
        return self._by(OwnerProng.VOTES_OR_INCOME)

    @field(size=5)
    def by_ownership_and_control(self) -> list[Owner]:
        """Whose companies have enough, or who has enough of what controls; only where the preset has that test."""
        return self._by(OwnerProng.OWNERSHIP_AND_CONTROL)

    @field(size=5)
    def by_control(self) -> list[Owner]:
        """Who controls, alone or jointly."""
        return self._by(OwnerProng.CONTROL)

    @field(size=5)
    def fallback(self) -> list[Owner]:
        """Who manages the company from day to day, where no test finds anybody for certain."""
        return self._by(OwnerProng.FALLBACK)

    @field(size=10)
    def below(self) -> list[Owner]:
        """Natural persons who own something and do not meet the first test by what is stated, greatest share first; 50 at most.

        POSSIBLE there means: only what nobody is named for could lift the person over the line.
        """
        return [Owner.from_model(own, self.view) for own in self.found.below]

    @field(size=5)
    def missing(self) -> list[MissingOwner]:
        """Where somebody may stand who is not in the data, 缺口."""
        return [MissingOwner(reason=own.reason, found=own, view=self.view) for own in self.found.missing]

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd on the way up, by flag, then party, 标记."""
        return flags_on(self.found.flags, self.view)
