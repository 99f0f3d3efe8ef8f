"""Parties: one interface, nine types. The graph around a party hangs on it as pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from xinmai.api.arguments import UNSET, After, AsOf, First, KnownAt, RelationKinds, Side, page, stated
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, attribute, field, interface, object_type
from xinmai.api.types.base import Node, presents
from xinmai.api.types.facts import DatedFact, DatedName, Identifier, facts_of, identifiers_of, names_of
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.errors import BadArgument
from xinmai.model import party as model
from xinmai.model.answers import Degree
from xinmai.model.dates import PartialDate
from xinmai.model.ids import PublicId
from xinmai.model.view import Page, View
from xinmai.model.vocabulary import Direction, Flag, PartyKind, Property, RecordKind, RelationKind
from xinmai.service.records import records_of_party
from xinmai.service.relations import ROLES, relations_of
from xinmai.service.tasks import answered_by, page_of

if TYPE_CHECKING:
    from xinmai.api.types.plan import TaskConnection
    from xinmai.api.types.record import RecordConnection
    from xinmai.api.types.relation import RelationConnection

_RELATIONS: Final[Any] = Annotated["RelationConnection", strawberry.lazy("xinmai.api.types.relation")]
_RECORDS: Final[Any] = Annotated["RecordConnection", strawberry.lazy("xinmai.api.types.record")]
_TASKS: Final[Any] = Annotated["TaskConnection", strawberry.lazy("xinmai.api.types.plan")]
_PAGE: Final = 50
_PROPERTY = Annotated[
    str | None, argument(f"Only this property: {', '.join(Property)}. Default: all properties.")
]
_RECORD_KINDS = Annotated[list[RecordKind] | None, argument("Only these kinds. Default: all kinds.")]


@object_type
class RelationCount:
    """How many relations of one kind a party has at one end, 关系数量."""

    kind: RelationKind = attribute("Kind.")
    direction: Direction = attribute("End at which the party stands: OUT or IN.")
    count: int = attribute("Number of relations in the view.")

    @classmethod
    def from_model(cls, degree: Degree) -> "RelationCount":
        """Show a count."""
        return cls(kind=degree.kind, direction=degree.direction, count=degree.count)


@interface
class Party(Node):
    """A credit subject, 信用主体. Everything is shown as of the view's day."""

    kind: PartyKind = attribute("What it is.")
    name: str = attribute("Name on the view's day, 名称/姓名.")
    fact: strawberry.Private[model.Party]
    view: strawberry.Private[View]

    @field()
    def names(self) -> list[DatedName]:
        """All names, former ones too, by start; the undated name last."""
        return names_of(self.fact)

    @field()
    def identifiers(self) -> list[Identifier]:
        """All codes, former ones too; identity numbers only as keyed hash and last four."""
        return identifiers_of(self.fact)

    @field()
    async def status(self, info: Info, as_of: AsOf = UNSET) -> str | None:
        """State on a day, 存续状态: active, revoked, annulled, deregistered, closed or bankrupt; null = not stated."""
        view = await info.context.view(as_of, above=self.view)
        return self.fact.value_on(view.as_of, Property.STATUS)

    @field()
    def founded_on(self) -> PartialDate | None:
        """Date of establishment, 成立日期; null for persons and where it is not stated."""
        return self.fact.founded_on

    @field()
    def facts(self, property: _PROPERTY = UNSET) -> list[DatedFact]:  # noqa: A002 - the argument's public name
        """Dated properties of all days, by property and start."""
        if property and property not in set(Property):
            raise BadArgument("property", f"must be one of {', '.join(Property)}.")
        return facts_of(self.fact, self.view, Property(property) if property else None)

    @field()
    def flags(self) -> list[Flag]:
        """What is peculiar about its data, kept and shown, 标记."""
        return list(self.fact.flags_on(self.view.as_of))

    @field()
    def sources(self) -> list[SourceRef]:
        """Who states this party, 出处; its dated facts and relations have sources of their own."""
        return refs([self.fact], self.view)

    @field(graphql_type=_RELATIONS)
    async def relations(
        self,
        info: Info,
        kinds: RelationKinds = UNSET,
        direction: Side = Direction.BOTH,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """One hop, 一度关系: relations that may hold on the view's day, suspected ones too, by kind and id."""
        view = await info.context.view(as_of, known_at, self.view)
        return await _relations(
            self, info, view, stated(kinds), direction or Direction.BOTH, page(first, after, default=_PAGE)
        )

    @field()
    async def relation_counts(
        self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
    ) -> list[RelationCount]:
        """How many relations there are, by kind and direction: to be read before anything is expanded."""
        view = await info.context.view(as_of, known_at, self.view)
        return [RelationCount.from_model(c) for c in await info.context.loaders(view).degrees(self.id)]

    @field(graphql_type=_RELATIONS)
    async def legal_representatives(
        self,
        info: Info,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Who represents it, 法定代表人: `legal_representative` relations that end here."""
        view = await info.context.view(as_of, known_at, self.view)
        asked = page(first, after, default=_PAGE)
        return await _relations(self, info, view, (RelationKind.LEGAL_REPRESENTATIVE,), Direction.IN, asked)

    @field(graphql_type=_RELATIONS)
    async def roles(
        self,
        info: Info,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Which posts it has in organisations, 任职: from legal representative to employee and practitioner."""
        view = await info.context.view(as_of, known_at, self.view)
        return await _relations(self, info, view, ROLES, Direction.OUT, page(first, after, default=_PAGE))

    @field(graphql_type=_RELATIONS)
    async def holders(
        self,
        info: Info,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Who holds shares in it, 股东: `holds` relations that end here."""
        view = await info.context.view(as_of, known_at, self.view)
        asked = page(first, after, default=_PAGE)
        return await _relations(self, info, view, (RelationKind.HOLDS,), Direction.IN, asked)

    @field(graphql_type=_RELATIONS)
    async def holdings(
        self,
        info: Info,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """In what it holds shares, 对外投资: `holds` relations that start here."""
        view = await info.context.view(as_of, known_at, self.view)
        asked = page(first, after, default=_PAGE)
        return await _relations(self, info, view, (RelationKind.HOLDS,), Direction.OUT, asked)

    @field(graphql_type=_RECORDS)
    async def records(
        self,
        info: Info,
        kinds: _RECORD_KINDS = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = _PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Credit records that name it, 信用记录, of all days, by id; `state` says how each stands on the view's day."""
        view = await info.context.view(as_of, known_at, self.view)
        asked = page(first, after, default=_PAGE)
        found = await records_of_party(info.context.store, view, PublicId(self.id), stated(kinds), asked)
        return connect(found, asked, view)

    @classmethod
    def from_model(cls, party: model.Party, view: View) -> "Party":
        """Show a party as the type of its kind."""
        made = _TYPES[party.kind]
        return made(
            id=strawberry.ID(party.id),
            kind=party.kind,
            name=party.name_on(view.as_of),
            fact=party,
            view=view,
        )


async def _relations(
    party: Party,
    info: Info,
    view: View,
    kinds: Sequence[RelationKind] | None,
    direction: Direction,
    asked: Page,
) -> Connection[Any]:
    found = await relations_of(info.context.store, view, PublicId(party.id), kinds, direction, asked)
    return connect(found, asked, view)


@object_type
class Enterprise(Party):
    """A company or other business, 企业."""


@object_type
class SocialOrganisation(Party):
    """An association, foundation or private non-enterprise unit, 社会组织."""


@object_type
class Institution(Party):
    """A public institution, or another body of its own kind, 事业单位."""

    @field()
    def body_type(self) -> str | None:
        """What kind of body it is, 机构类型: hospital, school, notary, law_firm, …; null = not stated."""
        return self.fact.body_type


@object_type
class Person(Party):
    """A natural person, 自然人."""


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
        asked = page(first, after, default=100)
        own = answered_by(await info.context.loaders(self.view).tasks(), PublicId(self.id))
        return connect(page_of(own, asked), asked, self.view)


@object_type
class Group(Party):
    """A declared group of enterprises, 企业集团; what is computed from holdings is a `GroupResult`."""


@object_type
class Coalition(Party):
    """Parties that act as one, 一致行动人、家族; it has members."""


@object_type
class Arrangement(Party):
    """A trust or partnership without personality, 信托、合伙安排."""


@object_type
class UnknownParty(Party):
    """A party of which the source does not say what it is, 类型不明."""


@object_type
class PartyConnection(Connection[Party]):
    """One page of parties, ordered by id."""


@object_type
class AgencyConnection(Connection[Agency]):
    """One page of agencies, ordered by id."""


_TYPES: Final[dict[PartyKind, type[Party]]] = {
    PartyKind.ENTERPRISE: Enterprise,
    PartyKind.SOCIAL_ORGANISATION: SocialOrganisation,
    PartyKind.INSTITUTION: Institution,
    PartyKind.PERSON: Person,
    PartyKind.AGENCY: Agency,
    PartyKind.GROUP: Group,
    PartyKind.COALITION: Coalition,
    PartyKind.ARRANGEMENT: Arrangement,
    PartyKind.UNKNOWN: UnknownParty,
}

PARTY_TYPES: Final = tuple(_TYPES.values())
"""All types that implement the interface."""

presents(model.Party)(Party)


async def party_at(info: Info, view: View, key: str | None) -> Party | None:
    """Return the party of an id that a fact names; None for no id, and for one that is nothing here."""
    if key is None:
        return None
    found = await info.context.loaders(view).node(key)
    return Party.from_model(found, view) if isinstance(found, model.Party) else None
