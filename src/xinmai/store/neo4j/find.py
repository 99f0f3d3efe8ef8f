"""Lists of parties and records that fulfil a condition, in any order."""

from xinmai.model.filters import Condition, Thing
from xinmai.model.party import Party
from xinmai.model.record import CreditRecord
from xinmai.model.view import Page, Slice, View
from xinmai.store.neo4j.facts import nodes_of, stated
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.listing import Asked
from xinmai.store.neo4j.records import records_in
from xinmai.store.neo4j.server import Server


async def find(server: Server, view: View, where: Condition, page: Page, seconds: float) -> Slice[Party]:
    """Return one page of the parties that fulfil a condition."""
    asked = Asked(Thing.PARTY, "party", where, page)
    (row,) = await Lens(server, view, seconds).rows("find", asked.values(view), slots=asked.slots())
    return asked.page_of(nodes_of(map(stated, row["items"])), row)


async def find_records(
    server: Server, view: View, where: Condition, page: Page, seconds: float
) -> Slice[CreditRecord]:
    """Return one page of the records that fulfil a condition."""
    asked = Asked(Thing.RECORD, "record", where, page)
    (row,) = await Lens(server, view, seconds).rows("find_records", asked.values(view), slots=asked.slots())
    return asked.page_of(records_in(row["items"]), row)
