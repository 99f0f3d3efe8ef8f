"""The equations of one block: what its companies are worth to somebody, given what comes down to them from outside it."""

from collections.abc import Collection, Mapping
from functools import cached_property

from xinmai.analysis.ownership.columns import Column
from xinmai.analysis.ownership.exact import ZERO, Exact
from xinmai.analysis.ownership.linear import Factors
from xinmai.model.ids import PublicId

Shares = dict[PublicId, Exact]


class Equations:
    """What the companies of a block hold of one another, 持股方程组, taken apart once for all questions about them.

    Parameters
    ----------
    columns
        Of each company of the block.
    silent
        Who passes nothing on of what comes down to it.
    """

    def __init__(self, columns: Mapping[PublicId, Column], silent: Collection[PublicId]) -> None:
        self.columns = columns
        self.passing = frozenset(columns.keys() - silent)
        self.open = tuple(node for node, column in columns.items() if column.free and column.more)
        """Of whom somebody may have more than is stated."""

    @cached_property
    def inside(self) -> dict[PublicId, Shares]:
        """What is stated that companies of the block which pass on what they have, and the company itself, hold of each."""
        return {node: self._row(node, column) for node, column in self.columns.items()}

    def _row(self, node: PublicId, column: Column) -> Shares:
        few, many = sorted((self.passing, column.low.keys()), key=len)
        row = {holder: share for holder in few if holder in many and (share := column.low[holder])}
        return {**row, node: column.loop} if column.loop else row

    @cached_property
    def factors(self) -> Factors[PublicId]:
        """The stated shares, taken apart.

        Raises
        ------
        Singular
            If the block holds all of itself.
        """
        return Factors(self.inside)

    def filled(self, more: Mapping[PublicId, Shares]) -> Factors[PublicId]:
        """Return the equations, taken apart, where companies of the block hold more of one another than is stated.

        Raises
        ------
        Singular
            As :attr:`factors` does.
        """
        if not more:
            return self.factors
        added = {node: _sum(self.inside[node], shares) for node, shares in more.items()}
        return Factors({**self.inside, **added}, self.factors.order)


def _sum(one: Shares, other: Shares) -> Shares:
    return {**one, **{holder: one.get(holder, ZERO) + share for holder, share in other.items()}}
