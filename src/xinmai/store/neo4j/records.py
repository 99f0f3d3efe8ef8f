"""Reading credit records with everything that hangs on them."""

from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

from xinmai.model.filters import Condition, Thing
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.store.assembly import filed
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.listing import Asked
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import FOLLOWED
from xinmai.store.reading import read_mixed

_version = itemgetter("kind", "recordedFrom", "payload")


async def records(
    server: Server,
    view: View,
    parties: Sequence[PublicId],
    where: Condition,
    page: Page,
    seconds: float,
) -> dict[PublicId, Slice[CreditRecord]]:
    """Return one page of the records that name each party, by id or by a name inside an organisation that is its alone there."""
    asked = Asked(Thing.RECORD, "record", where, page)
    values = {"parties": list(parties), **asked.values(view)}
    rows = await Lens(server, view, seconds).rows("records", values, slots=asked.slots(), kinds=FOLLOWED)
    return {row["id"]: asked.page_of(records_in(row["items"]), row, row["total"]) for row in rows}


async def records_of(
    server: Server, view: View, parties: Sequence[PublicId], budget: Budget
) -> tuple[CreditRecord, ...]:
    """Return all records that name any of the parties by id."""
    rows = await Lens(server, view, budget.seconds).rows("records_of", {"parties": list(parties)})
    return tuple(_by_ids(rows))


async def credit_records(
    server: Server, view: View, ids: Sequence[PublicId], seconds: float
) -> dict[PublicId, CreditRecord]:
    """Return records by id."""
    rows = await Lens(server, view, seconds).rows("credit_records", {"ids": list(ids)})
    return {record.id: record for record in _by_ids(rows)}


def _by_id(record: CreditRecord) -> str:
    return record.id


def _by_ids(rows: Sequence[Row]) -> list[CreditRecord]:
    return sorted(records_in(rows), key=_by_id)


def records_in(rows: Sequence[Row]) -> list[CreditRecord]:
    """Return the records of rows, in their order, with everything attached."""
    records: list[CreditRecord] = read_mixed(list(map(_version, rows)))
    parts = iter(read_mixed([version for row in rows for version in row["parts"]]))
    hanging = ({part.key: part for part in islice(parts, len(row["parts"]))}.values() for row in rows)
    return list(map(filed, records, hanging))
