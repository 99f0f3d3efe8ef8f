"""Parties by a piece of a name or an identifier."""

from collections.abc import Sequence

from xinmai.errors import BadArgument
from xinmai.model.answers import Hit
from xinmai.model.names import normal_form
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import PartyKind
from xinmai.ports.store import Reader


async def search(
    store: Reader, view: View, text: str, kinds: Sequence[PartyKind] | None, page: Page, budget: Budget
) -> Slice[Hit]:
    """Return one page of the parties with a name (former ones too) or identifier like ``text``, best match first.

    Raises
    ------
    BadArgument
        If nothing of the text is left in normal form, ``kinds`` is stated and empty, or ``page.after`` is no cursor.
    """
    if not normal_form(text):
        raise BadArgument("text", "is empty.")
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    return await store.search(view, text, kinds, page, budget)
