"""Parties that fulfil a condition, paged."""

from xinmai.errors import BadArgument
from xinmai.model.answers import PartyFilter
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader


async def parties_where(store: Reader, view: View, where: PartyFilter, page: Page) -> Slice[Party]:
    """Return one page of the parties that fulfil a filter, ordered by id.

    Raises
    ------
    BadArgument
        If a list in the filter is stated and empty, or ``page.after`` is no cursor of this list.
    """
    for name, stated in (("id", where.ids), ("kind", where.kinds)):
        if stated is not None and not stated:
            raise BadArgument(f"where.{name}", "names nothing; leave it out for all.")
    return await store.find(view, where, page)
