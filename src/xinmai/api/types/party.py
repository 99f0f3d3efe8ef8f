"""Parties: one interface, nine types."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from xinmai.api.arguments import UNSET, After, AsOf, First, KnownAt, RelationKinds, Side, page
from xinmai.api.connections import Connection, connect
from xinmai.api.context import Info
from xinmai.api.describe import argument, attribute, field, interface, object_type
from xinmai.api.types.base import Node, presents
from xinmai.api.types.provenance import SourceRef, refs
from xinmai.errors import BadArgument
from xinmai.model import party as model
from xinmai.model.answers import Degree
from xinmai.model.dates import PartialDate
from xinmai.model.view import View
from xinmai.model.vocabulary import Direction, Flag, PartyKind, Property, RecordKind, RelationKind
from xinmai.service.party_facts import flags_on, identifiers_of, names_of
from xinmai.service.records import records_of_party
from xinmai.service.relations import ROLES, relations_of

if TYPE_CHECKING:
    from xinmai.api.types.plan import TaskConnection
    from xinmai.api.types.record import RecordConnection
    from xinmai.api.types.relation import RelationConnection

_RELATIONS: Final[Any] = Annotated["RelationConnection", strawberry.lazy("xinmai.api.types.relation")]
_RECORDS: Final[Any] = Annotated["RecordConnection", strawberry.lazy("xinmai.api.types.record")]
_TASKS: Final[Any] = Annotated["TaskConnection", strawberry.lazy("xinmai.api.types.plan")]
