"""Lists of parties and records that fulfil a condition, in any order.

How many there are is a statement of its own, so that not all of them are held at once.
"""

from xinmai.model.filters import Condition, Thing
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.view import Page, Slice, View
from xinmai.store.neo4j.facts import nodes_of, stated
from xinmai.store.neo4j.groups import count
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.listing import Asked
from xinmai.store.neo4j.records import records_in
from xinmai.store.neo4j.server import Server


async def find(server: Server, view: View, where: Condition, page: Page, seconds: float) -> Slice[Party]:
    """Return one page of the parties that fulfil a condition."""
    asked = Asked(Thing.PARTY, "party", where, page)
    lens = Lens(server, view, seconds)
    (row,) = await lens.rows("find", asked.values(view), slots=asked.slots())
    total = await count(lens, Thing.PARTY, where) if page.count else None
    return asked.page_of(nodes_of(map(stated, row["items"])), row, total)


async def find_records(
    server: Server, view: View, where: Condition, page: Page, seconds: float
) -> Slice[CreditRecord]:
    """Return one page of the records that fulfil a condition."""
    asked = Asked(Thing.RECORD, "record", where, page)
    lens = Lens(server, view, seconds)
    (row,) = await lens.rows("find_records", asked.values(view), slots=asked.slots())
    total = await count(lens, Thing.RECORD, where) if page.count else None
    return asked.page_of(records_in(row["items"]), row, total)
