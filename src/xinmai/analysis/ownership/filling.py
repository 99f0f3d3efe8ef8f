"""What companies are worth to somebody at most: whoever may have what is not stated has it as that is worth most."""

from collections.abc import Collection, Mapping
from typing import Final

from xinmai.analysis.ownership.equations import Equations, Shares
from xinmai.analysis.ownership.exact import NOTHING, Exact
from xinmai.analysis.ownership.linear import Singular
from xinmai.model.ids import PublicId

Given = dict[PublicId, Shares]
"""How much of the free part of each company is given to whom, on top of what is stated."""
_NOBODY: Final[Shares] = {}


class Filling:
    """The free parts of the companies of a block, given to those in whose hands the companies are worth most.

    Parameters
    ----------
    equations
        Of the block.
    outside
        What comes down to each company from outside the block by what is stated.
    worth
        Of those outside the block who may have some of a free part; who is left out is worth nothing.
    rest
        Companies of which the free part counts in full.
    """

    def __init__(
        self,
        equations: Equations,
        outside: Shares,
        worth: Mapping[PublicId, Exact],
        rest: Collection[PublicId],
    ) -> None:
        self.equations = equations
        columns = equations.columns
        whole = {node: columns[node].free for node in columns if node in rest}
        self.outside = {
            **outside,
            **{node: outside.get(node, NOTHING) + free for node, free in whole.items()},
        }
        self.worth = worth
        self.open = tuple(node for node in equations.open if node not in rest)

    def greatest(self) -> Shares:
        """Return what each company is worth.

        Raises
        ------
        Singular
            If that is no number.

        Notes
        -----
        Policy iteration (Howard 1960): free parts are given anew until nothing makes a company worth more. It starts from what
        the last question found, which is near; where it starts does not matter for where it ends.
        """
        given, found = Given(), self.equations.factors.solved(self.outside)
        if self.equations.guess and self.open:
            given, found = self._guessed() or (given, found)
        while better := self._better(given, self._worth(found)):
            given = given | better
            found = self._solved(given)
        self.equations.guess = found
        return found

    def _guessed(self) -> tuple[Given, Shares] | None:
        given = self._better({}, self._worth(self.equations.guess))
        try:
            return given, self._solved(given)
        except Singular:
            return None

    def _worth(self, found: Shares) -> Mapping[PublicId, Exact]:
        passed = {node: share for node, share in found.items() if share and node in self.equations.passing}
        return {**self.worth, **passed} if passed else self.worth

    def _better(self, given: Given, worth: Mapping[PublicId, Exact]) -> Given:
        """Return of which companies the free part makes more if it is given otherwise, and how."""
        found: Given = {}
        for node in self.open:
            best, now = self.equations.columns[node].filled(worth), given.get(node, _NOBODY)
            if best != now and _value(best, worth) > _value(now, worth):
                found[node] = best
        return found

    def _solved(self, given: Given) -> Shares:
        """Return what each company is worth where free parts are given so."""
        inside, outside, passing = Given(), dict(self.outside), self.equations.passing
        for node, shares in given.items():
            if own := {holder: share for holder, share in shares.items() if holder in passing}:
                inside[node] = own
            others = {holder: share for holder, share in shares.items() if holder not in own}
            outside[node] = outside.get(node, NOTHING) + _value(others, self.worth)
        return self.equations.filled(inside).solved(outside)


def _value(given: Shares, worth: Mapping[PublicId, Exact]) -> Exact:
    return sum((share * worth[holder] for holder, share in given.items() if holder in worth), NOTHING)
