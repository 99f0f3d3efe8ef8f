"""Reads with whom parties share telephones, addresses and agents; what too many share is named and left."""

from collections.abc import Collection

import msgspec

from xinmai.analysis.affiliation.suspected import Nodes, by_node
from xinmai.model.affiliates import AffiliationGround, PassedOver
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Direction, HubReason
from xinmai.rules.affiliation import Affiliation, GroundOfAffiliation
from xinmai.rules.hubs import HubList
from xinmai.service.gathering import Gathering


class Sharing:
    """What some parties share with others. All of it is taken over into the gathering; its hubs are none of the question's."""

    def __init__(self, gathering: Gathering, words: Affiliation, hubs: HubList) -> None:
        self.gathering = gathering
        self.words = words
        self.hubs = hubs
        self._over: dict[PublicId, HubReason] = {}

    async def read(self, parties: Collection[PublicId]) -> dict[AffiliationGround, Nodes]:
        """Return by ground who else is tied to the nodes that some parties are tied to."""
        return {entry.code: await self._read(entry, parties) for entry in self.words.suspicions()}

    def passed_over(self) -> tuple[PassedOver, ...]:
        """Return what was not taken as a ground, by id."""
        return tuple(PassedOver(node, reason) for node, reason in sorted(self._over.items()))

    async def _read(self, entry: GroundOfAffiliation, parties: Collection[PublicId]) -> Nodes:
        if entry.of is None:
            nodes = await self._agents(entry, parties)
            return await self._others(entry, nodes, entry.most or 0, HubReason.DEGREE)
        nodes = await self._near(entry, parties, Direction.OUT)
        own = {node for node in nodes if node.startswith(entry.of)}
        most = self.hubs.most_of(PublicId(entry.of)) or 0
        return await self._others(entry, own, most, HubReason.SHARED_CONTACT)

    async def _agents(self, entry: GroundOfAffiliation, parties: Collection[PublicId]) -> set[PublicId]:
        """Return the agents of some parties but those of a category that acts for everybody."""
        agents = await self._near(entry, parties, Direction.IN)
        day, known = self.gathering.view.as_of, self.gathering.parties
        reasons = {agent: self.hubs.reason_of(known[agent], day) for agent in agents if agent in known}
        self._over.update({agent: reason for agent, reason in reasons.items() if reason is not None})
        return agents - self._over.keys()

    async def _near(
        self, entry: GroundOfAffiliation, parties: Collection[PublicId], direction: Direction
    ) -> set[PublicId]:
        """Return the nodes at the other end of the relations of some parties."""
        near = self._gathering(self.gathering.budget.hub)
        await near.expand(parties, entry.kinds, direction)
        self.gathering.include(near)
        ends = ((r.to_id if direction is Direction.OUT else r.from_id) for r in near.relations.values())
        return set(ends)

    async def _others(
        self, entry: GroundOfAffiliation, nodes: Collection[PublicId], most: int, reason: HubReason
    ) -> Nodes:
        """Return all relations that tie anybody to some nodes; a node with more than ``most`` is named and left."""
        others = self._gathering(most)
        await others.expand(nodes, entry.kinds, Direction.OUT if entry.of is None else Direction.IN)
        crowded = others.completeness().hubs_excluded
        self._over.update(dict.fromkeys(crowded, reason))
        self.gathering.include(others)
        return by_node(others.relations.values(), set(nodes).difference(crowded))

    def _gathering(self, hub: int) -> Gathering:
        own = self.gathering
        return Gathering(own.store, own.view, msgspec.structs.replace(own.budget, hub=hub))
