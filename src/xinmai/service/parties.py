"""Parties that fulfil a condition, paged."""

from xinmai.model.answers import PartyFilter
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader


async def parties_where(store: Reader, view: View, where: PartyFilter, page: Page) -> Slice[Party]:
    """Return one page of the parties that fulfil a filter, ordered by id.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this list.
    """
    return await store.find(view, where, page)
