"""The nine kinds of party, each a type; what they share stands in ``api.types.party``."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from xinmai.api.arguments import UNSET, After, First, page
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import field, object_type
from xinmai.api.types.party import Party, of_kind
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import PartyKind
from xinmai.service.systems import page_of as page_of_systems
from xinmai.service.systems import systems_of
from xinmai.service.tasks import answered_by, page_of

if TYPE_CHECKING:
    from xinmai.api.types.plan import SystemConnection, TaskConnection

_TASKS: Final[Any] = Annotated["TaskConnection", strawberry.lazy("xinmai.api.types.plan")]
_SYSTEMS: Final[Any] = Annotated["SystemConnection", strawberry.lazy("xinmai.api.types.plan")]


@of_kind(PartyKind.ENTERPRISE)
@object_type
class Enterprise(Party):
    """A company or other business, 企业."""


@of_kind(PartyKind.SOCIAL_ORGANISATION)
@object_type
class SocialOrganisation(Party):
    """An association, foundation or private non-enterprise unit, 社会组织."""


@of_kind(PartyKind.INSTITUTION)
@object_type
class Institution(Party):
    """A public institution, or another body of its own kind, 事业单位."""

    @field()
    def body_type(self) -> str | None:
        """What kind of body it is, 机构类型: hospital, school, notary, law_firm, …; null = not stated."""
        return self.fact.body_type


@of_kind(PartyKind.PERSON)
@object_type
class Person(Party):
    """A natural person, 自然人."""


@of_kind(PartyKind.AGENCY)
@object_type
class Agency(Party):
    """A state agency that supplies, decides or answers for tasks, 行政机关."""

    @field()
    def body_type(self) -> str | None:
        """What kind of agency it is, 机构类型: authority, district; null = not stated."""
        return self.fact.body_type

    @field(graphql_type=_TASKS)
    async def tasks(self, info: Info, first: First = 100, after: After = UNSET) -> Connection[Any]:
        """Tasks of the plan for which it answers, 负责的工作任务, by number."""
        asked = page("agency_tasks", first, after, default=100, about=self.id)
        own = answered_by(await info.context.loaders(self.view).tasks(), PublicId(self.id))
        return connect(page_of(own, asked), asked, self.view)

    @field(graphql_type=_SYSTEMS)
    async def systems(self, info: Info, first: First = 100, after: After = UNSET) -> Connection[Any]:
        """Information systems that it runs or that its tasks name, 信息系统, by id; `operator` says which it runs."""
        asked = page("agency_systems", first, after, default=100, about=self.id)
        loaders = info.context.loaders(self.view)
        own = systems_of(await loaders.systems(), await loaders.tasks(), PublicId(self.id))
        return connect(page_of_systems(own, asked), asked, self.view)


@of_kind(PartyKind.GROUP)
@object_type
class Group(Party):
    """A declared group of enterprises, 企业集团; what is computed from holdings is a `GroupResult`."""


@of_kind(PartyKind.COALITION)
@object_type
class Coalition(Party):
    """Parties that act as one, 一致行动人、家族; it has members."""


@of_kind(PartyKind.ARRANGEMENT)
@object_type
class Arrangement(Party):
    """A trust or partnership without personality, 信托、合伙安排."""


@of_kind(PartyKind.UNKNOWN)
@object_type
class UnknownParty(Party):
    """A party of which the source does not say what it is, 类型不明."""


@object_type
class PartyConnection(Connection[Party]):
    """One page of parties, ordered by id."""


@object_type
class AgencyConnection(Connection[Agency]):
    """One page of agencies, ordered by id."""


PARTY_TYPES: Final = (
    Enterprise,
    SocialOrganisation,
    Institution,
    Person,
    Agency,
    Group,
    Coalition,
    Arrangement,
    UnknownParty,
)
"""All types that implement the interface."""
