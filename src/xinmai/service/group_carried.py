"""What a group carries: the records of its parties, and what is declared of it."""

from collections.abc import Collection

from xinmai.model.group import GroupResult
from xinmai.model.group_carried import DeclaredGroup
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.service.gathering import Gathering
from xinmai.service.upward import MEMBER_OF


async def group_records(
    store: Reader, view: View, parties: Collection[PublicId], budget: Budget
) -> tuple[CreditRecord, ...]:
    """Return the records that name some parties by id, ordered by id.

    Raises
    ------
    BudgetExceeded
        If it takes longer than the budget's seconds.
    """
    async with within(budget):
        return await store.records_of(view, sorted(parties), budget)


async def declared_groups(
    store: Reader, view: View, found: GroupResult, budget: Budget
) -> tuple[DeclaredGroup, ...]:
    """Return the declared groups that certain parties of a computed one are members of, ordered by id.

    Raises
    ------
    BudgetExceeded
        If it takes longer than the budget's seconds.
    """
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await gathering.expand(found.parties, MEMBER_OF, Direction.OUT)
        groups = sorted(key for key, party in gathering.parties.items() if party.kind is PartyKind.GROUP)
        await gathering.expand(groups, MEMBER_OF, Direction.IN)
    graph, computed = gathering.graph(), set(found.parties)
    members = {key: {relation.from_id for relation in graph.into.get(key, ())} for key in groups}
    return tuple(
        DeclaredGroup(
            party=key,
            members=tuple(sorted(own)),
            only_declared=tuple(sorted(own - computed)),
            only_computed=tuple(sorted(computed - own)),
        )
        for key, own in members.items()
    )
