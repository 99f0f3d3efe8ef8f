"""Who of many parties is linked with whom, pair by pair, within what was read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import msgspec

from xinmai.analysis.links import Links, Towards
from xinmai.model.ids import PublicId
from xinmai.model.links import Cell, Neighbour, PartyLinks, SharedHub
from xinmai.model.path import Path
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import HubReason, PartyKind, RelationKind

STANDS_IN: Final = frozenset(
    {
        RelationKind.LEGAL_REPRESENTATIVE,
        RelationKind.PRINCIPAL,
        RelationKind.DIRECTOR,
        RelationKind.SUPERVISOR,
        RelationKind.SENIOR_MANAGER,
        RelationKind.FINANCE_HEAD,
        RelationKind.PRACTITIONER,
        RelationKind.EMPLOYEE,
        RelationKind.FOUNDER,
        RelationKind.PROJECT_MANAGER,
        RelationKind.HOLDS,
    }
)
"""What a person has in an organisation: an office, employment, a share."""
_PAIR: Final = 2
_KINDS: Final = list(RelationKind)


class Reach(msgspec.Struct, frozen=True):
    """What one party is linked with, 单个主体的关联."""

    cells: tuple[Cell, ...]
    """Its pairs with the parties of a smaller id, by their id."""
    touches: tuple[tuple[PublicId, Path], ...]
    """Hubs that it touches, by id, and its shortest way there."""


def reach_of(
    links: Links, party: PublicId, among: Iterable[PublicId], hubs: Iterable[PublicId], most: int
) -> Reach:
    """Return with whom of the earlier parties one is linked within ``most`` hops, and which hubs it touches within half of it.

    Linear in the relations and in the length of the paths.
    """
    towards = links.towards(party, most)
    earlier = [other for other in among if other < party and other in towards.distance]
    half = (most + 1) // 2
    near = [hub for hub in hubs if hub != party and towards.distance.get(hub, most + 1) <= half]
    return Reach(
        cells=tuple(Cell(towards.path_from(other)) for other in earlier),
        touches=tuple((hub, _way_to(towards, hub)) for hub in near),
    )


def _way_to(towards: Towards, hub: PublicId) -> Path:
    return towards.path_from(hub).reversed()


def shared_hubs(
    reaches: Iterable[Reach], hubs: Mapping[PublicId, HubReason], most: int
) -> tuple[SharedHub, ...]:
    """Return the hubs over which two of the parties would be linked within ``most`` hops, and who touches each."""
    ways: defaultdict[PublicId, list[Path]] = defaultdict(list)
    for reach in reaches:
        for hub, way in reach.touches:
            ways[hub].append(way)
    found = [_shared(hub, hubs[hub], own, most) for hub, own in ways.items()]
    shared = [hub for hub in found if len(hub.touches) >= _PAIR]
    return tuple(sorted(shared, key=lambda shared: (-len(shared.touches), shared.hub)))


def _shared(hub: PublicId, reason: HubReason, ways: Iterable[Path], most: int) -> SharedHub:
    """Return who touches a hub: those who have with the nearest one a way over it that is short enough."""
    ordered = sorted(ways, key=lambda way: (len(way.hops), way.start))
    nearest = [len(way.hops) for way in ordered[:_PAIR]]
    kept = [
        way
        for place, way in enumerate(ordered)
        if len(way.hops) + (nearest[0] if place else nearest[-1]) <= most
    ]
    return SharedHub(hub, reason, tuple(kept))


def common_neighbours(
    graph: Subgraph, among: Collection[PublicId], hubs: Collection[PublicId]
) -> tuple[Neighbour, ...]:
    """Return the nodes that are directly linked to two or more of the parties, hubs apart. Linear in the relations."""
    inside = frozenset(among)
    met: defaultdict[PublicId, defaultdict[PublicId, set[RelationKind]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for relation in graph.relations:
        for party, other in ((relation.from_id, relation.to_id), (relation.to_id, relation.from_id)):
            if party in inside and other != party and other not in hubs:
                met[other][party].add(relation.kind)
    found = [Neighbour(node, tuple(_links(own))) for node, own in met.items() if len(own) >= _PAIR]
    return tuple(sorted(found, key=lambda neighbour: (-len(neighbour.links), neighbour.node)))


def _links(own: Mapping[PublicId, Collection[RelationKind]]) -> Iterator[PartyLinks]:
    for party in sorted(own):
        yield PartyLinks(party, tuple(sorted(own[party], key=_KINDS.index)))


def third_persons(
    graph: Subgraph, among: Collection[PublicId], neighbours: Iterable[Neighbour]
) -> tuple[Neighbour, ...]:
    """Return the natural persons among common neighbours who hold in, or stand in office at, two or more of the parties."""
    found = []
    for neighbour in neighbours:
        party = graph.party.get(neighbour.node)
        if party is None or party.kind is not PartyKind.PERSON or party.id in among:
            continue
        stands = [links for links in neighbour.links if not STANDS_IN.isdisjoint(links.kinds)]
        if len(stands) >= _PAIR:
            found.append(Neighbour(neighbour.node, tuple(stands)))
    return tuple(sorted(found, key=lambda neighbour: (-len(neighbour.links), neighbour.node)))
