"""A row that is shifted by one cell puts a name where a word or a day belongs; the reject does not repeat it."""

import pytest

from xinmai.ports.store import Store

from support.bundles import Deliver, Row, with_row

HOLDING = {"id": "x", "kind": "holds", "from": "2", "to": "1"}
PENALTY = {"id": "x", "kind": "penalty"}


@pytest.mark.parametrize(
    ("table", "row", "column", "clear"),
    [
        ("parties", {"id": "x", "kind": "王五", "name": "person"}, "kind", "王五"),
        (
            "parties",
            {"id": "x", "kind": "person", "name": "王五", "founded_on": "13800000000"},
            "founded_on",
            "13800",
        ),
        ("relations", {**HOLDING, "valid_from": "欧阳一二"}, "valid_from", "欧阳一二"),
        ("relations", {**HOLDING, "kind": "王 五"}, "kind", "王 五"),
        ("relations", {**HOLDING, "share": "021-12345678"}, "share", "12345678"),
        ("records", {**PENALTY, "decided_on": "阿卜杜拉·买买提"}, "decided_on", "买买提"),
        ("records", {**PENALTY, "decided_on": "?", "agency": "王五"}, "decided_on", "王五"),
    ],
)
async def test_a_name_in_the_wrong_column_is_masked(
    table: str, row: Row, column: str, clear: str, deliver: Deliver, store: Store
) -> None:
    loaded = await deliver(with_row(table, row))
    (reject,) = loaded.rejects
    assert reject.column == column
    assert clear not in repr(reject)
    assert clear not in repr(await store.rejects())


async def test_what_is_no_name_is_shown(deliver: Deliver) -> None:
    loaded = await deliver(with_row("relations", {**HOLDING, "valid_from": "2014-02-30"}))
    assert [reject.value for reject in loaded.rejects] == ["2014-02-30"]
