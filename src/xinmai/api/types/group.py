"""Groups by control."""

import asyncio
from typing import Annotated, Any

import strawberry

from xinmai.analysis.groups.carried import live_sanctions, ratings
from xinmai.api.arguments import UNSET, After, First, page, stated
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, attribute, field, object_type
from xinmai.api.reading import PAGE
from xinmai.api.scalars import Json
from xinmai.api.types.affiliates import Affiliates
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.group_carried import DeclaredGroup, GroupRating, GroupSanction
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, know, parties_at
from xinmai.api.types.record import CreditRecord, RecordConnection
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import Bounds, FlagOn, flags_on, options_json, share_text
from xinmai.model import group as model
from xinmai.model import group_carried as carried
from xinmai.model.record import CreditRecord as RecordFact
from xinmai.model.relation import Relation as RelationFact
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound, RecordKind
from xinmai.service.affiliates import affiliates as find_affiliates
from xinmai.service.group_carried import declared_groups, group_records
from xinmai.service.paging import page_of

RecordKinds = Annotated[list[RecordKind] | None, argument("Only these kinds. Default: all kinds.")]


@object_type
class GroupMember:
    """A party of a group, or one that stands beside it, 集团成员."""

    ground: str = attribute(
        "`CONTROL`; `DECLARED`: on a declared ground that counts; `STATE_ONLY`: under the same state body as the party asked about, "
        "which alone makes no related parties (公司法 2023 art. 265(4)); `POSSIBLE`: unknown shares decide; `JOINT_50`: exactly half, "
        "beside the group and no member."
    )
    bound: Bound = attribute("Whether it belongs: NO for one that stands beside.")
    strength: Bounds = attribute("Votes in it that head and members hold together.")
    path: Path = attribute("One way from the head down to it, over the greatest stake at each step.")
    member: strawberry.Private[model.GroupMember]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, member: model.GroupMember, view: View) -> "GroupMember":
        """Show a member."""
        return cls(
            ground=member.ground,
            bound=member.bound,
            strength=Bounds.from_model(member.strength),
            path=Path.from_model(member.path, view),
            member=member,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.member.party)

    @field(size=20)
    async def via(self, info: Info) -> list[Relation]:
        """All holdings of head and members in it, by id: they add up to the strength."""
        loaders = info.context.loaders(self.view)
        found = await asyncio.gather(*(loaders.fact(key) for key in self.member.via))
        return [Relation.from_model(fact, self.view) for fact in found if isinstance(fact, RelationFact)]


@object_type
class GroupResult:
    """The group of a party on a day by control, 企业集团（按控制认定）: more than half of the votes, at any depth."""

    head_kind: str = attribute(
        "PERSON, COALITION, STATE_BODY, ENTERPRISE or UNKNOWN; without a head MUTUAL_CONTROL_CORE or JOINT."
    )
    options: Json = attribute("All options that were applied, by name.")
    note: str | None = attribute("What the result must not be taken for; null = nothing to say.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    group: strawberry.Private[model.GroupResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, group: model.GroupResult, view: View) -> "GroupResult":
        """Show a group."""
        return cls(
            head_kind=group.head_kind,
            options=options_json(group.options),
            note=group.note,
            completeness=Completeness.from_model(group.completeness, view),
            group=group,
            view=view,
        )

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """Who was asked about."""
        return await party_at(info, self.view, self.group.of)

    @field(graphql_type=Party)
    async def name(self, info: Info) -> Any:
        """What the group is called by, 集团名称: its head, or the smallest member of a core without one.

        Where the head is known by name only, it is the company in whose register that stands.
        """
        return await party_at(info, self.view, self.group.name)

    @field()
    async def head(self, info: Info) -> Party | None:
        """The party that controls all members and that nobody controls, 最终控制人; null where there is none."""
        return await party_at(info, self.view, self.group.head)

    @field(graphql_type=list[Party])
    async def core(self, info: Info) -> list[Any]:
        """Parties that control one another, where no head stands above them, by id."""
        return await parties_at(info, self.view, self.group.core)

    @field(graphql_type=list[Party])
    async def joint_parents(self, info: Info) -> list[Any]:
        """The two that hold exactly half each of a joint venture at the top, 各占50%."""
        return await parties_at(info, self.view, self.group.joint_parents)

    @field(graphql_type=list[Party])
    async def possible_heads(self, info: Info) -> list[Any]:
        """Parties that would stand above if unknown shares were large enough, by id."""
        return await parties_at(info, self.view, self.group.possible_heads)

    @field(graphql_type=list[Party])
    async def open_registers(self, info: Info) -> list[Any]:
        """Companies of the group whose register of holders is incomplete: the rest may belong to anyone."""
        return await parties_at(info, self.view, self.group.open_registers)

    @field(size=500)
    def members(self) -> list[GroupMember]:
        """Who is controlled, certain ones first, then by id; the head is not among them."""
        return [GroupMember.from_model(member, self.view) for member in self.group.members]

    @field(size=50)
    def apart(self) -> list[GroupMember]:
        """Who is held by exactly half and stands beside the group, by id."""
        return [GroupMember.from_model(member, self.view) for member in self.group.apart]

    @field()
    def flags(self) -> list[FlagOn]:
        """What was odd, by flag, then party, 标记."""
        return flags_on(self.group.flags, self.view)

    @field()
    def indices(self) -> Json | None:
        """Numbers about the group, 集团指标, over its certain parties; shares are exact decimals in percent.

        `size`, `depth` of the ways from the head, `breadth`; `wedge` at `wedgeAt`: control, which is whole, less the
        look-through share of the head; `selfOwnership` of a core; `minority`: mean share of members' capital that others hold;
        `herfindahl` of the votes in the party asked about.
        """
        return None if self.group.indices is None else _indices(self.group.indices)

    @field(graphql_type=RecordConnection)
    async def records(
        self,
        info: Info,
        kinds: RecordKinds = UNSET,
        first: First = PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Credit records that name the head or a certain member by id, 集团信用记录, of all days, by id."""
        wanted = stated(kinds)
        found = [own for own in await self._records(info) if wanted is None or own.kind in wanted]
        asked = page("group_records", first, after, default=PAGE, about=(self.group.name, wanted))
        return connect(page_of(found, lambda own: (own.id,), tuple[str], asked), asked, self.view)

    @field(size=50)
    async def sanctions(self, info: Info) -> list[GroupSanction]:
        """Sanctions that hold on the day against head and certain members, 存续处罚, by party, record, id."""
        found = live_sanctions(await self._records(info), self.group.parties, self.view.as_of)
        return [GroupSanction(bound=own.bound, live=own, view=self.view) for own in found]

    @field(size=20)
    async def ratings(self, info: Info) -> list[GroupRating]:
        """Ratings in force on the day of head, certain members and declared groups, 集团评级; they are never averaged."""
        groups = [own.party for own in await self._declared(info)]
        every = (*self.group.parties, *groups)
        records = await group_records(
            info.context.store, self.view, every, info.context.application.ownership_budget
        )
        return [
            GroupRating(record=CreditRecord.from_model(own.record, self.view), rating=own, view=self.view)
            for own in ratings(records, every, self.view.as_of)
        ]

    @field(size=5)
    async def declared(self, info: Info) -> list[DeclaredGroup]:
        """Declared groups 企业集团 that head or certain members belong to, beside the computed one, by id."""
        return [DeclaredGroup(group=own, view=self.view) for own in await self._declared(info)]

    @field()
    async def affiliates(
        self,
        info: Info,
        include_suspected: Annotated[
            bool | None,
            argument("Whether to look also for who only shares a telephone, an address or an agent."),
        ] = False,
    ) -> Affiliates:
        """Who is affiliated with the group beside its members, 关联方: legal, factual and suspected grounds, each for itself."""
        application = info.context.application
        found = await find_affiliates(
            info.context.store,
            self.view,
            self.group,
            application.catalogue.affiliation,
            application.catalogue.hubs,
            application.ownership_budget,
            suspected=bool(include_suspected),
        )
        know(info, self.view, found.facts)
        return Affiliates.from_model(found, self.view)

    async def _records(self, info: Info) -> tuple[RecordFact, ...]:
        budget = info.context.application.ownership_budget
        return await group_records(info.context.store, self.view, self.group.parties, budget)

    async def _declared(self, info: Info) -> tuple[carried.DeclaredGroup, ...]:
        budget = info.context.application.ownership_budget
        return await declared_groups(info.context.store, self.view, self.group, budget)


def _indices(numbers: model.GroupIndices) -> Json:
    return Json(
        {
            "size": numbers.size,
            "depth": numbers.depth,
            "breadth": numbers.breadth,
            "wedge": None if numbers.wedge is None else share_text(numbers.wedge),
            "wedgeAt": numbers.wedge_at,
            "selfOwnership": None if numbers.self_ownership is None else share_text(numbers.self_ownership),
            "minority": None if numbers.minority is None else share_text(numbers.minority),
            "herfindahl": share_text(numbers.herfindahl),
        }
    )
