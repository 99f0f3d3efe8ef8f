"""Lines that cannot be read are refused with their number; the lines around them are taken, in bounded memory."""

import tracemalloc
from pathlib import Path

import pytest

from xinmai.ingest.bundle.source import BundleSource
from xinmai.ingest.textfile import LINE_LIMIT
from xinmai.ports.store import Store

from support.bundles import GOOD, MANIFEST, Deliver, csv_of, first_party, load_into, toml_of

HEADER = "id,kind,name\n"
GOOD_PARTIES = csv_of(GOOD["parties"])


@pytest.mark.parametrize(
    ("bad", "line", "rule", "remedy"),
    [
        (b"x,person\0,\xe7\x8e\x8b\n", 7, "nul_byte", "Remove the NUL bytes"),
        (b"x,person,\xe7\x8e\n", 7, "encoding", "no utf-8"),
        (b"x,person,\xcd\xf5\xd2\xbb,\n", 7, "encoding", "no utf-8"),
        (b'x,person,"\xe7\x8e\x8b" x,\n', 7, "quotation", "Double the quotation marks"),
        (b"x,person\n", 7, "cell_count", "2 cells, the file has 4 columns"),
        (b"x,person,x,,,,\n", 7, "cell_count", "7 cells"),
        (b"x,person," + b"y" * 200_000 + b",\n", 7, "cell_too_long", "A cell is too long"),
        (b"x,person," + b"y" * 2 * LINE_LIMIT + b",\n", 7, "line_too_long", "missing line ends"),
        (b'x,person,"line\nbreak' + b"y" * 200_000 + b'",\n', 7, "cell_too_long", "A cell is too long"),
    ],
)
async def test_a_line_that_cannot_be_read(
    bad: bytes, line: int, rule: str, remedy: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    loaded = await deliver({**GOOD, "parties": GOOD_PARTIES + bad})
    assert loaded.places() == [("parties.csv", line, "", rule)]
    assert remedy in loaded.rejects[0].hint
    assert loaded.rejects[0].value in {"", "2", "7"}
    assert await store.digest() == good_digest


async def test_lines_behind_one_that_cannot_be_read_are_taken(deliver: Deliver, store: Store) -> None:
    lines = ["1,person,甲\n", '2,person,"乙"x\n', "3,person,丙\n", "4,person\n", "5,person,戊\n"]
    loaded = await deliver({"parties": HEADER + "".join(lines)})
    assert [(line, rule) for _, line, _, rule in loaded.places()] == [(3, "quotation"), (5, "cell_count")]
    assert sorted(await store.facts(await store.view(as_of=0), [f"a:{n}" for n in range(9)])) == [
        "a:1",
        "a:3",
        "a:5",
    ]


async def test_a_quotation_mark_that_is_never_closed_names_the_lines_it_swallowed(
    deliver: Deliver, store: Store
) -> None:
    loaded = await deliver({"parties": HEADER + '1,person,甲\n2,person,"乙\n3,person,丙\n4,person,丁\n'})
    assert loaded.places() == [("parties.csv", 3, "", "quotation")]
    assert "lines 3 to 5 were not read" in loaded.rejects[0].hint
    assert await store.counts() == {"source": 1, "party": 1}


async def test_a_swallowed_rest_costs_no_more_than_one_cell(deliver: Deliver, store: Store) -> None:
    rows = "".join(f"{n},person,某人{n}\n" for n in range(20_000))
    loaded = await deliver({"parties": f'{HEADER}x,person,"甲\n{rows}'})
    assert {(column, rule) for _, _, column, rule in loaded.places()} <= {
        ("", "cell_too_long"),
        ("", "quotation"),
    }
    assert loaded.places()[0][1] == 2
    assert (await store.counts())["party"] > 10_000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_line_ends_and_a_byte_order_mark(
    end: str, deliver: Deliver, store: Store, good_digest: str
) -> None:
    text = GOOD_PARTIES.decode().replace("\n", end).removesuffix(end)
    loaded = await deliver({**GOOD, "parties": b"\xef\xbb\xbf" + text.encode()})
    assert loaded.rejects == []
    assert await store.digest() == good_digest


async def test_quoted_line_breaks_stay_and_the_numbers_of_rejects_are_right(
    deliver: Deliver, store: Store
) -> None:
    rows = ['1,person,甲,"one\r\ntwo\nthree"', "", "2,nobody,乙,", '3,person,丙,"one\ntwo"', "4,nobody,丁,"]
    loaded = await deliver({"parties": "id,kind,name,note\n" + "\n".join(rows)})
    assert [(line, column) for _, line, column, _ in loaded.places()] == [(6, "kind"), (9, "kind")]
    party = await first_party(store)
    assert party.note == "one\r\ntwo\nthree"


async def test_a_line_of_50_mb_is_never_held(tmp_path: Path, store: Store, good_digest: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "bundle.toml").write_bytes(toml_of(MANIFEST))
    for table, rows in GOOD.items():
        (tmp_path / "b" / f"{table}.csv").write_bytes(csv_of(rows))
    with (tmp_path / "b" / "parties.csv").open("ab") as file:
        file.write(b"x,person,")
        for _ in range(50):
            file.write(b"y" * 1_000_000)
        file.write(b",\n")
    tracemalloc.start()
    try:
        loaded = await load_into(store, BundleSource(tmp_path / "b"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert loaded.places() == [("parties.csv", 7, "", "line_too_long")]
    assert peak < 12 * LINE_LIMIT
    assert await store.digest() == good_digest


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("ＡＢＣ（上海）", "ＡＢＣ（上海）"),
        ("𠮷野家", "𠮷野家"),
        ("a\u2028b", "a\u2028b"),
        ('"甲""乙"', '甲"乙'),
        ("\u3000甲 ", "甲"),
    ],
)
async def test_names_are_kept_as_they_are_written(
    word: str, kept: str, deliver: Deliver, store: Store
) -> None:
    loaded = await deliver({"parties": f"{HEADER}1,enterprise,{word}\n"})
    assert loaded.rejects == []
    assert (await first_party(store)).name == kept
