"""The information systems that the plan names."""

from xinmai.model.fact import Fact
from xinmai.model.view import Page, Slice, View
from xinmai.ports.store import Reader


async def systems(store: Reader, view: View, page: Page) -> Slice[Fact]:
    """Return one page of all systems, ordered by id."""
    return await store.listing(view, "system", page)
