"""Parties that fulfil a condition, paged."""

from xinmai.errors import BadArgument
from xinmai.model.answers import PartyFilter
from xinmai.model.names import normal_form
from xinmai.model.party import Party
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader


async def parties_where(store: Reader, view: View, where: PartyFilter, page: Page) -> Slice[Party]:
    """Return one page of the parties that fulfil a filter, ordered by id.

    Raises
    ------
    BadArgument
        If nothing of a condition on the name is left in normal form, or ``page.after`` is no cursor of this list.
    """
    if where.name is not None:
        stated = {"eq": where.name.eq, "contains": where.name.contains, "startsWith": where.name.starts_with}
        for operator, text in stated.items():
            if text is not None and not normal_form(text):
                raise BadArgument(f"where.name.{operator}", "is empty; leave it out for all.")
    return await store.find(view, where, page)
