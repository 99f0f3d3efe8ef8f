"""The agencies: who supplies, decides and answers for tasks."""

from xinmai.model.filters import Compare, Op
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.ports.store import Reader


async def agencies(store: Reader, view: View, page: Page) -> Slice[Party]:
    """Return one page of all agencies, ordered by id."""
    return await store.find(view, Compare("kind", Op.EQ, str(PartyKind.AGENCY)), page)
