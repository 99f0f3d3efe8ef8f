"""Who is affiliated with a group beside its members, class by class."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain

from xinmai.analysis.affiliation.approaches import approaches_of
from xinmai.analysis.affiliation.controlled import Found, controlled, left_open, reaches_of
from xinmai.analysis.affiliation.direct import direct
from xinmai.analysis.affiliation.scope import Scope
from xinmai.analysis.affiliation.suspected import Nodes, suspected
from xinmai.model.affiliates import (
    Affiliate,
    Affiliates,
    Affiliation,
    AffiliationClass,
    AffiliationGround,
)
from xinmai.model.ids import PublicId
from xinmai.model.vocabulary import Bound
from xinmai.rules.affiliation import AffiliationGrounds

Shared = Mapping[AffiliationGround, Nodes]
"""By suspected ground, what outsiders share."""


def affiliates_of(scope: Scope, shared: Shared | None = None) -> Affiliates:
    """Return who is affiliated with a group beside its members, on each class of grounds for itself.

    Parameters
    ----------
    scope
        The group with the relations of its parties, all posts, kin and holdings of its persons, and the registers in which these
        hold something.
    shared
        What outsiders share with it; None: not asked for.

    Notes
    -----
    Linear in the relations and, for each person near the group, two cascades.
    """
    approaches = approaches_of(scope)
    reaches = reaches_of(scope, approaches)
    found = (*controlled(scope, approaches, reaches), *direct(scope))
    sure = {party for party, own in found if own.bound is Bound.CERTAIN}
    graded = _by_class(scope.words, found)
    leads = None
    if shared is not None:
        every = (suspected(scope, scope.words.of(ground), nodes) for ground, nodes in shared.items())
        leads = _leads(scope.words, chain.from_iterable(every))
    return Affiliates(
        legal=_gathered(scope.words, graded[AffiliationClass.LEGAL]),
        factual=_gathered(scope.words, graded[AffiliationClass.FACTUAL]),
        suspected=leads,
        open_registers=left_open(scope, reaches.values(), sure),
        completeness=scope.graph.completeness,
    )


def _by_class(
    words: AffiliationGrounds, found: Iterable[Found]
) -> defaultdict[AffiliationClass, list[Found]]:
    graded: defaultdict[AffiliationClass, list[Found]] = defaultdict(list)
    for party, affiliation in found:
        graded[words.of(affiliation.ground).grade].append((party, affiliation))
    return graded


def _gathered(words: AffiliationGrounds, found: Iterable[Found]) -> tuple[Affiliate, ...]:
    """Return the parties ordered by id, each with its grounds in the order of the catalogue, then by path."""
    order = {ground.code: place for place, ground in enumerate(words.ground)}
    by_party: defaultdict[PublicId, list[Affiliation]] = defaultdict(list)
    for party, affiliation in found:
        by_party[party].append(affiliation)
    return tuple(
        Affiliate(
            party=party,
            grounds=tuple(sorted(by_party[party], key=lambda own: (order[own.ground], own.path.named))),
        )
        for party in sorted(by_party)
    )


def _leads(words: AffiliationGrounds, found: Iterable[Found]) -> tuple[Affiliate, ...]:
    return tuple(
        Affiliate(
            party=own.party,
            grounds=own.grounds,
            likelihood=words.likelihood_of(
                max(one.strength or Fraction(0) for one in own.grounds),
                len({one.ground for one in own.grounds}),
            ),
        )
        for own in _gathered(words, found)
    )
