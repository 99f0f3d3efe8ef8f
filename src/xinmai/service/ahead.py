"""Relations that were read ahead in one go, from which the steps of a long walk are then served."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.relation import Relation
from xinmai.model.subgraph import Subgraph
from xinmai.model.view import Budget
from xinmai.model.vocabulary import Direction


class Step(NamedTuple):
    """One hop around some nodes: what it gives, which hubs it left out, whether it did not fit."""

    parties: tuple[Party, ...]
    relations: tuple[Relation, ...]
    hubs: tuple[PublicId, ...]
    is_cut: bool


class Ahead:
    """All relations of some nodes in one direction, 预读."""

    def __init__(self, found: Subgraph, nodes: Collection[PublicId], direction: Direction) -> None:
        self.parties = found.party
        self.nodes = frozenset(nodes)
        self._at: defaultdict[PublicId, list[Relation]] = defaultdict(list)
        for relation in found.relations:
            near = relation.to_id if direction is Direction.IN else relation.from_id
            self._at[near].append(relation)

    def step(self, seeds: Collection[PublicId], budget: Budget) -> Step:
        """Return one hop around some of the nodes, cut as the port says of ``expand``."""
        hubs = tuple(sorted(seed for seed in seeds if len(self._at[seed]) > budget.hub))
        relations = tuple(r for seed in seeds if seed not in hubs for r in self._at[seed])
        nodes = {*seeds, *(end for r in relations for end in (r.from_id, r.to_id))}
        is_cut = len(nodes) > budget.nodes
        if is_cut:
            nodes = set(seeds) if len(set(seeds)) <= budget.nodes else set()
            relations = tuple(r for r in relations if r.from_id in nodes and r.to_id in nodes)
        parties = tuple(self.parties[node] for node in nodes if node in self.parties)
        return Step(parties, relations, hubs, is_cut)
