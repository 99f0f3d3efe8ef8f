"""Over whom the control of enterprises outside is looked for: key persons, who control together, investors, relatives."""

from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from xinmai.analysis.affiliation.scope import Scope, hop_over
from xinmai.analysis.groups.partition import partition
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.reading import CONCERT
from xinmai.analysis.ownership.registers import bounds_of
from xinmai.analysis.ownership.ways import step_down, way_down
from xinmai.model.affiliates import AffiliationGround
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path
from xinmai.model.vocabulary import Bound, RelationKind


class Approach(msgspec.Struct, frozen=True):
    """The way from the group to somebody whose enterprises are affiliated with it."""

    ground: AffiliationGround
    path: Path
    """Ends at who controls them."""
    bound: Bound
    """How sure the way is."""

    @property
    def to(self) -> PublicId:
        """Who controls them."""
        return self.path.end


def approaches_of(scope: Scope) -> tuple[Approach, ...]:
    """Return every way to somebody outside whose enterprises count; of several to one party on one ground the first."""
    persons = tuple(chain(_key_persons(scope), _joint_controllers(scope), _investors(scope)))
    every = (*persons, *_kin(scope, persons))
    ordered = sorted(
        every, key=lambda own: (own.bound is not Bound.CERTAIN, len(own.path.hops), own.path.named)
    )
    first: dict[tuple[AffiliationGround, PublicId], Approach] = {}
    for own in ordered:
        if own.to not in scope.tied and scope.reason_over(own.to) is None:
            first.setdefault((own.ground, own.to), own)
    return tuple(first.values())


def _key_persons(scope: Scope) -> Iterator[Approach]:
    entry = scope.words.of(AffiliationGround.KEY_PERSON_CONTROLS)
    for company in sorted(scope.tied):
        for post in scope.relations(company, entry.kinds, outward=False):
            if scope.is_person(post.from_id):
                path = scope.path(company, hop_over(post, outward=False))
                yield Approach(entry.code, path, scope.bound(path, [post]))


def _joint_controllers(scope: Scope) -> Iterator[Approach]:
    """Yield who controls the head together: a pact, several in concert, or two by half each with who heads their groups."""
    ground, head = AffiliationGround.JOINT_CONTROLLER_CONTROLS, scope.group.head or scope.group.name
    pact = scope.holdings.coalitions.get(head, {}).values()
    concert = [
        one for one in scope.relations(head, (RelationKind.CONTROLS,), outward=False) if one.code == CONCERT
    ]
    for relation in (*pact, *concert):
        path = scope.path(head, hop_over(relation, outward=False))
        yield Approach(ground, path, scope.bound(path, [relation]))
    for parent in scope.group.joint_parents:
        if parent in scope.holdings.above(scope.group.name):  # not, where reading was cut before
            path = held_by(scope, scope.group.name, parent)
            yield Approach(ground, path, scope.bound(path, ()))
            yield from _over(scope, parent, path)


def _over(scope: Scope, parent: PublicId, path: Path) -> Iterator[Approach]:
    """Yield who heads the group of a joint parent, over the way down from there."""
    block = partition(scope.holdings).get(parent)
    if block is not None and block.head not in {None, parent} and not block.is_headed_by_name:
        down = way_down(scope.holdings, cascade(scope.holdings, [block.name]), parent)
        whole = scope.joined(path, down.reversed())
        yield Approach(AffiliationGround.JOINT_CONTROLLER_CONTROLS, whole, scope.bound(whole, ()))


def _investors(scope: Scope) -> Iterator[Approach]:
    entry = scope.words.of(AffiliationGround.INVESTOR_CONTROLS)
    for company, holder, share in stakes_in(scope):
        if scope.is_person(holder) and share.upper >= entry.share:
            path = held_by(scope, company, holder)
            sure = scope.bound(path, ()) if share.lower >= entry.share else Bound.POSSIBLE
            yield Approach(entry.code, path, sure)


def stakes_in(scope: Scope) -> Iterator[tuple[PublicId, PublicId, ShareBounds]]:
    """Yield the companies of the group, who outside holds something of each, and how much."""
    options = scope.holdings.options
    for company in sorted(scope.tied & scope.holdings.registers.keys()):
        register = scope.holdings.registers[company]
        for holder, stake in sorted(register.stakes.items()):
            if holder not in scope.tied and holder not in scope.holdings.barred:
                stated = (stake.low, stake.high)
                yield company, holder, bounds_of(register, stated, stated, options)


def held_by(scope: Scope, company: PublicId, holder: PublicId) -> Path:
    """Return the step up from a company to who holds it."""
    down = step_down(scope.holdings, holder, company)
    return scope.path(company, Hop(down.fact, down.kind, forward=False, node=holder, others=down.others))


def _kin(scope: Scope, persons: Iterable[Approach]) -> Iterator[Approach]:
    """Yield the relatives of those persons, and of persons that are parties of the group themselves."""
    entry = scope.words.of(AffiliationGround.KIN_CONTROLS)
    own = [Approach(entry.code, scope.path(party), Bound.CERTAIN) for party in sorted(scope.tied)]
    for near in (*own, *persons):
        if not scope.is_person(near.to):
            continue
        for outward in (True, False):
            for kinship in scope.relations(near.to, entry.kinds, outward=outward):
                if kinship.code is None or kinship.code in entry.codes:
                    path = scope.path(near.path.start, *near.path.hops, hop_over(kinship, outward=outward))
                    is_sure = near.bound is Bound.CERTAIN and kinship.code is not None
                    yield Approach(
                        entry.code, path, scope.bound(path, [kinship]) if is_sure else Bound.POSSIBLE
                    )
