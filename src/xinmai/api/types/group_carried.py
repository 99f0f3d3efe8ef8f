"""What a group carries: live sanctions, ratings, what is declared of it."""

from typing import Any

import strawberry

from xinmai.api.context import Info
from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.party import Party, party_at
from xinmai.api.types.path import parties_at
from xinmai.api.types.record import CreditRecord, Sanction, record_at
from xinmai.model import group_carried as carried
from xinmai.model.view import View
from xinmai.model.vocabulary import Bound


@object_type
class GroupSanction:
    """A sanction that holds on the day against a party of a group, 存续处罚; it reaches nobody else by that."""

    bound: Bound = attribute(
        "CERTAIN by its dates; POSSIBLE where no end is stated or a date is not exact enough."
    )
    live: strawberry.Private[carried.LiveSanction]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Against whom."""
        return await party_at(info, self.view, self.live.party)

    @field(graphql_type=CreditRecord)
    async def record(self, info: Info) -> Any:
        """The record that imposes it."""
        return await record_at(info, self.view, self.live.record)

    @field()
    def sanction(self) -> Sanction:
        """What is imposed."""
        return Sanction.from_model(self.live.sanction, self.view)


@object_type
class GroupRating:
    """A rating in force on the day of a party of a group, or of the declared group itself, 集团及关联企业评级."""

    record: CreditRecord = attribute("The rating.")
    rating: strawberry.Private[carried.GroupRating]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """Who is rated."""
        return await party_at(info, self.view, self.rating.party)


@object_type
class DeclaredGroup:
    """A declared group of enterprises beside the computed one, 企业集团（登记）."""

    group: strawberry.Private[carried.DeclaredGroup]
    view: strawberry.Private[View]

    @field(graphql_type=Party)
    async def party(self, info: Info) -> Any:
        """The group."""
        return await party_at(info, self.view, self.group.party)

    @field(graphql_type=list[Party], size=20)
    async def members(self, info: Info) -> list[Any]:
        """Its declared members on the day, by id."""
        return await parties_at(info, self.view, self.group.members)

    @field(graphql_type=list[Party], size=5)
    async def only_declared(self, info: Info) -> list[Any]:
        """Declared members whom the shares do not put into the computed group, by id."""
        return await parties_at(info, self.view, self.group.only_declared)

    @field(graphql_type=list[Party], size=5)
    async def only_computed(self, info: Info) -> list[Any]:
        """Certain parties of the computed group that are not declared members, by id."""
        return await parties_at(info, self.view, self.group.only_computed)
