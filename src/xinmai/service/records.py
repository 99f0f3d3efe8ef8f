"""The credit records of a party, paged."""

from collections.abc import Sequence

from xinmai.errors import BadArgument
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.view import Page, Slice, View
from xinmai.model.vocabulary import RecordKind
from xinmai.ports.store import Reader


async def records_of_party(
    store: Reader, view: View, party: PublicId, kinds: Sequence[RecordKind] | None, page: Page
) -> Slice[CreditRecord]:
    """Return one page of the records that name a party, ordered by id; no kinds stated means all.

    Raises
    ------
    BadArgument
        If ``kinds`` is stated and empty, or ``page.after`` is no cursor of this list.
    """
    if kinds is not None and not kinds:
        raise BadArgument("kinds", "names no kind; leave it out for all kinds.")
    return await store.records(view, party, kinds, page)
