"""Factual grounds that need no control: a person in posts of both, a significant holding, guarantees and loans."""

from collections.abc import Iterator
from itertools import groupby

from xinmai.analysis.affiliation.approaches import held_by, stakes_in
from xinmai.analysis.affiliation.controlled import Found
from xinmai.analysis.affiliation.scope import Scope, hop_over
from xinmai.analysis.ownership.registers import Bounding, part_of
from xinmai.analysis.ownership.ways import way_over
from xinmai.model.affiliates import Affiliation, AffiliationGround
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.relation import Relation
from xinmai.model.vocabulary import Bound


def direct(scope: Scope) -> Iterator[Found]:
    """Yield who is affiliated by facts that are one or two steps long. Linear in the relations of the group and its persons."""
    yield from _shared_persons(scope)
    yield from _held(scope)
    yield from _holding(scope)
    yield from _obliged(scope)


def _shared_persons(scope: Scope) -> Iterator[Found]:
    """Yield the organisations in which a person of the group, or who holds a post in it, holds a post too."""
    entry = scope.words.of(AffiliationGround.SHARED_KEY_PERSON)
    for person, (path, own) in sorted(_persons(scope).items()):
        posts = sorted(
            scope.relations(person, entry.kinds, outward=True), key=lambda r: (r.to_id, r.kind, r.id)
        )
        shared_by = len({post.to_id for post in posts})
        for company, every in groupby(posts, key=lambda post: post.to_id):
            if scope.is_affiliate(company):
                first, *others = every
                whole = scope.joined(path, scope.path(person, hop_over(first, outward=True, others=others)))
                bound = scope.bound(whole, [*own, first])
                yield (
                    company,
                    Affiliation(ground=entry.code, bound=bound, path=whole, shared_by=shared_by),
                )


def _persons(scope: Scope) -> dict[PublicId, tuple[Path, tuple[Relation, ...]]]:
    """Return the first way to each person in a post of the group, and the posts on it; to one of the group there is none to go."""
    entry = scope.words.of(AffiliationGround.SHARED_KEY_PERSON)
    found: dict[PublicId, tuple[Path, tuple[Relation, ...]]] = {
        party: (scope.path(party), ()) for party in scope.tied if scope.is_person(party)
    }
    for company in sorted(scope.tied):
        for post in scope.relations(company, entry.kinds, outward=False):
            if scope.is_person(post.from_id):
                path = scope.path(company, hop_over(post, outward=False))
                found.setdefault(post.from_id, (path, (post,)))
    return found


def significantly_held(scope: Scope) -> tuple[PublicId, ...]:
    """Return the organisations outside in which the group together may have a significant holding, ordered by id."""
    least = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING).share
    return tuple(company for company, share in _shares(scope) if share.upper >= least)


def _shares(scope: Scope) -> Iterator[tuple[PublicId, ShareBounds]]:
    """Yield the organisations outside in which the group holds something, and how much it holds together."""
    holdings = scope.holdings
    touched = {stake.held for party in scope.tied for stake in holdings.out.get(party, ())}
    for company in sorted(party for party in touched if scope.is_affiliate(party)):
        register = holdings.registers[company]
        stated = register.held_by(scope.tied)
        low, high = (part_of(register, stated, bounding, holdings.options) for bounding in Bounding)
        yield company, ShareBounds(low, high)


def _held(scope: Scope) -> Iterator[Found]:
    """Yield the organisations in which the group together has a significant holding."""
    least = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING).share
    for company, share in _shares(scope):
        if share.upper >= least:
            stakes = scope.holdings.registers[company].stakes
            own = [stake for holder, stake in stakes.items() if holder in scope.tied]
            greatest = min(own, key=lambda stake: (-stake.low, -stake.high, stake.holder))
            path = way_over(scope.holdings, (greatest.holder, company))
            yield company, _significant(scope, path, share)


def _holding(scope: Scope) -> Iterator[Found]:
    """Yield the organisations that have a significant holding in a company of the group."""
    entry = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING)
    for company, holder, share in stakes_in(scope):
        if share.upper >= entry.share and scope.is_affiliate(holder):
            yield holder, _significant(scope, held_by(scope, company, holder), share)


def _significant(scope: Scope, path: Path, share: ShareBounds) -> Affiliation:
    entry = scope.words.of(AffiliationGround.SIGNIFICANT_HOLDING)
    bound = scope.bound(path, ()) if share.lower >= entry.share else Bound.POSSIBLE
    return Affiliation(ground=entry.code, bound=bound, path=path, share=share)


def _obliged(scope: Scope) -> Iterator[Found]:
    """Yield the organisations that guarantee or lend to the group, and to which it does."""
    entry = scope.words.of(AffiliationGround.GUARANTEE_OR_LOAN)
    for company in sorted(scope.tied):
        for outward in (True, False):
            for relation in scope.relations(company, entry.kinds, outward=outward):
                hop = hop_over(relation, outward=outward)
                if scope.is_affiliate(hop.node):
                    path = scope.path(company, hop)
                    yield (
                        hop.node,
                        Affiliation(ground=entry.code, bound=scope.bound(path, [relation]), path=path),
                    )
