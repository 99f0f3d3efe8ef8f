"""Everybody above a company: in which order shares come down to it, and over which cycles."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final

import networkx as nx

from xinmai.analysis.ownership.columns import NOT_READ, Column, column_of
from xinmai.analysis.ownership.equations import Equations
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.model.ids import PublicId

Block = tuple[PublicId, ...]
MOST_STEPS: Final = 10_000
"""See :attr:`Upstream.steps`."""


class Upstream:
    """A company and everybody above it over holdings, 上游股权. Linear in the holdings among them."""

    def __init__(
        self, holdings: Holdings, target: PublicId, above: frozenset[PublicId] | None = None
    ) -> None:
        self.holdings = holdings
        self.target = target
        self.above = _above(holdings, target) if above is None else above
        self.steps = MOST_STEPS
        """Partial paths that one search of simple paths takes up."""
        self._equations: dict[tuple[Block, bool], Equations] = {}

    @cached_property
    def columns(self) -> dict[PublicId, Column]:
        """The column of each company that has a register, or may have one that was not read."""
        registers, options = self.holdings.registers, self.holdings.options
        read = {held: column_of(registers[held], options) for held in self.above if held in registers}
        return {**read, **dict.fromkeys(self.above & self.holdings.unread, NOT_READ)}

    @cached_property
    def out(self) -> dict[PublicId, tuple[PublicId, ...]]:
        """In whom each party holds something or may, among these, ordered by id."""
        found: defaultdict[PublicId, list[PublicId]] = defaultdict(list)
        for held in sorted(self.columns):
            for holder in self.columns[held].holders:
                found[holder].append(held)
        return {holder: tuple(held) for holder, held in found.items()}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Parties on common cycles together, holders before those they hold, each block ordered by id."""
        graph = nx.DiGraph()
        graph.add_nodes_from(sorted(self.above))
        graph.add_edges_from((holder, held) for holder, below in self.out.items() for held in below)
        if nx.is_directed_acyclic_graph(graph):
            return tuple((node,) for node in nx.topological_sort(graph))
        condensed = nx.condensation(graph)
        return tuple(
            tuple(sorted(condensed.nodes[block]["members"])) for block in nx.topological_sort(condensed)
        )

    @cached_property
    def _places(self) -> dict[PublicId, int]:
        return {node: place for place, block in enumerate(self.blocks) for node in block}

    def blocks_of(self, parties: Collection[PublicId]) -> Iterator[Block]:
        """Yield the blocks that some of these are in, holders before those they hold."""
        for place in sorted({self._places[party] for party in parties}):
            yield self.blocks[place]

    @cached_property
    def is_acyclic(self) -> bool:
        """Say whether nobody above holds itself, over others or by own shares that are kept."""
        has_loop = any(column.loop for column in self.columns.values())
        return not has_loop and all(len(block) == 1 for block in self.blocks)

    @cached_property
    def is_open(self) -> bool:
        """Say whether some share above may be greater than its lower bound."""
        is_named = not self.holdings.by_name.isdisjoint(self.above)
        return is_named or any(column.free and column.more for column in self.columns.values())

    def equations(self, nodes: Block, *, sure_names: bool) -> Equations:
        """Return the equations of a block or part of it; the same ones for each question.

        ``sure_names``: whether who is known by name only is one of its own in each register, and so passes nothing on.
        """
        names = self.holdings.by_name if sure_names else frozenset()
        key = nodes, bool(names)
        if key not in self._equations:
            silent = {*self.holdings.barred, *names}
            self._equations[key] = Equations({node: self.columns[node] for node in nodes}, silent)
        return self._equations[key]

    def with_register(self, holdings: Holdings, changed: PublicId) -> "Upstream":
        """Return the same upstream where the register of one company is another; its holders are the same."""
        other = Upstream(holdings, self.target, self.above)
        other.steps = self.steps
        column = column_of(holdings.registers[changed], holdings.options)
        vars(other)["columns"] = {**self.columns, changed: column}
        vars(other)["blocks"] = self.blocks
        other._equations.update((key, own) for key, own in self._equations.items() if changed not in key[0])
        return other

    def below(self, sources: Collection[PublicId], *, surely: bool = False) -> frozenset[PublicId]:
        """Return who among these is reached from some parties, themselves included; nobody barred is passed.

        ``surely``: over holdings of which something is stated.
        """
        out = self._surely_out if surely else self.out
        seen = {source for source in sources if source in self.above}
        waiting = list(seen)
        while waiting:
            new = [held for held in out.get(waiting.pop(), ()) if held not in seen]
            seen.update(new)
            waiting.extend(held for held in new if held not in self.holdings.barred)
        return frozenset(seen)

    @cached_property
    def _surely_out(self) -> dict[PublicId, tuple[PublicId, ...]]:
        return {
            holder: tuple(held for held in below if self.columns[held].low[holder])
            for holder, below in self.out.items()
        }


def _above(holdings: Holdings, target: PublicId) -> frozenset[PublicId]:
    seen, waiting = {target}, [target]
    while waiting:
        register = holdings.registers.get(waiting.pop())
        new = [] if register is None else [holder for holder in register.stakes if holder not in seen]
        seen.update(new)
        waiting.extend(new)
    return frozenset(seen)
