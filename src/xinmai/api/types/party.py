"""Parties: the interface that all their types share. The graph around a party hangs on it as pages."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import strawberry

from xinmai.api.arguments import UNSET, After, AsOf, First, KnownAt, RelationKinds, Side, page, stated
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, attribute, field, interface, object_type
from xinmai.api.reading import PAGE, Narrowed, asked_of, condition_of, grouping_of
from xinmai.api.types.base import Node, present, presents
from xinmai.api.types.conditions import RecordFilter, RelationFilter
from xinmai.api.types.counts import RelationCounts, relation_counts
from xinmai.api.types.facts import DatedFact, DatedName, Identifier, facts_of, identifiers_of, names_of
from xinmai.api.types.groupings import RelationGrouping
from xinmai.api.types.orders import RecordOrder, RelationOrder
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.errors import BadArgument, UnknownId
from xinmai.model import party as model
from xinmai.model.answers import Degree
from xinmai.model.dates import PartialDate
from xinmai.model.filters import Condition, Thing
from xinmai.model.timeline import DateOf
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, Flag, PartyKind, Property, RecordKind, RelationKind
from xinmai.service.relations import ROLES, at_end, of_kinds
from xinmai.service.timeline import span_of
from xinmai.service.timeline import timeline as timeline_of

if TYPE_CHECKING:
    from xinmai.api.types.credit_file import CreditFile
    from xinmai.api.types.record import RecordConnection
    from xinmai.api.types.relation import RelationConnection
    from xinmai.api.types.timeline import TimelineConnection

_CREDIT_FILE: Final[Any] = Annotated["CreditFile", strawberry.lazy("xinmai.api.types.credit_file")]
_TIMELINE: Final[Any] = Annotated["TimelineConnection", strawberry.lazy("xinmai.api.types.timeline")]
_RELATIONS: Final[Any] = Annotated["RelationConnection", strawberry.lazy("xinmai.api.types.relation")]
_RECORDS: Final[Any] = Annotated["RecordConnection", strawberry.lazy("xinmai.api.types.record")]
T = TypeVar("T", bound="Party")

_PROPERTY = Annotated[
    str | None, argument(f"Only this property: {', '.join(Property)}. Default: all properties.")
]
_GROUPING = Annotated[list[RelationGrouping], argument("Keys, up to 3, each once; an empty list: one group.")]
_RELATION_FILTER = Annotated[RelationFilter | None, argument("Which of them. Default: all.")]
_RELATION_ORDER = Annotated[
    list[RelationOrder] | None, argument("In which order, first key first. Default: by kind, then id.")
]
_RECORD_FILTER = Annotated[RecordFilter | None, argument("Which of them. Default: all.")]
_RECORD_ORDER = Annotated[
    list[RecordOrder] | None, argument("In which order, first key first. Default: by id.")
]
_FROM = Annotated[
    PartialDate | None,
    argument(
        "First day; a date of lower precision that may mean it is included. Default: no limit.", name="from"
    ),
]
_TO = Annotated[PartialDate | None, argument("Last day, included. Default: no limit.")]
_DATES = Annotated[list[DateOf] | None, argument("Only these dates. Default: all.")]
_RECORD_KINDS = Annotated[list[RecordKind] | None, argument("Only these kinds. Default: all kinds.")]


_TYPES: Final[dict[PartyKind, type["Party"]]] = {}
"""Kind → its type; the types declare themselves in ``api.types.party_kinds``."""


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


def _one_hop(name: str, kinds: Sequence[RelationKind], direction: Direction, says: str) -> Any:
    """Return the field for the relations of some kinds at one end of a party, page by page."""

    async def resolve(
        self: Any,
        info: Info,
        where: _RELATION_FILTER = UNSET,
        order_by: _RELATION_ORDER = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        view = await info.context.view(as_of, known_at, self.view)
        own = at_end(direction, of_kinds(kinds))
        return await _relations(self, info, view, own, Narrowed(where, order_by), (name, first, after))

    resolve.__name__, resolve.__doc__ = name, says
    return field(graphql_type=_RELATIONS)(resolve)


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

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who states this party, 出处; its dated facts and relations have sources of their own."""
        return refs([self.fact], self.view)

    @field(graphql_type=_RELATIONS)
    async def relations(
        self,
        info: Info,
        kinds: RelationKinds = UNSET,
        direction: Side = Direction.BOTH,
        where: _RELATION_FILTER = UNSET,
        order_by: _RELATION_ORDER = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """One hop, 一度关系: relations that may hold on the view's day, suspected ones too, by kind and id unless ordered."""
        view = await info.context.view(as_of, known_at, self.view)
        own = at_end(direction or Direction.BOTH, of_kinds(stated(kinds)))
        return await _relations(self, info, view, own, Narrowed(where, order_by), ("relations", first, after))

    @field()
    async def relation_counts(
        self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
    ) -> list[RelationCount]:
        """How many relations there are, by kind and direction: to be read before anything is expanded."""
        view = await info.context.view(as_of, known_at, self.view)
        return [RelationCount.from_model(c) for c in await info.context.loaders(view).degrees(self.id)]

    @field()
    async def relations_aggregate(
        self,
        info: Info,
        by: _GROUPING,
        where: _RELATION_FILTER = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> RelationCounts:
        """How many of its relations fulfil a condition, 关系统计, grouped."""
        view = await info.context.view(as_of, known_at, self.view)
        condition, keys = condition_of(where, Thing.RELATION, info.context.public_id), grouping_of(by)
        found = await info.context.loaders(view).relation_groups(self.id, condition, keys)
        return relation_counts(found, keys, view)

    legal_representatives = _one_hop(
        "legal_representatives",
        (RelationKind.LEGAL_REPRESENTATIVE,),
        Direction.IN,
        "Who represents it, 法定代表人: `legal_representative` relations that end here.",
    )
    roles = _one_hop(
        "roles",
        ROLES,
        Direction.OUT,
        "Which posts it has in organisations, 任职: from legal representative to employee and practitioner.",
    )
    holders = _one_hop(
        "holders",
        (RelationKind.HOLDS,),
        Direction.IN,
        "Who holds shares in it, 股东: `holds` relations that end here.",
    )
    holdings = _one_hop(
        "holdings",
        (RelationKind.HOLDS,),
        Direction.OUT,
        "In what it holds shares, 对外投资: `holds` relations that start here.",
    )

    @field(graphql_type=_RECORDS)
    async def records(
        self,
        info: Info,
        kinds: _RECORD_KINDS = UNSET,
        where: _RECORD_FILTER = UNSET,
        order_by: _RECORD_ORDER = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        first: First = PAGE,
        after: After = UNSET,
    ) -> Connection[Any]:
        """Credit records that name it, 信用记录, of all days, by id unless ordered; `state` says how each stands on the view's day."""
        view = await info.context.view(as_of, known_at, self.view)
        narrowed = Narrowed(where, order_by)
        shown, own = ("records", first, after), of_kinds(stated(kinds))
        condition, asked = asked_of(info, Thing.RECORD, narrowed, shown, own, self.id)
        return connect(await info.context.loaders(view).records(self.id, condition, asked), asked, view)

    @field(graphql_type=_CREDIT_FILE | None)
    async def credit_file(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> Any:
        """The credit file on a day, 信用档案, in sections; null where the party was not known then."""
        view = await info.context.view(as_of, known_at, self.view)
        found = await info.context.loaders(view).credit_file(self.id)
        return None if found is None else present(found, view)

    @field(graphql_type=_TIMELINE)
    async def timeline(
        self,
        info: Info,
        from_: _FROM = UNSET,
        to: _TO = UNSET,
        kinds: _DATES = UNSET,
        first: First = PAGE,
        after: After = UNSET,
    ) -> Any:
        """What is dated about it, 时间线: tenures, acts, decisions, publication, repair; each date says which it is."""
        span = span_of(stated(from_), stated(to), stated(kinds))
        asked = page("timeline", first, after, default=PAGE, about=(self.id, span))
        read = await info.context.loaders(self.view).dated(self.id)
        if read is None:
            raise UnknownId(self.id)
        return present(await timeline_of(read, span, asked), self.view)

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
    own: Condition,
    narrowed: Narrowed,
    shown: tuple[str, int | None, str | None],
) -> Connection[Any]:
    """Return a page of relations: those of the field, narrowed and ordered as the request says."""
    condition, asked = asked_of(info, Thing.RELATION, narrowed, shown, own, party.id)
    return connect(await info.context.loaders(view).relations(party.id, condition, asked), asked, view)


def of_kind(kind: PartyKind) -> Callable[[type[T]], type[T]]:
    """Declare that a type shows the parties of one kind."""

    def declare(cls: type[T]) -> type[T]:
        _TYPES[kind] = cls
        return cls

    return declare


presents(model.Party)(Party)


async def party_at(info: Info, view: View, key: str | None) -> Party | None:
    """Return the party of an id that a fact names; None for no id, and for one that is nothing here."""
    if key is None:
        return None
    found = await info.context.loaders(view).node(key)
    return Party.from_model(found, view) if isinstance(found, model.Party) else None
