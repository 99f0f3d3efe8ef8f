"""What share of each company comes down to it from some parties, over all walks that never come back to them."""

from collections.abc import Collection, Mapping
from fractions import Fraction

import msgspec

from xinmai.analysis.ownership.columns import ALL, NOTHING
from xinmai.analysis.ownership.linear import Singular, solve
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.model.ids import PublicId

Shares = dict[PublicId, Fraction]


class ClosedCycle(ArithmeticError):
    """A cycle that holds all of itself: what comes down over it is no number."""

    def __init__(self, members: Collection[PublicId]) -> None:
        self.members = tuple(sorted(members))
        super().__init__("closed cycle of holdings")


class Question(msgspec.Struct, frozen=True):
    """From whom shares come down, and how what is not stated is read."""

    sources: frozenset[PublicId]
    """Parties that count as one; what they are held by does not matter."""
    bounding: Bounding = Bounding.LOWER
    nobody: bool = False
    """Ask instead for what comes down from nobody: the free parts of all companies."""
    meant_in: PublicId | None = None
    """For the lower bound, of sources known by name only: the company in whose register they are meant."""

    def counts(self, upstream: Upstream, holder: PublicId, held: PublicId) -> bool:
        """Say whether a holder is whoever was reached under its name, and not barred; a source is what it is."""
        is_source = holder in self.sources
        if self.bounding is Bounding.LOWER and not self.nobody and holder in upstream.holdings.by_name:
            return is_source and held == self.meant_in
        return is_source or holder not in upstream.holdings.barred

    def unnamed(self, upstream: Upstream, held: PublicId) -> Fraction:
        """Return what comes down from nobody to a company at once: its free part, and what nominees and dead companies have."""
        column = upstream.columns.get(held)
        if not self.nobody or column is None:
            return NOTHING
        barred = upstream.holdings.barred
        return column.free + sum((share for one, share in column.low.items() if one in barred), NOTHING)


def attributed(upstream: Upstream, question: Question) -> Shares:
    """Return what share of each company above the target, and of the target, comes down from the sources.

    The lower bound takes unknown shares as nothing. The upper bound gives the free part of each register to the holders
    with whom the sources have most, within what each may have: the greatest value over all completions of the data.

    Raises
    ------
    ClosedCycle
        If a cycle holds all of itself, or shares above the whole make the sum over its walks diverge.

    Notes
    -----
    Blocks of cycles from the top down, each solved directly and exactly: O(holdings + sum of |block|³), for the upper bound
    times the steps of policy iteration (Howard 1960), which are few.
    """
    worth: Shares = dict.fromkeys(question.sources, ALL)
    reached = _reached(upstream, question)
    for block in upstream.blocks_of(reached):
        inside = [node for node in block if node in reached and node not in question.sources]
        if inside:
            worth.update(_Block(upstream, question, inside, worth).solved())
    return worth


def _reached(upstream: Upstream, question: Question) -> frozenset[PublicId]:
    unnamed = (held for held in upstream.columns if question.unnamed(upstream, held) > 0)
    return upstream.below({*question.sources, *unnamed})


class _Block:
    """The equations of one block."""

    def __init__(
        self,
        upstream: Upstream,
        question: Question,
        nodes: list[PublicId],
        worth: Mapping[PublicId, Fraction],
    ) -> None:
        self.upstream = upstream
        self.question = question
        self.nodes = [node for node in nodes if node in upstream.columns]
        self.worth = worth
        self.given: dict[PublicId, Shares] = {node: {} for node in self.nodes}
        """What was given of each free part to whom, on top of what is stated."""

    def solved(self) -> Shares:
        """Return the shares of the block."""
        found = self._solve()
        while self.question.bounding is Bounding.UPPER and self._improve(found):
            found = self._solve()
        return found

    def _solve(self) -> Shares:
        inside: dict[PublicId, Shares] = {node: {} for node in self.nodes}
        outside: Shares = {}
        for node in self.nodes:
            outside[node] = self.question.unnamed(self.upstream, node)
            for holder, share in self._stakes(node):
                if holder in inside:
                    inside[node][holder] = inside[node].get(holder, NOTHING) + share
                elif self.worth.get(holder):
                    outside[node] += share * self.worth[holder]
        return self._solution(inside, outside)

    def _solution(self, inside: dict[PublicId, Shares], outside: Shares) -> Shares:
        loops = {node: self.upstream.columns[node].loop for node in self.nodes}
        if len(self.nodes) == 1 and not any(inside.values()):
            node = self.nodes[0]
            if not outside[node]:
                return {node: NOTHING}
            if loops[node] >= 1:
                raise ClosedCycle(self.nodes)
            return {node: outside[node] / (1 - loops[node])}
        looped = {
            node: {**inside[node], **({node: loops[node]} if loops[node] else {})} for node in self.nodes
        }
        try:
            return solve(looped, outside)
        except Singular:
            raise ClosedCycle(self.nodes) from None

    def _stakes(self, node: PublicId) -> list[tuple[PublicId, Fraction]]:
        """Return who has what of a company; who is barred passes nothing on but what is its own."""
        low, known = self.upstream.columns[node].low, (*self.worth, *self.nodes)
        if len(known) < len(low):  # whoever else has something of it has nothing of the sources'
            low = {holder: low[holder] for holder in known if holder in low}
        every = (*low.items(), *self.given[node].items())
        return [
            (holder, share) for holder, share in every if self.question.counts(self.upstream, holder, node)
        ]

    def _improve(self, found: Shares) -> bool:
        """Give the free parts anew where that makes a company worth more, and say whether it did."""
        sources, barred = self.question.sources, self.upstream.holdings.barred
        worth = {**self.worth, **found}
        known = {
            holder: value for holder, value in worth.items() if holder in sources or holder not in barred
        }
        changed = False
        for node in self.nodes:
            better = self.upstream.columns[node].filled(known)
            if _value(better, known) > _value(self.given[node], known):
                self.given[node], changed = better, True
        return changed


def _value(given: Shares, worth: Mapping[PublicId, Fraction]) -> Fraction:
    return sum((share * worth.get(holder, NOTHING) for holder, share in given.items()), NOTHING)
