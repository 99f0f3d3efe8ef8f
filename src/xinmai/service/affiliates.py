"""Who is affiliated with a group beside its members?"""

from collections.abc import Collection, Iterable

import msgspec

from xinmai.analysis.affiliation.affiliates import Shared, affiliates_of
from xinmai.analysis.affiliation.approaches import approaches_of
from xinmai.analysis.affiliation.direct import significantly_held
from xinmai.analysis.affiliation.scope import Scope, tied_parties
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.reading import read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.model.affiliates import Affiliate, Affiliates, AffiliationGround
from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.view import Budget, Completeness, View
from xinmai.model.vocabulary import CompletenessState, Direction, PartyKind, RelationKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.affiliation import AffiliationGrounds
from xinmai.rules.hubs import HubList
from xinmai.service.completeness import with_sources
from xinmai.service.control_walk import ControlWalk, Reached, reached_by
from xinmai.service.gathering import Gathering
from xinmai.service.sharing import Sharing
from xinmai.service.upward import HELD, open_registers_said, read_pacts


async def affiliates(
    store: Reader,
    view: View,
    group: GroupResult,
    words: AffiliationGrounds,
    hubs: HubList,
    budget: Budget,
    *,
    suspected: bool = False,
) -> Affiliates:
    """Return who is affiliated with a group beside its members on the view's day.

    ``suspected``: with those who only share a telephone, an address or an agent with it.

    Raises
    ------
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        search = _Search(Gathering(store, view, budget), group, words, hubs)
        await search.read()
        sharing = Sharing(search.gathering, words, hubs)
        shared: Shared | None = await sharing.read(search.tied) if suspected else None
        scope = search.scope()
        found = await computed(len(scope.graph.relations), affiliates_of, scope, shared)
        facts = _told(search.gathering, found)
        said = _with_group(
            search.gathering.completeness(open_registers_said(len(found.open_registers))), group
        )
        said = await with_sources(store, view, said, facts)
        return msgspec.structs.replace(
            found, passed_over=sharing.passed_over(), completeness=said, facts=facts
        )


class _Search:
    """Reads what lies around a group: posts, kin, debts, and the holdings of its parties and of those near it."""

    def __init__(
        self, gathering: Gathering, group: GroupResult, words: AffiliationGrounds, hubs: HubList
    ) -> None:
        self.gathering = gathering
        self.group = group
        self.words = words
        self.hubs = hubs
        self.tied = tied_parties(group)
        self.seeds: tuple[PublicId, ...] = ()
        """Those near the group whose enterprises are looked for."""

    async def read(self) -> None:
        """Read everything that grounds other than suspicions stand on."""
        posts, debts = self._kinds(*_POSTS), self._kinds(AffiliationGround.GUARANTEE_OR_LOAN)
        expand = self.gathering.expand
        await self.gathering.meet(self.tied)
        await expand(self.tied, posts, Direction.IN)
        await expand(self._in_posts(posts), posts, Direction.OUT, hub=self.words.posts.most)
        await expand(self.tied, debts, Direction.BOTH)
        await expand(self.tied, HELD, Direction.IN)
        await expand(self.tied, HELD, Direction.OUT)
        await expand(significantly_held(self.scope()), HELD, Direction.IN)
        await read_pacts(self.gathering)
        walk = ControlWalk(self.gathering, self.group.options, self._reached)
        for parent in self.group.joint_parents:
            await walk.up(parent)
        near = {own.to for own in approaches_of(self.scope())} | self.tied
        await expand(self._persons(near), self._kinds(AffiliationGround.KIN_CONTROLS), Direction.BOTH)
        self.seeds = tuple(sorted({own.to for own in approaches_of(self.scope())}))
        await walk.down()

    def scope(self) -> Scope:
        """Return what was read, as analysis takes it."""
        graph, day = self.gathering.graph(), self.gathering.view.as_of
        holdings = read_holdings(graph, day, self.group.options)
        return Scope(self.group, graph, holdings, day, self.words, self.hubs)

    def _in_posts(self, posts: Collection[RelationKind]) -> list[PublicId]:
        """Return who holds a post in the group, and the persons who are parties of it."""
        told = self.gathering.relations.values()
        holders = {r.from_id for r in told if r.kind in posts and r.to_id in self.tied}
        return self._persons(holders | self.tied)

    def _persons(self, among: Iterable[PublicId]) -> list[PublicId]:
        known = self.gathering.parties
        return sorted(key for key in among if key in known and known[key].kind is PartyKind.PERSON)

    def _reached(self, holdings: Holdings) -> Reached:
        return reached_by(cascade(holdings, [seed], Bounding.UPPER) for seed in self.seeds)

    def _kinds(self, *grounds: AffiliationGround) -> tuple[RelationKind, ...]:
        return tuple(sorted({kind for ground in grounds for kind in self.words.of(ground).kinds}))


_POSTS = (
    AffiliationGround.KEY_PERSON_CONTROLS,
    AffiliationGround.SHARED_KEY_PERSON,
    AffiliationGround.HEAD_HOLDS_POST,
)


def _with_group(said: Completeness, group: GroupResult) -> Completeness:
    """Return what was cut, or what the group itself leaves open where nothing else was."""
    own = group.completeness
    if own.state is CompletenessState.COMPLETE:
        return said
    state = (
        own.state
        if said.state in {CompletenessState.COMPLETE, CompletenessState.MISSING_DATA}
        else said.state
    )
    reasons = (f"the group: {own.reason}", *([said.reason] if said.reason else []))
    return msgspec.structs.replace(said, state=state, reason="; ".join(reasons))


def _told(gathering: Gathering, found: Affiliates) -> tuple[Fact, ...]:
    """Return what was read of the parties and relations that the paths name."""
    every: Iterable[Affiliate] = (*found.legal, *found.factual, *(found.suspected or ()))
    return gathering.facts({key for one in every for ground in one.grounds for key in ground.path.named})
