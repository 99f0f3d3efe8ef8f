"""Sums are exact to the last digit, apart by currency, and read only where they are asked for."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xinmai.bootstrap import open_store
from xinmai.model.vocabulary import Property

from support import facts as said
from support.asking import Asker

BIG = ("12345678901234567.123456789012345678", "0.000000000000000001", "100")
COUNTS = """
{
  recordsAggregate(by: []) { total groups { count amounts { currency count sum min max } } }
  partiesAggregate(by: [STATUS], where: {kind: {eq: ENTERPRISE}}) { groups { status count amounts { sum } } }
}
"""


async def test_sums_are_exact(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'sums.db'}", write=True)
    records = [said.record(f"a:r{number}", amount=amount) for number, amount in enumerate(BIG)]
    firms = [
        said.party("a:1"),
        said.party_fact("a:1", Property.STATUS, "active", valid_from="2010"),
        said.party_fact("a:1", Property.STATUS, "revoked", valid_from="2018"),
        said.party_fact("a:1", Property.REGISTERED_CAPITAL, "1000", valid_from="2010"),
        said.party_fact("a:1", Property.REGISTERED_CAPITAL, "1000万", valid_from="2019"),
    ]
    everything = [said.source(), *firms, *records, said.record("a:usd", amount="7.10", currency="USD")]
    await store.apply(everything, key="1", at=datetime(2026, 5, 1, tzinfo=UTC))
    asker = Asker(store)

    data = await asker.data(COUNTS)
    (group,) = data["recordsAggregate"]["groups"]
    yuan, dollars = group["amounts"]
    assert (group["count"], yuan["count"], dollars) == (
        4,
        3,
        {"currency": "USD", "count": 1, "sum": "7.1", "min": "7.1", "max": "7.1"},
    )
    assert yuan["sum"] == "12345678901234667.123456789012345679"
    assert (yuan["min"], yuan["max"]) == ("0.000000000000000001", BIG[0])
    assert data["partiesAggregate"]["groups"] == [{"status": "revoked", "count": 1, "amounts": []}]
    await store.close()


async def test_amounts_are_read_only_where_they_are_asked_for(asker: Asker) -> None:
    asked: list[bool] = []
    aggregate = asker.counting._store.aggregate

    async def watched(*args: Any, sums: bool, **kwargs: Any) -> Any:
        asked.append(sums)
        return await aggregate(*args, sums=sums, **kwargs)

    asker.counting._store.aggregate = watched  # type: ignore[assignment,method-assign]
    await asker.data("{ recordsAggregate(by: [KIND]) { total groups { count } } }")
    await asker.data(
        "{ recordsAggregate(by: [KIND]) { groups { ...G } } } fragment G on RecordGroup { amounts { sum } }"
    )
    assert asked == [False, True]
