"""The agencies: who supplies, decides and answers for tasks."""

from xinmai.model.answers import PartyFilter
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.ports.store import Reader


async def agencies(store: Reader, view: View, page: Page) -> Slice[Party]:
    """Return one page of all agencies, ordered by id."""
    return await store.find(view, PartyFilter(kinds=(PartyKind.AGENCY,)), page)
