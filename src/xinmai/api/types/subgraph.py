"""The network around subjects."""

from typing import Any

import strawberry

from xinmai.api.describe import attribute, field, object_type
from xinmai.api.types.base import Node, present
from xinmai.api.types.completeness import Completeness
from xinmai.api.types.party import Party
from xinmai.api.types.record import CreditRecord
from xinmai.api.types.relation import Relation
from xinmai.model import subgraph as model
from xinmai.model.view import View
from xinmai.service.neighbourhood import facts_of


@object_type
class Subgraph:
    """Part of the graph, 子图. Its parties and relations are the nodes and edges of a drawing."""

    completeness: Completeness = attribute("What was cut, and on what it stands.")
    found: strawberry.Private[model.Subgraph]
    view: strawberry.Private[View]

    @classmethod
    def from_model(cls, found: model.Subgraph, view: View) -> "Subgraph":
        """Show a subgraph."""
        whole = Completeness.from_model(found.completeness, view, facts_of(found))
        return cls(completeness=whole, found=found, view=view)

    @field()
    def nodes(self) -> list[Party]:
        """Parties, by id."""
        return self._shown(self.found.parties)

    @field()
    def others(self) -> list[Node]:
        """Nodes that are no parties: cases and contact values, by id."""
        return self._shown(self.found.others)

    @field()
    def edges(self) -> list[Relation]:
        """Relations, by id; both ends are in `nodes` or `others`."""
        return self._shown(self.found.relations)

    @field()
    def records(self) -> list[CreditRecord]:
        """Credit records that name one of the parties by id, by id."""
        return self._shown(self.found.records)

    def _shown(self, things: Any) -> list[Any]:
        return [present(thing, self.view) for thing in things]
