"""Who controls whom."""

import asyncio
from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.scalars import DecimalText, Json
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.language import Language
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import (
    Bounds,
    FlagOn,
    deciding_text,
    flags_on,
    options_json,
    said,
    share_text,
)
from xinmai.model import control as model
from xinmai.model.control import ContradictionKind, ControllerTier, NoControllerReason
from xinmai.model.ids import PublicId
from xinmai.model.relation import Relation as RelationFact
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, Lang


async def relation_at(info: Info, view: View, key: PublicId | None) -> Relation | None:
    """Return the relation of an id; None for no id, and for one that is nothing here."""
    found = None if key is None else await info.context.loaders(view).fact(key)
    return Relation.from_model(found, view) if isinstance(found, RelationFact) else None


@object_type
class Controlled:
    """A party that is controlled, or may be, 受控主体."""

    bound: Bound = attribute("Whether it is controlled.")
    share: Bounds = attribute("Votes in it that the controlling party and whom it controls have together.")
    path: Path = attribute("One way down to it, over the greatest stake at each step.")
    member: strawberry.Private[model.Controlled]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, member: model.Controlled, view: View) -> "Controlled":
        """Show a controlled party."""
        share, path = Bounds.from_model(member.share), Path.from_model(member.path, view)
        return cls(bound=member.bound, share=share, path=path, member=member, view=view)

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.member.party)

    @field(size=20)
    async def via(self, info: Info) -> list[Relation]:
        """All holdings and declarations that this stands on, by id."""
        found = await asyncio.gather(*(relation_at(info, self.view, key) for key in self.member.via))
        return [relation for relation in found if relation is not None]

    @field()
    async def deciding_fact(self, info: Info, lang: Language = Lang.ZH) -> str | None:
        """For POSSIBLE: the one missing fact that would decide it, in words, 待查事实; null where one would not do."""
        return await deciding_text(info, self.view, self.member.deciding, lang)

    @field()
    async def deciding(self, info: Info) -> Relation | None:
        """For POSSIBLE: the one holding whose share would decide it; null where one would not do."""
        return await relation_at(info, self.view, self.member.deciding)


@object_type
class ControlResult:
    """Whom a party controls on a day, 控制对象: at any depth, votes of controlled companies added up."""

    options: Json = attribute("All options that were applied, by name.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.ControlResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.ControlResult, view: View) -> "ControlResult":
        """Show an answer."""
        whole = Completeness.from_model(found.completeness, view)
        return cls(options=options_json(found.options), completeness=whole, found=found, view=view)

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """Who was asked about."""
        return await party_at(info, self.view, self.found.of)

    @field(graphql_type=list[Party], size=5)
    async def together(self, info: Info) -> list[Any]:
        """Who was asked about with it."""
        return await parties_at(info, self.view, self.found.together)

    @field(size=500)
    def members(self) -> list[Controlled]:
        """Who is controlled, certain ones first, then by id."""
        return [Controlled.from_model(member, self.view) for member in self.found.members]

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd, by flag, then party, 标记."""
        return flags_on(self.found.flags, self.view)


@object_type
class Controller:
    """A controller of a company, 控制人."""

    tier: ControllerTier = attribute("On what it rests.")
    bound: Bound = attribute("Whether it is so, as far as unknown shares let one tell.")
    share: Bounds = attribute(
        "Votes in the company that it and whom it controls have; of a suspected controller, in the company where the climb began."
    )
    path: Path | None = attribute(
        "Over the greatest stake at each step; null where it holds nothing that is stated."
    )
    ground: str | None = attribute("Code of the ground of declared control.")
    margin: DecimalText | None = attribute(
        "How far ahead of the runner-up it is, in percentage points, at least; null where that was not compared."
    )
    controller: strawberry.Private[model.Controller]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, controller: model.Controller, view: View) -> "Controller":
        """Show a controller."""
        return cls(
            tier=controller.tier,
            bound=controller.bound,
            share=Bounds.from_model(controller.share),
            path=None if controller.path is None else Path.from_model(controller.path, view),
            ground=controller.ground,
            margin=None if controller.margin is None else share_text(controller.margin),
            controller=controller,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.controller.party)

    @field()
    async def runner_up(self, info: Info) -> Party | None:
        """Who has most of the rest, the votes of one group taken together; null where there is nobody else."""
        return await party_at(info, self.view, self.controller.runner_up)

    @field()
    async def deciding_fact(self, info: Info, lang: Language = Lang.ZH) -> str | None:
        """For POSSIBLE: the one missing fact that would decide it, in words, 待查事实; null where one would not do."""
        return await deciding_text(info, self.view, self.controller.deciding, lang)

    @field()
    async def deciding(self, info: Info) -> Relation | None:
        """For POSSIBLE: the one holding whose share would decide it; null where one would not do."""
        return await relation_at(info, self.view, self.controller.deciding)


@object_type
class NoController:
    """Why nobody, or nobody further up, is the controller, 无实际控制人: a real answer."""

    reason: NoControllerReason = attribute("Why.")
    found: strawberry.Private[model.NoController]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def at(self, info: Info) -> Any:
        """The company where the way up ends."""
        return await party_at(info, self.view, self.found.at)

    @field(graphql_type=list[Party], size=5)
    async def parties(self, info: Info) -> list[Any]:
        """Who is involved, by id."""
        return await parties_at(info, self.view, self.found.parties)

    @field()
    async def sentence(self, info: Info, lang: Language = Lang.ZH) -> str:
        """The reason in words."""
        words = info.context.application.catalogue.control.none[self.found.reason]
        places = {"at": (self.found.at,), "parties": self.found.parties}
        return await said(info, self.view, words, places, lang)


@object_type
class Contradiction:
    """A difference between what is declared and what the shares say, 申报与计算不符."""

    kind: ContradictionKind = attribute("How they differ.")
    found: strawberry.Private[model.Contradiction]
    of: strawberry.Private[PublicId]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def declared(self, info: Info) -> Any:
        """Who is declared to be the controller."""
        return await party_at(info, self.view, self.found.declared)

    @field(graphql_type=Relation)
    async def relation(self, info: Info) -> Any:
        """What declares it."""
        return await relation_at(info, self.view, self.found.relation)

    @field(graphql_type=list[Party], size=2)
    async def computed(self, info: Info) -> list[Any]:
        """Whom the shares make the controller, or who else is declared, by id."""
        return await parties_at(info, self.view, self.found.computed)

    @field()
    async def sentence(self, info: Info, lang: Language = Lang.ZH) -> str:
        """The difference in words."""
        words = info.context.application.catalogue.control.contradiction[self.found.kind]
        computed = self.found.computed
        places = {"declared": (self.found.declared,), "of": (self.of,), "computed": computed}
        return await said(info, self.view, words, places, lang)


@object_type
class ControllersResult:
    """Who controls a company on a day, 控制人认定: three tiers, never mixed."""

    options: Json = attribute("All options that were applied, by name.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.ControllersResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.ControllersResult, view: View) -> "ControllersResult":
        """Show an answer."""
        whole = Completeness.from_model(found.completeness, view)
        return cls(options=options_json(found.options), completeness=whole, found=found, view=view)

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """The company."""
        return await party_at(info, self.view, self.found.of)

    @field(size=5)
    def controllers(self) -> list[Controller]:
        """The controllers, by tier, then certain ones first, then by id."""
        return [Controller.from_model(own, self.view) for own in self.found.controllers]

    @field()
    def none(self) -> NoController | None:
        """Where no person, state body or coalition is found at the top: why; null where one is."""
        none = self.found.none
        return None if none is None else NoController(reason=none.reason, found=none, view=self.view)

    @field()
    def contradictions(self) -> list[Contradiction]:
        """Where what is declared and what the shares say differ, 矛盾."""
        return [
            Contradiction(kind=own.kind, found=own, of=self.found.of, view=self.view)
            for own in self.found.contradictions
        ]

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd on the way up, by flag, then party, 标记."""
        return flags_on(self.found.flags, self.view)
