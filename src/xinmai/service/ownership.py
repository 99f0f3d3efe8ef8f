"""How much of a company does a party own?"""

import msgspec

from xinmai.analysis.control.ownership import ownership_of
from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.ownership import OwnershipResult
from xinmai.model.ownership_options import OWNERSHIP, OwnershipMeasure, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.ports.budget import apart, within
from xinmai.ports.store import Reader
from xinmai.service.gathering import Gathering
from xinmai.service.upward import known, open_registers_said, read_above, refuse_persons, standing_on


async def ownership(
    store: Reader,
    view: View,
    holder: PublicId,
    held: PublicId,
    budget: Budget,
    options: OwnershipOptions = OWNERSHIP,
) -> OwnershipResult:
    """Return how much of a company a party owns on the view's day, over any number of levels.

    Raises
    ------
    UnknownId
        If nothing has one of the ids in this view.
    BadArgument
        If the company is a natural person, or holder and company are the same for another measure than all walks.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    if holder == held and options.measure is not OwnershipMeasure.ALL_WALKS:
        raise BadArgument(
            "held", "is the holder itself: only ALL_WALKS says how much a company owns of itself."
        )
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await known(gathering, holder=holder, held=held)
        refuse_persons(gathering, held=held)
        await read_above(gathering, [held], options)
        graph = gathering.graph()
        found = await apart(ownership_of, graph, holder, held, view.as_of, options)
        keys = {holder, held, *(key for path in found.paths for key in path.named)}
        missing = open_registers_said(len(found.open_registers))
        said = await standing_on(gathering, keys, missing)
        return msgspec.structs.replace(found, completeness=said.completeness, facts=said.facts)
