"""Whom does a party control?"""

from collections.abc import Sequence
from functools import partial

import msgspec

from xinmai.analysis.control.control import control_of
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.seeds import seed_sets
from xinmai.errors import BadArgument
from xinmai.model.control import ControlResult
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions, for_cascade
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.control_walk import ControlWalk, Reached, reached_by
from xinmai.service.gathering import Gathering
from xinmai.service.upward import NOT_STATED, known, read_pacts, standing_on

MOST_TOGETHER = 50
"""Parties that may be asked about together."""


async def control(
    store: Reader,
    view: View,
    of: PublicId,
    budget: Budget,
    options: OwnershipOptions = CONTROL,
    together: Sequence[PublicId] = (),
) -> ControlResult:
    """Return whom a party controls on the view's day, alone or with others; no limit of depth unless one is asked for.

    Raises
    ------
    UnknownId
        If nothing has one of the ids in this view.
    BadArgument
        If too many parties are asked about together.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    if len(together) > MOST_TOGETHER:
        raise BadArgument("together", f"names {len(together)} parties; {MOST_TOGETHER} is allowed.")
    asked, options = tuple(dict.fromkeys((of, *together))), for_cascade(options)
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await known(gathering, of=of, **{f"together.{place}": one for place, one in enumerate(asked[1:])})
        await read_pacts(gathering)
        walk = ControlWalk(gathering, options, partial(_reached, asked=asked))
        await walk.down()
        graph = gathering.graph()
        size = len(graph.relations)
        found = await computed(size, control_of, graph, of, view.as_of, options, asked[1:])
        keys = {key for member in found.members for key in (member.party, *member.via)}
        is_open = any(member.bound is Bound.POSSIBLE for member in found.members)
        missing = NOT_STATED if is_open else None
        said = await standing_on(gathering, {*asked, *keys}, missing, depth=walk.rounds)
        return msgspec.structs.replace(found, completeness=said.completeness, facts=said.facts)


def _reached(holdings: Holdings, asked: Sequence[PublicId]) -> Reached:
    return reached_by(cascade(holdings, seeds, Bounding.UPPER) for seeds in seed_sets(holdings, asked))
