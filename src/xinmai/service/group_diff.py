"""How did the group of a party change between two days, and because of what?"""

from xinmai.analysis.groups.diff import changed_parties, group_changes
from xinmai.errors import BadArgument
from xinmai.model.group import GroupResult
from xinmai.model.group_diff import GroupDiff
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Direction, PartyKind
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.gathering import Gathering
from xinmai.service.group import group
from xinmai.service.upward import HELD, MEMBER_OF, standing_on


async def group_diff(
    store: Reader,
    before: View,
    after: View,
    of: PublicId,
    budget: Budget,
    options: OwnershipOptions = CONTROL,
) -> GroupDiff:
    """Return how the group of a party changed from the day of one view to the day of another.

    Raises
    ------
    UnknownId
        If nothing has this id in one of the views.
    BadArgument
        If the second day lies before the first.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    if after.as_of < before.as_of:
        raise BadArgument("to", "lies before `from`.")
    async with within(budget):
        first = await group(store, before, of, budget, options)
        second = await group(store, after, of, budget, options)
        gathering = await _around(store, after, (first, second), budget)
        graph, days = gathering.graph(), (before.as_of, after.as_of)
        changes = await computed(len(graph.relations), group_changes, first, second, graph, days)
        keys: set[str] = {of, *(change.party for change in changes)}
        keys |= {cause.fact for change in changes for cause in change.causes if cause.fact is not None}
        said = await standing_on(gathering, keys)
    return GroupDiff(
        of=of,
        before=first,
        after=second,
        changes=changes,
        completeness=said.completeness,
        facts=said.facts,
    )


async def _around(
    store: Reader, after: View, found: tuple[GroupResult, GroupResult], budget: Budget
) -> Gathering:
    """Read the relations of all days into the changed parties, and the pacts that these are or were members of."""
    gathering, every_day = Gathering(store, after, budget), after.on_every_day()
    changed = changed_parties(*found)
    await gathering.meet(changed)
    await gathering.expand(changed, HELD, Direction.IN, every_day)
    heads = [party for party in changed if any(party == one.head for one in found)]
    await gathering.expand(heads, HELD, Direction.OUT, every_day)
    coalitions = [one for one in changed if gathering.parties[one].kind is PartyKind.COALITION]
    await gathering.expand(coalitions, MEMBER_OF, Direction.IN, every_day)
    await gathering.expand(tuple(gathering.parties), MEMBER_OF, Direction.OUT, every_day)
    return gathering
