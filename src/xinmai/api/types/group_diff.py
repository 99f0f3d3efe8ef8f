"""How a group changed."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.control import relation_at
from xinmai.api.types.group import GroupResult
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.relation import Relation
from xinmai.api.types.shares import Bounds, bounds_of
from xinmai.model import group_diff as model
from xinmai.model.dates import PartialDate, iso
from xinmai.model.group_diff import CauseKind, Place
from xinmai.model.ids import PublicId
from xinmai.model.view import View


@object_type
class GroupCause:
    """One thing that made the difference, 变动原因: it holds on one of the two days only."""

    kind: CauseKind = attribute("What it is.")
    fact: str | None = attribute("Key of the relation, or of the dated fact; null for FOLLOWS.")
    cause: strawberry.Private[model.Cause]
    view: strawberry.Private[View]

    @field()
    async def relation(self, info: Info) -> Relation | None:
        """The relation that began or ended; null where it is a status, or another party is followed."""
        key = None if self.cause.fact is None else PublicId(self.cause.fact)
        return await relation_at(info, self.view.on_every_day(), key)

    @field()
    async def party(self, info: Info) -> Party | None:
        """For FOLLOWS: the changed party that it follows; else null."""
        return await party_at(info, self.view, self.cause.party)


@object_type
class GroupChange:
    """A party whose place in the group, or the votes held in it, differs between the two days, 成员变动."""

    before: Place = attribute("Where it stood on the first day.")
    after: Place = attribute("Where it stands on the second day.")
    strength_before: Bounds | None = attribute(
        "Votes in it that head and members held together; null outside."
    )
    strength_after: Bounds | None = attribute("The same on the second day.")
    change: strawberry.Private[model.GroupChange]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, change: model.GroupChange, view: View) -> "GroupChange":
        """Show a change."""
        return cls(
            before=change.before,
            after=change.after,
            strength_before=bounds_of(change.strength_before),
            strength_after=bounds_of(change.strength_after),
            change=change,
            view=view,
        )

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who it is."""
        return await party_at(info, self.view, self.change.party)

    @field(size=3)
    def causes(self) -> list[GroupCause]:
        """What made the difference, by kind; empty where nothing that was read differs."""
        return [
            GroupCause(kind=own.kind, fact=own.fact, cause=own, view=self.view) for own in self.change.causes
        ]


@object_type
class GroupDiff:
    """How the group of a party changed between two days, 集团变动."""

    start: PartialDate = attribute("The first day.", name="from")
    end: PartialDate = attribute("The second day.", name="to")
    before: GroupResult = attribute("The group on the first day.")
    after: GroupResult = attribute("The group on the second day.")
    completeness: Completeness = attribute(
        "What was cut while causes were looked for; each group has its own."
    )
    diff: strawberry.Private[model.GroupDiff]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, diff: model.GroupDiff, first: View, second: View) -> "GroupDiff":
        """Show an answer."""
        return cls(
            start=iso(first.as_of),
            end=iso(second.as_of),
            before=GroupResult.from_model(diff.before, first),
            after=GroupResult.from_model(diff.after, second),
            completeness=Completeness.from_model(diff.completeness, second),
            diff=diff,
            view=second,
        )

    @field(graphql_type=Party)
    async def of(self, info: Info) -> Any:
        """Who was asked about."""
        return await party_at(info, self.view, self.diff.of)

    @field(size=50)
    def changes(self) -> list[GroupChange]:
        """The parties whose place or strength differs, by id."""
        return [GroupChange.from_model(change, self.view) for change in self.diff.changes]
