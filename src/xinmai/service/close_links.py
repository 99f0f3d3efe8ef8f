"""Are two companies closely linked?"""

import msgspec

from xinmai.analysis.control.close_links import close_links_of
from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.ownership import CloseLinksResult
from xinmai.model.ownership_options import CLOSE_LINK, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.ports.budget import apart, within
from xinmai.ports.store import Reader
from xinmai.service.gathering import Gathering
from xinmai.service.upward import NOT_STATED, known, read_above, refuse_persons, standing_on


async def close_links(
    store: Reader,
    view: View,
    a: PublicId,
    b: PublicId,
    budget: Budget,
    options: OwnershipOptions = CLOSE_LINK,
) -> CloseLinksResult:
    """Return whether two companies are closely linked on the view's day, with every ground.

    Raises
    ------
    UnknownId
        If nothing has one of the ids in this view.
    BadArgument
        If one is a natural person, or both are the same.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    if a == b:
        raise BadArgument("b", "is the same company as a.")
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await known(gathering, a=a, b=b)
        refuse_persons(gathering, a=a, b=b)
        await read_above(gathering, [a, b], options)
        graph = gathering.graph()
        found = await apart(close_links_of, graph, a, b, view.as_of, options)
        keys = {a, b, *(key for link in found.links for path in link.paths for key in path.named)}
        missing = NOT_STATED if found.linked == "POSSIBLE" else None
        said = await standing_on(gathering, keys, missing)
        return msgspec.structs.replace(found, completeness=said.completeness, facts=said.facts)
