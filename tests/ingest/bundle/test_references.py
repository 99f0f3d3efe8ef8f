"""References and ids: what dangles, what is said twice, what speaks for others; odd ids work like plain ones."""

import random

import pytest

from xinmai.model.view import Budget
from xinmai.model.vocabulary import Direction
from xinmai.ports.store import Store

from support.bundles import GOOD, Deliver, Row, with_row
from support.facts import pid

NOWHERE = "nowhere"

DANGLING: list[tuple[str, Row, str]] = [
    ("relations", {"id": "x", "kind": "holds", "from": NOWHERE, "to": "1"}, "from"),
    ("relations", {"id": "x", "kind": "holds", "from": "2", "to": NOWHERE}, "to"),
    ("relations", {"id": "x", "kind": "bids_in", "from": "2", "to": "c1", "case": NOWHERE}, "case"),
    ("relations", {"id": "x", "kind": "holds", "from": "2", "to": "1", "source": NOWHERE}, "source"),
    ("relations", {"id": "x", "kind": "holds", "from": "2", "to": "1", "source": "p1"}, "source"),
    ("relations", {"id": "x", "kind": "holds", "from": "b:2", "to": "1"}, "from"),
    ("relations", {"id": "x", "kind": "holds", "from": "2", "to": "b:1"}, "to"),
    ("parties", {"id": "x", "kind": "person", "name": "王二", "source": NOWHERE}, "source"),
    ("cases", {"id": "x", "kind": "tender", "agency": NOWHERE}, "agency"),
    ("cases", {"id": "x", "kind": "lot", "parent": NOWHERE}, "parent"),
    ("systems", {"id": "x", "name": "平台", "operator": NOWHERE}, "operator"),
    ("party_facts", {"party": NOWHERE, "property": "status", "value": "active"}, "party"),
    ("records", {"id": "x", "kind": "penalty", "agency": NOWHERE}, "agency"),
    ("records", {"id": "x", "kind": "penalty", "case": NOWHERE}, "case"),
    ("record_parties", {"record": NOWHERE, "party": "1"}, "record"),
    ("record_parties", {"record": "r1", "party": NOWHERE}, "party"),
    ("record_parties", {"record": "r1", "party_name": "王一", "party_scope": NOWHERE}, "party_scope"),
    ("sanctions", {"id": "x", "record": NOWHERE, "kind": "fine"}, "record"),
    ("sanctions", {"id": "x", "record": "r1", "kind": "fine", "party": NOWHERE}, "party"),
    ("record_events", {"record": NOWHERE, "event": "published"}, "record"),
    ("record_links", {"from": NOWHERE, "to": "r1", "kind": "follows"}, "from"),
    ("record_links", {"from": "r1", "to": NOWHERE, "kind": "follows"}, "to"),
    ("measures_applied", {"record": NOWHERE, "agency": "g", "measure": "M"}, "record"),
    ("measures_applied", {"record": "r1", "agency": NOWHERE, "measure": "M"}, "agency"),
    ("consents", {"id": "x", "subject": NOWHERE, "grantee": "银行"}, "subject"),
    ("judgements", {"a": NOWHERE, "b": "p1", "verdict": "same"}, "a"),
    ("judgements", {"a": "p1", "b": NOWHERE, "verdict": "same"}, "b"),
    ("task_links", {"task": NOWHERE, "kind": "responsible", "to": "g"}, "task"),
    ("task_links", {"task": "t1", "kind": "names_system", "to": NOWHERE}, "to"),
    ("record_events", {"record": "r1", "event": "paid", "agency": NOWHERE}, "agency"),
    ("record_events", {"record": "r1", "event": "paid", "party": NOWHERE}, "party"),
]
WRONG_KIND: list[tuple[str, Row, str]] = [
    ("relations", {"id": "x", "kind": "holds", "from": "1", "to": "r1"}, "to"),
    ("relations", {"id": "x", "kind": "holds", "from": "1", "to": "h1"}, "to"),
    ("relations", {"id": "x", "kind": "holds", "from": "1", "to": "s1"}, "to"),
    ("relations", {"id": "x", "kind": "holds", "from": "1", "to": "x"}, "to"),
    ("relations", {"id": "x", "kind": "holds", "from": "x", "to": "1"}, "from"),
    ("relations", {"id": "x", "kind": "holds", "from": "c1", "to": "1"}, "from"),
    ("relations", {"id": "x", "kind": "bids_in", "from": "1", "to": "c1", "case": "r1"}, "case"),
    ("cases", {"id": "x", "kind": "tender", "agency": "c1"}, "agency"),
    ("cases", {"id": "x", "kind": "tender", "agency": "r1"}, "agency"),
    ("cases", {"id": "x", "kind": "tender", "parent": "g"}, "parent"),
    ("systems", {"id": "x", "name": "平台", "operator": "r1"}, "operator"),
    ("party_facts", {"party": "r1", "property": "status", "value": "active"}, "party"),
    ("records", {"id": "x", "kind": "penalty", "agency": "c1"}, "agency"),
    ("record_parties", {"record": "1", "party": "1"}, "record"),
    ("record_parties", {"record": "r1", "party": "r2"}, "party"),
    ("sanctions", {"id": "x", "record": "h1", "kind": "fine"}, "record"),
    ("record_links", {"from": "r1", "to": "z1", "kind": "follows"}, "to"),
    ("judgements", {"a": "p1", "b": "c1", "verdict": "same"}, "b"),
    ("task_links", {"task": "y1", "kind": "responsible", "to": "g"}, "task"),
]


@pytest.mark.parametrize(("table", "row", "column"), DANGLING, ids=[f"{t}-{c}" for t, _, c in DANGLING])
async def test_a_reference_to_nothing(
    table: str, row: Row, column: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    loaded = await deliver(with_row(table, row))
    assert loaded.places() == [(f"{table}.csv", 2, column, "dangling")]
    assert "Deliver what it names" in loaded.rejects[0].hint
    assert await store.digest() == good_digest


@pytest.mark.parametrize(("table", "row", "column"), WRONG_KIND, ids=[f"{t}-{c}" for t, _, c in WRONG_KIND])
async def test_a_reference_to_what_cannot_stand_there_is_refused_every_time(
    table: str, row: Row, column: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    for _ in range(2):
        loaded = await deliver(with_row(table, row))
        assert loaded.places() == [(f"{table}.csv", 2, column, "dangling")]
        assert await store.digest() == good_digest


async def test_what_hangs_on_a_refused_row_is_refused_too(deliver: Deliver, store: Store) -> None:
    rows = {
        "parties": [
            {"id": "1", "kind": "enterprise", "name": "甲"},
            {"id": "2", "kind": "firm", "name": "乙"},
        ],
        "relations": [{"id": "h", "kind": "holds", "from": "2", "to": "1"}],
        "records": [{"id": "r", "kind": "penalty", "agency": "2"}],
        "record_parties": [{"record": "r", "party": "1"}],
    }
    loaded = await deliver(rows)
    assert [(file, column, rule) for file, _, column, rule in loaded.places()] == [
        ("parties.csv", "kind", "bad_value"),
        ("relations.csv", "from", "dangling"),
        ("records.csv", "agency", "dangling"),
        ("record_parties.csv", "record", "dangling"),
    ]
    assert await store.counts() == {"source": 1, "party": 1}


async def test_a_contact_value_needs_no_row(deliver: Deliver, store: Store) -> None:
    rows = [
        {"id": f"k{n}", "kind": "contact", "from": party, "to": f"phone: 021:{n % 2}"}
        for n, party in enumerate(["1", "2", "p1", NOWHERE])
    ]
    loaded = await deliver({**GOOD, "relations": rows})
    assert loaded.places() == [("relations.csv", 5, "from", "dangling")]
    assert (await store.counts())["contact_value"] == 2
    assert "phone:021：1" in await store.facts(await store.view(as_of=0), ["phone:021：1"])


TWICE: list[tuple[str, Row, str, str]] = [
    ("parties", {"id": "1", "kind": "person", "name": "王二"}, "id", "id_twice"),
    ("cases", {"id": "p1", "kind": "tender"}, "id", "id_twice"),
    ("records", {"id": "1", "kind": "penalty"}, "id", "id_twice"),
    ("relations", {"id": "1", "kind": "holds", "from": "2", "to": "1"}, "id", "id_twice"),
    ("relations", {"id": "s1", "kind": "holds", "from": "2", "to": "1"}, "id", "id_twice"),
    ("sanctions", {"id": "h1", "record": "r1", "kind": "fine"}, "id", "id_twice"),
    ("sources", {"id": "bundle", "title": "x"}, "id", "id_twice"),
    (
        "party_facts",
        {"party": "1", "property": "status", "value": "active", "valid_from": "2014", "valid_to": "2015"},
        "party",
        "contradiction",
    ),
    (
        "record_parties",
        {"record": "r1", "party": "1", "capacity": "subject", "personal_responsibility": "yes"},
        "record",
        "contradiction",
    ),
    ("judgements", {"a": "p1", "b": "p2", "verdict": "same"}, "a", "contradiction"),
]


@pytest.mark.parametrize(("table", "row", "column", "rule"), TWICE, ids=[f"{t}-{r}" for t, _, _, r in TWICE])
async def test_one_id_for_two_things(
    table: str, row: Row, column: str, rule: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    loaded = await deliver({**GOOD, table: [*GOOD[table], row]})
    assert loaded.places() == [(f"{table}.csv", len(GOOD[table]) + 2, column, rule)]
    assert ("unique" if rule == "id_twice" else "keep the one") in loaded.rejects[0].hint
    assert await store.digest() == good_digest


@pytest.mark.parametrize("table", GOOD)
async def test_a_repeated_row_is_kept_once_and_counted(
    table: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    loaded = await deliver({**GOOD, table: [*GOOD[table], *GOOD[table]]})
    assert (loaded.rejects, loaded.report.repeated) == ([], len(GOOD[table]))
    assert await store.digest() == good_digest


async def test_repeats_are_known_across_batches(deliver: Deliver, store: Store) -> None:
    rows = [{"id": str(n), "kind": "person", "name": f"某{n}"} for n in range(5_001)]
    loaded = await deliver({"parties": [*rows, rows[0], {**rows[1], "name": "另一人"}]})
    assert loaded.report.repeated == 1
    assert loaded.places() == [("parties.csv", 5_004, "id", "id_twice")]
    assert (await store.counts())["party"] == 5_001


async def test_parts_may_stand_before_their_wholes_even_batches_before(
    deliver: Deliver, store: Store
) -> None:
    size = 6_000
    rows = [{"id": f"c{n}", "kind": "lot", "parent": f"c{n + 1}"} for n in range(size)]
    random.Random(1).shuffle(rows)  # noqa: S311 - the same rows in every run
    tables = {"cases": [*rows, {"id": f"c{size}", "kind": "tender"}, {"id": "c", "kind": "lot"}]}
    first = await deliver(tables)
    assert first.rejects == []
    assert first.report.added == size + 2
    again = await deliver(tables)
    assert (again.rejects, again.changes()) == ([], (0, 0, 0))


async def test_a_part_that_stands_early_keeps_its_line_number(deliver: Deliver) -> None:
    rows = [{"id": "c1", "kind": "lot", "parent": "c2", "opened_on": "?"}, {"id": "c2", "kind": "lot"}]
    loaded = await deliver({"cases": rows})
    assert loaded.places() == [("cases.csv", 2, "opened_on", "bad_date")]


@pytest.mark.parametrize(
    "odd",
    [
        "𠮷",
        "（甲）",
        "a b",
        "x" * 512,
        "1/2/3",
        "'",
        '"',
        "%",
        "a;b",
        "é",
        "e\u0301",
        "１",
        "-",
        "\u3000x\u3000y",
        "O'Brien; DROP",
    ],
)
async def test_odd_ids(odd: str, deliver: Deliver, store: Store) -> None:
    tables = {
        "parties": [
            {"id": odd, "kind": "person", "name": "王二"},
            {"id": "plain", "kind": "enterprise", "name": "甲"},
        ],
        "relations": [{"id": f"{odd[:500]}/r", "kind": "holds", "from": f"a:{odd}", "to": "plain"}],
    }
    loaded = await deliver(tables)
    assert loaded.rejects == []
    view = await store.view(as_of=0)
    found = await store.expand(view, [pid("a:plain")], None, Direction.IN, Budget())
    assert sorted(party.id for party in found.parties) == sorted([f"a:{odd.strip()}", "a:plain"])
    assert (await deliver(tables)).changes() == (0, 0, 0)


async def test_ids_that_differ_only_in_writing_are_two(deliver: Deliver, store: Store) -> None:
    ids = ["1", "１", "01", "a", "A", "é", "e\u0301"]
    loaded = await deliver({"parties": [{"id": own, "kind": "person", "name": "王"} for own in ids]})
    assert loaded.rejects == []
    assert (await store.counts())["party"] == len(ids)
