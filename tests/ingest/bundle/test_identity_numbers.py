"""Identity numbers are hashed or refused; in clear they come to rest nowhere: not in the store, not in a reject."""

from pathlib import Path

import pytest

from xinmai.ingest.identity import normal_number
from xinmai.model.ids import PublicId
from xinmai.model.lookup import Found
from xinmai.model.vocabulary import Flag
from xinmai.ports.store import Store
from xinmai.service.lookup import party_by_id, party_by_identifier

from support.bundles import (
    CREDIT_CODE,
    GOOD,
    HASHER,
    NEW_NUMBER,
    NUMBER_WITH_X,
    OLD_NUMBER,
    Deliver,
    Loaded,
    Row,
    first_party,
    with_row,
)

NUMBERS = (NEW_NUMBER, NUMBER_WITH_X, OLD_NUMBER)
BETWEEN = f"2023-05-01 {NEW_NUMBER} 13800000000"
GROUPED = f"{NEW_NUMBER[:6]} {NEW_NUMBER[6:14]} {NEW_NUMBER[14:]}"
WIDE = NEW_NUMBER.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
BARE = NEW_NUMBER[:17]
DOTTED = f"{NEW_NUMBER[:6]}.{NEW_NUMBER[6:14]}–{NEW_NUMBER[14:]}"
WRITINGS = (*NUMBERS, GROUPED, WIDE, NUMBER_WITH_X.lower(), BETWEEN, DOTTED)

HOLDING = {"id": "x", "kind": "holds", "from": "2", "to": "1"}
PERSON = {"id": "x", "kind": "person", "name": "王二"}


def assert_clear_nowhere(loaded: Loaded, folder: Path, *numbers: str) -> None:
    """Check the raw bytes of the store's files and the text of every reject."""
    rejects = repr(loaded.rejects).encode() + repr(loaded.report).encode()
    files = sorted(folder.glob("store.db*"))
    assert len(files) >= 2, "the write-ahead log is looked at too"
    for content in [rejects, *(file.read_bytes() for file in files)]:
        for number in numbers:
            assert number.encode() not in content
            assert number.encode("utf-16-le") not in content


async def found_by(store: Store, scheme: str, value: str) -> str:
    """Return the id of the one party that a look-up by identifier finds."""
    found = await party_by_identifier(store, await store.view(as_of=0), scheme, value, HASHER)
    assert isinstance(found, Found)
    return found.party.id


IN_TEXT: list[tuple[str, Row, str]] = [
    ("parties", {**PERSON, "note": "身份证号{}。"}, "note"),
    ("parties", {**PERSON, "name": "王二（{}）"}, "name"),
    ("parties", {**PERSON, "locator": "ID {}"}, "locator"),
    ("parties", {**PERSON, "body_type": "{}"}, "body_type"),
    ("sources", {"id": "x", "title": "关于{}的决定"}, "title"),
    ("sources", {"id": "x", "url": "https://example.org/?id={}"}, "url"),
    ("cases", {"id": "x", "kind": "lawsuit", "name": "王二 {} 诉某公司"}, "name"),
    ("party_facts", {"party": "p1", "property": "address", "value": "某路1号 {}"}, "value"),
    ("party_facts", {"party": "p1", "property": "name", "value": "{}"}, "value"),
    ("relations", {**HOLDING, "title": "董事{}"}, "title"),
    ("relations", {**HOLDING, "registration_no": "{}"}, "registration_no"),
    ("relations", {**HOLDING, "kind": "contact", "to": "phone:{}"}, "to"),
    ("relations", {**HOLDING, "kind": "contact", "to": "address:某路1号{}"}, "to"),
    ("records", {"id": "x", "kind": "penalty", "reason": "王二（{}）吊销"}, "reason"),
    ("records", {"id": "x", "kind": "penalty", "document_no": "{}"}, "document_no"),
    ("record_parties", {"record": "r1", "party_name": "王二{}", "party_scope": "1"}, "party_name"),
    ("record_parties", {"record": "r1", "party": "1", "note": "{}"}, "note"),
    ("sanctions", {"id": "x", "record": "r1", "kind": "ban", "matters": "award;{}"}, "matters"),
    ("record_events", {"record": "r1", "event": "paid", "document_no": "{}"}, "document_no"),
    ("consents", {"id": "x", "subject": "p1", "grantee": "王二{}"}, "grantee"),
    ("judgements", {"a": "p1", "b": "1", "verdict": "same", "reason": "同一身份证{}"}, "reason"),
    ("task_links", {"task": "t1", "kind": "covers_use", "value": "{}"}, "value"),
]


@pytest.mark.parametrize(("table", "row", "column"), IN_TEXT, ids=[f"{t}-{c}" for t, _, c in IN_TEXT])
async def test_in_text_it_is_refused(
    table: str, row: Row, column: str, deliver: Deliver, store: Store, tmp_path: Path, good_digest: str
) -> None:
    rows = [{**row, column: row[column].format(n)} for n in WRITINGS]
    loaded = await deliver({**GOOD, table: [*GOOD[table], *rows]})
    assert len(loaded.rejects) == len(rows)
    assert {(r.file, r.column, r.rule) for r in loaded.rejects} == {
        (f"{table}.csv", column, "identity_number")
    }
    assert {r.line for r in loaded.rejects} == {len(GOOD[table]) + 2 + n for n in range(len(rows))}
    assert all("`identifiers`" in r.hint for r in loaded.rejects)
    assert_clear_nowhere(loaded, tmp_path, *NUMBERS, GROUPED, WIDE, BARE)
    assert await store.digest() == good_digest


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("relations", {**HOLDING, "share": NEW_NUMBER}),
        ("relations", {**HOLDING, "valid_from": NEW_NUMBER}),
        ("relations", {**HOLDING, "kind": NEW_NUMBER}),
        ("relations", {**HOLDING, "amount": NEW_NUMBER}),
        ("relations", {**HOLDING, "amount": OLD_NUMBER}),
        ("relations", {**HOLDING, "visibility": NEW_NUMBER}),
        ("relations", {**HOLDING, "source": NEW_NUMBER}),
        ("records", {"id": "x", "kind": NEW_NUMBER}),
        ("records", {"id": "x", "kind": "penalty", "agency": NEW_NUMBER}),
        ("records", {"id": "x", "kind": "penalty", "agency": NEW_NUMBER, "decided_on": "?"}),
        ("records", {"id": "x", "kind": "penalty", "points": OLD_NUMBER}),
        ("parties", {**PERSON, "identifiers": NEW_NUMBER}),
        ("parties", {**PERSON, "identifiers": f"身份证:{NEW_NUMBER}"}),
        ("parties", {**PERSON, "identifiers": f"other:{NEW_NUMBER}"}),
        ("parties", {**PERSON, "identifiers": f"licence:1998{NEW_NUMBER}"}),
        ("parties", {**PERSON, "identifiers": f"uscc:{NEW_NUMBER}"}),
        ("parties", {**PERSON, "identifiers": f"reg_no:{NEW_NUMBER}"}),
        ("parties", {**PERSON, "id": f"cn_id:{NEW_NUMBER}"}),
        ("tasks", {"id": "x", "no": NEW_NUMBER, "title": "公示"}),
        ("party_facts", {"party": "p1", "property": "identifier", "value": f"other:{NEW_NUMBER}"}),
        ("party_facts", {"party": "p1", "property": NEW_NUMBER, "value": "x"}),
        ("relations", {**HOLDING, "to": f"{NEW_NUMBER}:1"}),
        ("relations", {**HOLDING, "to": NEW_NUMBER}),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(set(value) - set(HOLDING)),
)
async def test_in_a_column_where_it_does_not_belong(
    table: str, row: Row, deliver: Deliver, store: Store, tmp_path: Path, good_digest: str
) -> None:
    loaded = await deliver(with_row(table, row))
    assert [reject.line for reject in loaded.rejects] == [2]
    assert_clear_nowhere(loaded, tmp_path, *NUMBERS)
    assert NEW_NUMBER not in repr(await store.rejects())
    assert await store.digest() == good_digest


@pytest.mark.parametrize("number", [*NUMBERS, GROUPED, WIDE])
async def test_in_an_id_it_is_replaced_everywhere_alike(
    number: str, deliver: Deliver, store: Store, tmp_path: Path
) -> None:
    tables = {
        "parties": [
            {"id": number, "kind": "person", "name": "王二"},
            {"id": f"p/{number}/1", "kind": "person", "name": "王三"},
            {"id": "1", "kind": "enterprise", "name": "甲"},
        ],
        "relations": [
            {"id": f"r/{number}", "kind": "director", "from": f"a:{number}", "to": "1"},
            {"id": f"q/{number}", "kind": "director", "from": f"p/{number}/1", "to": "1"},
        ],
    }
    loaded = await deliver(tables)
    assert loaded.rejects == []
    assert_clear_nowhere(loaded, tmp_path, number, *NUMBERS)
    found = await party_by_id(store, await store.view(as_of=0), f"a:{number}", HASHER)
    assert isinstance(found, Found)
    assert found.party.name == "王二"
    again = await deliver(tables)
    assert (again.rejects, again.changes()) == ([], (0, 0, 0))


async def test_a_dangling_id_with_a_number_names_its_column(deliver: Deliver) -> None:
    row = {"id": "x", "kind": "director", "from": "p1", "to": f"firm/{NEW_NUMBER}"}
    loaded = await deliver(with_row("relations", row))
    assert loaded.places() == [("relations.csv", 2, "to", "dangling")]


@pytest.mark.parametrize("number", NUMBERS)
async def test_looking_up_a_number_finds_its_person(
    number: str, deliver: Deliver, store: Store, tmp_path: Path
) -> None:
    rows = [
        {"id": "1", "kind": "person", "name": "王二", "identifiers": f"cn_id:{number}; passport:E1234567"}
    ]
    loaded = await deliver({"parties": rows})
    for scheme, value in (("cn_id", number), ("cn_id", f" {number.lower()} "), ("passport", "e1234567")):
        assert await found_by(store, scheme, value) == "a:1"
    party = await first_party(store)
    assert [(i.scheme, i.last4, i.key) for i in party.identifiers] == [
        ("cn_id", normal_number("cn_id", number)[-4:], HASHER.key_id),
        ("passport", "4567", HASHER.key_id),
    ]
    assert party.flags == ()
    assert_clear_nowhere(loaded, tmp_path, number, normal_number("cn_id", number), "E1234567")


async def test_a_dated_number_is_hashed_too(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    row = {"party": "p1", "property": "identifier", "value": f"cn_id:{NEW_NUMBER}", "valid_from": "2014"}
    loaded = await deliver(with_row("party_facts", row))
    assert loaded.rejects == []
    assert await found_by(store, "cn_id", NEW_NUMBER) == "a:p1"
    assert_clear_nowhere(loaded, tmp_path, NEW_NUMBER)
    own = PublicId("a:p1")
    (fact,) = (await store.parties(await store.view(as_of=0), [own]))[own].facts
    assert (fact.last4, fact.hashed_by) == (NEW_NUMBER[-4:], HASHER.key_id)


async def test_the_old_and_the_new_writing_are_one_number(deliver: Deliver, store: Store) -> None:
    rows = [{"id": "1", "kind": "person", "name": "王二", "identifiers": f"cn_id:{OLD_NUMBER}"}]
    await deliver({"parties": rows})
    assert await found_by(store, "cn_id", normal_number("cn_id", OLD_NUMBER)) == "a:1"


async def test_a_number_that_fails_its_check_digit_is_kept_hashed_and_flagged(
    deliver: Deliver, store: Store, tmp_path: Path
) -> None:
    wrong = f"{NEW_NUMBER[:-1]}{(int(NEW_NUMBER[-1]) + 1) % 10}"
    rows = [{"id": "1", "kind": "person", "name": "王二", "identifiers": f"cn_id:{wrong}"}]
    loaded = await deliver({"parties": rows})
    party = await first_party(store)
    assert (loaded.rejects, party.flags) == ([], (Flag.CHECK_DIGIT,))
    assert_clear_nowhere(loaded, tmp_path, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码913100001322008216",
        CREDIT_CODE,
        "沪工商注册310115000123456号",
        "1234567890123456789",
        "20140428193011054321",
        "电话021-12345678，13900000000，13900000001",
        "310000199913010017",
        "31000019990101001",
        "99" * 20,
        "1" * 3_000,
    ],
)
async def test_what_only_looks_like_one_is_kept(text: str, deliver: Deliver, store: Store) -> None:
    loaded = await deliver({"parties": [{"id": "1", "kind": "person", "name": "王二", "note": text}]})
    assert loaded.rejects == []
    assert (await first_party(store)).note == text


async def test_codes_of_digits_alone_are_no_identity_numbers(deliver: Deliver, store: Store) -> None:
    codes = ["uscc:913100001322008216", "reg_no:310115000123456", f"reg_no:{OLD_NUMBER}", "stock:600000"]
    rows = [
        {"id": f"n{n}", "kind": "enterprise", "name": f"沪滨{n}", "identifiers": code}
        for n, code in enumerate(codes)
    ]
    loaded = await deliver({"parties": rows})
    assert loaded.rejects == []
    for n, code in enumerate(codes):
        scheme, _, value = code.partition(":")
        assert await found_by(store, scheme, value) == f"a:n{n}"
