"""Cells that cannot be used: the row is refused with rule, file, line, column and remedy, and leaves nothing behind."""

import msgspec
import pytest

from xinmai.ports.store import Store

from support.bundles import GOOD, NEW_NUMBER, Deliver, Row

HOLDING = {"id": "x", "kind": "holds", "from": "2", "to": "1"}
PARTY = {"id": "x", "kind": "enterprise", "name": "沪滨丙"}
RECORD = {"id": "x", "kind": "penalty"}
SANCTION = {"id": "x", "record": "r1", "kind": "fine"}
STATUS = {"party": "1", "property": "status", "value": "revoked"}
CASE = {"id": "x", "kind": "tender"}
TASK = {"id": "x", "no": "2", "title": "公示"}
FINDING = {"record": "r2", "party": "1"}


def variants(row: Row, column: str, *cells: str) -> list[Row]:
    return [{**row, column: cell} for cell in cells]


FAULTS: list[tuple[str, list[Row], str, str, str]] = [
    (
        "relations",
        variants(
            HOLDING, "share", "abc", "NaN", "Infinity", "1e1", "1E+1", "1_0", "１２", "5%", "+5", "0x10"
        ),
        "share",
        "bad_share",
        "no plain decimal number",
    ),
    ("relations", variants(HOLDING, "share", "-1", "-0.0000001"), "share", "bad_share", "below 0"),
    (
        "relations",
        variants(HOLDING, "share", "33.33333333", "0.00000001"),
        "share",
        "bad_share",
        "7 decimals",
    ),
    ("relations", variants(HOLDING, "share", "1" * 10, "9" * 5000), "share", "bad_share", "digits before"),
    ("relations", variants(HOLDING, "vote_max", "abc"), "vote_max", "bad_share", "leave the cell empty"),
    (
        "relations",
        [{**HOLDING, "share_min": "30", "share_max": "20"}],
        "share_min",
        "bad_range",
        "share_min is above share_max",
    ),
    (
        "relations",
        [{**HOLDING, "vote_min": "30.1", "vote_max": "30"}],
        "vote_min",
        "bad_range",
        "vote_min is above vote_max",
    ),
    (
        "relations",
        variants(
            HOLDING,
            "valid_from",
            *(
                "2014-02-30",
                "2014-13",
                "2014-00-01",
                "2014/04/28",
                "20140428",
                "2014-4-28",
                "14-04-28",
                "0000",
            ),
            *("２０１４", "2014年4月", "2014-04-28T00:00", "today", "-2014", "99999"),
        ),
        "valid_from",
        "bad_date",
        "YYYY-MM-DD",
    ),
    (
        "relations",
        [
            {**HOLDING, "valid_from": start, "valid_to": end}
            for start, end in [("2014-04-28", "2014-04-27"), ("2014-05", "2014-04"), ("2014", "2013-12-31")]
        ],
        "valid_to",
        "end_before_start",
        "before it starts",
    ),
    (
        "party_facts",
        [{**STATUS, "valid_from": "2015", "valid_to": "2014"}],
        "valid_to",
        "end_before_start",
        "correct the one that is wrong",
    ),
    ("records", [{**RECORD, "act_from": "2015", "act_to": "2014"}], "act_to", "end_before_start", "2014"),
    (
        "records",
        [{**RECORD, "effective_from": "2015", "effective_to": "2014"}],
        "effective_to",
        "end_before_start",
        "2015",
    ),
    ("sanctions", [{**SANCTION, "from": "2015", "to": "2014"}], "to", "end_before_start", "2014"),
    ("cases", [{**CASE, "opened_on": "2015", "closed_on": "2014"}], "closed_on", "end_before_start", "2014"),
    ("sanctions", variants(SANCTION, "amount", "-1"), "amount", "bad_amount", "at least 0"),
    (
        "sanctions",
        variants(SANCTION, "amount", "1,000", "1_000", "1e3", "一千", "NaN", "1" * 18, "5.", "￥5"),
        "amount",
        "bad_number",
        "1250.50",
    ),
    ("records", variants(RECORD, "points", "A", "1e400"), "points", "bad_number", "plain decimal"),
    (
        "tasks",
        variants(TASK, "no", "-1", "1.5", "²", "9" * 5000, "1" * 10),
        "no",
        "bad_number",
        "whole number",
    ),
    ("relations", variants(HOLDING, "ended", "true", "1", "是", "YES"), "ended", "bad_value", "yes or no"),
    ("records", variants(RECORD, "large", "true", "maybe"), "large", "bad_value", "yes, no or unknown"),
    ("parties", variants(PARTY, "visibility", "secret", "3"), "visibility", "bad_value", "government"),
    ("parties", variants(PARTY, "kind", "company", "Enterprise"), "kind", "bad_value", "social_organisation"),
    ("relations", variants(HOLDING, "kind", "owns"), "kind", "bad_value", "one of: legal_representative"),
    ("records", variants(RECORD, "list", "blacklist"), "list", "bad_value", "judgment_debtor"),
    ("records", variants(RECORD, "severity", "grave"), "severity", "bad_value", "especially_serious"),
    ("record_parties", variants(FINDING, "capacity", "boss"), "capacity", "bad_value", "of Capacity"),
    ("party_facts", variants(STATUS, "value", "dissolved", "注销"), "value", "bad_value", "deregistered"),
    (
        "party_facts",
        [{"party": "p1", "property": "holders_register", "value": "不完整"}],
        "value",
        "bad_value",
        "complete, incomplete",
    ),
    (
        "party_facts",
        [
            {"party": "p1", "property": word, "value": "?"}
            for word in ("religion", "Blood_Type", "medical_history")
        ],
        "property",
        "forbidden_category",
        "may not be collected",
    ),
    (
        "parties",
        variants(PARTY, "identifiers", "91310000MADE000014", "tax:1", "USCC:1", "uscc:", "uscc:1;x"),
        "identifiers",
        "bad_identifier",
        "scheme:value",
    ),
    (
        "parties",
        variants(
            PARTY,
            "identifiers",
            *(
                f"cn_id:{number}"
                for number in ("310101********1234", NEW_NUMBER[:-1], f"{NEW_NUMBER}1", "12345")
            ),
            "passport:E12***",
        ),
        "identifiers",
        "bad_identifier",
        "identifies nobody",
    ),
    (
        "party_facts",
        [{**STATUS, "property": "identifier", "value": value} for value in ("91310000", "uscc:1;uscc:2")],
        "value",
        "bad_identifier",
        "scheme:value",
    ),
    ("parties", variants(PARTY, "name", "", "   ", "\u3000"), "name", "required", "must be filled"),
    ("record_events", [{"record": "r1", "event": ""}], "event", "required", "must be filled"),
    ("record_parties", [{"record": "r1", "party_name": "王一"}], "party", "nobody", "party_scope"),
    ("parties", variants(PARTY, "id", "b:1", "1:"), "id", "id_colon", "Use / between parts"),
    ("parties", variants(PARTY, "id", "x" * 513), "id", "id_too_long", "512"),
    ("parties", variants(PARTY, "id", "x\ny", "x\ty", "x\x1fy"), "id", "bad_id", "control character"),
    (
        "relations",
        variants(HOLDING, "from", ":1", "1:", "A:1", "a:b:c"),
        "from",
        "bad_reference",
        "namespace:id",
    ),
    ("relations", variants(HOLDING, "to", "phone:", "x:"), "to", "bad_reference", "namespace:id"),
    ("relations", variants(HOLDING, "to", "phone:1", "address:1"), "to", "bad_reference", "contact"),
    ("relations", [{**HOLDING, "kind": "contact"}], "to", "bad_reference", "phone:"),
    ("relations", variants(HOLDING, "source", "b:s1"), "source", "foreign_source", "its own namespace"),
]


@pytest.mark.parametrize(
    ("table", "rows", "column", "rule", "remedy"),
    FAULTS,
    ids=[f"{table}-{column}-{rule}-{remedy[:12].strip()}" for table, _, column, rule, remedy in FAULTS],
)
async def test_a_cell_that_cannot_be_used(
    table: str,
    rows: list[Row],
    column: str,
    rule: str,
    remedy: str,
    deliver: Deliver,
    store: Store,
    good_digest: str,
) -> None:
    loaded = await deliver({**GOOD, table: [*GOOD[table], *rows]})
    first = len(GOOD[table]) + 2
    lines = [reject.line for reject in loaded.rejects]
    assert lines == sorted(set(lines))
    assert lines[0] == first
    assert {(r.file, r.table, r.column, r.rule) for r in loaded.rejects} == {
        (f"{table}.csv", table, column, rule)
    }
    assert len(loaded.rejects) == len(rows) == loaded.report.rejected
    assert all(remedy in reject.hint for reject in loaded.rejects)
    assert all(len(reject.value) <= 80 for reject in loaded.rejects)
    assert await store.digest() == good_digest


async def test_the_value_is_shown_unless_it_may_be_personal(deliver: Deliver) -> None:
    loaded = await deliver(
        {
            **GOOD,
            "parties": [
                *GOOD["parties"],
                {**PARTY, "kind": "company"},
                {**PARTY, "birth_date": "1900-13-01"},
            ],
            "relations": [{**HOLDING, "share": " abc "}],
        }
    )
    assert [(r.column, r.value) for r in loaded.rejects] == [
        ("kind", "company"),
        ("birth_date", "1********"),
        ("share", "abc"),
    ]


async def test_a_reject_counts_for_the_agency_and_the_record_kind_that_its_row_names(
    deliver: Deliver, store: Store
) -> None:
    rows = [
        {**RECORD, "agency": "g", "decided_on": "?"},
        {**RECORD, "decided_on": "?"},
        {**RECORD, "agency": "nobody"},
        {**RECORD, "kind": "王一的处罚"},
    ]
    await deliver({**GOOD, "records": rows})
    found = await store.rejects()
    assert ("a", "g", "measures_applied", "", 1) in [msgspec.structs.astuple(count) for count in found]
    counted = {(r.agency, r.kind): r.count for r in found if r.table == "records"}
    assert counted == {("g", "penalty"): 1, ("市某局", "penalty"): 2, ("市某局", ""): 1}


@pytest.mark.parametrize(
    ("share", "unit"),
    [
        ("0", 0),
        ("12.5", 125_000_000),
        ("33.3333333", 333_333_333),
        (" 100.00000000 ", 1_000_000_000),
        (".5", 5_000_000),
    ],
)
async def test_a_share_is_kept_exactly(share: str, unit: int, deliver: Deliver, store: Store) -> None:
    loaded = await deliver({**GOOD, "relations": [{**HOLDING, "share": share}]})
    assert loaded.rejects == []
    fact = (await store.facts(await store.view(as_of=0), ["a:x"]))["a:x"]
    assert getattr(fact, "share") == unit  # noqa: B009 - any kind of fact


@pytest.mark.parametrize(
    "cells",
    [
        {"valid_from": "2014-04-28", "valid_to": "2014-04-28"},
        {"valid_from": "2014", "valid_to": "2014"},
        {"valid_from": "2014-04-28", "valid_to": "2014"},
        {"valid_from": "2014-04", "valid_to": "2014-04-01"},
        {"valid_to": "2014"},
        {"share_min": "20", "share_max": "20"},
        {"share_max": "0"},
        {"share_min": "20"},
        {"valid_from": "2016-02-29"},
    ],
)
async def test_what_is_not_contradictory_is_kept(cells: Row, deliver: Deliver) -> None:
    loaded = await deliver({**GOOD, "relations": [*GOOD["relations"], {**HOLDING, **cells}]})
    assert loaded.rejects == []
