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
    others: tuple[str, ...] = ()
    """Further relations between the two nodes, the better ones first, where the question compares them."""


class Path(msgspec.Struct, frozen=True):
    """A way from one node to another, 路径; no hops: the node itself."""

    start: PublicId
    hops: tuple[Hop, ...] = ()
    certainty: Certainty = Certainty.PROVEN
    """Weakest identity on the way."""
    product: Decimal | None = None
    """Product of what the steps let through, 0 to 1, where the question weighs paths and every share on the way is stated."""

    @property
    def nodes(self) -> tuple[PublicId, ...]:
        """All nodes, the start first."""
        return (self.start, *(hop.node for hop in self.hops))

    @property
    def end(self) -> PublicId:
        """The last node."""
        return self.nodes[-1]

    @property
    def facts(self) -> tuple[str, ...]:
        """Keys of the facts crossed, in order."""
        return tuple(hop.fact for hop in self.hops)

    @property
    def named(self) -> tuple[str, ...]:
        """Keys of everything that it names: nodes, facts crossed, further relations; one key may stand twice."""
        return (*self.nodes, *(key for hop in self.hops for key in (hop.fact, *hop.others)))

    def reversed(self) -> "Path":
        """Return the same path walked from its end."""
        steps = zip(reversed(self.hops), reversed(self.nodes[:-1]), strict=True)
        hops = tuple(msgspec.structs.replace(hop, forward=not hop.forward, node=node) for hop, node in steps)
        return msgspec.structs.replace(self, start=self.end, hops=hops)
