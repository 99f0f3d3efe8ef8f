"""Which parties are one group? Up to who controls and is controlled by nobody, then down to all whom that one controls."""

from functools import partial

import msgspec

from xinmai.analysis.groups.group import group_of, outline_of
from xinmai.analysis.groups.indices import indices_of
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.model.fact import Fact
from xinmai.model.group import GroupResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions, for_cascade
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.completeness import with_sources
from xinmai.service.control_walk import ControlWalk, Reached, reached_by
from xinmai.service.gathering import Gathering
from xinmai.service.upward import NOT_STATED, known, open_registers_said, read_pacts


async def group(
    store: Reader,
    view: View,
    of: PublicId,
    budget: Budget,
    options: OwnershipOptions = CONTROL,
    *,
    indices: bool = False,
) -> GroupResult:
    """Return the group of a party on the view's day; no limit of depth, only the budget of nodes and seconds.

    ``indices``: with the numbers about it.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        gathering = Gathering(store, view, budget)
        found = await gathered_group(gathering, of, options)
        if not indices:
            return found
        graph = gathering.graph()
        numbers = await computed(len(graph.relations), indices_of, found, graph, view.as_of, options)
        return msgspec.structs.replace(found, indices=numbers)


async def gathered_group(
    gathering: Gathering, of: PublicId, options: OwnershipOptions = CONTROL
) -> GroupResult:
    """Return the group of a party; what it was judged by is in the gathering then.

    Raises
    ------
    UnknownId
        If no party has this id in this view.
    """
    options = for_cascade(options)
    await known(gathering, of=of)
    walk = ControlWalk(gathering, options, partial(_reached, of=of))
    await walk.up(of)
    await read_pacts(gathering)
    await walk.down()
    graph = gathering.graph()
    found = await computed(len(graph.relations), group_of, graph, of, gathering.view.as_of, options)
    said = gathering.completeness(_missing(found), walk.rounds)
    whole = await with_sources(gathering.store, gathering.view, said, _used(gathering, found))
    return msgspec.structs.replace(found, completeness=whole)


def _missing(found: GroupResult) -> str | None:
    """Return what the data lack that decides who belongs."""
    is_open = found.possible_heads or any(member.bound is Bound.POSSIBLE for member in found.members)
    said = (open_registers_said(len(found.open_registers)), NOT_STATED if is_open else None)
    return "; ".join(one for one in said if one) or None


def _reached(holdings: Holdings, of: PublicId) -> Reached:
    outline = outline_of(holdings, of)
    return reached_by((outline.certain, outline.possible))


def _used(gathering: Gathering, found: GroupResult) -> tuple[Fact, ...]:
    parties = (*found.members, *found.apart)
    keys = {found.of, found.name, *(member.party for member in parties)}
    keys |= {relation for member in parties for relation in member.via}
    return gathering.facts(keys | {fact for member in parties for fact in member.path.facts})
