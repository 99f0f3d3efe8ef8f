"""Groups by control."""

import asyncio
from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import Path, parties_at
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import Bounds, FlagOn, flags_on
from xinmai.model import group as model
from xinmai.model.relation import Relation as RelationFact
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound


@object_type
class GroupMember:
    """A party of a group, or one that stands beside it, 集团成员."""

    ground: str = attribute(
        "`CONTROL`; `POSSIBLE`: unknown shares decide; `JOINT_50`: exactly half, beside the group and no member."
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
    note: str | None = attribute("What the result must not be taken for; null = nothing to say.")
    completeness: Completeness = attribute("What was cut, and on what it stands.")
    group: strawberry.Private[model.GroupResult]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, group: model.GroupResult, view: View) -> "GroupResult":
        """Show a group."""
        return cls(
            head_kind=group.head_kind,
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
        """What the group is called by, 集团名称: its head, or the smallest member of a core without one."""
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
