"""Who is affiliated with a group beside its members?"""

from collections.abc import Collection, Iterable
from functools import partial

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
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind, RelationKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.affiliation import Affiliation
from xinmai.rules.hubs import HubList
from xinmai.service.completeness import with_sources
from xinmai.service.control_walk import ControlWalk, Reached, reached_by
from xinmai.service.gathering import Gathering
from xinmai.service.sharing import Sharing
from xinmai.service.upward import HELD, read_pacts


async def affiliates(
    store: Reader,
    view: View,
    group: GroupResult,
    words: Affiliation,
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
        said = await with_sources(store, view, search.gathering.completeness(), facts)
        return msgspec.structs.replace(
            found, passed_over=sharing.passed_over(), completeness=said, facts=facts
        )


class _Search:
    """Reads what lies around a group: posts, kin, debts, and the holdings of its parties and of those near it."""

    def __init__(self, gathering: Gathering, group: GroupResult, words: Affiliation, hubs: HubList) -> None:
        self.gathering = gathering
        self.group = group
        self.words = words
        self.hubs = hubs
        self.tied = sorted(tied_parties(group))

    async def read(self) -> None:
        """Read everything that grounds other than suspicions stand on."""
        posts, debts = self._kinds(*_POSTS), self._kinds(AffiliationGround.GUARANTEE_OR_LOAN)
        expand = self.gathering.expand
        await self.gathering.meet(self.tied)
        await expand(self.tied, posts, Direction.IN)
        await expand(self.tied, debts, Direction.BOTH)
        await expand(self.tied, HELD, Direction.IN)
        await expand(self.tied, HELD, Direction.OUT)
        await expand(significantly_held(self.scope()), HELD, Direction.IN)
        await expand(self._persons(), posts, Direction.OUT)
        await expand(self._persons(), self._kinds(AffiliationGround.KIN_CONTROLS), Direction.BOTH)
        await read_pacts(self.gathering)
        seeds = tuple({own.to for own in approaches_of(self.scope())})
        await ControlWalk(self.gathering, self.group.options, partial(_reached, seeds=seeds)).down()

    def scope(self) -> Scope:
        """Return what was read, as analysis takes it."""
        graph, day = self.gathering.graph(), self.gathering.view.as_of
        holdings = read_holdings(graph, day, self.group.options)
        return Scope(self.group, graph, holdings, day, self.words, self.hubs)

    def _persons(self) -> list[PublicId]:
        return [key for key, party in self.gathering.parties.items() if party.kind is PartyKind.PERSON]

    def _kinds(self, *grounds: AffiliationGround) -> tuple[RelationKind, ...]:
        return tuple(sorted({kind for ground in grounds for kind in self.words.of(ground).kinds}))


_POSTS = (AffiliationGround.KEY_PERSON_CONTROLS, AffiliationGround.SHARED_KEY_PERSON)


def _reached(holdings: Holdings, seeds: Collection[PublicId]) -> Reached:
    return reached_by(cascade(holdings, [seed], Bounding.UPPER) for seed in seeds)


def _told(gathering: Gathering, found: Affiliates) -> tuple[Fact, ...]:
    """Return what was read of the parties and relations that the paths name."""
    every: Iterable[Affiliate] = (*found.legal, *found.factual, *(found.suspected or ()))
    return gathering.facts({key for one in every for ground in one.grounds for key in ground.path.named})
