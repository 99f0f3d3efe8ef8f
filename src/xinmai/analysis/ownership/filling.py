"""What companies are worth to somebody at most: what is not stated belongs to those in whose hands it is worth most."""

from collections.abc import Mapping

from xinmai.analysis.ownership.equations import Equations, Shares
from xinmai.analysis.ownership.exact import ZERO, Exact
from xinmai.model.ids import PublicId

Given = dict[PublicId, Shares]
"""How much of the free part of each company is given to whom, on top of what is stated."""


def greatest(equations: Equations, came: Shares, worth: Mapping[PublicId, Exact]) -> Shares:
    """Return what each company of a block is worth at most, over all completions of the data.

    Parameters
    ----------
    equations
        Of the block.
    came
        What comes down to each company from outside the block by what is stated.
    worth
        Of those outside the block who may have some of a free part; who is left out is worth nothing.

    Raises
    ------
    Singular
        If that is no number.

    Notes
    -----
    Policy iteration (Howard 1960): free parts are given anew until nothing makes a company worth more.
    """
    given, found = Given(), equations.factors.solved(came)
    while better := _better(equations, given, {**worth, **_passed(equations, found)}):
        given = given | better
        found = _solved(equations, came, worth, given)
    return found


def _passed(equations: Equations, found: Shares) -> Shares:
    return {node: share for node, share in found.items() if share and node in equations.passing}


def _better(equations: Equations, given: Given, worth: Mapping[PublicId, Exact]) -> Given:
    """Return of which companies the free part makes more if it is given otherwise, and how."""
    found: Given = {}
    for node in equations.open:
        best, now = equations.columns[node].filled(worth), given.get(node, {})
        if best != now and _value(best, worth) > _value(now, worth):
            found[node] = best
    return found


def _solved(equations: Equations, came: Shares, worth: Mapping[PublicId, Exact], given: Given) -> Shares:
    """Return what each company is worth where free parts are given so."""
    inside, outside = Given(), dict(came)
    for node, shares in given.items():
        if own := {holder: share for holder, share in shares.items() if holder in equations.passing}:
            inside[node] = own
        others = {holder: share for holder, share in shares.items() if holder not in own}
        outside[node] = outside.get(node, ZERO) + _value(others, worth)
    return equations.filled(inside).solved(outside)


def _value(given: Shares, worth: Mapping[PublicId, Exact]) -> Exact:
    return sum((share * worth[holder] for holder, share in given.items() if holder in worth), ZERO)
