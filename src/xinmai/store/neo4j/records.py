"""Reading credit records with everything that hangs on them."""

from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

from xinmai.model.cursors import cursor, sort_key
from xinmai.model.ids import PublicId
from xinmai.model.record import CreditRecord
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.model.vocabulary import RecordKind
from xinmai.store.assembly import filed
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.order import sort_form
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import FOLLOWED
from xinmai.store.paging import cut
from xinmai.store.reading import read_mixed

_version = itemgetter("kind", "recordedFrom", "payload")


async def records(
    server: Server,
    view: View,
    party: PublicId,
    kinds: Sequence[RecordKind] | None,
    page: Page,
    seconds: float,
) -> Slice[CreditRecord]:
    """Return one page of the records that name a party, by id or by a name inside an organisation that is its alone there."""
    (after,) = sort_key(page.of, page.after, tuple[str], ("",))
    asked = {
        "party": party,
        "kinds": None if kinds is None else [str(kind) for kind in kinds],
        "after": sort_form(after),
        "first": page.first + 1,
    }
    (row,) = await Lens(server, view, seconds).rows("records", asked, kinds=FOLLOWED)
    items = _records(row["items"])
    return cut(items, [cursor(page.of, item.id) for item in items], page, row["total"])


async def records_of(
    server: Server, view: View, parties: Sequence[PublicId], budget: Budget
) -> tuple[CreditRecord, ...]:
    """Return all records that name any of the parties by id."""
    rows = await Lens(server, view, budget.seconds).rows("records_of", {"parties": list(parties)})
    return tuple(_records(rows))


async def credit_records(
    server: Server, view: View, ids: Sequence[PublicId], seconds: float
) -> dict[PublicId, CreditRecord]:
    """Return records by id."""
    rows = await Lens(server, view, seconds).rows("credit_records", {"ids": list(ids)})
    return {record.id: record for record in _records(rows)}


def _by_id(record: CreditRecord) -> str:
    return record.id


def _records(rows: Sequence[Row]) -> list[CreditRecord]:
    records: list[CreditRecord] = read_mixed(list(map(_version, rows)))
    parts = iter(read_mixed([version for row in rows for version in row["parts"]]))
    hanging = ({part.key: part for part in islice(parts, len(row["parts"]))}.values() for row in rows)
    return sorted(map(filed, records, hanging), key=_by_id)
