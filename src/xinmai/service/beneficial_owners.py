"""Who are the natural persons behind a company?"""

from typing import Final

import msgspec

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership import BeneficialOwners
from xinmai.model.ownership_options import OWNERSHIP, OwnershipOptions
from xinmai.model.view import Budget, View
from xinmai.model.vocabulary import Bound, Direction
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.presets import Preset
from xinmai.service.gathering import Gathering
from xinmai.service.upward import known, read_above, refuse_persons, standing_on

_WEIGHT: Final = 10
"""Of a relation, where it is asked whether the question holds up others: each person above is a question of its own."""


async def beneficial_owners(
    store: Reader,
    view: View,
    of: PublicId,
    preset: Preset,
    budget: Budget,
    options: OwnershipOptions = OWNERSHIP,
) -> BeneficialOwners:
    """Return the natural persons behind a company on the view's day, each test of the preset for itself.

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
        offices = sorted({*preset.fallback, *preset.fallback_state})
        await gathering.expand([of], offices, Direction.IN)
        graph = gathering.graph()
        size = _WEIGHT * len(graph.relations)
        found = await computed(size, beneficial_owners_of, graph, of, view.as_of, preset, options)
        keys = {of, *(key for own in found.owners for path in own.paths for key in path.named)}
        keys |= {own.party for own in (*found.owners, *found.below)}
        said = await standing_on(gathering, keys, _missing(found))
        return msgspec.structs.replace(found, completeness=said.completeness, facts=said.facts)


def _missing(found: BeneficialOwners) -> str | None:
    """Return what the data lack that might name an owner."""
    if found.missing:
        return f"{len(found.missing)} place(s) where somebody may stand who is not in the data"
    is_open = any(own.bound is Bound.POSSIBLE for own in found.owners)
    return "shares that are not stated decide" if is_open else None
