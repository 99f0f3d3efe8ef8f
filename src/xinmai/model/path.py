"""A way through the graph, as an answer shows it."""

from decimal import Decimal

import msgspec

from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Certainty


class Hop(msgspec.Struct, frozen=True):
    """One step of a path, 一跳."""

    fact: str
    """Key of the fact that is crossed: a relation's id, or the key of a record's party row."""
    kind: str
    """Relation kind, or ``finding`` where a decision names the person."""
    forward: bool
    """Whether the fact is crossed from its start to its end."""
    node: PublicId
    """Where the step arrives."""


class Path(msgspec.Struct, frozen=True):
    """A way from one node to another, 路径; no hops: the node itself."""

    start: PublicId
    hops: tuple[Hop, ...] = ()
    certainty: Certainty = Certainty.PROVEN
    """Weakest identity on the way."""
    product: Decimal | None = None
    """Product of what the steps let through, 0 to 1, where the question weighs paths."""

    @property
    def nodes(self) -> tuple[PublicId, ...]:
        """All nodes, the start first."""
        return (self.start, *(hop.node for hop in self.hops))

    @property
    def facts(self) -> tuple[str, ...]:
        """Keys of the facts crossed, in order."""
        return tuple(hop.fact for hop in self.hops)
