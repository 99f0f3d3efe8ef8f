"""What changed about a party between two views, as typed events."""

from datetime import datetime
from typing import Any, Final

import strawberry

from xinmai.api.connections import Connection, Edge, connect
from xinmai.api.describe import attribute, field, interface, object_type
from xinmai.api.types.base import Node, present
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.history import FieldChange
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.api.types.record import CreditRecord
from xinmai.api.types.relation import Relation
from xinmai.model import changes as model
from xinmai.model.changes import ChangeKind
from xinmai.model.dates import PartialDate
from xinmai.model.party import PartyFact
from xinmai.model.relation import Relation as ModelRelation


@interface
class ChangeEvent:
    """One change about a party, 变更事件: in the world, or in what was known of it."""

    what: ChangeKind = attribute("What changed.")
    on: PartialDate | None = attribute(
        "Day in the world on which it happened, or that what was learned is about; null where none is stated."
    )
    recorded_at: datetime | None = attribute(
        "Instant at which it became known, where that lies between the two views; else null."
    )
    before: str | None = attribute("What was: a name, a value, a share or title, a state; null = nothing.")
    after: str | None = attribute("What is; null = nothing.")
    key: str = attribute("Key of the fact that it is about, the newer of two: what `history` takes.")
    change: strawberry.Private[model.Change]

    @field(size=1)
    def sources(self) -> list[SourceRef]:
        """Who says so, 出处; of what was withdrawn, who said it."""
        return refs([self.change.fact], self.change.view)


@object_type
class KnowledgeChange(ChangeEvent):
    """Something was learned, corrected or withdrawn, the day staying the same, 认知变更."""

    @field(graphql_type=Node)
    def about(self) -> Any:
        """The party, relation or record that it is about."""
        return present(self.change.thing, self.change.view)

    @field()
    def fields(self) -> list[FieldChange]:
        """For a correction what differs, by field."""
        return [FieldChange.from_model(change) for change in self.change.event.fields]


@object_type
class PropertyChange(ChangeEvent):
    """A dated property of the party began, ended or took another's place, 主体属性变更."""

    @field()
    def property(self) -> str:
        """Which property."""
        fact: Any = self.change.fact
        return str(fact.prop)


@object_type
class RelationChange(ChangeEvent):
    """A relation began, ended or took another's place, 关系变更."""

    @field(graphql_type=Relation)
    def relation(self) -> Any:
        """The relation; the one that took the place of `replaced`."""
        return present(self.change.fact, self.change.view)

    @field(graphql_type=Relation | None)
    def replaced(self) -> Any:
        """The relation between the same two that ended on the day on which this one began; null = none."""
        replaced = self.change.replaced
        return None if replaced is None else present(replaced, self.change.view)

    @field()
    def fields(self) -> list[FieldChange]:
        """What differs from the relation that it replaced, by field."""
        return [FieldChange.from_model(change) for change in self.change.event.fields]


@object_type
class RecordChange(ChangeEvent):
    """A record was decided, something happened to it, a sanction began or ended, its state changed, 信用记录变更."""

    @field(graphql_type=CreditRecord)
    def record(self) -> Any:
        """The record."""
        return present(self.change.thing, self.change.view)


CHANGE_TYPES: Final = (KnowledgeChange, PropertyChange, RelationChange, RecordChange)
"""All types that implement the interface."""

_KNOWLEDGE: Final = frozenset({ChangeKind.LEARNED, ChangeKind.CORRECTED, ChangeKind.WITHDRAWN})


def _shown(change: model.Change) -> ChangeEvent:
    event = change.event
    return _type_of(change)(
        what=event.kind,
        on=event.on,
        recorded_at=event.recorded_at,
        before=event.before,
        after=event.after,
        key=event.key,
        change=change,
    )


def _type_of(change: model.Change) -> type[ChangeEvent]:
    if change.event.kind in _KNOWLEDGE:
        return KnowledgeChange
    if isinstance(change.fact, PartyFact):
        return PropertyChange
    return RelationChange if isinstance(change.fact, ModelRelation) else RecordChange


@object_type
class ChangeConnection(Connection[ChangeEvent]):
    """One page of changes: what was learned before what happened; then by day, kind, key."""


def changes_of(found: model.PartyDiff) -> Connection[Any]:
    """Show a page of changes; its view is the second one."""
    facts = [change.fact for change in found.changes.items]
    shown = connect(
        found.changes,
        found.page,
        found.after,
        lambda cursor, change: Edge(cursor=cursor, node=_shown(change)),
        facts,
    )
    shown.completeness = Completeness.from_model(found.completeness, found.after, facts)
    return shown
