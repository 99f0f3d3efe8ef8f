"""Factual grounds that need no control: posts in both, a significant holding, guarantees and loans."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from xinmai.analysis.affiliation.approaches import held_by, stakes_in
from xinmai.analysis.affiliation.controlled import Found
from xinmai.analysis.affiliation.scope import Scope, hop_over
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.registers import bounds_of, surely_holds
from xinmai.analysis.ownership.ways import way_over
from xinmai.model.affiliates import Affiliation, AffiliationGround
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Bound
from xinmai.rules.affiliation import GroundOfAffiliation

_HALF = 2
"""A holding is looked at from half the line on: own shares of the company make it a greater part of the others."""


def direct(scope: Scope) -> Iterator[Found]:
    """Yield who is affiliated by facts that are one or two steps long. Linear in the relations of the group and its persons."""
    return chain(
        _shared_persons(scope), _posts_of_heads(scope), _held(scope), _holding(scope), _obliged(scope)
    )


def _shared_persons(scope: Scope) -> Iterator[Found]:
    """Yield the organisations in which somebody holds a post who holds one in the group too."""
    entry = scope.words.of(AffiliationGround.SHARED_KEY_PERSON)
    inside: dict[PublicId, tuple[PublicId, Relation]] = {}
    for company in sorted(scope.tied):
        for post in scope.relations(company, entry.kinds, outward=False):
            known = inside.get(post.from_id)
            is_better = known is None or (
                surely_holds(post, scope.day) and not surely_holds(known[1], scope.day)
            )
            if scope.is_person(post.from_id) and is_better:
                inside[post.from_id] = company, post
    for person, (company, post) in sorted(inside.items()):
        yield from _posts(scope, entry, scope.path(company, hop_over(post, outward=False)), person, [post])


def _posts_of_heads(scope: Scope) -> Iterator[Found]:
    """Yield the organisations in which a natural person who is a party of the group holds a post."""
    entry = scope.words.of(AffiliationGround.HEAD_HOLDS_POST)
    for person in sorted(party for party in scope.tied if scope.is_person(party)):
        yield from _posts(scope, entry, scope.path(person), person, [])


def _posts(
    scope: Scope, entry: GroundOfAffiliation, path: Path, person: PublicId, own: Sequence[Relation]
) -> Iterator[Found]:
    """Yield the organisations outside in which a person holds a post, over its surest one; ``own``: its post in the group, if any."""
    posts = sorted(scope.relations(person, entry.kinds, outward=True), key=lambda post: post.to_id)
    shared_by = len({post.to_id for post in posts})
    for company, every in groupby(posts, key=lambda post: post.to_id):
        if scope.is_affiliate(company, entry):
            first, *others = every
            whole = scope.joined(path, scope.path(person, hop_over(first, outward=True, others=others)))
            bound = scope.bound(whole, [*own, first])
            yield (
                company,
                Affiliation(ground=entry.code, bound=bound, path=whole, shared_by=shared_by if own else None),
            )


def significantly_held(scope: Scope) -> tuple[PublicId, ...]:
    """Return the organisations outside in which the group together may have a significant holding, ordered by id."""
    entry = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING)
    found = ((company, share.upper * _HALF) for company, share in _shares(scope, entry))
    return tuple(company for company, doubled in found if doubled >= entry.share)


def _shares(scope: Scope, entry: GroundOfAffiliation) -> Iterator[tuple[PublicId, ShareBounds]]:
    """Yield the organisations outside in which the group holds something, and how much together; for certain without mere names."""
    holdings = scope.holdings
    touched = {stake.held for party in scope.tied for stake in holdings.out.get(party, ())}
    for company in sorted(party for party in touched if scope.is_affiliate(party, entry)):
        register = holdings.registers[company]
        least = register.held_by(scope.tied - holdings.by_name)
        yield company, bounds_of(register, least, register.held_by(scope.tied), holdings.options)


def _held(scope: Scope) -> Iterator[Found]:
    """Yield the organisations in which the group together has a significant holding and which it does not control."""
    entry = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING)
    controlled = cascade(scope.holdings, scope.tied).members
    for company, share in _shares(scope, entry):
        if share.upper >= entry.share and company not in controlled:
            stakes = scope.holdings.registers[company].stakes
            own = [stake for holder, stake in stakes.items() if holder in scope.tied]
            greatest = min(own, key=lambda stake: (-stake.low, -stake.high, stake.holder))
            path = way_over(scope.holdings, (greatest.holder, company))
            yield company, _significant(scope, entry, path, share)


def _holding(scope: Scope) -> Iterator[Found]:
    """Yield the organisations that have a significant holding in a company of the group."""
    entry = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING)
    for company, holder, share in stakes_in(scope):
        if share.upper >= entry.share and scope.is_affiliate(holder, entry):
            yield holder, _significant(scope, entry, held_by(scope, company, holder), share)


def _significant(scope: Scope, entry: GroundOfAffiliation, path: Path, share: ShareBounds) -> Affiliation:
    bound = scope.bound(path, ()) if share.lower >= entry.share else Bound.POSSIBLE
    return Affiliation(ground=entry.code, bound=bound, path=path, share=share)


def _obliged(scope: Scope) -> Iterator[Found]:
    """Yield the organisations that guarantee or lend to the group, and to which it does."""
    entry = scope.words.of(AffiliationGround.GUARANTEE_OR_LOAN)
    for company in sorted(scope.tied):
        for outward in (True, False):
            for relation in scope.relations(company, entry.kinds, outward=outward):
                hop = hop_over(relation, outward=outward)
                if scope.is_affiliate(hop.node, entry):
                    path = scope.path(company, hop)
                    bound = scope.bound(path, [relation])
                    yield hop.node, Affiliation(ground=entry.code, bound=bound, path=path)
