"""Reads with whom parties share telephones, addresses and agents; what too many share is named and left."""

from collections.abc import Collection
from typing import Final

import msgspec

from xinmai.analysis.affiliation.suspected import Nodes, by_node, ties_to
from xinmai.model.affiliates import AffiliationGround, PassedOver
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Direction, HubReason
from xinmai.rules.affiliation import AffiliationGrounds, GroundOfAffiliation
from xinmai.rules.hubs import HubList
from xinmai.service.gathering import Gathering

_ROWS: Final = 4
"""Relations of one party to one node that are read at most, on average: several sources may say the same."""


class Sharing:
    """What some parties share with others. All of it is taken over into the gathering; its hubs are none of the question's."""

    def __init__(self, gathering: Gathering, words: AffiliationGrounds, hubs: HubList) -> None:
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
        await self.gathering.expand(parties, entry.kinds, direction)
        own = [relation for relation in self.gathering.relations.values() if relation.kind in entry.kinds]
        if direction is Direction.OUT:
            return {relation.to_id for relation in own if relation.from_id in parties}
        return {relation.from_id for relation in own if relation.to_id in parties}

    async def _others(
        self, entry: GroundOfAffiliation, nodes: Collection[PublicId], most: int, reason: HubReason
    ) -> Nodes:
        """Return all relations that tie anybody to some nodes; a node that more than ``most`` share is named and left."""
        budget = msgspec.structs.replace(self.gathering.budget, hub=most * _ROWS)
        others = Gathering(self.gathering.store, self.gathering.view, budget)
        await others.expand(nodes, entry.kinds, Direction.OUT if entry.of is None else Direction.IN)
        found = by_node(others.relations.values(), nodes)
        crowded = {node for node, own in found.items() if len(ties_to(node, own)) > most}
        crowded |= set(others.completeness().hubs_excluded)
        self._over.update(dict.fromkeys(crowded, reason))
        self.gathering.include(others)
        return {node: own for node, own in found.items() if node not in crowded}
