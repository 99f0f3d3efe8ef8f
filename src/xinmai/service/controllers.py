"""Who controls a company?"""

import msgspec

from xinmai.analysis.control.controllers import controllers_of
from xinmai.model.control import ControllersResult, ControllerTier, NoControllerReason
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import CONTROL, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.service.gathering import Gathering
from xinmai.service.upward import NOT_STATED, known, read_above, refuse_persons, standing_on


async def controllers(
    store: Reader, view: View, of: PublicId, budget: Budget, options: OwnershipOptions = CONTROL
) -> ControllersResult:
    """Return who controls a company on the view's day, in three tiers, or why nobody does.

    Raises
    ------
    UnknownId
        If nothing has this id in this view.
    BadArgument
        If it is a natural person.
    BudgetExceeded
        If the whole question takes longer than the budget's seconds.
    """
    async with within(budget):
        gathering = Gathering(store, view, budget)
        await known(gathering, of=of)
        refuse_persons(gathering, of=of)
        await read_above(gathering, [of], options)
        graph = gathering.graph()
        found = await computed(len(graph.relations), controllers_of, graph, of, view.as_of, options)
        keys = {key for own in found.controllers if own.path is not None for key in own.path.named}
        said = await standing_on(gathering, {of, *keys}, _missing(found))
        return msgspec.structs.replace(found, completeness=said.completeness, facts=said.facts)


def _missing(found: ControllersResult) -> str | None:
    """Return what the data lack that might name a controller."""
    said = None if found.none is None else _MISSING.get(found.none.reason)
    is_open = any(
        own.tier is not ControllerTier.SUSPECTED and own.bound is Bound.POSSIBLE for own in found.controllers
    )
    return said or (NOT_STATED if is_open else None)


_MISSING = {
    NoControllerReason.UNKNOWN_SHARES: NOT_STATED,
    NoControllerReason.OVER_100: "the stated shares of a company cannot all be right",
    NoControllerReason.INCOMPLETE_REGISTER: "a register of holders is incomplete: the rest may belong to anyone",
    NoControllerReason.BY_NAME: "who is at the top is known by name only",
    NoControllerReason.NO_HOLDERS: "no source states who holds the company at the top",
}
