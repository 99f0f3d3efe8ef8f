"""How much of a risk arrives over relations: the greatest product of factors over paths of bounded length."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from heapq import nsmallest

import msgspec

from xinmai.analysis.links import weakest
from xinmai.analysis.naming import identity_of
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Certainty
from xinmai.rules.risk_weights import RelationWeight, RiskWeights, aged


class Arc(msgspec.Struct, frozen=True):
    """One relation as risk crosses it towards ``near``."""

    far: PublicId
    near: PublicId
    factor: Decimal
    relation: Relation

    @property
    def hop(self) -> Hop:
        """The step from the far end to the near one."""
        forward = self.relation.from_id == self.far
        return Hop(self.relation.id, self.relation.kind, forward, self.near)


class Way(msgspec.Struct, frozen=True):
    """A path seen from the party asked about: its arcs, the nearest first."""

    product: Decimal
    arcs: tuple[Arc, ...] = ()

    @property
    def rank(self) -> tuple[Decimal, int, tuple[str, ...]]:
        """Order of ways: greatest product, then fewest steps, then the ids of the relations."""
        return -self.product, len(self.arcs), tuple(arc.relation.id for arc in self.arcs)

    def nodes(self, of: PublicId) -> tuple[PublicId, ...]:
        """Return the parties on the way, the one asked about first."""
        return (of, *(arc.far for arc in self.arcs))

    def then(self, arc: Arc) -> "Way":
        """Return the way made longer by an arc at its far end."""
        return Way(self.product * arc.factor, (*self.arcs, arc))

    def path(self, of: PublicId, graph: Subgraph) -> Path:
        """Return the way as a path from its far end to the party asked about."""
        start = self.arcs[-1].far if self.arcs else of
        certainty = weakest(identity_of(node, graph) for node in self.nodes(of))
        return Path(start, tuple(arc.hop for arc in reversed(self.arcs)), certainty, self.product)


class Reach(msgspec.Struct, frozen=True):
    """Best way to each party from which something arrives, 最优路径."""

    ways: dict[PublicId, Way]
    truncated: bool
    """Whether ways were left out because they are too long or too weak."""


class RiskGraph(msgspec.Struct, frozen=True, dict=True):
    """Relations with their factors on a day."""

    graph: Subgraph
    weights: RiskWeights
    day: int

    @cached_property
    def arcs_into(self) -> dict[PublicId, tuple[Arc, ...]]:
        """Arcs by their near end, ordered by relation."""
        found: defaultdict[PublicId, list[Arc]] = defaultdict(list)
        for relation in self.graph.relations:
            for arc in self._arcs(relation):
                found[arc.near].append(arc)
        return {near: tuple(arcs) for near, arcs in found.items()}

    @cached_property
    def arcs_from(self) -> dict[PublicId, tuple[Arc, ...]]:
        """Arcs by their far end, ordered by their near one."""
        found: defaultdict[PublicId, list[Arc]] = defaultdict(list)
        for _, arcs in sorted(self.arcs_into.items()):
            for arc in arcs:
                found[arc.far].append(arc)
        return {far: tuple(arcs) for far, arcs in found.items()}

    def may_pass(self, party: PublicId) -> bool:
        """Say whether a path may go on beyond a party."""
        found = self.graph.party.get(party)
        return found is not None and not any(
            found.is_category(category, self.day) for category in self.weights.not_through
        )

    @cached_property
    def known_by_name(self) -> frozenset[PublicId]:
        """Parties known by a name alone: nothing adverse passes to or from them (CONTRACT 3)."""
        return frozenset(p.id for p in self.graph.parties if p.identity is Certainty.NAME_ONLY)

    def _arcs(self, relation: Relation) -> Iterator[Arc]:
        weight = self.weights.by_kind.get(relation.kind)
        if weight is None or relation.first_day > self.day or relation.from_id == relation.to_id:
            return
        if relation.from_id in self.known_by_name or relation.to_id in self.known_by_name:
            return
        part = self._still_there(relation) * self._share(weight, relation)
        for far, near, factor in (
            (relation.from_id, relation.to_id, weight.forward * part),
            (relation.to_id, relation.from_id, weight.backward * part),
        ):
            if factor > 0:
                yield Arc(far, near, factor, relation)

    def _still_there(self, relation: Relation) -> Decimal:
        if relation.may_hold_on(self.day):
            return Decimal(1)
        return aged(self.weights.ended, relation.end_day, self.day)

    def _share(self, weight: RelationWeight, relation: Relation) -> Decimal:
        if not weight.by_share:
            return Decimal(1)
        low, high = relation.share_bounds()
        if low == 0 and relation.share is None:
            return min(self.weights.unstated_share, Decimal(high) / WHOLE)
        return Decimal(min(low, WHOLE)) / WHOLE


def reach(risk: RiskGraph, of: PublicId) -> Reach:
    """Return the best way from each party to the one asked about.

    Notes
    -----
    Layer by layer: after k layers each party has its best way of at most k steps. As no factor is above 1, a longer way
    is kept only where its product is greater, and cycles never help. O(hops x relations).
    """
    best = {of: Way(Decimal(1))}
    layer = dict(best)
    truncated = False
    for _ in range(risk.weights.max_hops):
        following: dict[PublicId, Way] = {}
        for node, way in sorted(layer.items()):
            if node != of and not risk.may_pass(node):
                continue
            for longer in map(way.then, risk.arcs_into.get(node, ())):
                if longer.product < risk.weights.stop_below:
                    truncated = True
                    continue
                _keep_better(following, longer, best)
        best.update(following)
        layer = following
    return Reach(best, truncated or any(_goes_on(risk, node, best) for node in layer))


def _keep_better(following: dict[PublicId, Way], way: Way, best: dict[PublicId, Way]) -> None:
    far = way.arcs[-1].far
    known = best.get(far)
    if known is not None and known.product >= way.product:
        return
    other = following.get(far)
    if other is None or way.rank < other.rank:
        following[far] = way


def _goes_on(risk: RiskGraph, node: PublicId, best: dict[PublicId, Way]) -> bool:
    """Say whether a way of the greatest length would have led on to somebody new."""
    way = best[node]
    arcs = risk.arcs_into.get(node, ()) if risk.may_pass(node) else ()
    return any(arc.far not in best and way.product * arc.factor >= risk.weights.stop_below for arc in arcs)


def alternatives(risk: RiskGraph, of: PublicId, source: PublicId, found: Reach) -> tuple[Way, ...]:
    """Return further simple ways from a source, best first: one for each other first step out of it.

    Linear in the relations of the source.
    """
    if source == of:
        return ()
    best = found.ways[source].rank
    others: dict[tuple[str, ...], Way] = {}
    for arc in risk.arcs_from.get(source, ()):
        way = found.ways.get(arc.near)
        if way is None or source in way.nodes(of) or (arc.near != of and not risk.may_pass(arc.near)):
            continue
        longer = way.then(arc)
        if longer.rank != best and _is_allowed(risk, longer):
            others[longer.rank[2]] = longer
    return tuple(nsmallest(risk.weights.alternatives, others.values(), key=lambda way: way.rank))


def _is_allowed(risk: RiskGraph, way: Way) -> bool:
    return len(way.arcs) <= risk.weights.max_hops and way.product >= risk.weights.stop_below
