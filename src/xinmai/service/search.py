"""Parties by a piece of a name or an identifier."""

from collections.abc import Sequence

from xinmai.errors import BadArgument
from xinmai.ingest.identity import is_identity_number
from xinmai.model.answers import Hit
from xinmai.model.names import normal_form
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import IdentifierScheme, PartyKind
from xinmai.ports.store import Reader
from xinmai.service.codes import Hasher


async def search(
    store: Reader,
    view: View,
    text: str,
    kinds: Sequence[PartyKind] | None,
    page: Page,
    budget: Budget,
    hasher: Hasher,
) -> Slice[Hit]:
    """Return one page of the parties with a name (former ones too) or identifier like ``text``, best match first.

    What is a whole identity number is searched as its hash; as given only where nobody has it, for the registration
    numbers and credit codes that look like one.

    Raises
    ------
    BadArgument
        If nothing of the text is left in normal form, ``kinds`` is stated and empty, or ``page.after`` is no cursor.
    """
    if not normal_form(text):
        raise BadArgument("text", "is empty.")
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    if is_identity_number(text):
        number = hasher.hash(IdentifierScheme.CN_ID, text)
        found = await store.search(view, number, kinds, page, budget)
        if found.total:
            return found
    return await store.search(view, text, kinds, page, budget)
