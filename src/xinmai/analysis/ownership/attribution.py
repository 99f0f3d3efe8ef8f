"""What share of each company comes down to it from some parties, over all walks that never come back to them."""

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

import msgspec

from xinmai.analysis.ownership.equations import Shares
from xinmai.analysis.ownership.exact import ONE, ZERO, Exact, plain
from xinmai.analysis.ownership.filling import greatest
from xinmai.analysis.ownership.linear import Singular
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.upstream import Block, Upstream
from xinmai.model.ids import PublicId


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

    @property
    def sure_names(self) -> bool:
        """Whether who is known by name only is one of its own in each register."""
        return self.bounding is Bounding.LOWER and not self.nobody

    def counts(self, upstream: Upstream, source: PublicId, held: PublicId) -> bool:
        """Say whether it is the source that stands in a register under its name."""
        is_name = self.sure_names and source in upstream.holdings.by_name
        return held == self.meant_in or not is_name


def attributed(upstream: Upstream, question: Question) -> dict[PublicId, Fraction]:
    """Return what share of each company above the target, and of the target, comes down from the sources, where any does.

    The lower bound takes unknown shares as nothing. The upper bound gives the free part of each register to the holders
    with whom the sources have most, within what each may have: the greatest value over all completions of the data.

    Raises
    ------
    ClosedCycle
        If a cycle holds all of itself, or shares above the whole make the sum over its walks diverge.

    Notes
    -----
    Blocks of cycles from the top down, each solved directly and exactly: O(holdings + sum of |block|³), for the upper bound
    times the steps of policy iteration (Howard 1960), which are few. What is
    stated within a block is taken apart once for all questions to an upstream.
    """
    return {party: plain(share) for party, share in _shares(upstream, question).items()}


def attributed_of(upstream: Upstream, question: Question) -> Fraction:
    """Return what share of the target comes down from the sources; see :func:`attributed`."""
    return plain(_shares(upstream, question).get(upstream.target, ZERO))


def _shares(upstream: Upstream, question: Question) -> Shares:
    flow = _Flow(upstream, question)
    for block in upstream.blocks_of(flow.reached):
        nodes = (node for node in block if node in flow.reached and node in upstream.columns)
        if left := tuple(node for node in nodes if node not in question.sources):
            flow.go_through(left)
    return flow.shares


class _Flow:
    """What comes down from the sources, as far as it was followed."""

    def __init__(self, upstream: Upstream, question: Question) -> None:
        self.upstream = upstream
        self.question = question
        self.shares: Shares = {}
        self.worth: Shares = {}
        """The shares of those who pass them on."""
        unnamed = _unnamed(upstream) if question.nobody else {}
        self.reached = upstream.below({*question.sources, *unnamed})
        self.came: defaultdict[PublicId, Exact] = defaultdict(Exact, unnamed)
        """What comes down to each company from everybody followed so far."""
        for source in question.sources:
            self.shares[source] = ONE
            self._pass_on(source, ONE)

    def go_through(self, nodes: Block) -> None:
        """Find the shares of the companies of a block; what is above it is known."""
        equations = self.upstream.equations(nodes, sure_names=self.question.sure_names)
        came = {node: self.came[node] for node in nodes if node in self.came}
        is_least = self.question.bounding is Bounding.LOWER
        if len(nodes) == 1 and not came and (is_least or not equations.open):
            return  # a company to which nothing comes has nothing, whatever it holds of itself
        try:
            found = equations.factors.solved(came) if is_least else greatest(equations, came, self.worth)
        except Singular:
            raise ClosedCycle(nodes) from None
        for node, share in found.items():
            if share:
                self.shares[node] = share
            if share and node in equations.passing:
                self._pass_on(node, share)

    def _pass_on(self, holder: PublicId, share: Exact) -> None:
        self.worth[holder] = share
        columns, is_source = self.upstream.columns, holder in self.question.sources
        for held in self.upstream.out.get(holder, ()):
            part = columns[held].low.get(holder)
            if part and (not is_source or self.question.counts(self.upstream, holder, held)):
                self.came[held] += part * share


def _unnamed(upstream: Upstream) -> Shares:
    """Return what comes down from nobody to each company at once: its free part, and what nominees and dead companies have."""
    barred = upstream.holdings.barred
    found = {
        held: column.free + sum((share for one, share in column.low.items() if one in barred), ZERO)
        for held, column in upstream.columns.items()
    }
    return {held: share for held, share in found.items() if share}
